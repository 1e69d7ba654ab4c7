import type { ClockRules } from '../../complaints/clock-rules';
import { type ComplaintClock, clocksOf } from '../../complaints/clocks';
import { type Complaint, isEnded } from '../../complaints/complaint';
import { missedMarks } from '../../complaints/missed-marks';
import { timersOf } from '../../complaints/timers';
import { maskPhone } from '../../ports/mask';
import { maskedSpeech } from '../../ports/masked';
import type { ComplaintLine, ComplaintTodo } from '../complaint-api';
import { defined } from '../read-body';

/** First words of a story in a list. */
const storyLength = 120;

/** @param rules a catalogue */
export function complaintLine(complaint: Complaint, rules: ClockRules, now: number): ComplaintLine {
  const { number, version, type, subType, status, priority, level = 0, createdAt, handler, reopened = 0 } = complaint;
  const todo = todoOf(complaint, rules, now);
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
    clock: nextClock(complaint, rules, now),
    missed: missedMarks(complaint, now, rules).map(({ mark }) => mark),
    todo: todo.length === 0 ? undefined : todo,
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

/** What the timers reminded somebody of, and what waits for a supervisor or has failed. */
export function todoOf(complaint: Complaint, rules: ClockRules, now: number): readonly ComplaintTodo[] {
  // Timers take long to work out, and before the decision nothing is told, asked or owed.
  if (complaint.answers === undefined && complaint.remedies === undefined) return [];
  const due = timersOf(complaint, rules).filter(({ act, at }) => act.do === 'remind' && at <= now);
  const reminded = (...names: readonly string[]) =>
    due.some(({ name }) => names.some((start) => name.startsWith(`${start}#`)));
  return [
    ...(reminded('told') ? (['tell'] as const) : []),
    ...(due.some(({ name }) => name.startsWith('try:')) || reminded('mark:rechecked') ? (['call'] as const) : []),
    ...(reminded('mark:fedBack') ? (['feed_back'] as const) : []),
    ...(complaint.remedies?.some(({ status }) => status === 'waiting_approval') ? (['decide_remedy'] as const) : []),
    ...(complaint.remedies?.some(({ status }) => status === 'failed') ? (['pay_again'] as const) : []),
  ];
}
