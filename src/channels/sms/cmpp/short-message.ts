import { encodingOf, segmentsOf } from '../segments';
import { encodeSmsText } from '../sms-text';
import { userDataHeader } from '../user-data-header';
import type { Body } from './layouts';

/** Msg_Fmt (CMPP 2.0 §7.4.3.1). 3 and 4 are no texts. */
export const messageFormat = { ascii: 0, ucs2: 8, gb: 15 } as const;

export type SubmitPart = Pick<Body<'submit'>, 'Pk_total' | 'Pk_number' | 'TP_udhi' | 'Msg_Fmt' | 'Msg_Content'>;

/** Pk_total is one octet. */
const mostParts = 255;
/** "Msg_Length: under 160 octets for Msg_Fmt 0": one less than a handset takes. */
const mostAscii = 159;
const ascii = /^[\n\r -~]*$/;

/**
 * A text as the user data of one SUBMIT a part: ASCII when it holds nothing else, else UCS-2. What ASCII has and the GSM
 * alphabet lacks (a backtick) goes as UCS-2 too, since message centres turn ASCII into that alphabet.
 * @param reference 0 to 255; the parts of one message share it
 * @returns `undefined` when it would take more than 255 parts
 */
export function submitParts(text: string, reference: number): readonly SubmitPart[] | undefined {
  const plain = ascii.test(text) && encodingOf(text) === 'gsm7';
  const split = segmentsOf(text, { encoding: plain ? 'gsm7' : 'ucs2' });
  const whole = plain && split.parts.length === 1 && text.length > mostAscii;
  const { encoding, parts } = whole ? segmentsOf(text, { encoding: 'ucs2' }) : split;
  const total = parts.length;
  if (total > mostParts) return undefined;
  return parts.map((part, index) => {
    const content = encoding === 'gsm7' ? Buffer.from(part, 'latin1') : encodeSmsText(part, 'ucs2');
    const number = index + 1;
    const header = total === 1 ? [] : [userDataHeader({ reference, bits: 8, total, number })];
    return {
      Pk_total: total,
      Pk_number: number,
      TP_udhi: total === 1 ? 0 : 1,
      Msg_Fmt: encoding === 'gsm7' ? messageFormat.ascii : messageFormat.ucs2,
      Msg_Content: Buffer.concat([...header, content]),
    };
  });
}
