import { type Concatenation, readUserData } from '../../../../src/channels/sms/user-data-header';

/** A message as the fake message centre prints it: `10086 13800000001 udh %05… data %60…`, `… ucs-2 %60…`, `… text …`. */
export function printedMessage(line: string): { readonly part?: Concatenation; readonly text: string } {
  const [, , kind = '', ...rest] = line.split(' ');
  if (kind === 'text') return { text: rest.join(' ') };
  if (kind === 'ucs-2') return { text: words(octets(rest[0] ?? '')) };
  const [udh = '', , data = ''] = rest;
  const read = readUserData(Buffer.concat([octets(udh), octets(data)]));
  if (!read?.part) throw new Error(`No part of a message: ${line}`);
  return { part: read.part, text: words(read.content) };
}

/** Whole messages in the order they were begun; one whose parts are not all there is left out. */
export function handset(printed: readonly string[]): string[] {
  const open = new Map<string, string[]>();
  for (const [index, line] of printed.entries()) {
    const { part, text } = printedMessage(line);
    const key = part ? `${part.reference}/${part.total}` : `alone ${index}`;
    const parts = open.get(key) ?? Array.from<string>({ length: part?.total ?? 1 });
    parts[(part?.number ?? 1) - 1] = text;
    open.set(key, parts);
  }
  return [...open.values()].filter((parts) => !parts.includes(undefined as never)).map((parts) => parts.join(''));
}

/** A text in 16-bit units, network order. */
export const words = (bytes: Buffer): string => Buffer.from(bytes).swap16().toString('utf16le');

function octets(escaped: string): Buffer {
  const bytes = escaped
    .replaceAll('+', ' ')
    .replace(/%(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
