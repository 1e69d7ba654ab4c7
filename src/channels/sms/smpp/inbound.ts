import { mainlandNumber } from '../mainland-number';
import type { TextEncoding } from '../sms-text';
import type { DeliveryReceipt } from '../transport';
import { type Concatenation, readUserData, validPart } from '../user-data-header';
import type { Pdu } from './pdu';
import { readReceipt } from './receipt';

export type Inbound =
  | { readonly kind: 'receipt'; readonly receipt: DeliveryReceipt }
  | {
      readonly kind: 'text';
      readonly from: string;
      readonly to: string;
      readonly encoding: TextEncoding;
      readonly content: Buffer;
      /** Present when it is a part of a long message. */
      readonly part?: Concatenation;
      /** The message centre's own id, where it tells one. */
      readonly id?: string;
    }
  /** Nothing for us, or nothing we could read later either. */
  | { readonly kind: 'ignored' | 'unreadable'; readonly why: string };

/** Bits of `esm_class` (SMPP 3.4 §5.2.12). */
const typeBits = 0x3c;
const headerBit = 0x40;
const receiptTypes: ReadonlySet<number> = new Set([0x04, 0x20]);

/** What a `deliver_sm` or `data_sm` brings. Never throws. */
export function readInbound(pdu: Pdu, defaultAlphabet: 'gsm7' | 'latin1'): Inbound {
  const esmClass = pdu.number('esm_class') ?? 0;
  const type = esmClass & typeBits;
  const payload = pdu.octets('message_payload');
  const short = pdu.octets('short_message') ?? Buffer.alloc(0);
  const userData = short.length === 0 && payload !== undefined ? payload : short;
  if (receiptTypes.has(type)) {
    const receipt = readReceipt(pdu, userData.toString('latin1'));
    return receipt === undefined ? { kind: 'ignored', why: 'a receipt without an id' } : { kind: 'receipt', receipt };
  }
  if (type !== 0) return { kind: 'ignored', why: `message type 0x${type.toString(16)}` };
  const encoding = encodingOfCoding(pdu.number('data_coding') ?? 0, defaultAlphabet);
  if (encoding === undefined) return { kind: 'unreadable', why: `data coding ${pdu.number('data_coding')} is no text` };
  const read = (esmClass & headerBit) === 0 ? { content: userData } : readUserData(userData);
  if (read === undefined) return { kind: 'unreadable', why: 'a broken user data header' };
  const part = read.part ?? partOfTlvs(pdu);
  const source = pdu.text('source_addr') ?? '';
  const id = pdu.text('receipted_message_id');
  return {
    kind: 'text',
    from: mainlandNumber(source) ?? source,
    to: pdu.text('destination_addr') ?? '',
    encoding,
    content: read.content,
    ...(part === undefined || part.total === 1 ? {} : { part }),
    ...(id === undefined || id === '' ? {} : { id }),
  };
}

/** Data coding (§5.2.19) and, from 0xf0, GSM message classes; 15 is what some Chinese gateways mark GBK with. */
function encodingOfCoding(coding: number, defaultAlphabet: 'gsm7' | 'latin1'): TextEncoding | undefined {
  switch (coding) {
    case 0:
      return defaultAlphabet;
    case 1:
    case 3:
      return 'latin1';
    case 8:
      return 'ucs2';
    case 15:
      return 'gbk';
  }
  if (coding >= 0x10 && coding <= 0x13) return defaultAlphabet;
  if (coding >= 0x18 && coding <= 0x1b) return 'ucs2';
  if (coding >= 0xf0 && coding <= 0xf3) return 'gsm7';
  return undefined;
}

function partOfTlvs(pdu: Pdu): Concatenation | undefined {
  const reference = pdu.number('sar_msg_ref_num');
  const total = pdu.number('sar_total_segments');
  const number = pdu.number('sar_segment_seqnum');
  if (reference === undefined || total === undefined || number === undefined) return undefined;
  return validPart({ reference, bits: 16, total, number });
}
