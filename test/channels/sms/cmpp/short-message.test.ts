import fc from 'fast-check';
import { submitParts } from '../../../../src/channels/sms/cmpp/short-message';
import { decodeSmsText } from '../../../../src/channels/sms/sms-text';
import { readUserData } from '../../../../src/channels/sms/user-data-header';

const shape = (text: string): (readonly [format: number, octets: number])[] | undefined =>
  submitParts(text, 7)?.map(({ Msg_Fmt, Msg_Content }) => [Msg_Fmt, Msg_Content.length] as const);

describe('a text for SUBMIT', () => {
  it.each([
    ['plain English', 'Reply 1', [[0, 7]]],
    ['@ and $ have their ASCII codes', '@$', [[0, 2]]],
    ['Chinese', '您好', [[8, 4]]],
    ['an accent that GSM has and ASCII has not', 'café', [[8, 8]]],
    ['a backtick that ASCII has and GSM has not', '`', [[8, 2]]],
    ['159 plain characters', 'a'.repeat(159), [[0, 159]]],
    // "Under 160 octets" leaves no room for the 160th in ASCII.
    [
      '160 plain characters',
      'a'.repeat(160),
      [
        [8, 140],
        [8, 140],
        [8, 58],
      ],
    ],
    [
      '161 plain characters',
      'a'.repeat(161),
      [
        [0, 159],
        [0, 14],
      ],
    ],
    ['braces count twice on the handset', '{'.repeat(80), [[0, 80]]],
    ['70 Chinese characters', '费'.repeat(70), [[8, 140]]],
    [
      '71',
      '费'.repeat(71),
      [
        [8, 140],
        [8, 14],
      ],
    ],
    ['nothing', '', [[0, 0]]],
  ])('%s', (_name, text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  it('has its own octets in ASCII', () => {
    expect(submitParts('@$_', 7)?.[0]?.Msg_Content.toString('hex')).toBe('40245f');
  });

  it('of more than 255 parts goes nowhere', () => {
    expect(submitParts('费'.repeat(67 * 255), 7)).toHaveLength(255);
    expect(submitParts('费'.repeat(67 * 255 + 1), 7)).toBeUndefined();
  });

  it('comes out whole at the other end, and every part fits', () => {
    const words = fc.oneof(fc.string({ maxLength: 500 }), fc.string({ unit: 'binary', maxLength: 500 }));
    fc.assert(
      fc.property(words, fc.integer({ min: 0, max: 255 }), (text, reference) => {
        const parts = submitParts(text, reference) ?? [];
        const contents = parts.map(({ Msg_Content, Msg_Fmt, TP_udhi, Pk_number, Pk_total }) => {
          expect(Msg_Content.length).toBeLessThan(Msg_Fmt === 0 ? 160 : 141);
          if (TP_udhi === 0) return Msg_Content;
          const read = readUserData(Msg_Content);
          expect(read?.part).toEqual({ reference, bits: 8, total: Pk_total, number: Pk_number });
          return read?.content ?? Buffer.alloc(0);
        });
        const encoding = parts[0]?.Msg_Fmt === 0 ? 'latin1' : 'ucs2';
        expect(decodeSmsText(Buffer.concat(contents), encoding)).toBe(text);
      }),
    );
  });
});
