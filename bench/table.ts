/** A table for terminal and Markdown alike; the first column is text, the others are figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => width(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((wide, column) => padded(row[column] ?? '', wide, column > 0)).join(' | ')} |`;
  const rule = `|${widths.map((wide, column) => `${'-'.repeat(wide + 1)}${column > 0 ? ':' : '-'}`).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Chinese characters take two cells of a terminal. */
const width = (text: string): number => text.length + (text.match(/[\u2e80-\uffe6]/g)?.length ?? 0);

function padded(text: string, wide: number, right: boolean): string {
  const blanks = ' '.repeat(wide - width(text));
  return right ? blanks + text : text + blanks;
}

/** Three significant digits, thousands set apart. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = value >= 100 || value === 0 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export const percent = (share: number): string => `${figure(share * 100)} %`;
export const times = (ratio: number): string => `${figure(ratio)} ×`;
