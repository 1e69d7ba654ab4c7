import type { ComplaintType } from '../complaints/complaint';
import { type ActKey, heardBefore } from '../ports/act-key';
import type { ProblemActResult } from './change-problem';
import type { ProblemWish } from './known-problems';
import type { StoredProblem } from './stored-problem';
import { isSameWords, wordsOf } from './told-words';

const sameActMs = 60_000;

/** Who opens which, when, and under which key. */
export interface Opening {
  readonly by: string;
  readonly type: ComplaintType;
  readonly wish: ProblemWish;
  readonly now: number;
  readonly key?: ActKey | undefined;
}

/**
 * What came of the same opening, where it has been asked for before: for certain by its key, without one by what was said.
 * @returns `undefined`: it is new
 */
export function saidBefore(all: readonly StoredProblem[], opening: Opening): ProblemActResult | undefined {
  const { key } = opening;
  for (const problem of key ? all : []) {
    const heard = key && heardBefore(problem.history, key);
    if (heard === 'same') return { ok: true, problem };
    if (heard === 'other') return { ok: false, reason: 'key_reused' };
  }
  const same = all.find((problem) => isSame(problem, opening));
  return same && { ok: true, problem: same };
}

/** Opened a moment ago by the same person in the same words: a button pressed twice. */
const isSame = (problem: StoredProblem, { by, type, wish, now }: Opening): boolean =>
  problem.status === 'open' &&
  problem.type === type &&
  problem.known?.by === by &&
  isSameWords(problem.known, wordsOf(wish.known, wish.english)) &&
  now - problem.known.at < sameActMs &&
  `${problem.subTypes}|${problem.areas}` === `${[...new Set(wish.subTypes)]}|${[...new Set(wish.areas)]}`;
