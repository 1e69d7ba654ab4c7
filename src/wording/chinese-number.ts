const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const digitOf = (char: string): string => digits[Number(char)] ?? char;
const sections = [
  [10 ** 8, '亿'],
  [10 ** 4, '万'],
] as const;

/** Digits one by one, as years and decimals are read: `2026` → `二零二六`. */
export const digitByDigit = (text: string): string => text.replace(/\d/g, digitOf);

function belowTenThousand(value: number): string {
  let words = '';
  let gap = false;
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / unit) % 10;
    if (digit === 0) {
      gap = words !== '';
      continue;
    }
    words += (gap ? '零' : '') + (digit === 2 && unit >= 100 ? '两' : digitOf(String(digit))) + name;
    gap = false;
  }
  return words;
}

function inSections(value: number): string {
  for (const [unit, name] of sections) {
    const high = Math.floor(value / unit);
    if (high === 0) continue;
    const low = value % unit;
    return (
      (high === 2 ? '两' : inSections(high)) +
      name +
      (low > 0 && low < unit / 10 ? '零' : '') +
      (low > 0 ? inSections(low) : '')
    );
  }
  return belowTenThousand(value);
}

/**
 * A whole number in Chinese words: 58 → `五十八`, 10086 → `一万零八十六`, 200000000 → `两亿`.
 * Ten at the very start is said without 一 (十五, not 一十五); two hundred, thousand or myriad is 两.
 * @param value 0 … 10^15
 */
export function chineseNumber(value: number): string {
  if (value === 0) return digits[0];
  const words = inSections(value);
  return words.startsWith('一十') ? words.slice(1) : words;
}

/** A decimal written with digits, in words: `3.2` → `三点二`, `120` → `一百二十`. */
export function chineseDecimal(text: string): string {
  const [whole = '0', fraction] = text.split('.');
  return chineseNumber(Number(whole)) + (fraction ? `点${digitByDigit(fraction)}` : '');
}
