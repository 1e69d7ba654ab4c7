import { shanghaiTime } from '../ports/calendar';
import type { Answer, Complaint, ContactAttempt } from './complaint';

/** Events that put a complaint back to work: from then on clocks, answer and re-check count anew. */
const beginnings: ReadonlySet<string> = new Set(['reopen', 'recheck_failed']);

/** Which round of work it is in: 0 before it was ever re-opened. */
export const roundOf = ({ reopened = 0 }: Pick<Complaint, 'reopened'>): number => reopened;

/** When the round began: when it was filed, or last re-opened. */
export const roundStart = ({ history, createdAt }: Pick<Complaint, 'history' | 'createdAt'>): number =>
  history.findLast(({ event }) => beginnings.has(event))?.at ?? createdAt;

/** The decision of this round; `undefined`: not decided. */
export function currentAnswer(complaint: Pick<Complaint, 'answers' | 'history' | 'createdAt'>): Answer | undefined {
  const answer = complaint.answers?.at(-1);
  return answer !== undefined && answer.at >= roundStart(complaint) ? answer : undefined;
}

/** Tries to reach the customer since this round's decision that reached nobody. */
export function failedTries(
  complaint: Pick<Complaint, 'contacts' | 'answers' | 'history' | 'createdAt'>,
): readonly ContactAttempt[] {
  const since = currentAnswer(complaint)?.at;
  if (since === undefined) return [];
  return (complaint.contacts ?? []).filter(({ at, outcome }) => at >= since && outcome !== 'reached');
}

/**
 * The second try at another time of day than one before it (Asia/Shanghai): one in the morning, another in the afternoon
 * or the evening. Two calls at ten, on whatever days, find the same person at work twice.
 * @returns when it was; `undefined`: not yet
 */
export function triedAgainAt(complaint: Parameters<typeof failedTries>[0]): number | undefined {
  const [first, ...others] = failedTries(complaint);
  return first && others.find(({ at }) => dayPart(at) !== dayPart(first.at))?.at;
}

export const triedTwice = (complaint: Parameters<typeof failedTries>[0]): boolean =>
  triedAgainAt(complaint) !== undefined;

function dayPart(at: number): 'morning' | 'afternoon' | 'evening' {
  const { hour } = shanghaiTime(at);
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
}
