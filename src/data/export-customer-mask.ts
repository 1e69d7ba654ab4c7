import { maskPhone } from '../ports/mask';
import { between, phoneDigits, written } from './traces';

const digit = `[${written.join('')}]`;
const second = `[${written.slice(3).join('')}]`;
const mobile = (gap: string): string => `[${written[1]}]${gap}${second}(?:${gap}${digit}){9}`;

/** As people write a number for others to read: what stands right before and after is no digit. */
const plainMobile = new RegExp(`(?<!${digit})${mobile('[ \\-]?')}(?!${digit})`, 'gu');
/** However it is written or hidden. */
const anyMobile = new RegExp(mobile(between), 'gu');
const landline = /(?<![0-9])0[0-9]{2,3}[-\s()（）]{0,2}[0-9]{7,8}(?![0-9])/g;
const foreign = /(?<![0-9])(?:\+|00)[1-9][0-9 -]{6,16}[0-9]/g;
/** Fields that hold a number as it is, also one that looks like nobody's elsewhere. */
const numberFields = new Set(['phone', 'statedPhone', 'to', 'userId']);
const [firstMs, lastMs] = [1e12, 4e12];
const offsetMs = 8 * 3600_000;

/**
 * Makes JSON values fit to be given to one customer: phone numbers of others are masked, however their digits are written,
 * and times (epoch ms) are those of the clock in Asia/Shanghai.
 * @param phone the customer's own, digits only; it stays
 */
export function forCustomer(phone: string): (value: unknown) => unknown {
  const own = new RegExp(`(${[...phone].map((sign) => `[${written[Number(sign)] ?? sign}]`).join(between)})`, 'u');

  // What is split by a group comes back with what it found, at odd places.
  const text = (words: string): string =>
    words
      .split(own)
      .map((part, index) => (index % 2 === 1 ? part : othersMasked(part)))
      .join('');

  function read(value: unknown, name = ''): unknown {
    if (typeof value === 'string') {
      const digits = numberFields.has(name) ? phoneDigits(value) : undefined;
      return digits === undefined || digits === phone ? text(value) : maskPhone(digits);
    }
    if (typeof value === 'number') return number(value);
    if (Array.isArray(value)) return value.map((item) => read(item, name));
    if (typeof value !== 'object' || value === null) return value;
    // `fromEntries` makes own fields of whatever names there are (S7).
    return Object.fromEntries(Object.entries(value).map(([field, item]) => [text(field), read(item, field)]));
  }

  function number(value: number): unknown {
    if (Number.isInteger(value) && value >= firstMs && value < lastMs) return shanghaiClock(value);
    const digits = String(value);
    return digits !== phone && /^1[3-9]\d{9}$/.test(digits) ? maskPhone(digits) : value;
  }

  return (value) => read(value);
}

/** @returns `2026-11-22T14:05:01+08:00` */
export const shanghaiClock = (at: number): string => `${new Date(at + offsetMs).toISOString().slice(0, 19)}+08:00`;

const othersMasked = (text: string): string =>
  text
    .replace(plainMobile, masked)
    .replace(anyMobile, masked)
    .replace(landline, (found) => maskPhone(found.replace(/[^0-9]/g, '')))
    .replace(foreign, (found) => maskPhone(found.replace(/[^0-9]/g, '')));

const masked = (found: string): string =>
  maskPhone(
    [...found]
      .flatMap((sign) => written.findIndex((signs) => signs.includes(sign)))
      .filter((value) => value >= 0)
      .join(''),
  );
