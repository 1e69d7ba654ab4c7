import { isHan, isLower } from './characters';
import type { Script } from './simplify';

/** Longer texts are read at their beginning and end only, so that no message costs more than a long one. */
export const maxChars = 1000;
const headChars = 700;

/**
 * Same text, same length, one spelling: half width, lower case, simplified, straight
 * apostrophes. Positions in it are positions in the
 * original, so evidence can be quoted.
 */
export function normaliseInPlace(text: string, script: Script): string {
  const half = text
    .replace(/[‘’`´]/g, "'")
    .replace(/[\u3000\uff01-\uff5e]/g, (char) =>
      char === '\u3000' ? ' ' : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
    );
  const lower = half.toLowerCase();
  return script.simplify(lower.length === text.length ? lower : half);
}

/** Keeps at most {@link maxChars}: the beginning, where topics are named, and the end, where wishes are. */
export function cap(text: string): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, headChars)} ${text.slice(headChars + 1 - maxChars)}`;
}

/** Short numbers that say who is meant: hotlines of operators, regulators, consumer and police services. */
const meaningful = new Set(['10086', '10010', '10000', '10099', '12300', '12381', '12315', '12321', '110', '96110']);

/** Only these are worth a look by the slower rules below. */
const special = /[[@0-9\u200b-\u200f]|http|\p{Extended_Pictographic}|\ufe0e|\ufe0f/u;

/**
 * What the classifier reads: on top of {@link normaliseInPlace}, links, handles and masks gone, repeated characters
 * shortened to two and repeated words to one, emoji to one sign, other digits to `0` per run.
 */
export function normaliseForReading(inPlace: string): string {
  const plain =
    !isUsual(inPlace) && special.test(inPlace)
      ? inPlace
          .replace(/https?:\/\/[^\s\u4e00-\u9fff]{1,200}/g, ' ')
          .replace(/\[[^\][\s]{0,12}\]/g, ' ')
          .replace(/@[\w\u4e00-\u9fff-]{1,20}/g, ' ')
          .replace(/\p{Extended_Pictographic}[\ufe0f\u200d]?/gu, '☺')
          .replace(/(?:[\u200b-\u200f]|\ufe0e|\ufe0f)/g, '')
          .replace(/\d+(?:\.\d+)?/g, (digits) => (meaningful.has(digits) ? digits : '0'))
      : inPlace;
  return shortened(plain).replace(/\s+/g, ' ').trim();
}

const usualSigns = new Set([...' \n\t,.!?;:\'"()-~，。！？；：、（）“”…《》'].map((char) => char.charCodeAt(0)));

/** Nothing but Chinese characters, lower-case letters and usual signs, and no link: the common case, known in one look. */
function isUsual(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isHan(code) && !isLower(code) && !usualSigns.has(code)) return false;
  }
  return !text.includes('http');
}

/** 喂喂喂喂 → 喂喂. */
function shortened(text: string): string {
  let out = '';
  let from = 0;
  for (let at = 2; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== text.charCodeAt(at - 1) || code !== text.charCodeAt(at - 2)) continue;
    out += text.slice(from, at);
    from = at + 1;
  }
  return from === 0 ? text : out + text.slice(from);
}
