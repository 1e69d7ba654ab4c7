import { maskText } from './mask';

/** What staff see by default (L7); the full values need an audited reveal. */

/** A message that is nothing but a one-time code. */
const bareCode = /^\s*[0-9]{6}\s*$/;
const countryCode = /(?<![0-9])(?:\+|00)?86[ -]?(?=1[3-9][0-9])/g;

/** Free text with every phone, ID and card number masked, also with +86 before it or in full-width digits. */
export const maskedText = (text: string): string => maskText(plainDigits(text).replace(countryCode, ''));

/** What was said: as {@link maskedText}, and a message that only carries a one-time code hidden whole. */
export const maskedSpeech = (text: string): string => (bareCode.test(plainDigits(text)) ? '******' : maskedText(text));

/** The same for any JSON value; money, times and flags stay. */
export function maskedValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskedText(value);
  if (depth > 4) return undefined;
  if (Array.isArray(value)) return value.map((item) => maskedValue(item, depth + 1));
  if (typeof value === 'object' && value !== null) {
    // `fromEntries` defines own properties, so a key `__proto__` stays a key (S7).
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskedValue(item, depth + 1)]));
  }
  return value;
}

const plainDigits = (text: string): string =>
  text.replace(/[\uFF10-\uFF19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
