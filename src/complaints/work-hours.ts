import type { WorkingDays } from '../handoff/working-days';
import { daysBefore, shanghaiDay, startOfShanghaiDay } from '../ports/calendar';

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
}

/** Time as it passes. */
export const aroundTheClock: WorkHours = {
  between: (from, until) => Math.max(0, until - from),
  add: (from, ms) => from + ms,
};

/** How far is looked before the calendar is called wrong: no holiday lasts longer. */
const horizonDays = 3_660;

/** @param spans of a working day, one after the other, with pauses between (split shifts) */
export function workHours(
  spans: readonly { readonly from: string; readonly until: string }[],
  calendar: Pick<WorkingDays, 'isWorkingDay'>,
): WorkHours {
  const parts = spans.map(({ from, until }) => ({ from: timeOfDay(from), until: timeOfDay(until) }));
  function* spansFrom(at: number): Generator<{ readonly from: number; readonly until: number }> {
    const first = shanghaiDay(at);
    for (let ahead = 0; ahead < horizonDays; ahead += 1) {
      const day = daysBefore(first, -ahead);
      const start = startOfShanghaiDay(day);
      // Time goes on where nothing is to be worked, so that whoever looks for an end finds one.
      if (!calendar.isWorkingDay(day)) yield { from: start, until: start };
      else for (const { from, until } of parts) yield { from: start + from, until: start + until };
    }
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
      throw new RangeError(
        `Nobody works within ${horizonDays} days: correct work_hours or the calendar of hours.yaml.`,
      );
    },
  };
}

/** Monday to Friday, for a catalogue read without the calendar of holidays. */
export const everyWeekday: Pick<WorkingDays, 'isWorkingDay' | 'isHoliday'> = {
  isWorkingDay(day) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6;
  },
  isHoliday: () => false,
};
