import { shanghaiTime } from '../ports/calendar';
import { timeOfDay } from './work-hours';

const hour = 3_600_000;

/** Parts of a day, each until an hour (Asia/Shanghai): what "at different times of day" means wherever it is said. */
export const dayParts = [
  { part: 'morning', fromHour: 0, untilHour: 12 },
  { part: 'afternoon', fromHour: 12, untilHour: 18 },
  { part: 'evening', fromHour: 18, untilHour: 24 },
] as const;
export type DayPart = (typeof dayParts)[number]['part'];

export function dayPart(at: number): DayPart {
  const { hour } = shanghaiTime(at);
  return dayParts.find(({ untilHour }) => hour < untilHour)?.part ?? 'evening';
}

/** A span of the day cut where one part ends and the next begins. @returns ms from midnight */
export function callParts(span: {
  readonly from: string;
  readonly until: string;
}): readonly { readonly part: DayPart; readonly from: number; readonly until: number }[] {
  const [from, until] = [timeOfDay(span.from), timeOfDay(span.until)];
  return dayParts
    .map(({ part, fromHour, untilHour }) => ({
      part,
      from: Math.max(from, fromHour * hour),
      until: Math.min(until, untilHour * hour),
    }))
    .filter((cut) => cut.from < cut.until);
}
