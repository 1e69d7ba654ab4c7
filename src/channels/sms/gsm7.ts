/** GSM 7-bit default alphabet (3GPP TS 23.038 §6.2.1) by code; place 0x1b is the escape to the extension table. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const toExtension = 0x1b;
/** Extension table (§6.2.1.1): each costs two septets, the escape and this code. */
const extension: readonly (readonly [string, number])[] = [
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
];

const codes: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...[...basic].flatMap((char, code) => (code === toExtension ? [] : [[char, [code]] as const])),
  ...extension.map(([char, code]) => [char, [toExtension, code]] as const),
]);
const basicChars = [...basic];
const extensionChars: ReadonlyMap<number, string> = new Map(extension.map(([char, code]) => [code, char]));

/** How many septets a character takes: 1, 2, or `undefined` when the alphabet lacks it. */
export const septetsOf = (char: string): number | undefined => codes.get(char)?.length;

/**
 * The text in the GSM alphabet, one septet an octet (unpacked, as SMPP and CMPP carry it).
 * A character the alphabet lacks becomes `?`; ask {@link septetsOf} before.
 */
export function encodeGsm7(text: string): Buffer {
  return Buffer.from([...text].flatMap((char) => codes.get(char) ?? [0x3f]));
}

/** The text of unpacked septets; an unknown extension is read from the basic table, as the standard asks. */
export function decodeGsm7(octets: Uint8Array): string {
  let text = '';
  let escaped = false;
  for (const octet of octets) {
    const code = octet & 0x7f;
    if (escaped) {
      text += extensionChars.get(code) ?? (code === toExtension ? ' ' : basicChars[code]);
      escaped = false;
    } else if (code === toExtension) escaped = true;
    else text += basicChars[code];
  }
  return text;
}
