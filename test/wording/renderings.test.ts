import fc from 'fast-check';
import { chineseDecimal, chineseNumber, digitByDigit } from '../../src/wording/chinese-number';
import { dayText, monthText } from '../../src/wording/dates';
import { moneyColloquial, moneySpoken, moneyText, sayMoney } from '../../src/wording/money';
import { volumeText } from '../../src/wording/volume';

const now = Date.parse('2026-11-21T10:00:00+08:00');

/** Reads Chinese number words back, by another way than they were written. */
function readBack(words: string): number {
  const digit = '零一二三四五六七八九';
  let total = 0;
  let section = 0;
  let current = 0;
  for (const char of words) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[char];
    if (unit) {
      section += (current || 1) * unit;
      current = 0;
    } else if (char === '万') {
      total += (section + current) * 10_000;
      section = 0;
      current = 0;
    } else current = char === '两' ? 2 : digit.indexOf(char);
  }
  return total + section + current;
}

test.each([
  [0, '零'],
  [6, '六'],
  [10, '十'],
  [15, '十五'],
  [58, '五十八'],
  [101, '一百零一'],
  [110, '一百一十'],
  [1001, '一千零一'],
  [1010, '一千零一十'],
  [10_086, '一万零八十六'],
  [20_000, '两万'],
  [305, '三百零五'],
  [20_020, '两万零二十'],
  [12_345_678, '一千两百三十四万五千六百七十八'],
  [100_500, '十万零五百'],
  [200_000_000, '两亿'],
  [1_000_000_005, '十亿零五'],
  [123_456_789_012, '一千两百三十四亿五千六百七十八万九千零一十二'],
])('%d is said %s', (value, words) => {
  expect(chineseNumber(value)).toBe(words);
});

test('every whole number below 100 million can be read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (value) => {
      expect(readBack(chineseNumber(value))).toBe(value);
    }),
  );
});

test('decimals and single digits', () => {
  expect(chineseDecimal('3.2')).toBe('三点二');
  expect(chineseDecimal('0.29')).toBe('零点二九');
  expect(digitByDigit('10086')).toBe('一零零八六');
});

test('money to read and to hear', () => {
  expect(moneyText(600, 'zh-Hans')).toBe('6元');
  expect(moneyText(650, 'zh-Hant')).toBe('6.50元');
  expect(moneyText(29, 'en')).toBe('0.29 yuan');
  expect(moneyText(-600, 'en')).toBe('-6 yuan');
  expect(moneyColloquial(600)).toBe('6块');
  expect(moneyColloquial(650)).toBe('6块5');
  expect(moneySpoken(650)).toBe('六元五角');
  expect(moneySpoken(29)).toBe('两角九分');
  expect(moneySpoken(220)).toBe('两元两角');
  expect(moneySpoken(2)).toBe('两分');
  expect(moneySpoken(-600)).toBe('负六元');
  expect(moneySpoken(605)).toBe('六元零五分');
  expect(moneySpoken(0)).toBe('零元');
  expect(moneySpoken(1_000_500)).toBe('一万零五元');
  expect(sayMoney(20_000, 'zh-Hans')).toEqual({ text: '200元', speak: '两百元' });
  expect(sayMoney(-2_000_000, 'zh-Hant')).toEqual({ text: '-20000元', speak: '負兩萬元' });
});

test('volumes, months and days', () => {
  expect([512, 1023.7, 1024, 3277, 10_240].map(volumeText)).toEqual(['512MB', '1024MB', '1GB', '3.2GB', '10GB']);
  expect(monthText('2026-11', 'zh-Hans', now)).toBe('11月');
  expect(monthText('2025-12', 'zh-Hans', now)).toBe('2025年12月');
  expect(monthText('2025-12', 'en', now)).toBe('December 2025');
  expect(dayText(Date.parse('2026-11-02T23:30:00+08:00'), 'zh-Hans', now)).toBe('11月2日');
  expect(dayText(Date.parse('2026-11-02T23:30:00+08:00'), 'en', now)).toBe('2 November');
});
