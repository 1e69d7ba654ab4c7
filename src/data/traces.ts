/** Digits as people write and say them; 洞 幺 两 拐 勾 are how the hotline says 0 1 2 7 9. */
export const written = [
  '0０零〇○洞',
  '1１一幺壹',
  '2２二两兩贰貳',
  '3３三叁參',
  '4４四肆',
  '5５五伍',
  '6６六陆陸',
  '7７七柒拐',
  '8８八捌',
  '9９九玖勾',
] as const;
/** What may stand between two digits of a number. */
export const between = '[^\\p{L}\\p{N}]{0,3}';
const erased = '***********';

/** Finds and masks one phone number in texts, however its digits are written. */
export interface Traces {
  /** How often the number stands in the texts (and names) of a JSON value. */
  count(value: unknown): number;
  /** The same value with every trace replaced by stars. */
  masked<T>(value: T): T;
}

/**
 * @param phone digits only, at least five
 * Up to three characters that are neither letters nor digits may stand between two digits; what stands before
 * (`+86`) or after does not matter, so that none is missed.
 */
export function tracesOf(phone: string): Traces {
  const number = new RegExp([...phone].map((digit) => `[${written[Number(digit)] ?? digit}]`).join(between), 'gu');
  const inText = (text: string): number => (text.length < phone.length ? 0 : (text.match(number)?.length ?? 0));

  function count(value: unknown): number {
    if (typeof value === 'string') return inText(value);
    if (typeof value === 'number') return String(value) === phone ? 1 : 0;
    if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + count(item), 0);
    if (typeof value !== 'object' || value === null) return 0;
    return Object.entries(value).reduce((sum, [name, item]) => sum + inText(name) + count(item), 0);
  }

  function masked(value: unknown): unknown {
    if (typeof value === 'string') return value.replace(number, erased);
    if (typeof value === 'number') return String(value) === phone ? 0 : value;
    if (Array.isArray(value)) return value.map(masked);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name.replace(number, erased), masked(item)]),
    );
  }

  return { count, masked: <T>(value: T) => masked(value) as T };
}

/** The digits of a phone number as it was typed (`+86 138 0000 0001`); `undefined` when it is none. */
export function phoneDigits(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined;
  const digits = text
    .normalize('NFKC')
    .replace(/[\s().\-‐-―]/g, '')
    .replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  return /^\+?\d{5,15}$/.test(digits) ? digits.replace('+', '') : undefined;
}
