import { z } from 'zod';
import { loadData } from '../complaints/load-data';
import { daysBefore, shanghaiDay, startOfShanghaiDay } from '../ports/calendar';

const clock = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'a time as HH:MM');
const span = z
  .strictObject({ from: clock, until: clock })
  .refine(({ from, until }) => from < until, 'from must be before until');
const day = z.union([span, z.strictObject({ closed: z.literal(true) })]);

/** nlp-models/handoff/hours.yaml */
export const hoursSchema = z.strictObject({
  daily: span,
  days: z.record(z.string().regex(/^[0-6]$/), day),
  dates: z.record(z.iso.date(), day),
  call_back: z.strictObject({ slots: z.array(span).min(1), lead_minutes: z.number().int().nonnegative() }),
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

export function serviceHours(data: HoursData): ServiceHours {
  const spanOf = (date: string): Span | undefined => {
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    const own = entry(data.dates, date) ?? entry(data.days, `${weekday}`) ?? data.daily;
    return 'closed' in own ? undefined : at(date, own);
  };
  const daysFrom = (now: number): readonly string[] => {
    const today = shanghaiDay(now);
    return Array.from({ length: horizonDays }, (_, ahead) => daysBefore(today, -ahead));
  };
  const callBacks = (now: number, count: number): readonly Span[] => {
    const earliest = now + data.call_back.lead_minutes * 60_000;
    const found: Span[] = [];
    for (const date of daysFrom(now)) {
      const open = spanOf(date);
      if (open === undefined) continue;
      const slots = data.call_back.slots.map((slot) => at(date, slot));
      found.push(...slots.filter(({ from, until }) => from >= earliest && from >= open.from && until <= open.until));
      if (found.length >= count) break;
    }
    return found.slice(0, count);
  };
  return {
    isOpen: (now) => {
      const open = spanOf(shanghaiDay(now));
      return open !== undefined && now >= open.from && now < open.until;
    },
    nextOpen: (now) =>
      first(
        daysFrom(now)
          .flatMap((date) => spanOf(date) ?? [])
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
