/**
 * What staff see by default (L7): 138****5678, 110101********123X, 张*. The full values need an audited reveal.
 * Digits may be full width and parted by spaces or dashes; every expression is linear in its input.
 */
const digit = '[0-9\uFF10-\uFF19]';
const gap = '[ \\-\u00A0]?';
const notInsideNumber = { before: `(?<!${digit})`, after: `(?!${digit})` };

const identityNumber = new RegExp(
  `${notInsideNumber.before}(?:${digit}${gap}){17}(?:${digit}|[Xx])${notInsideNumber.after}`,
  'g',
);
const cardNumber = new RegExp(
  `${notInsideNumber.before}(?:${digit}${gap}){15,18}${digit}${notInsideNumber.after}`,
  'g',
);
const mobileNumber = new RegExp(
  `${notInsideNumber.before}(?:\\+?(?:00)?86${gap})?[1\uFF11](?:${gap}${digit}){10}${notInsideNumber.after}`,
  'g',
);
/** A message that is nothing but a one-time code, or says that it holds one. */
const bareCode = new RegExp(`^\\s*${digit}{6}\\s*$`);
const namedCode = new RegExp(
  `(验证码|驗證碼|校验码|密码|密碼|code|password)([^0-9\uFF10-\uFF19]{0,6})${digit}{4,8}`,
  'gi',
);

/** @param phone digits as stored; anything too short to mask is hidden whole */
export const maskedPhone = (phone: string): string => keepEnds(plainDigits(phone).slice(-11), 3, 4);

/** 张三 → 张*, 欧阳娜娜 → 欧***; a Latin name keeps its first letter. */
export const maskedName = (name: string): string => {
  const letters = [...name.trim()];
  return letters.length === 0 ? '' : `${letters[0]}${'*'.repeat(Math.max(1, letters.length - 1))}`;
};

/** What was said: as {@link maskedText}, and one-time codes and passwords hidden whole. */
export const maskedSpeech = (text: string): string =>
  bareCode.test(text) ? '******' : maskedText(text.replace(namedCode, '$1$2******'));

/** Free text with every phone, ID and card number masked. */
export function maskedText(text: string): string {
  return text
    .replace(identityNumber, (found) => keepEnds(plainDigits(found), 6, 4))
    .replace(cardNumber, (found) => keepEnds(plainDigits(found), 4, 4))
    .replace(mobileNumber, (found) => maskedPhone(found));
}

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

const plainDigits = (text: string): string => text.normalize('NFKC').replace(/[^0-9Xx]/g, '');

function keepEnds(digits: string, first: number, last: number): string {
  const hidden = digits.length - first - last;
  return hidden < 3
    ? '*'.repeat(digits.length)
    : `${digits.slice(0, first)}${'*'.repeat(hidden)}${digits.slice(-last)}`;
}
