import fc from 'fast-check';
import { phoneDigits, tracesOf } from '../../src/data/traces';
import { workOf } from '../support/work-of';

const traces = tracesOf('13800000001');

describe('tracesOf', () => {
  test.each([
    '13800000001',
    '138 0000 0001',
    '+86-138-0000-0001',
    '008613800000001',
    '１３８０００００００１',
    '一三八零零零零零零零一',
    '幺三八洞洞洞洞洞洞洞幺',
    '壹叁捌 零零零零 零零零壹',
    '1-3-8-0-0-0-0-0-0-0-1',
    '1 3 8,0 0 0 0,0 0 0 1',
    '138\u200b0000\u00a00001',
    '（138）0000－0001',
    '我是13800000001的机主',
    'id113800000001x',
  ])('finds and masks %s', (text) => {
    expect(traces.count({ deep: [{ text }] })).toBe(1);
    expect(traces.count(traces.masked({ deep: [{ text }] }))).toBe(0);
  });

  test.each(['13800000002', '1380000001', '138****0001', '十三亿八千万零一', '13800000x001', ''])(
    'leaves %s alone',
    (text) => {
      expect(traces.count(text)).toBe(0);
      expect(traces.masked(text)).toBe(text);
    },
  );

  test('numbers and names of fields too, and whatever else stays', () => {
    const value = JSON.parse(
      '{"a":13800000001,"13800000001":[null,true,1380000000123],"__proto__":"x 13800000001 y","constructor":1}',
    );
    expect(traces.count(value)).toBe(3);
    expect(JSON.stringify(traces.masked(value))).toBe(
      '{"a":0,"***********":[null,true,1380000000123],"__proto__":"x *********** y","constructor":1}',
    );
  });

  test('is quick on hostile text', () => {
    for (const text of ['1'.repeat(200_000), '13'.repeat(100_000), '一 三 八 '.repeat(50_000), '1   '.repeat(50_000)]) {
      expect(workOf(() => traces.count(text))).toBeLessThan(500);
    }
  });

  test('masking anything leaves no trace and changes nothing without one', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.array(fc.constantFrom('138', '0000', '0001', ' ', '一三八', '零零零零', '-', 'x')),
        (value, parts) => {
          const whole = { value, text: parts.join('') };
          expect(traces.count(traces.masked(whole))).toBe(0);
          if (traces.count(whole) === 0) expect(traces.masked(whole)).toEqual(whole);
        },
      ),
    );
  });
});

test.each([
  ['13800000001', '13800000001'],
  ['+86 138 0000 0001', '13800000001'],
  ['0086-13800000001', '13800000001'],
  ['１３８０００００００１', '13800000001'],
  ['010-12345678', '01012345678'],
  ['+85291234567', '85291234567'],
  ['abc', undefined],
  ['12', undefined],
  [undefined, undefined],
])('phoneDigits reads %s as %s', (text, digits) => expect(phoneDigits(text)).toBe(digits));
