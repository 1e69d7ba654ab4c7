/** Counts and splits of characters without the strings and lists that regular expressions would make of them. */

export const isHan = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
export const isLower = (code: number): boolean => code >= 97 && code <= 122;
const isSurrogate = (code: number): boolean => (code & 0xf800) === 0xd800;

/** How many Chinese characters a text has. */
export function countHan(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (isHan(text.charCodeAt(at))) count++;
  return count;
}

/** Chinese characters plus Latin words of at least `minLetters` lower-case letters. */
export function countWords(text: string, minLetters: number): number {
  let count = 0;
  let letters = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    if (isLower(code)) {
      letters++;
      continue;
    }
    if (letters >= minLetters) count++;
    letters = 0;
    if (isHan(code)) count++;
  }
  return count;
}

const isSign = (code: number): boolean =>
  code !== 39 && (code < 48 || (code > 57 && code < 65) || (code > 90 && code < 97) || (code > 122 && code < 128));
const letter = /[\p{L}\p{N}]/u;

function isKept(code: number): boolean {
  if (isLower(code) || isDigit(code) || (code >= 0x4e00 && code <= 0x9fff)) return true;
  return !isSign(code) && (code === 39 || letter.test(String.fromCharCode(code)));
}

/** Only letters, digits and apostrophes, words apart by one space. */
export function bare(text: string): string {
  let out = '';
  let from = -1;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 32;
    if (isSurrogate(code)) return bareByPattern(text);
    if (isKept(code)) {
      if (from < 0) from = at;
    } else if (from >= 0) {
      out += out === '' ? text.slice(from, at) : ` ${text.slice(from, at)}`;
      from = -1;
    }
  }
  return out;
}

/** For letters beyond 16 bits. */
const bareByPattern = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}' ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
