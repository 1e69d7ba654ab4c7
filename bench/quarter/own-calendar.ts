import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/*
 * Time as the service standard counts it, worked out a second time: from the data files and docs/complaints.md, without a
 * line of the product's own reckoning. Slower and plainer on purpose. Asia/Shanghai has no summer time.
 */

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
const shanghaiMs = 8 * hourMs;

/** `YYYY-MM-DD` in Asia/Shanghai. */
export const dayOf = (at: number): string => new Date(at + shanghaiMs).toISOString().slice(0, 10);
/** First moment of a time's day. */
export const midnight = (at: number): number => Math.floor((at + shanghaiMs) / dayMs) * dayMs - shanghaiMs;
/** 0 Sunday to 6 Saturday. */
export const weekdayOf = (at: number): number => new Date(midnight(at) + shanghaiMs).getUTCDay();
/** Hours since midnight, with fractions. */
export const timeOfDay = (at: number): number => (at - midnight(at)) / hourMs;
/** Morning, afternoon, evening: two calls to nobody count when they are not in the same. */
export const partOfDay = (at: number): number => (timeOfDay(at) < 12 ? 0 : timeOfDay(at) < 18 ? 1 : 2);
/** `HH:MM` as ms since midnight. */
export const clockTime = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * hourMs + minutes * minuteMs;
};

interface HoursFile {
  readonly calendar: {
    readonly holidays: readonly { readonly from: string; readonly until: string }[];
    readonly working_days: readonly string[];
  };
}

/** Which days are worked, and how much working time lies between two moments. */
export interface OwnCalendar {
  isHoliday(at: number): boolean;
  isWorked(at: number): boolean;
  /** Working time from `from` to `until`, ms. */
  worked(from: number, until: number): number;
  /** When so much working time has passed. */
  after(from: number, ms: number): number;
  /** When so much time of working days has passed, nights included. */
  afterOnWorkedDays(from: number, ms: number): number;
  /** The last moment of work that is not later. */
  endOfWork(at: number): number;
}

export function ownCalendar(
  root: string,
  hours: readonly { readonly from: string; readonly until: string }[],
): OwnCalendar {
  const { calendar } = parse(readFileSync(join(root, 'nlp-models/handoff/hours.yaml'), 'utf8')) as HoursFile;
  const isHoliday = (at: number): boolean => {
    const day = dayOf(at);
    return calendar.holidays.some(({ from, until }) => from <= day && day <= until);
  };
  const known = new Map<number, boolean>();
  const isWorked = (at: number): boolean => {
    const start = midnight(at);
    const found = known.get(start);
    if (found !== undefined) return found;
    const weekday = weekdayOf(start);
    const is = calendar.working_days.includes(dayOf(start)) || (!isHoliday(start) && weekday !== 0 && weekday !== 6);
    known.set(start, is);
    return is;
  };
  const spans = hours.map(({ from, until }) => [clockTime(from), clockTime(until)] as const);
  /** Stretches of work from a moment on, without end. */
  function* stretches(from: number): Generator<readonly [number, number]> {
    for (let start = midnight(from); ; start += dayMs) {
      if (!isWorked(start)) continue;
      for (const [begin, end] of spans) if (start + end > from) yield [Math.max(start + begin, from), start + end];
    }
  }
  return {
    isHoliday,
    isWorked,
    worked(from, until) {
      if (until <= from) return 0;
      let sum = 0;
      for (const [begin, end] of stretches(from)) {
        if (begin >= until) return sum;
        sum += Math.min(end, until) - begin;
      }
      return sum;
    },
    after(from, ms) {
      if (ms <= 0) return from;
      let left = ms;
      for (const [begin, end] of stretches(from)) {
        if (end - begin >= left) return begin + left;
        left -= end - begin;
      }
      return from;
    },
    afterOnWorkedDays(from, ms) {
      let [at, left] = [from, ms];
      for (;;) {
        const next = midnight(at) + dayMs;
        if (isWorked(at)) {
          if (next - at >= left) return at + left;
          left -= next - at;
        }
        at = next;
      }
    },
    endOfWork(at) {
      for (let start = midnight(at); ; start -= dayMs) {
        const begun = isWorked(start) ? spans.filter(([begin]) => start + begin <= at) : [];
        if (begun.length > 0) return Math.min(at, start + Math.max(...begun.map(([, end]) => end)));
      }
    },
  };
}
