const dayMs = 86_400_000;

/** @param day `YYYY-MM-DD`; @returns 1 (Monday) to 7 (Sunday) */
export const isoWeekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** The week a day belongs to, by ISO 8601: that of its Thursday. @param day `YYYY-MM-DD`; @returns `2026-W47` */
export function isoWeek(day: string): string {
  const thursday = Date.parse(`${day}T00:00:00Z`) + (4 - isoWeekday(day)) * dayMs;
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / dayMs / 7);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** @param week `2026-W47`; @returns its Monday and its Sunday, `YYYY-MM-DD` */
export function daysOfWeek(week: string): { readonly from: string; readonly until: string } {
  const [year = 1970, number = 1] = week.split('-W').map(Number);
  const fourth = `${year}-01-04`;
  const monday = Date.parse(`${fourth}T00:00:00Z`) + ((number - 1) * 7 + 1 - isoWeekday(fourth)) * dayMs;
  const text = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return { from: text(monday), until: text(monday + 6 * dayMs) };
}
