import { daysOfWeek as daysOf, isoWeek, isoWeekday } from '../figures/iso-week';

const pattern = /^20\d{2}-W(?:0[1-9]|[1-4]\d|5[0-3])$/;

export { isoWeek as weekOf, isoWeekday as weekdayOf };

/** @returns Monday and Sunday of an ISO week; `undefined` when there is no such week */
export function daysOfWeek(week: string): { readonly from: string; readonly until: string } | undefined {
  if (!pattern.test(week)) return undefined;
  const days = daysOf(week);
  return isoWeek(days.from) === week ? days : undefined;
}
