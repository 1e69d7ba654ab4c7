import { type SegmentsOptions, type SmsEncoding, segmentsOf } from './segments';
import { encodeSmsText } from './sms-text';
import { userDataHeader } from './user-data-header';

export interface OutgoingPart {
  readonly encoding: SmsEncoding;
  /** Header, when there is one, and text; at most 160 septets, unpacked, or 140 octets. */
  readonly userData: Buffer;
  /** The protocol's mark for a header (SMPP `esm_class` 0x40, CMPP `TP_udhi`) is to be set. */
  readonly hasHeader: boolean;
  /** From 1. */
  readonly number: number;
  readonly total: number;
}

/** The number of a long message, which its parts share; the next long message to the same customer needs another. */
export interface MessageReference {
  readonly value: number;
  readonly bits: 8 | 16;
}

/** The standard's own limit: the number of parts is one octet. */
const mostParts = 255;

/**
 * A text as the parts that go out; one part without a header when it fits.
 * @returns `undefined` when it would take more than 255 parts
 */
export function partsOf(
  text: string,
  reference: MessageReference,
  options: Pick<SegmentsOptions, 'encoding'> = {},
): readonly OutgoingPart[] | undefined {
  const { encoding, parts } = segmentsOf(text, { ...options, headerOctets: reference.bits === 8 ? 6 : 7 });
  const total = parts.length;
  if (total > mostParts) return undefined;
  return parts.map((part, index) => {
    const number = index + 1;
    const content = encodeSmsText(part, encoding);
    if (total === 1) return { encoding, userData: content, hasHeader: false, number, total };
    const header = userDataHeader({ reference: reference.value, bits: reference.bits, total, number });
    return { encoding, userData: Buffer.concat([header, content]), hasHeader: true, number, total };
  });
}
