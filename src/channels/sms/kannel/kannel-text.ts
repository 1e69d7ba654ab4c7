/** How the bytes of a text are to be read, by what Kannel calls it. */
const labels: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf-16be', 'utf-16be'],
  ['ucs-2', 'utf-16be'],
  ['iso-8859-1', 'latin1'],
  ['windows-1252', 'latin1'],
  ['gb2312', 'gbk'],
  ['gbk', 'gbk'],
  ['gb18030', 'gb18030'],
]);
const ucs2 = '2';

/**
 * The text of a message. Its charset (`%C`) decides, else its coding (`%c`); bytes of which nobody says what they are
 * (8-bit messages) are UTF-8 when they can be, else Latin-1. What cannot be read becomes U+FFFD, nothing throws.
 */
export function kannelText(bytes: Buffer, charset: string | undefined, coding: string | undefined): string {
  const label = labels.get((charset ?? '').toLowerCase()) ?? (coding === ucs2 ? 'utf-16be' : undefined);
  if (label !== undefined) return new TextDecoder(label).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
