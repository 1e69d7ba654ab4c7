import type { WorkingDays } from '../handoff/working-days';
import { daysBefore, shanghaiDay, startOfShanghaiDay } from '../ports/calendar';
import type { StandardData } from './catalogue-schema';
import { callParts, type DayPart } from './day-part';

/** No holiday is longer. */
const horizonDays = 60;

/** A time to call, within one part of the day. */
export interface CallSlot {
  readonly from: number;
  readonly until: number;
  readonly part: DayPart;
}

/**
 * When a customer is next called to hear whether it is solved: the schedule of the standard (default Monday, Wednesday and
 * Friday 15:30–19:30), each day of it in its parts (15:30–18:00 and 18:00–19:30), holidays left out.
 * @param except a part of the day in which another call would not count
 * @returns a span that begins at or after `after`
 * @throws RangeError when the data leave no such time
 */
export function nextCallBack(
  { days, ...span }: StandardData['call_backs'],
  calendar: Pick<WorkingDays, 'isHoliday'>,
  after: number,
  except?: DayPart,
): CallSlot {
  const parts = callParts(span).filter(({ part }) => part !== except);
  const today = shanghaiDay(after);
  for (let ahead = 0; ahead < horizonDays; ahead += 1) {
    const day = daysBefore(today, -ahead);
    const start = startOfShanghaiDay(day);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (!days.includes(weekday) || calendar.isHoliday(day)) continue;
    const next = parts.find(({ from }) => start + from >= after);
    if (next) return { from: start + next.from, until: start + next.until, part: next.part };
  }
  throw new RangeError(`call_backs leaves no day within ${horizonDays} days: correct standard.yaml.`);
}
