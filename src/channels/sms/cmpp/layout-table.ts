import { type CommandName, type Field, layouts, reportFields } from './layouts';

/** The commands and their fields as Markdown, for the docs: made from what encodes and decodes. */
export function layoutTables(): string {
  const commands = (Object.keys(layouts) as CommandName[]).map((name) => {
    const { id, fields } = layouts[name];
    const heading = `CMPP_${name.toUpperCase()} (0x${id.toString(16).padStart(8, '0')})`;
    return fields.length === 0 ? `**${heading}**: no fields\n` : tableOf(heading, fields);
  });
  return [...commands, tableOf('Status report in Msg_Content', reportFields)].join('\n');
}

function tableOf(heading: string, fields: readonly Field[]): string {
  const rows = fields.flatMap(rowsOf).map((cells) => `| ${cells.join(' | ')} |\n`);
  return `**${heading}**\n\n| field | type | octets in 2.0 | in 3.0 |\n|---|---|---|---|\n${rows.join('')}`;
}

function rowsOf({ name, kind, octets, countedBy }: Field): string[][] {
  const sizes = [octets[2], octets[3]];
  const shown = sizes.map((size) => (size === 0 ? '–' : String(size)));
  if (countedBy === undefined) return [[name, kind === 'id' ? 'uint' : kind, ...shown]];
  const lengths = kind === 'list' ? sizes.map((size) => `${size} × ${countedBy}`) : [countedBy, countedBy];
  return [
    [countedBy, 'uint', '1', '1'],
    [name, kind === 'list' ? 'text' : 'octets', ...lengths],
  ];
}
