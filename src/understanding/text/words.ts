import { readFileSync } from 'node:fs';
import { Jieba } from '@node-rs/jieba';

/** Cuts Chinese text into words. */
export interface WordCutter {
  cut(text: string): readonly string[];
  /** Whether this is a usual word of the language (not only of the trade). */
  usual(word: string): boolean;
}

/** Rarer or longer words do not help a classifier of short messages and would cost 30 MB. */
const minFrequency = 100;
const maxBytes = 12;
const domainFrequency = 100_000;
const remembered = 32;

/**
 * jieba with the frequent part of its dictionary and the words of the trade.
 * @param domainWords always kept whole
 * @param watch words `usual` will be asked about
 */
export function loadWordCutter(domainWords: Iterable<string>, watched: (word: string) => boolean): WordCutter {
  const source = readFileSync(require.resolve('@node-rs/jieba/dict.txt'));
  const usual = new Set<string>();
  let size = 0;
  let start = 0;
  while (start < source.length) {
    let end = source.indexOf(10, start);
    if (end < 0) end = source.length;
    const space = source.indexOf(32, start);
    if (space > 0 && space - start <= maxBytes && frequency(source, space + 1) >= minFrequency) {
      if (space - start >= 6) {
        const word = source.toString('utf8', start, space);
        if (watched(word)) usual.add(word);
      }
      // Kept lines move up within the file's own buffer: a second one would stay in the process's memory.
      source.copyWithin(size, start, end);
      size += end - start;
      source[size++] = 10;
    }
    start = end + 1;
  }
  const own = [...domainWords].filter((word) => /^[\u4e00-\u9fff]{2,8}$/.test(word));
  const ownLines = own.map((word) => `${word} ${domainFrequency} n\n`).join('');
  const room = size + Buffer.byteLength(ownLines) <= source.length;
  if (room) size += source.write(ownLines, size);
  const kept = source.subarray(0, size);
  const jieba = Jieba.withDict(room ? kept : Buffer.concat([kept, Buffer.from(ownLines)]));
  return { cut: remembering((text) => jieba.cut(text, false)), usual: (word) => usual.has(word) };
}

function frequency(source: Buffer, from: number): number {
  let value = 0;
  for (let at = from; at < from + 8; at++) {
    const digit = (source[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}

/** A message's clauses are made of the same runs of characters as the message: the last few are not cut again. */
function remembering(cut: (text: string) => string[]): (text: string) => readonly string[] {
  const last = new Map<string, readonly string[]>();
  return (text) => {
    const known = last.get(text);
    if (known) return known;
    if (last.size >= remembered) last.clear();
    const words = cut(text);
    last.set(text, words);
    return words;
  };
}
