import type { ClockRules } from './clock-rules';
import { type Complaint, isEnded } from './complaint';
import { hoursOf } from './promise';
import { currentAnswer, roundHistory, roundStart } from './round';
import { aroundTheClock, type WorkHours } from './work-hours';

export const clockNames = ['first_reply', 'resolve', 'law'] as const;
/** `first_reply`: a person of ours has begun. `resolve`: decided. `law`: the customer has the answer (L1, 15 days). */
export type ClockName = (typeof clockNames)[number];

/** One clock as it stands. Times in epoch ms. */
export interface ComplaintClock {
  readonly name: ClockName;
  /** When the complaint was filed, or last re-opened. */
  readonly startedAt: number;
  /** While it stands still: as if it went on now. */
  readonly dueAt: number;
  readonly paused: boolean;
  /** Share used, below 1 until `dueAt`, 1 and more from then on; what is done keeps the share it was done at. */
  readonly used: number;
  readonly doneAt?: number;
}

/** One clock as it runs, whatever the time is now. */
export interface RunningClock {
  readonly name: ClockName;
  readonly startedAt: number;
  readonly doneAt?: number;
  /** When so much of it is used up, at most its due time; `Infinity`: stands still before that. */
  at(share: number): number;
}

const hour = 3_600_000;
const day = 24 * hour;
/** Steps of a person of ours that tell the customer something, or begin to. */
const replies: ReadonlySet<string> = new Set(['assess', 'investigate', 'ask_customer', 'answer', 'contact']);
const notStaff: ReadonlySet<string> = new Set(['customer', 'bot', 'desk']);

/**
 * The three clocks of a complaint in the round it is in. Every one begins with the promise given (`complaint.promise`); an
 * assessment only makes it shorter; the time the customer was waited for is added, except to the law's.
 * @param rules a catalogue
 */
export const clocksOf = (complaint: Complaint, rules: ClockRules, now: number): readonly ComplaintClock[] =>
  clockNames.map((name) => clockOf(complaint, name, rules, now));

/** One of them. */
export function clockOf(complaint: Complaint, name: ClockName, rules: ClockRules, now: number): ComplaintClock {
  const clock = reckoned(complaint, name, rules, now);
  const { startedAt, doneAt } = clock;
  const until = doneAt ?? now;
  const dueAt = clock.at(1);
  const isPaused = doneAt === undefined && name !== 'law' && complaint.status === 'waiting_for_customer';
  return {
    name,
    startedAt,
    dueAt,
    paused: isPaused,
    used: until < dueAt ? Math.min(clock.used(until), 0.999) : 1 + (until - dueAt) / Math.max(1, dueAt - startedAt),
    ...(doneAt === undefined ? {} : { doneAt }),
  };
}

/** For timers, which are set for good: what stands still has no time. */
export const runningClock = (complaint: Complaint, name: ClockName, rules: ClockRules): RunningClock =>
  reckoned(complaint, name, rules, Number.POSITIVE_INFINITY);

/** @param pauseEnd when a pause that is not over yet is taken to end */
function reckoned(complaint: Complaint, name: ClockName, rules: ClockRules, pauseEnd: number) {
  const doneAt = doneAtOf(complaint, name);
  if (name === 'law') {
    const dueAt = complaint.promise.answerBy;
    const startedAt = dueAt - rules.standard.answer_days * day;
    return { ...clockOver(aroundTheClock, startedAt, dueAt, []), name, ...defined(doneAt) };
  }
  const startedAt = roundStart(complaint);
  const hours = isAroundTheClock(complaint, rules) ? aroundTheClock : rules.work;
  const dueAt = Math.min(
    complaint.promise[name === 'resolve' ? 'resolveBy' : 'firstReplyBy'],
    targetOf(complaint, name, rules, hours),
  );
  // A promise over the weekend leaves no working time to take shares of.
  const measure = hours.between(startedAt, dueAt) > 0 ? hours : aroundTheClock;
  const pauses = (complaint.pauses ?? [])
    .filter(({ from }) => from >= startedAt)
    .map(({ from, until = pauseEnd }) => ({ from, until: Math.max(from, until) }));
  return { ...clockOver(measure, startedAt, dueAt, pauses), name, ...defined(doneAt) };
}

type Stretch = { readonly from: number; readonly until: number };

/** @param pauses one after the other */
function clockOver(measure: WorkHours, startedAt: number, baseDueAt: number, pauses: readonly Stretch[]) {
  const budget = measure.between(startedAt, baseDueAt);
  /** When so much time has been worked, pauses left out. */
  const reach = (share: number): number => {
    let [cursor, left] = [startedAt, share * budget];
    for (const { from, until } of pauses) {
      const run = measure.between(cursor, from);
      if (run >= left) break;
      left -= run;
      cursor = Math.max(cursor, until);
    }
    return measure.add(cursor, left);
  };
  // Never earlier than the pause was long, whatever the hours.
  const shifted = pauses.reduce((due, { from, until }) => (from < due ? due + until - from : due), baseDueAt);
  const dueAt = Math.max(shifted, reach(1));
  return {
    startedAt,
    at: (share: number) => (share >= 1 ? dueAt : Math.min(dueAt, reach(share))),
    used: (now: number) => {
      const paused = pauses.reduce(
        (sum, { from, until }) => sum + measure.between(Math.min(from, now), Math.min(until, now)),
        0,
      );
      return budget > 0 ? Math.max(0, measure.between(startedAt, now) - paused) / budget : 0;
    },
  };
}

/** What the assessment asks for, from then on; a re-opened complaint keeps its assessment, and counts from there. */
function targetOf(complaint: Complaint, name: 'first_reply' | 'resolve', rules: ClockRules, hours: WorkHours): number {
  const { assessment, type } = complaint;
  if (assessment === undefined) return Number.POSITIVE_INFINITY;
  const asked = rules.standard.severity[assessment.severity][`${name}_hours`];
  return asked === undefined
    ? Number.POSITIVE_INFINITY
    : hours.add(Math.max(assessment.at, roundStart(complaint)), hoursOf(asked, type) * hour);
}

const isAroundTheClock = ({ subType }: Complaint, { standard }: ClockRules): boolean =>
  subType !== undefined && standard.around_the_clock.includes(subType);

function doneAtOf(complaint: Complaint, name: ClockName): number | undefined {
  const { history, status, marks } = complaint;
  const round = roundHistory(complaint);
  const ended = isEnded(status) ? history.findLast(({ from, to }) => to === status && from !== status)?.at : undefined;
  if (name === 'resolve') return marks.handled?.at ?? ended;
  if (name === 'law') {
    const told = currentAnswer(complaint)?.told?.at;
    return told ?? round.findLast(({ event }) => event === 'communicate')?.at ?? ended;
  }
  const reply = round.find(({ actor, event }) => replies.has(event) && !notStaff.has(actor));
  return reply?.at ?? ended;
}

const defined = (doneAt: number | undefined): { doneAt?: number } => (doneAt === undefined ? {} : { doneAt });
