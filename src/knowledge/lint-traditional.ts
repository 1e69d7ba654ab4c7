import { DataFileError } from '../data-files/load-data';
import { pairsOf, readTraditionalWords, traditionalOf, traditionalSigns } from './traditional';

type Pair = readonly [word: string, told: string];

/**
 * What is wrong with `traditional.yaml`, one line a fault: a word that stands there twice, one that is told as another
 * one is written, one that says no more than its signs, and what would be changed when told again.
 */
export function lintTraditional(dir: string): string[] {
  try {
    const given = readTraditionalWords(dir);
    const pairs = pairsOf(given);
    // A surname is told by its signs before some titles and not before others.
    const names = new Set(pairsOf({ ...given, words: {} }).map(([name]) => name));
    const told = new Map(pairs);
    const convert = traditionalOf(given);
    const seen = new Set<string>();
    return pairs.flatMap(([word, as]) => {
      const isSecond = seen.has(word);
      seen.add(word);
      const next = told.get(as);
      const fault = isSecond
        ? 'stands here twice, keep one'
        : next !== undefined && next !== as
          ? `${as} is told as ${next} in turn, write ${next} here`
          : convert(as) !== as
            ? `told again it would become ${convert(as)}`
            : traditionalSigns(word) === as && !names.has(word) && !keepsApart(word, pairs)
              ? 'its signs say the same, leave it out'
              : undefined;
      return fault === undefined ? [] : [`traditional.yaml: ${word} → ${as}: ${fault}`];
    });
  } catch (error) {
    if (error instanceof DataFileError) return error.faults.map((fault) => `traditional.yaml: ${fault}`);
    throw error;
  }
}

/** Told by its signs, and still of use: another word is inside of it (车流量), or begins in it (对于 before 于先生). */
const keepsApart = (word: string, pairs: readonly Pair[]): boolean =>
  pairs.some(
    ([other]) =>
      other !== word && (word.includes(other) || [...word].some((_, at) => at > 0 && other.startsWith(word.slice(at)))),
  );
