import { z } from 'zod';
import { daysBefore } from '../ports/calendar';

const day = z.iso.date();

/** `calendar` of nlp-models/handoff/hours.yaml */
export const calendarSchema = z.strictObject({
  /** Last day the calendar knows. */
  until: day,
  /** When somebody has to look whether the next year is announced. */
  review_by: day,
  holidays: z.array(
    z
      .strictObject({ name: z.string().min(1), from: day, until: day })
      .refine(({ from, until }) => from <= until, 'from must not be after until'),
  ),
  working_days: z.array(day),
});
export type CalendarData = z.infer<typeof calendarSchema>;

/** Days as people work them: public holidays off, make-up days on, else Monday to Friday. Days are `YYYY-MM-DD`. */
export interface WorkingDays {
  isHoliday(day: string): boolean;
  isWorkingDay(day: string): boolean;
  /** The day that is `count` working days after a given one, which itself does not count. */
  after(day: string, count: number): string;
  /** What to do about the calendar itself: it ends soon, or its review is late. Empty when nothing. */
  warnings(today: string): readonly string[];
}

const warnDays = 60;

export function workingDays({ holidays, working_days, until, review_by }: CalendarData): WorkingDays {
  const off = new Set(holidays.flatMap(daysOf));
  const on = new Set(working_days);
  const isWorkingDay = (date: string): boolean => {
    if (on.has(date)) return true;
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    return !off.has(date) && weekday !== 0 && weekday !== 6;
  };
  return {
    isHoliday: (date) => off.has(date),
    isWorkingDay,
    after(date, count) {
      let found = date;
      for (let left = count; left > 0; left -= isWorkingDay(found) ? 1 : 0) found = daysBefore(found, -1);
      return found;
    },
    warnings: (today) => [
      ...(daysBefore(until, warnDays) <= today
        ? [`calendar ends on ${until}: enter the holidays and make-up days of the next year`]
        : []),
      ...(review_by < today
        ? [`calendar was to be reviewed by ${review_by}: enter what was announced, then move review_by`]
        : []),
    ],
  };
}

function daysOf({ from, until }: { from: string; until: string }): readonly string[] {
  const days: string[] = [];
  for (let date = from; date <= until; date = daysBefore(date, -1)) days.push(date);
  return days;
}
