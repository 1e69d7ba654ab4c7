import type { WorkingDays } from '../handoff/working-days';
import { daysBefore, shanghaiDay, startOfShanghaiDay } from '../ports/calendar';
import type { StandardData } from './catalogue-schema';
import { timeOfDay } from './work-hours';

/** No holiday is longer. */
const horizonDays = 60;

/**
 * When a customer is next called to hear whether it is solved: the schedule of the standard (default Monday, Wednesday and
 * Friday 15:30–19:30), holidays left out.
 * @returns a span that begins at or after `from`
 */
export function nextCallBack(
  { days, from, until }: StandardData['call_backs'],
  calendar: Pick<WorkingDays, 'isHoliday'>,
  after: number,
): { readonly from: number; readonly until: number } {
  const today = shanghaiDay(after);
  for (let ahead = 0; ahead < horizonDays; ahead += 1) {
    const day = daysBefore(today, -ahead);
    const start = startOfShanghaiDay(day);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (!days.includes(weekday) || calendar.isHoliday(day) || start + timeOfDay(from) < after) continue;
    return { from: start + timeOfDay(from), until: start + timeOfDay(until) };
  }
  throw new RangeError(`call_backs leaves no day within ${horizonDays} days: correct standard.yaml.`);
}
