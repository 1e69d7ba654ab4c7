import { type Complaint, isEnded } from './complaint';
import { currentAnswer, failedTries, triedTwice } from './round';

/** What a complaint with a decision still lacks to be closed. */
export interface ClosingLacks {
  /** Whether the customer has been told the decision; only then can they say that it is solved. */
  readonly told: boolean;
  /** Tries since the decision that reached nobody. */
  readonly tries: number;
  /** How many of these stand for the customer's word, if they were in different parts of the day. */
  readonly of: 2;
  /** There are enough, and all were in the same part of the day. */
  readonly sameTimeOfDay: boolean;
}

export type KeptFromClosing =
  | { readonly ok: false; readonly reason: 'not_now' | 'needs_answer' }
  | { readonly ok: false; readonly reason: 'needs_recheck'; readonly lacks: ClosingLacks };

const triesNeeded = 2;

/**
 * What has to come before a complaint may be closed: a decision, the customer told of it, and the customer's yes or two tries
 * to get it. The one place that knows: guard, rights and refusals ask here.
 * @returns `undefined`: nothing, it may be closed
 */
export function beforeClosing(complaint: Complaint): KeptFromClosing | undefined {
  const { status } = complaint;
  if (isEnded(status)) return { ok: false, reason: 'not_now' };
  // Nothing but the customer's yes leads to `rechecked`.
  if (status === 'rechecked') return undefined;
  if (currentAnswer(complaint) === undefined) return { ok: false, reason: 'needs_answer' };
  const told = status === 'decision_communicated';
  const isTriedTwice = triedTwice(complaint);
  if (told && isTriedTwice) return undefined;
  const tries = failedTries(complaint).length;
  const sameTimeOfDay = tries >= triesNeeded && !isTriedTwice;
  return { ok: false, reason: 'needs_recheck', lacks: { told, tries, of: triesNeeded, sameTimeOfDay } };
}
