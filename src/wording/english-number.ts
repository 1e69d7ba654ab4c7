const small = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
] as const;
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;
const units = [
  [10 ** 9, 'billion'],
  [10 ** 6, 'million'],
  [1000, 'thousand'],
  [100, 'hundred'],
] as const;
const irregular = new Map([
  ['one', 'first'],
  ['two', 'second'],
  ['three', 'third'],
  ['five', 'fifth'],
  ['eight', 'eighth'],
  ['nine', 'ninth'],
  ['twelve', 'twelfth'],
]);

/** Digits one by one: `10086` → `one zero zero eight six`. */
export const englishDigits = (text: string): string => [...text].map((digit) => small[Number(digit)] ?? '').join(' ');

/** A whole number in words, British style: 128 → `one hundred and twenty-eight`. @param value 0 … 10^15 */
export function englishNumber(value: number): string {
  if (value < 20) return small[value] ?? '';
  if (value < 100) return `${tens[Math.floor(value / 10)]}${value % 10 === 0 ? '' : `-${small[value % 10]}`}`;
  for (const [unit, name] of units) {
    if (value < unit) continue;
    const rest = value % unit;
    const tail = rest === 0 ? '' : `${rest < 100 ? ' and' : ''} ${englishNumber(rest)}`;
    return `${englishNumber(Math.floor(value / unit))} ${name}${tail}`;
  }
  return '';
}

/** A decimal written with digits: `3.25` → `three point two five`. */
export function englishDecimal(text: string): string {
  const [whole = '0', fraction] = text.split('.');
  return englishNumber(Number(whole)) + (fraction ? ` point ${englishDigits(fraction)}` : '');
}

/** 21 → `twenty-first`. */
export function englishOrdinal(value: number): string {
  return englishNumber(value).replace(
    /[a-z]+$/,
    (last) => irregular.get(last) ?? last.replace(/y$/, 'ie').concat('th'),
  );
}

/** A year as it is said: 2026 → `twenty twenty-six`, 2005 → `two thousand and five`. */
export function englishYear(year: number): string {
  const [century, rest] = [Math.floor(year / 100), year % 100];
  if (year < 1100 || year > 2999 || century % 10 === 0)
    return rest >= 10 && century === 20 ? `twenty ${englishNumber(rest)}` : englishNumber(year);
  return `${englishNumber(century)} ${rest === 0 ? 'hundred' : rest < 10 ? `oh ${small[rest]}` : englishNumber(rest)}`;
}
