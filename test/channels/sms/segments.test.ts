import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { decodeGsm7, encodeGsm7, septetsOf } from '../../../src/channels/sms/gsm7';
import { encodingOf, segmentsOf } from '../../../src/channels/sms/segments';
import { workOf } from '../../support/work-of';

const extension = [...'^{}\\[~]|€'];
const basic = [...'@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡AZÄÖÑÜ§¿azäöñüà'];
const gsmText = fc.string({ unit: fc.constantFrom(...basic, ...extension), maxLength: 700 });
/** Characters that stand alone, so that the oracle, which counts what a reader sees, splits where we may. */
const chinese = fc.string({
  unit: fc.constantFrom(...'您好彩铃扣费八月份客服态度差，。0123456789', '😀', '𠮷', '👍'),
  maxLength: 400,
});

describe('how many parts a text takes', () => {
  it.each([
    ['an empty text', '', 'gsm7', 1],
    ['160 letters', 'a'.repeat(160), 'gsm7', 1],
    ['161 letters', 'a'.repeat(161), 'gsm7', 2],
    ['306 letters', 'a'.repeat(306), 'gsm7', 2],
    ['307 letters', 'a'.repeat(307), 'gsm7', 3],
    ['80 euro signs', '€'.repeat(80), 'gsm7', 1],
    ['81 euro signs', '€'.repeat(81), 'gsm7', 2],
    ['153 euro signs: 76 a part', '€'.repeat(153), 'gsm7', 3],
    ['70 Chinese characters', '您'.repeat(70), 'ucs2', 1],
    ['71 Chinese characters', '您'.repeat(71), 'ucs2', 2],
    ['134 Chinese characters', '您'.repeat(134), 'ucs2', 2],
    ['135 Chinese characters', '您'.repeat(135), 'ucs2', 3],
    ['35 emoji', '😀'.repeat(35), 'ucs2', 1],
    ['67 emoji: 33 a part', '😀'.repeat(67), 'ucs2', 3],
    ['a back tick, which the alphabet lacks', '`', 'ucs2', 1],
    ['ç, of which it has only the capital', 'ç', 'ucs2', 1],
  ] as const)('%s', (_name, text, encoding, count) => {
    const segments = segmentsOf(text);
    expect([segments.encoding, segments.parts.length]).toEqual([encoding, count]);
  });

  it('is what the oracle says, for GSM texts and Chinese ones', () => {
    fc.assert(
      fc.property(fc.oneof(gsmText, chinese), (text) => {
        const oracle = new SegmentedMessage(text);
        const { encoding, parts } = segmentsOf(text);
        expect(encoding === 'gsm7' ? 'GSM-7' : 'UCS-2').toBe(oracle.encodingName);
        expect(parts.length).toBe(oracle.segmentsCount);
      }),
      { numRuns: 400 },
    );
  });

  it('takes 152 and 66 a part beside a 16-bit reference', () => {
    expect(segmentsOf('a'.repeat(305), { headerOctets: 7 }).parts.map((part) => part.length)).toEqual([152, 152, 1]);
    expect(segmentsOf('您'.repeat(133), { headerOctets: 7 }).parts.map((part) => part.length)).toEqual([66, 66, 1]);
  });

  it('can be told to use 16-bit units', () => {
    expect(segmentsOf('a'.repeat(71), { encoding: 'ucs2' })).toEqual({
      encoding: 'ucs2',
      parts: ['a'.repeat(67), 'aaaa'],
    });
  });
});

describe('where a text is cut', () => {
  it('nowhere inside a surrogate pair or an extension pair, and nothing is lost or too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom(6, 7), (text, headerOctets) => {
        const { encoding, parts } = segmentsOf(text, { headerOctets });
        expect(parts.join('')).toBe(text);
        for (const part of parts) {
          expect(part).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
          const octets = encoding === 'gsm7' ? Math.ceil((encodeGsm7(part).length * 7) / 8) : part.length * 2;
          expect(octets + (parts.length > 1 ? headerOctets : 0)).toBeLessThanOrEqual(140);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('nowhere inside what a reader takes for one character', () => {
    const family = '👨‍👩‍👧‍👦';
    const { parts } = segmentsOf(`${'您'.repeat(65)}${family}${'好'.repeat(10)}`);
    expect(parts).toEqual(['您'.repeat(65), `${family}${'好'.repeat(10)}`]);
  });

  it('inside such a character only when it alone is longer than a part', () => {
    const monster = `您${'\u0301'.repeat(200)}`;
    const { parts } = segmentsOf(monster);
    expect(parts.map((part) => part.length)).toEqual([67, 67, 67]);
  });

  it('takes 5,000 hostile characters within a moment', () => {
    for (const text of ['😀', '\u0301', '\u200d', '[', '\r\n', '🇨']) {
      expect(workOf(() => segmentsOf(text.repeat(5_000)))).toBeLessThan(200);
    }
  });
});

describe('the GSM alphabet', () => {
  it('comes back as it was', () => {
    fc.assert(fc.property(gsmText, (text) => expect(decodeGsm7(encodeGsm7(text))).toBe(text)));
  });

  it('has 127 characters and 10 behind the escape', () => {
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    expect(all.filter((char) => septetsOf(char) === 1)).toHaveLength(127);
    expect(all.filter((char) => septetsOf(char) === 2)).toHaveLength(10);
    expect(encodingOf('\u001b')).toBe('ucs2');
  });

  it('reads what it does not know without a fault', () => {
    expect(decodeGsm7(Buffer.from([0x1b, 0x41, 0x1b]))).toBe('A');
    expect(decodeGsm7(Buffer.from([0xc1]))).toBe('A');
  });
});
