import { z } from 'zod';
import { loadData } from '../data-files/load-data';
import { daysBefore, shanghaiDay, startOfShanghaiDay } from '../ports/calendar';
import { type CalendarData, calendarSchema, type WorkingDays, workingDays } from './working-days';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time as HH:MM');
const span = z
  .strictObject({ from: clock, until: clock })
  .refine(({ from, until }) => from < until, 'from must be before until');
const spans = z
  .union([span.transform((one) => [one]), z.array(span).min(1)])
  .refine((list) => list.every(({ from }, index) => from > (list[index - 1]?.until ?? '')), {
    message: 'the spans of a day follow one another with a pause between',
  });
const day = z.union([spans, z.strictObject({ closed: z.literal(true) })]);

/** nlp-models/handoff/hours.yaml */
export const hoursSchema = z.strictObject({
  daily: spans,
  days: z.record(z.string().regex(/^[0-6]$/), day),
  dates: z.record(z.iso.date(), day),
  on_holidays: day.optional(),
  call_back: z.strictObject({ slots: z.array(span).min(1), lead_minutes: z.number().int().nonnegative() }),
  calendar: calendarSchema.optional(),
});
type HoursData = z.infer<typeof hoursSchema>;

export interface Span {
  readonly from: number;
  readonly until: number;
}

/** When people serve and may be promised, Asia/Shanghai. */
export interface ServiceHours {
  isOpen(now: number): boolean;
  /** Opening of the next service span, now included when open; for "we are back at 8". */
  nextOpen(now: number): Span;
  /** The next time span a call back can be promised for. */
  nextCallBack(now: number): Span;
  /** The next ones, for a choice. */
  callBacks(now: number, count: number): readonly Span[];
}

/** How far ahead is looked before the file is called wrong: a holiday never closes the desk longer. */
const horizonDays = 60;

/**
 * @param dir folder of `hours.yaml`
 * @throws DataFileError when the file is missing or wrong
 */
export function loadServiceHours(dir: string): ServiceHours {
  return serviceHours(loadData(dir, 'hours.yaml', hoursSchema));
}

/** @throws DataFileError when the file is missing or wrong */
export function loadWorkingDays(dir: string): WorkingDays {
  return workingDays(loadData(dir, 'hours.yaml', hoursSchema).calendar ?? noCalendar);
}

const noCalendar: CalendarData = { until: '9999-12-31', review_by: '9999-12-31', holidays: [], working_days: [] };

export function serviceHours(data: HoursData): ServiceHours {
  const calendar = workingDays(data.calendar ?? noCalendar);
  const spansOf = (date: string): readonly Span[] => {
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    const holiday = calendar.isHoliday(date) ? data.on_holidays : undefined;
    const own = entry(data.dates, date) ?? holiday ?? entry(data.days, `${weekday}`) ?? data.daily;
    return 'closed' in own ? [] : own.map((one) => at(date, one));
  };
  const daysFrom = (now: number): readonly string[] => {
    const today = shanghaiDay(now);
    return Array.from({ length: horizonDays }, (_, ahead) => daysBefore(today, -ahead));
  };
  const callBacks = (now: number, count: number): readonly Span[] => {
    const earliest = now + data.call_back.lead_minutes * 60_000;
    const found: Span[] = [];
    for (const date of daysFrom(now)) {
      const open = spansOf(date);
      const slots = data.call_back.slots.map((slot) => at(date, slot));
      const isServed = (slot: Span) => open.some(({ from, until }) => slot.from >= from && slot.until <= until);
      found.push(...slots.filter((slot) => slot.from >= earliest && isServed(slot)));
      if (found.length >= count) break;
    }
    return found.slice(0, count);
  };
  return {
    isOpen: (now) => spansOf(shanghaiDay(now)).some(({ from, until }) => now >= from && now < until),
    nextOpen: (now) =>
      first(
        daysFrom(now)
          .flatMap(spansOf)
          .filter(({ until }) => until > now),
      ),
    callBacks,
    nextCallBack: (now) => first(callBacks(now, 1)),
  };
}

function first(spans: readonly Span[]): Span {
  const [span] = spans;
  if (span === undefined)
    throw new RangeError(`hours.yaml leaves no service within ${horizonDays} days: open a day or a call-back slot.`);
  return span;
}

const at = (date: string, { from, until }: { from: string; until: string }): Span => ({
  from: startOfShanghaiDay(date) + minutes(from) * 60_000,
  until: startOfShanghaiDay(date) + minutes(until) * 60_000,
});

function minutes(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

const entry = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
