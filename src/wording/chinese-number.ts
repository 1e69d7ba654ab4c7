const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const digitOf = (char: string): string => digits[Number(char)] ?? char;

/** Digits one by one, as phone numbers and codes are read: `10086` → `一零零八六`. */
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

/**
 * A whole number below 100 million in Chinese words: 58 → `五十八`, 10086 → `一万零八十六`.
 * Ten at the very start is said without 一 (十五, not 一十五); two hundred, thousand or myriad is 两.
 */
export function chineseNumber(value: number): string {
  if (value === 0) return digits[0];
  const high = Math.floor(value / 10_000);
  const low = value % 10_000;
  const words =
    (high > 0 ? `${high === 2 ? '两' : belowTenThousand(high)}万` : '') +
    (high > 0 && low > 0 && low < 1000 ? '零' : '') +
    belowTenThousand(low);
  return words.startsWith('一十') ? words.slice(1) : words;
}

/** A decimal written with digits, in words: `3.2` → `三点二`, `120` → `一百二十`. */
export function chineseDecimal(text: string): string {
  const [whole = '0', fraction] = text.split('.');
  return chineseNumber(Number(whole)) + (fraction ? `点${digitByDigit(fraction)}` : '');
}
