import type { ClockRules } from '../../complaints/clock-rules';
import { runningClock } from '../../complaints/clocks';
import type { Climbed, Complaint } from '../../complaints/complaint';
import { dutiesOf } from '../../complaints/duties';
import { ledgerOf } from '../../complaints/missed-marks';
import { timersOf } from '../../complaints/timers';
import type { LedgerView } from '../complaint-api';
import { dueShare, isSooner, nextClock, nextOwed, soonFrom, todoOf } from './complaint-line';
import { dueSoon } from './due-soon';

/** A complaint somebody has to look at now. */
export interface DueEntry {
  readonly id: string;
  readonly owner: string;
  readonly handler?: string;
  /** Of the clock that runs out next, or of the earliest mark that is missed or owed soon. */
  readonly dueAt: number;
  /** Whom it concerns: everybody who may see it, those who decide on its remedy, or whoever has it, as it is due soon. */
  readonly isFor: readonly ('all' | 'supervisors' | 'handler')[];
}
/** Climbed, and nobody has taken, assigned or answered it since. */
export interface ClimbedEntry extends Climbed {
  readonly id: string;
  readonly number: string;
  readonly type: Complaint['type'];
  readonly owner: string;
}
export type Dated = Pick<DueEntry, 'id' | 'dueAt'>;
export type Omission = LedgerView['omissions'][number];

/** How a complaint stands, as long as nobody changes it and `until` has not come. */
export interface Standing {
  readonly due?: DueEntry;
  readonly omissions: readonly Omission[];
  /** Of the clock that runs out next, or of what is owed soon where that is sooner; none while it stands still. */
  readonly deadline?: Dated;
  /** A remedy of it waits for a supervisor. */
  readonly decision?: Dated;
  readonly climbed?: ClimbedEntry;
  /** When it has to be looked at again (epoch ms); `Infinity`: time changes nothing about it any more. */
  readonly until: number;
}

/** What stands still moves with the time; nothing of it runs out meanwhile. */
const pausedForMs = 60_000;
/** No sooner again, whatever the arithmetic of working hours says. */
const leastMs = 1_000;

/** @param rules a catalogue */
export function standingOf(complaint: Complaint, rules: ClockRules, now: number): Standing {
  const { id, number, type, handler, promise, climbed } = complaint;
  const whose = { owner: promise.owner, ...(handler === undefined ? {} : { handler }) };
  const ledger = ledgerOf(complaint, now, rules);
  const missed = ledger.filter((line) => line.missed);
  const clock = nextClock(complaint, rules, now);
  const todo = todoOf(complaint, rules, now);
  const runsOut = clock !== undefined && !clock.paused && clock.used >= dueShare;
  const isDue = runsOut || missed.length > 0 || todo.some((what) => what !== 'decide_remedy');
  const owed = nextOwed(complaint, rules, now);
  const times = [...missed, ...(clock ? [clock] : []), ...(owed ? [owed] : [])].map((one) => one.dueAt);
  const dueAt = times.length === 0 ? complaint.createdAt : Math.min(...times);
  const first = owed && isSooner(owed, clock) ? owed : clock?.paused ? undefined : clock;
  const isWaiting = todo.includes('decide_remedy');
  const isFor: DueEntry['isFor'] = [
    ...(isDue ? (['all'] as const) : []),
    ...(isWaiting ? (['supervisors'] as const) : []),
    ...(dueSoon(complaint, rules, now).length > 0 ? (['handler'] as const) : []),
  ];

  const changes = dutiesOf(complaint, rules).map(soonFrom);
  changes.push(...ledger.flatMap((line) => (line.at === undefined && !line.missed ? [line.dueAt + 1] : [])));
  if (clock && !clock.paused) changes.push(runningClock(complaint, clock.name, rules).at(dueShare));
  if (complaint.status === 'waiting_for_customer') changes.push(now + pausedForMs);
  // As in `todoOf`: before the decision timers remind nobody.
  if (complaint.answers !== undefined || complaint.remedies !== undefined)
    changes.push(...timersOf(complaint, rules).flatMap(({ act, at }) => (act.do === 'remind' ? [at] : [])));
  const until = Math.min(Number.POSITIVE_INFINITY, ...changes.filter((at) => at > now));
  return {
    ...(isFor.length > 0 ? { due: { ...whose, id, dueAt, isFor } } : {}),
    omissions: missed.map((line) => ({ number, ...whose, mark: line.mark, dueAt: line.dueAt })),
    ...(first ? { deadline: { id, dueAt: first.dueAt } } : {}),
    ...(isWaiting ? { decision: { id, dueAt } } : {}),
    ...(climbed ? { climbed: { ...climbed, id, number, type, owner: promise.owner } } : {}),
    until: Math.max(until, now + leastMs),
  };
}
