import { daysBefore, shanghaiDay, startOfShanghaiDay } from '../ports/calendar';
import { whenAwake } from './awake';
import type { ClockRules } from './clock-rules';
import type { Answer, Complaint } from './complaint';
import { dayPart } from './day-part';
import { type CallSlot, nextCallBack } from './next-call-back';
import { currentAnswer, failedTries, triedTwice } from './round';

const hour = 3_600_000;

/** A call that is to be made, and the name of the timer that says so. */
export interface PlannedCall {
  readonly name: string;
  readonly slot: CallSlot;
}

/** When the customer is asked again whether it is solved, by day. */
export function askedAgain(
  complaint: Complaint,
  answer: Answer,
  { standard }: ClockRules,
): readonly { readonly hours: number; readonly at: number }[] {
  const at = askedAt(complaint, answer);
  return standard.recheck.ask_again_hours.map((hours) => ({
    hours,
    at: whenAwake(at + hours * hour, standard.awake),
  }));
}

/**
 * The calls that are planned once asking again has brought no word: the first at the next time for calls, once more while
 * nobody has made it; after a try that reached nobody, the next in another part of the day, because only that one counts
 * for closing. It falls on a later day where the re-check is not due before that is over.
 */
export function plannedCalls(complaint: Complaint, rules: ClockRules): readonly PlannedCall[] {
  const answer = currentAnswer(complaint);
  if (complaint.status !== 'decision_communicated' || answer === undefined || triedTwice(complaint)) return [];
  const { standard, calendar } = rules;
  const next = (after: number, except?: CallSlot['part']): CallSlot =>
    nextCallBack(standard.call_backs, calendar, after, except);
  const from = Math.max(askedAt(complaint, answer), ...askedAgain(complaint, answer, rules).map(({ at }) => at));
  const tries = failedTries(complaint);
  const [firstTry] = tries;
  const lastTry = tries.at(-1);
  if (firstTry === undefined || lastTry === undefined) {
    const first = next(from);
    return [
      { name: 'try:1', slot: first },
      { name: 'try:1-again', slot: next(first.until) },
    ];
  }
  const part = dayPart(firstTry.at);
  const dayAfter = startOfShanghaiDay(daysBefore(shanghaiDay(lastTry.at), -1));
  const later = next(Math.max(from, dayAfter), part);
  const dueAt = (complaint.marks.handled?.at ?? answer.at) + standard.recheck.within_hours * hour;
  const slot = later.until <= dueAt ? later : next(Math.max(from, lastTry.at), part);
  return [{ name: `try:${tries.length + 1}`, slot }];
}

function askedAt({ rechecks }: Complaint, answer: Answer): number {
  const asked = rechecks?.findLast((question) => question.askedAt >= answer.at)?.askedAt;
  return asked ?? answer.told?.at ?? answer.at;
}

/** When the desk is to call; a time that went by without a call makes place for the next that counts. `undefined`: never. */
export function nextCall(complaint: Complaint, rules: ClockRules, now: number): CallSlot | undefined {
  const planned = plannedCalls(complaint, rules);
  const { standard, calendar } = rules;
  const [firstTry] = failedTries(complaint);
  return (
    planned.find(({ slot }) => slot.until > now)?.slot ??
    (planned.length === 0
      ? undefined
      : nextCallBack(standard.call_backs, calendar, now, firstTry && dayPart(firstTry.at)))
  );
}
