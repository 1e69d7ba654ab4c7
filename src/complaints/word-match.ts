import { Converter } from 'opencc-js/t2cn';

const toSimplified = Converter({ from: 't', to: 'cn' });

/** Longer texts are cut before words are looked for; a story is recognised by its beginning (S8). */
const textLimit = 2_000;
/** How far apart the two halves of `a..b` may stand. */
const gap = 12;

/** Text in one alphabet: Simplified, half width, lower case, single spaces. */
export const oneAlphabet = (text: string): string =>
  toSimplified(text.slice(0, textLimit).normalize('NFKC')).toLowerCase().replace(/\s+/g, ' ');

/**
 * How strongly a list of words speaks from a text: the letters of all words found. A word is a plain piece of text
 * or `a..b`, a followed closely by b. Latin words must begin at a word's beginning.
 * @param text made by `oneAlphabet`
 */
export const matchWeight = (text: string, words: readonly string[]): number =>
  words.reduce((sum, word) => (contains(text, word) ? sum + weight(word) : sum), 0);

/** A Chinese character says about as much as three Latin letters. */
const weight = (word: string): number =>
  [...word].reduce((sum, character) => sum + (character === '.' ? 0 : character < '\u0100' ? 1 : 3), 0);

function contains(text: string, word: string): boolean {
  const [head = '', tail] = word.split('..');
  for (let at = findWord(text, head, 0); at >= 0; at = findWord(text, head, at + 1)) {
    if (tail === undefined) return true;
    const after = at + head.length;
    if (findWord(text.slice(after, after + gap + tail.length), tail, 0) >= 0) return true;
  }
  return false;
}

/** Where a plain piece of text stands; Latin must begin at a word's beginning. −1: nowhere. */
export function findWord(text: string, part: string, from: number): number {
  const latin = /^[a-z]/.test(part);
  for (let at = text.indexOf(part, from); at >= 0; at = text.indexOf(part, at + 1)) {
    if (!latin || at === 0 || !/[a-z]/.test(text[at - 1] ?? '')) return at;
  }
  return -1;
}
