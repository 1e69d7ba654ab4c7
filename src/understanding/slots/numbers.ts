const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  幺: 1,
  壹: 1,
  二: 2,
  两: 2,
  俩: 2,
  贰: 2,
  三: 3,
  仨: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const units: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000, 万: 10_000 };

/** Source of a regular expression for a number in digits or Chinese; at most 12 characters, so that it stays cheap. */
export const numberSource =
  '(?:\\d{1,9}(?:,\\d{3}){0,3}(?:\\.\\d{1,4})?|[零〇一幺二两俩三仨四五六七八九十百千万半壹贰叁肆伍陆柒捌玖拾佰仟]{1,12}(?:点[零〇一二三四五六七八九]{1,4})?)';

const word = new Map<string, number>(
  [
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
    'thirteen',
    'fourteen',
    'fifteen',
    'sixteen',
    'seventeen',
    'eighteen',
    'nineteen',
    'twenty',
  ].map((name, value) => [name, value]),
);
for (const [name, value] of [
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
  ['sixty', 60],
  ['seventy', 70],
  ['eighty', 80],
  ['ninety', 90],
  ['a', 1],
  ['an', 1],
  ['couple', 2],
] as const) {
  word.set(name, value);
}

const tens = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
const plain = [...word.keys()].sort((a, b) => b.length - a.length).join('|');

/** Source for a number in digits or English words up to ninety-nine; what belongs to a longer one is left alone. */
export const englishNumberSource = `(?<!(?:hundred|thousand|and|${tens})[ -])(?:\\d{1,9}(?:,\\d{3}){0,3}(?:\\.\\d{1,4})?|(?:${tens})[ -](?:one|two|three|four|five|six|seven|eight|nine)|${plain})`;

/** @returns the value of `58.5`, `1,200`, `两百三` (230), `一千零五`, `二零二六`, `三点五`, `半`, `six`; `undefined` when it is none */
export function parseNumber(text: string): number | undefined {
  if (/^[\d.,]+$/.test(text)) {
    const value = Number(text.replaceAll(',', ''));
    return Number.isFinite(value) ? value : undefined;
  }
  if (/^[a-z]/.test(text)) {
    const parts = text.split(/[ -]/).map((part) => word.get(part));
    return parts.reduce((sum, part) => (sum === undefined || part === undefined ? undefined : sum + part), 0);
  }
  if (text === '半') return 0.5;
  const [whole = '', fraction] = text.split('点');
  const value = /[十百千万拾佰仟]/.test(whole) ? withUnits(whole) : digitByDigit(whole);
  if (value === undefined) return undefined;
  if (fraction === undefined) return value;
  const decimals = digitByDigit(fraction);
  return decimals === undefined ? undefined : value + decimals / 10 ** fraction.length;
}

function digitByDigit(text: string): number | undefined {
  let value = 0;
  for (const char of text) {
    const digit = digits[char];
    if (digit === undefined) return undefined;
    value = value * 10 + digit;
  }
  return text === '' ? undefined : value;
}

function withUnits(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  let lastUnit = 1;
  for (const char of text) {
    const unit = units[char];
    if (unit === undefined) {
      const next = digits[char];
      if (next === undefined) return undefined;
      digit = next;
      if (next === 0) lastUnit = 1;
      continue;
    }
    if (unit === 10_000) {
      total = (total + section + (digit ?? 0)) * unit;
      section = 0;
    } else section += (digit ?? 1) * unit;
    digit = undefined;
    lastUnit = unit;
  }
  // 两百三 is 230, 一千二 is 1200, 十三 is 13, 一百零三 is 103.
  const tail = digit === undefined ? 0 : lastUnit >= 100 ? digit * (lastUnit / 10) : digit;
  return total + section + tail;
}
