import { z } from 'zod';
import { oneAlphabet } from '../complaints/word-match';
import { loadData } from '../data-files/load-data';
import { Phrases } from '../understanding/text/phrases';
import { longestQuestion } from './learning';

const words = z.array(z.string().min(1).max(60)).min(1);

/** nlp-models/learning/matching.yaml */
export const matchingSchema = z.strictObject({ fillers: words, same: z.array(words), deciding: words });
export type MatchingData = z.infer<typeof matchingSchema>;

/** @param dir path of nlp-models/learning @throws DataFileError naming the file and what is wrong in it */
export const loadMatching = (dir: string): MatchingData => loadData(dir, 'matching.yaml', matchingSchema);

/** A question reduced to what is asked: each Chinese sign, each Latin word and each number is one token. */
export interface Question {
  readonly tokens: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
}

export interface SameQuestion {
  /** `undefined`: too short or too long to be compared. */
  read(text: string): Question | undefined;
  /** How alike two questions are, 0–1; 0 unless they are the same one. */
  likeness(a: Question, b: Question): number;
}

const fewestTokens = 4;
/** One token may differ for so many there are. */
const tokensPerSlip = 10;

/**
 * Strict on purpose: two questions are the same only when, without what says nothing (fillers) and with one word for those
 * that mean the same, they hold the same tokens in the same order, or with the end put first (国际漫游怎么开通, 怎么开通国际漫游):
 * what does something to what else is told by order alone (移动转联通, 联通转移动). A long question may have a slip or two,
 * but none in a number, a Latin word or a sign that turns it round.
 */
export function sameQuestion({ fillers, same, deciding }: MatchingData): SameQuestion {
  const plain = new Phrases<string>();
  for (const filler of fillers) plain.add(oneAlphabet(filler), ' ');
  // A synonym that a filler is part of is the longer one, and so found first.
  for (const [first = '', ...others] of same)
    for (const word of [first, ...others]) plain.add(oneAlphabet(word), ` ${oneAlphabet(first)} `);
  const decides = new Set(deciding.map(oneAlphabet));
  const mayDiffer = (token: string): boolean => /^[\u3400-\u9fff]$/.test(token) && !decides.has(token);

  return {
    read(text) {
      if (text.length > longestQuestion) return undefined;
      const tokens = canonical(oneAlphabet(text), plain).match(/[\u3400-\u9fff]|[a-z0-9*']+/g) ?? [];
      if (tokens.length < fewestTokens) return undefined;
      const counts = new Map<string, number>();
      for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
      return { tokens, counts };
    },
    likeness(a, b) {
      const fewer = Math.min(a.tokens.length, b.tokens.length);
      const allowed = Math.floor(fewer / tokensPerSlip);
      if (Math.abs(a.tokens.length - b.tokens.length) > allowed) return 0;
      const [onlyA, onlyB] = [unmatched(a, b), unmatched(b, a)];
      const slips = [...onlyA, ...onlyB];
      if (slips.length > allowed || !slips.every(mayDiffer)) return 0;
      if (!inOrder(a.tokens, b.tokens, a.tokens.length - onlyA.length)) return 0;
      return 1 - slips.length / (a.tokens.length + b.tokens.length);
    },
  };
}

function canonical(text: string, plain: Phrases<string>): string {
  let out = '';
  let from = 0;
  for (const { start, end, value } of plain.find(text)) {
    out += text.slice(from, start) + value;
    from = end;
  }
  return out + text.slice(from);
}

function unmatched(a: Question, b: Question): readonly string[] {
  return [...a.counts].flatMap(([token, count]) =>
    Array<string>(Math.max(0, count - (b.counts.get(token) ?? 0))).fill(token),
  );
}

/** Whether so many tokens stand in the same order in both, or when the end of one is put first. */
function inOrder(a: readonly string[], b: readonly string[], length: number): boolean {
  for (let cut = 0; cut < b.length; cut += 1) {
    // A first token may be a slip; looked for at every cut a long question would cost too much (S8).
    const fits = cut === 0 || b[cut] === a[0] || b[cut] === a[1];
    if (fits && commonLength(a, [...b.slice(cut), ...b.slice(0, cut)]) === length) return true;
  }
  return false;
}

/** Length of the longest common subsequence. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const token of a) {
    const next = [0];
    for (let at = 0; at < b.length; at += 1)
      next.push(token === b[at] ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    row = next;
  }
  return row[b.length] ?? 0;
}
