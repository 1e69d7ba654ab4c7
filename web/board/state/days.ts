import { daysOfWeek, weekOf } from '../../../src/learning/week';
import { daysBefore, shanghaiDay } from '../../../src/ports/calendar';

/** Days are those of Asia/Shanghai, `YYYY-MM-DD`, as the server counts them. */
export const today = (): string => shanghaiDay(Date.now());
const dayPattern = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** A day that exists. */
export const isDay = (text: string | undefined): text is string =>
  text !== undefined && dayPattern.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
/** A week that exists. */
export const isWeek = (text: string | undefined): text is string =>
  text !== undefined && daysOfWeek(text) !== undefined;

/** How many days from one to the other, both included. */
export const daysIn = (from: string, until: string): number =>
  Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1;

/** Every day from one to the other. */
export const daysBetween = (from: string, until: string): readonly string[] =>
  Array.from({ length: Math.max(0, daysIn(from, until)) }, (_, index) => daysBefore(from, -index));

export { weekOf };
/** Monday of an ISO week; of none, the first day there is. */
export const mondayOf = (week: string): string => daysOfWeek(week)?.from ?? '1970-01-01';

/** The week `by` weeks later (negative: earlier). */
export const weekFrom = (week: string, by: number): string => weekOf(daysBefore(mondayOf(week), -7 * by));

/** The weeks from the first day's to the last day's. */
export function weeksBetween(from: string, until: string): readonly string[] {
  const weeks: string[] = [];
  for (let monday = mondayOf(weekOf(from)); monday <= until; monday = daysBefore(monday, -7))
    weeks.push(weekOf(monday));
  return weeks;
}
