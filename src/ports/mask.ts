/** Masks as people see them (L7). Each is total: what does not look like the real thing is masked more, never less. */

/** `13800138000` → `138****8000`. */
export function maskPhone(phone: string): string {
  return /^\d{11}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : allButTail(phone, 2);
}

/** `11010119900307123X` → `110101********123X`. */
export function maskId(id: string): string {
  return /^\d{17}[\dXx]$/.test(id) ? `${id.slice(0, 6)}********${id.slice(-4)}` : allButTail(id, 2);
}

/** The first character, then one star for each further one: `张三` → `张*`. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name.trim()];
  return first + '*'.repeat(rest.length);
}

/** Keeps the last characters, never more than a third of the text. */
function allButTail(text: string, tail: number): string {
  const chars = [...text];
  const shown = chars.length > tail * 3 ? tail : 0;
  return '*'.repeat(chars.length - shown) + chars.slice(chars.length - shown).join('');
}

/** A run of digits as people write it: full width too, single blanks or dashes between. */
const digitRun = /[0-9０-９](?:[ \-‐－]?[0-9０-９]){5,29}[XxＸｘ]?/g;
const codeWord = '(?:验证码|驗證碼|校验码|校驗碼|动态码|動態碼|密码|密碼|code|password|pin)';
const codeBefore = new RegExp(`${codeWord}[^0-9０-９\\n]{0,12}$`, 'i');
const codeAfter = new RegExp(`^[^0-9０-９\\n]{0,6}${codeWord}`, 'i');
const phoneInside = /1[3-9]\d{9}/;

/**
 * Masks personal numbers in free text: phones, identity numbers, bank cards, and codes and passwords beside their word.
 * Other numbers (amounts, dates, complaint numbers) stay.
 */
export function maskText(text: string): string {
  return text.replace(digitRun, (run: string, offset: number) => {
    const written = run.normalize('NFKC');
    const digits = written.replace(/\D/g, '');
    const letter = /[Xx]$/.test(written) ? run.slice(-1) : '';
    if (digits.length === 17 && letter !== '') return maskId(digits + written.slice(-1));
    if (/[Cc]/.test(text[offset - 1] ?? '') && /^\d{8}-?\d{4}-?\d$/.test(written)) return run;
    return (
      (maskDigits(digits, isBesideCodeWord(text, offset, run)) ?? run.slice(0, run.length - letter.length)) + letter
    );
  });
}

/** Masks codes and passwords beside their word, and nothing else: for whoever may read the rest (L11). */
export function maskCodes(text: string): string {
  return text.replace(digitRun, (run: string, offset: number) =>
    run.replace(/[^0-9０-９]/g, '').length <= longestCode && isBesideCodeWord(text, offset, run)
      ? '*'.repeat(run.length)
      : run,
  );
}

const longestCode = 8;

const isBesideCodeWord = (text: string, offset: number, run: string): boolean =>
  codeBefore.test(text.slice(Math.max(0, offset - 24), offset)) ||
  codeAfter.test(text.slice(offset + run.length, offset + run.length + 16));

/** @returns the masked digits, or `undefined` when they are nobody's number */
function maskDigits(digits: string, besideCodeWord: boolean): string | undefined {
  if (/^[1-9]\d{5}(?:18|19|20)\d{10}$/.test(digits)) return maskId(digits);
  const local = digits.replace(/^(?:0086|86)(?=1[3-9]\d{9}$)/, '');
  if (/^1[3-9]\d{9}$/.test(local)) return maskPhone(local);
  if (digits.length >= 13) return `${digits.slice(0, 4)}${'*'.repeat(digits.length - 8)}${digits.slice(-4)}`;
  if (besideCodeWord) return '*'.repeat(digits.length);
  // Between other digits it is a phone number still; a landline with its area code is one too.
  if (phoneInside.test(digits)) return digits.replace(phoneInside, (phone) => maskPhone(phone));
  return /^0\d{9,11}$/.test(digits)
    ? `${digits.slice(0, 3)}${'*'.repeat(digits.length - 7)}${digits.slice(-4)}`
    : undefined;
}
