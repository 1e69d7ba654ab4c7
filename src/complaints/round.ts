import type { Answer, Complaint, ContactAttempt } from './complaint';
import { dayPart } from './day-part';

/** Events that put a complaint back to work: from then on clocks, answer and re-check count anew. */
const beginnings: ReadonlySet<string> = new Set(['reopen', 'recheck_failed']);

/** Which round of work it is in: 0 before it was ever re-opened. */
export const roundOf = ({ reopened = 0 }: Pick<Complaint, 'reopened'>): number => reopened;

/** Part of a known problem, and not come back since: then it goes its own way, on whatever paper. */
export function isOfProblem({ problem, history }: Pick<Complaint, 'problem' | 'history'>): boolean {
  const attached = history.findLastIndex(({ event }) => event === 'attach');
  return problem !== undefined && attached > history.findLastIndex(({ event }) => beginnings.has(event));
}

type Worked = Pick<Complaint, 'history' | 'createdAt' | 'answers' | 'contacts'>;

/** What happened in this round, from the re-opening on. In the order it was written: two steps may share a moment. */
export function roundHistory({ history }: Pick<Complaint, 'history'>): Complaint['history'] {
  const from = history.findLastIndex(({ event }) => beginnings.has(event));
  return from < 0 ? history : history.slice(from);
}

/** When the round began: when it was filed, or last re-opened. */
export function roundStart(complaint: Pick<Complaint, 'history' | 'createdAt'>): number {
  const [first] = roundHistory(complaint);
  return first !== undefined && beginnings.has(first.event) ? first.at : complaint.createdAt;
}

/** The decision of this round; `undefined`: not decided. */
export function currentAnswer({ history, answers = [] }: Pick<Complaint, 'history' | 'answers'>): Answer | undefined {
  const from = history.findLastIndex(({ event }) => beginnings.has(event));
  const before = history.slice(0, from + 1).filter(({ event }) => event === 'answer').length;
  return answers.length > before ? answers.at(-1) : undefined;
}

/** Tries to reach the customer since this round's decision that reached nobody. */
export function failedTries(complaint: Worked): readonly ContactAttempt[] {
  const since = currentAnswer(complaint)?.at;
  if (since === undefined) return [];
  return (complaint.contacts ?? []).filter(({ at, outcome }) => at >= since && outcome !== 'reached');
}

/**
 * The second try at another time of day than one before it (Asia/Shanghai): one in the morning, another in the afternoon
 * or the evening. Two calls at ten, on whatever days, find the same person at work twice.
 * @returns when it was; `undefined`: not yet
 */
export function triedAgainAt(complaint: Worked): number | undefined {
  const [first, ...others] = failedTries(complaint);
  return first && others.find(({ at }) => dayPart(at) !== dayPart(first.at))?.at;
}

export const triedTwice = (complaint: Worked): boolean => triedAgainAt(complaint) !== undefined;
