import { daysBefore } from '../ports/calendar';

const pattern = /^(20\d{2})-W(0[1-9]|[1-4]\d|5[0-3])$/;
const dayMs = 86_400_000;

/** 1 Monday – 7 Sunday. @param day `YYYY-MM-DD` */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** @returns the ISO week a day belongs to, `2026-W47` */
export function weekOf(day: string): string {
  const thursday = daysBefore(day, weekdayOf(day) - 4);
  const year = thursday.slice(0, 4);
  const index = (Date.parse(`${thursday}T00:00:00Z`) - Date.parse(`${year}-01-01T00:00:00Z`)) / dayMs;
  return `${year}-W${String(Math.floor(index / 7) + 1).padStart(2, '0')}`;
}

/** @returns Monday and Sunday of an ISO week; `undefined` when there is no such week */
export function daysOfWeek(week: string): { readonly from: string; readonly until: string } | undefined {
  const [, year, number] = pattern.exec(week) ?? [];
  if (year === undefined || number === undefined) return undefined;
  // The fourth of January is always in the first week.
  const fourth = `${year}-01-04`;
  const from = daysBefore(fourth, weekdayOf(fourth) - 1 - (Number(number) - 1) * 7);
  return weekOf(from) === week ? { from, until: daysBefore(from, -6) } : undefined;
}
