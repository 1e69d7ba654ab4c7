import type { ClockRules } from '../../complaints/clock-rules';
import { type ComplaintClock, clocksOf } from '../../complaints/clocks';
import { type Complaint, isEnded } from '../../complaints/complaint';
import { type Duty, dutiesOf } from '../../complaints/duties';
import { missedMarks } from '../../complaints/missed-marks';
import { timersOf } from '../../complaints/timers';
import { maskPhone } from '../../ports/mask';
import { maskedSpeech } from '../../ports/masked';
import type { ComplaintLine, ComplaintTodo, OwedView } from '../complaint-api';
import { defined } from '../read-body';
import { dueSoon } from './due-soon';

/** First words of a story in a list. */
const storyLength = 120;

/** @param rules a catalogue */
export function complaintLine(complaint: Complaint, rules: ClockRules, now: number): ComplaintLine {
  const { number, version, type, subType, status, priority, level = 0, createdAt, handler, reopened = 0 } = complaint;
  const todo = todoOf(complaint, rules, now);
  const soon = dueSoon(complaint, rules, now);
  const clock = nextClock(complaint, rules, now);
  const owed = nextOwed(complaint, rules, now);
  return defined({
    number,
    version,
    type,
    subType,
    status,
    priority,
    level,
    createdAt,
    handler,
    owner: complaint.promise.owner,
    phone: complaint.phone === undefined ? undefined : maskPhone(complaint.phone),
    // Masked before it is cut: half a number is not seen to be one.
    story: [...maskedSpeech(complaint.story)].slice(0, storyLength).join(''),
    reopened,
    clock,
    owed: owed && isSooner(owed, clock) ? owed : undefined,
    missed: missedMarks(complaint, now, rules).map(({ mark }) => mark),
    todo: todo.length === 0 ? undefined : todo,
    soon: soon.length === 0 ? undefined : soon,
  });
}

/** Share of a clock that makes a complaint due; the ladder warns the team lead at the same (standard.yaml). */
export const dueShare = 0.8;

/**
 * The clock that runs out next; none when all is done. While the customer is waited for ours stand still and the law's goes
 * on: once it is due it is the one, whatever is left of ours.
 */
export function nextClock(complaint: Complaint, rules: ClockRules, now: number): ComplaintClock | undefined {
  if (isEnded(complaint.status)) return undefined;
  const [first, ...others] = clocksOf(complaint, rules, now)
    .filter(({ doneAt }) => doneAt === undefined)
    .sort((a, b) => a.dueAt - b.dueAt);
  const isHidden = ({ paused, used }: ComplaintClock): boolean => !paused && used >= dueShare;
  return (first?.paused ? others.find(isHidden) : undefined) ?? first;
}

/**
 * What is owed after the decision and due soon, by the same share as a clock: the first to run out. Marks that are missed are
 * omissions, and listed as these; a customer who is not told stands here, late, until it is done.
 */
export function nextOwed(complaint: Complaint, rules: ClockRules, now: number): OwedView | undefined {
  const [first] = soonOwed(complaint, rules, now)
    .filter(({ name, used }) => used <= 1 || name === 'told')
    .sort((a, b) => a.dueAt - b.dueAt);
  return first;
}

/** A clock that stands still runs out after everything else. */
export const isSooner = ({ dueAt }: Pick<OwedView, 'dueAt'>, clock: ComplaintClock | undefined): boolean =>
  clock === undefined || clock.paused || dueAt < clock.dueAt;

/** From when on something owed is due soon. */
export const soonFrom = ({ startedAt, dueAt }: Duty): number => startedAt + (dueAt - startedAt) * dueShare;

const soonOwed = (complaint: Complaint, rules: ClockRules, now: number): readonly OwedView[] =>
  dutiesOf(complaint, rules)
    .filter((duty) => now >= soonFrom(duty))
    .map(({ name, startedAt, dueAt }) => ({ name, dueAt, used: (now - startedAt) / (dueAt - startedAt) }));

/** What is owed soon, what the timers reminded somebody of, and what waits for a supervisor or has failed. */
export function todoOf(complaint: Complaint, rules: ClockRules, now: number): readonly ComplaintTodo[] {
  // Timers take long to work out, and before the decision nothing is told, asked or owed.
  if (complaint.answers === undefined && complaint.remedies === undefined) return [];
  const owed = new Set(soonOwed(complaint, rules, now).map(({ name }) => name));
  const isCallPlanned = () => timersOf(complaint, rules).some(({ name, at }) => name.startsWith('try:') && at <= now);
  return [
    ...(owed.has('told') ? (['tell'] as const) : []),
    ...(owed.has('rechecked') || isCallPlanned() ? (['call'] as const) : []),
    ...(owed.has('fedBack') ? (['feed_back'] as const) : []),
    ...(complaint.remedies?.some(({ status }) => status === 'waiting_approval') ? (['decide_remedy'] as const) : []),
    ...(complaint.remedies?.some(({ status }) => status === 'failed') ? (['pay_again'] as const) : []),
  ];
}
