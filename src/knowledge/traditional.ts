import { Converter } from 'opencc-js/cn2t';
import { z } from 'zod';
import { loadData } from '../data-files/load-data';
import { hasChinese } from '../ports/language';

/** Simplified Chinese from elsewhere, for a reader of Traditional Chinese. What is Traditional already stays. */
export type ToTraditional = (text: string) => string;

/**
 * Sign by sign, each as it is written in Taiwan: 宽带 → 寬帶. Not OpenCC's phrases of Taiwan (`twp`): they are those of
 * programmers, who say 收費專案, 已透過 and 迴圈播放 where customers read 收費項目, 已通過 and 循環播放.
 */
export const traditionalSigns: ToTraditional = Converter({ from: 'cn', to: 'tw' });

const pair = z.string().min(1).max(20);
const pairs = z.record(pair, pair);
const schema = z.strictObject({
  /** By what they are about, for whoever keeps the list. */
  words: z.record(z.string(), pairs),
  names: z.strictObject({ surnames: pairs, titles: z.array(pair) }),
});

/** Words of `traditional.yaml`: told otherwise than sign by sign. */
export type TraditionalWords = z.infer<typeof schema>;

/**
 * Words people use, then signs: 宽带 → 寬頻.
 * @param dir for example `nlp-models/knowledge`
 * @throws DataFileError naming the fault
 */
export const loadTraditional = (dir: string): ToTraditional => traditionalOf(readTraditionalWords(dir));

export const readTraditionalWords = (dir: string): TraditionalWords => loadData(dir, 'traditional.yaml', schema);

/**
 * The longest word at each place, and each once: what lies between is told sign by sign, and a word that is told already
 * is known as such, so that telling a text again changes nothing.
 */
export function traditionalOf(given: TraditionalWords): ToTraditional {
  const pairs = pairsOf(given);
  const words = new Map([...pairs.map(([, told]) => [told, told] as const), ...pairs]);
  const longestFirst = [...words.keys()].sort((a, b) => b.length - a.length);
  const known = new RegExp([quoted, ...longestFirst.map(literally)].join('|'), 'gu');
  return (text) => {
    if (!hasChinese(text)) return text;
    let told = '';
    let from = 0;
    for (const { 0: found, index } of text.matchAll(known)) {
      told += traditionalSigns(text.slice(from, index)) + (words.get(found) ?? quotedAs(found));
      from = index + found.length;
    }
    return told + traditionalSigns(text.slice(from));
  };
}

/** Each word and how it is told: those of the list, and every surname with every title. */
export const pairsOf = ({ words, names }: TraditionalWords): (readonly [word: string, told: string])[] => [
  ...Object.values(words).flatMap((group) => Object.entries(group)),
  ...Object.entries(names.surnames).flatMap(([surname, told]) =>
    names.titles.map((title) => [surname + title, told + traditionalSigns(title)] as const),
  ),
];

/** Verbatim: a word to send, the title of a page. */
const quoted = '“[^“”]{0,60}”|「[^「」]{0,60}」';
const quotedAs = (text: string): string => `「${traditionalSigns(text.slice(1, -1))}」`;

const literally = (word: string): string => word.replace(/[^\p{L}\p{N}]/gu, '\\$&');
