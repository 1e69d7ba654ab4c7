import { hourMs } from './own-calendar';
import type { OwnLife } from './own-life';
import type { OwnStandard } from './own-standard';

/** How time is counted: as it passes, or as it is worked. */
interface Measure {
  worked(from: number, until: number): number;
  after(from: number, ms: number): number;
}
type Pause = OwnLife['pauses'][number];

const asItPasses: Measure = {
  worked: (from, until) => Math.max(0, until - from),
  after: (from, ms) => from + ms,
};

/** A clock of a complaint; endless where it stands still before it gets there. */
export interface OwnClock {
  /** When so much of it is used, 1 for all. */
  at(share: number): number;
  readonly dueAt: number;
}

/**
 * Counted in working time (round the clock for the network), the time the customer was waited for left out. The whole of
 * it is over neither before what was promised plus the waiting, nor before all its working time has been.
 */
export function ownClock(life: OwnLife, name: 'first_reply' | 'resolve', standard: OwnStandard): OwnClock {
  const { roundStart: start, assessed, promise } = life;
  const hours: Measure = standard.isRoundTheClock(life.subType) ? asItPasses : standard.calendar;
  const promised = name === 'resolve' ? promise.resolveBy : promise.firstReplyBy;
  const wanted = assessed && standard.target(name, life.type, assessed.severity);
  const due =
    assessed && wanted !== undefined
      ? Math.min(promised, hours.after(Math.max(assessed.at, start), wanted * hourMs))
      : promised;
  const measure = hours.worked(start, due) > 0 ? hours : asItPasses;
  const budget = measure.worked(start, due);
  const pauses = life.pauses.filter(({ from }) => from >= start);
  const dueAt = Math.max(waited(due, pauses), used(measure, start, pauses, budget));
  return {
    dueAt,
    at: (share) => (share === 1 ? dueAt : Math.min(dueAt, used(measure, start, pauses, budget * share))),
  };
}

/** When so much time has been counted. */
function used(measure: Measure, start: number, pauses: readonly Pause[], amount: number): number {
  let [left, at] = [amount, start];
  for (const { from, until } of pauses) {
    const run = measure.worked(at, from);
    if (run >= left) break;
    left -= run;
    at = until;
    if (!Number.isFinite(at)) return at;
  }
  return measure.after(at, left);
}

/** Later by every wait that began before. */
const waited = (due: number, pauses: readonly Pause[]): number =>
  pauses.reduce((end, { from, until }) => (from < end ? end + (until - from) : end), due);
