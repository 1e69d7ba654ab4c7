import type { WorkingDays } from '../handoff/working-days';
import { shanghaiDay, startOfShanghaiDay } from '../ports/calendar';

/** A time of day as data files write it: `HH:MM`, `24:00` for midnight at the end. @returns ms from midnight */
export function timeOfDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * 60_000;
}

/** Time as people work it, Asia/Shanghai; spans and times in ms. */
export interface WorkHours {
  /** Working time between two moments; 0 when `until` is not after `from`. */
  between(from: number, until: number): number;
  /** The moment when so much working time has passed since `from`. */
  add(from: number, ms: number): number;
  /** The last moment of work that is not after `at`. */
  notAfter(at: number): number;
}

/** Time as it passes. */
export const aroundTheClock: WorkHours = {
  between: (from, until) => Math.max(0, until - from),
  add: (from, ms) => from + ms,
  notAfter: (at) => at,
};

/** How far is looked before the calendar is called wrong: no holiday lasts longer. */
const horizonDays = 3_660;
const dayMs = 86_400_000;

/** @param spans of a working day, one after the other, with pauses between (split shifts) */
export function workHours(
  spans: readonly { readonly from: string; readonly until: string }[],
  calendar: Pick<WorkingDays, 'isWorkingDay'>,
): WorkHours {
  const parts = spans.map(({ from, until }) => ({ from: timeOfDay(from), until: timeOfDay(until) }));
  type Part = { readonly from: number; readonly until: number };
  const known = new Map<number, readonly Part[]>();
  function spansOf(start: number): readonly Part[] {
    const found = known.get(start);
    if (found !== undefined) return found;
    // Time goes on where nothing is to be worked, so that whoever looks for an end finds one.
    const spans = calendar.isWorkingDay(shanghaiDay(start))
      ? parts.map(({ from, until }) => ({ from: start + from, until: start + until }))
      : [{ from: start, until: start }];
    if (known.size >= horizonDays) known.clear();
    known.set(start, spans);
    return spans;
  }
  function* spansFrom(at: number): Generator<Part> {
    const first = startOfShanghaiDay(shanghaiDay(at));
    // No summer time: every day is as long as the next.
    for (let ahead = 0; ahead < horizonDays; ahead += 1) yield* spansOf(first + ahead * dayMs);
  }
  return {
    between(from, until) {
      let worked = 0;
      if (!(until > from)) return worked;
      for (const span of spansFrom(from)) {
        if (span.from >= until) break;
        worked += Math.max(0, Math.min(span.until, until) - Math.max(span.from, from));
      }
      return worked;
    },
    add(from, ms) {
      if (ms <= 0 || !Number.isFinite(from)) return from;
      let left = ms;
      for (const span of spansFrom(from)) {
        const begin = Math.max(span.from, from);
        const has = Math.max(0, span.until - begin);
        if (has >= left) return begin + left;
        left -= has;
      }
      throw nobodyWorks();
    },
    notAfter(at) {
      const start = startOfShanghaiDay(shanghaiDay(at));
      for (let back = 0; back < horizonDays; back += 1) {
        const span = spansOf(start - back * dayMs).findLast(({ from, until }) => from < until && from <= at);
        if (span !== undefined) return Math.min(span.until, at);
      }
      throw nobodyWorks();
    },
  };
}

const nobodyWorks = (): RangeError =>
  new RangeError(`Nobody works within ${horizonDays} days: correct work_hours or the calendar of hours.yaml.`);

/** Monday to Friday, for a catalogue read without the calendar of holidays. */
export const everyWeekday: Pick<WorkingDays, 'isWorkingDay' | 'isHoliday'> = {
  isWorkingDay(day) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  },
  isHoliday: () => false,
};
