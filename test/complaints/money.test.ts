import fc from 'fast-check';
import { chineseNumber, sayMoney } from '../../src/complaints/money';

/** Reads Chinese numerals back, by another way than they were written. */
function value(words: string): number {
  const [myriads, low] = words.includes('万') ? words.split('万') : ['', words];
  const section = (part: string): number => {
    let [sum, digit] = [0, 0];
    for (const character of part) {
      const unit = { 十: 10, 百: 100, 千: 1000 }[character];
      if (unit === undefined) digit = character === '两' ? 2 : '零一二三四五六七八九'.indexOf(character);
      else {
        sum += (digit || 1) * unit;
        digit = 0;
      }
    }
    return sum + digit;
  };
  return section(myriads ?? '') * 10_000 + section(low ?? '');
}

describe('money in words', () => {
  test.each([
    [600, '6元', '六元', '6 yuan'],
    [650, '6.5元', '六元五角', '6.50 yuan'],
    [605, '6.05元', '六元零五分', '6.05 yuan'],
    [12_345, '123.45元', '一百二十三元四角五分', '123.45 yuan'],
    [50, '0.5元', '五角', '0.50 yuan'],
    [0, '0元', '零元', '0 yuan'],
    [20_000, '200元', '两百元', '200 yuan'],
    [1_000_500, '10005元', '一万零五元', '10005 yuan'],
  ])('%i fen', (fen, text, speak, english) => {
    expect(sayMoney(fen, 'zh-Hans')).toEqual({ text, speak });
    expect(sayMoney(fen, 'en').text).toBe(english);
  });

  test.each([
    [10, '十'],
    [15, '十五'],
    [110, '一百一十'],
    [305, '三百零五'],
    [1_010, '一千零一十'],
    [20_020, '两万零二十'],
    [12_345_678, '一千两百三十四万五千六百七十八'],
  ])('%i', (number, words) => expect(chineseNumber(number)).toBe(words));

  test('every number can be read back', () => {
    fc.assert(fc.property(fc.nat({ max: 99_999_999 }), (number) => expect(value(chineseNumber(number))).toBe(number)));
  });
});
