/** Masks as people see them (L7). Each is total: what does not look like the real thing is masked more, never less. */

/** `13800138000` → `138****8000`. */
export function maskPhone(phone: string): string {
  return /^\d{11}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : stars(phone, 0, 2);
}

/** `11010119900307123X` → `110101********123X`. */
export function maskId(id: string): string {
  return /^\d{17}[\dXx]$/.test(id) ? `${id.slice(0, 6)}********${id.slice(-4)}` : stars(id, 0, 2);
}

/** The first character, then one star for each further one: `张三` → `张*`. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name.trim()];
  return first + '*'.repeat(rest.length);
}

/** Keeps `head` and `tail` characters, never more than a third of the text. */
function stars(text: string, head: number, tail: number): string {
  const chars = [...text];
  if (chars.length <= (head + tail) * 3) return '*'.repeat(chars.length);
  return `${chars.slice(0, head).join('')}${'*'.repeat(chars.length - head - tail)}${chars.slice(-tail).join('')}`;
}

/** A run of digits as people write it: full width too, single blanks or dashes between. */
const digitRun = /[0-9０-９](?:[ \-‐－]?[0-9０-９]){5,29}[XxＸｘ]?/g;
const nearCode = /(?:验证码|驗證碼|校验码|校驗碼|动态码|動態碼|密码|密碼|服务密码|code|password|pin)[^0-9０-９\n]{0,12}$/i;

/**
 * Masks personal numbers in free text: phones, identity numbers, bank cards, and six-digit codes and passwords that
 * follow their word. Other numbers (amounts, dates, complaint numbers) stay.
 */
export function maskText(text: string): string {
  return text.replace(digitRun, (run: string, offset: number) => {
    const written = run.normalize('NFKC');
    const compact = written.replace(/[^0-9Xx]/g, '');
    const digits = compact.replace(/[Xx]$/, '');
    // A letter that only happens to follow stays outside of the number.
    const rest = compact.length > digits.length && digits.length !== 17 ? run.slice(-1) : '';
    if (digits.length === 17 && rest === '' && compact.length === 18) return maskId(compact);
    if (digits.length === 18 && /^[1-9]\d{5}(?:18|19|20)\d{2}/.test(digits)) return maskId(digits) + rest;
    const local = digits.replace(/^(?:0086|86)(?=1[3-9]\d{9}$)/, '');
    if (/^1[3-9]\d{9}$/.test(local)) return maskPhone(local) + rest;
    if (digits.length >= 13) return `${digits.slice(0, 4)}${'*'.repeat(digits.length - 8)}${digits.slice(-4)}${rest}`;
    if (nearCode.test(text.slice(Math.max(0, offset - 24), offset))) return '*'.repeat(digits.length) + rest;
    return hideInside(run);
  });
}

/** A phone number between other digits (`补13800138000元`, an order number that holds one) is still a phone number. */
const hideInside = (run: string): string =>
  run.replace(/1[3-9]\d{9}/g, (phone) => maskPhone(phone)).replace(/[\n]/g, ' ');
