import { decodeGsm7, encodeGsm7 } from './gsm7';
import type { SmsEncoding } from './segments';

/** How the octets of a received text are to be read. `gbk` is what CMPP calls format 15. */
export type TextEncoding = SmsEncoding | 'latin1' | 'gbk';

/** @returns the octets of a text: unpacked septets, or 16-bit units in network order */
export function encodeSmsText(text: string, encoding: SmsEncoding): Buffer {
  return encoding === 'gsm7' ? encodeGsm7(text) : Buffer.from(text, 'utf16le').swap16();
}

const gbk = new TextDecoder('gb18030');

/** @returns the text; what cannot be read becomes U+FFFD, nothing throws. An odd last octet of 16-bit units is dropped. */
export function decodeSmsText(octets: Uint8Array, encoding: TextEncoding): string {
  switch (encoding) {
    case 'gsm7':
      return decodeGsm7(octets);
    case 'latin1':
      return Buffer.from(octets).toString('latin1');
    case 'gbk':
      return gbk.decode(octets);
    case 'ucs2':
      return Buffer.from(octets.subarray(0, octets.length - (octets.length % 2)))
        .swap16()
        .toString('utf16le');
  }
}
