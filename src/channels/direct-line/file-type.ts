import { filetypemime } from 'magic-bytes.js';

/** Kinds of evidence taken: pictures, documents, recordings. */
export const allowedTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'audio/mpeg',
  'audio/amr',
  'audio/wav',
  'audio/mp4',
  'video/mp4',
  'video/quicktime',
  'text/plain',
]);

/** Other names for the same things. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['image/jpg', 'image/jpeg'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/x-wav', 'audio/wav'],
  ['audio/wave', 'audio/wav'],
  ['audio/vnd.wave', 'audio/wav'],
]);

/** `#!AMR\n` and `#!AMR-WB\n`, the format of Chinese handsets' call recordings. */
const amr = '#!AMR';
/** MP4 that holds sound only, as an iPhone's voice memos do: told by its brand, which the library reads as a film. */
const mp4Sound = /^ftypM4[AB] $/;

/**
 * What a file is by its own first bytes, never by what its sender says (S9). Anything that is UTF-8 without control
 * characters is plain text, markup too: it is shown as text and never run.
 * @returns the media type, or `undefined` when it is none we take
 */
export function sniffType(bytes: Buffer): string | undefined {
  if (bytes.length === 0) return undefined;
  if (bytes.subarray(0, amr.length).toString('latin1') === amr) return 'audio/amr';
  if (mp4Sound.test(bytes.subarray(4, 12).toString('latin1'))) return 'audio/mp4';
  const head = [...bytes.subarray(0, 512)];
  const guesses = filetypemime(head).map((type) => aliases.get(type) ?? type);
  const taken = guesses.find((type) => allowedTypes.has(type) && type !== 'text/plain');
  if (taken !== undefined) return taken;
  return isPlainText(bytes) ? 'text/plain' : undefined;
}

function isPlainText(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells a text from other bytes
    return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);
  } catch {
    return false;
  }
}
