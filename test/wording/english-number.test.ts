import {
  englishDecimal,
  englishDigits,
  englishNumber,
  englishOrdinal,
  englishYear,
} from '../../src/wording/english-number';

test.each([
  [0, 'zero'],
  [13, 'thirteen'],
  [58, 'fifty-eight'],
  [60, 'sixty'],
  [101, 'one hundred and one'],
  [110, 'one hundred and ten'],
  [1001, 'one thousand and one'],
  [1280, 'one thousand two hundred and eighty'],
  [20_500, 'twenty thousand five hundred'],
  [1_000_050, 'one million and fifty'],
  [2_000_000_000, 'two billion'],
])('%d is said %s', (value, words) => {
  expect(englishNumber(value)).toBe(words);
});

test.each([
  [1, 'first'],
  [2, 'second'],
  [3, 'third'],
  [5, 'fifth'],
  [8, 'eighth'],
  [9, 'ninth'],
  [11, 'eleventh'],
  [12, 'twelfth'],
  [20, 'twentieth'],
  [21, 'twenty-first'],
  [30, 'thirtieth'],
  [100, 'one hundredth'],
])('place %d is the %s', (value, words) => {
  expect(englishOrdinal(value)).toBe(words);
});

test.each([
  [1900, 'nineteen hundred'],
  [1905, 'nineteen oh five'],
  [1999, 'nineteen ninety-nine'],
  [2000, 'two thousand'],
  [2005, 'two thousand and five'],
  [2010, 'twenty ten'],
  [2026, 'twenty twenty-six'],
  [2100, 'twenty-one hundred'],
])('the year %d is said %s', (year, words) => {
  expect(englishYear(year)).toBe(words);
});

test('decimals and single digits', () => {
  expect(englishDecimal('3.25')).toBe('three point two five');
  expect(englishDecimal('7')).toBe('seven');
  expect(englishDigits('10086')).toBe('one zero zero eight six');
});
