import fc from 'fast-check';
import {
  findComplaintNumbers,
  formatComplaintNumber,
  parseComplaintNumber,
  speakComplaintNumber,
} from '../../src/complaints/number';
import { languages } from '../../src/ports/language';

const day = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const serial = fc.oneof(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 10_000, max: 999_999_999 }));
const number = fc.tuple(day, serial).map(([d, s]) => formatComplaintNumber(d, s));
const example = formatComplaintNumber('20261121', 42);

/** Rewrites the digit at position `at` among the digits only; dashes stay. */
function withDigits(text: string, change: (digits: string[]) => void): string {
  const digits = [...text.replace(/\D/g, '')];
  change(digits);
  return text.replace(/\d/g, () => digits.shift() ?? '');
}

describe('complaint numbers', () => {
  test('look like the promised form', () => {
    expect(example).toBe('C20261121-0042-7');
    expect(formatComplaintNumber('20261121', 12_345)).toMatch(/^C20261121-12345-\d$/);
    fc.assert(fc.property(number, (n) => expect(parseComplaintNumber(n)).toBe(n)));
  });

  test('every single wrong digit is caught', () => {
    fc.assert(
      fc.property(number, fc.nat(), fc.integer({ min: 1, max: 9 }), (n, at, by) => {
        const wrong = withDigits(n, (digits) => {
          const index = at % digits.length;
          digits[index] = `${(Number(digits[index]) + by) % 10}`;
        });
        expect(parseComplaintNumber(wrong)).toBeUndefined();
      }),
    );
  });

  test('every swap of neighbours is caught', () => {
    fc.assert(
      fc.property(number, fc.nat(), (n, at) => {
        const swapped = withDigits(n, (digits) => {
          const index = at % (digits.length - 1);
          const [left = '', right = ''] = digits.slice(index, index + 2);
          digits.splice(index, 2, right, left);
        });
        expect(parseComplaintNumber(swapped)).toBe(swapped === n ? n : undefined);
      }),
    );
  });

  test.each([
    ['lower case', (n: string) => n.toLowerCase()],
    ['no dashes', (n: string) => n.replaceAll('-', '')],
    ['no letter', (n: string) => n.slice(1)],
    ['spaces', (n: string) => `C ${n.slice(1, 5)} ${n.slice(5, 9)} ${n.slice(10).replace('-', ' ')}`],
    ['full width', (n: string) => n.replace(/[\dC-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
    ['long dashes', (n: string) => n.replaceAll('-', '——')],
    ['Chinese digits', (n: string) => n.replace(/\d/g, (d) => '零一二三四五六七八九'[Number(d)] ?? '')],
    ['said dashes', (n: string) => n.replaceAll('-', '杠')],
    ['punctuation after', (n: string) => ` ${n}。`],
  ])('is read when written with %s', (_, write) => {
    fc.assert(fc.property(number, (n) => expect(parseComplaintNumber(write(n))).toBe(n)));
  });

  test('what is said aloud is read back, in every language', () => {
    fc.assert(
      fc.property(number, fc.constantFrom(...languages), (n, language) => {
        expect(parseComplaintNumber(speakComplaintNumber(n, language))).toBe(n);
      }),
    );
    expect(speakComplaintNumber('C20261121-0042-7', 'zh-Hans')).toBe('C，二零二六，幺幺二幺，零零四二，七');
    expect(speakComplaintNumber('C20261121-0042-7', 'en')).toContain('two zero two six');
  });

  test('is found inside a sentence, also next to a phone number', () => {
    expect(findComplaintNumbers(`我上次的单号是${example}，电话13800000001`)).toEqual([example]);
    expect(findComplaintNumbers(`${example} 13800000001`)).toEqual([example]);
    expect(findComplaintNumbers(`my number is ${example.toLowerCase()}, and again ${example}`)).toEqual([example]);
    expect(findComplaintNumbers('我的电话是13800000001，身份证110101199003070011')).toEqual([]);
  });

  test('no text throws, and only valid numbers come out', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('__proto__', 'constructor', '二'.repeat(5000))),
        (text) => {
          const parsed = parseComplaintNumber(text);
          if (parsed !== undefined) expect(parseComplaintNumber(parsed)).toBe(parsed);
          for (const found of findComplaintNumbers(text)) expect(parseComplaintNumber(found)).toBe(found);
        },
      ),
    );
  });

  test.each(['20261321', '20260230', '2026112', '19991231', 'abcdefgh'])('refuses to number the day %s', (bad) => {
    expect(() => formatComplaintNumber(bad, 1)).toThrow(RangeError);
  });

  test.each([0, -1, 1.5, Number.NaN, 1_000_000_000])('refuses the serial %s', (bad) => {
    expect(() => formatComplaintNumber('20261121', bad)).toThrow(RangeError);
  });
});
