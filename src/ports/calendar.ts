/** Days and hours as customers live them: Asia/Shanghai, UTC+8 all year (no summer time since 1991). */
const offsetMs = 8 * 3600_000;
const dayMs = 86_400_000;

/** @returns `YYYY-MM-DD` in Asia/Shanghai */
export const shanghaiDay = (at: number): string => new Date(at + offsetMs).toISOString().slice(0, 10);

/** @returns `YYYY-MM` in Asia/Shanghai */
export const shanghaiMonth = (at: number): string => shanghaiDay(at).slice(0, 7);

/** @returns hour 0–23, minute 0–59 and weekday 0 (Sunday)–6 in Asia/Shanghai */
export function shanghaiTime(at: number): { hour: number; minute: number; weekday: number } {
  const local = new Date(at + offsetMs);
  return { hour: local.getUTCHours(), minute: local.getUTCMinutes(), weekday: local.getUTCDay() };
}

/** @returns `2026-11-23 18:00` in Asia/Shanghai */
export function shanghaiMinute(at: number): string {
  const { hour, minute } = shanghaiTime(at);
  return `${shanghaiDay(at)} ${[hour, minute].map((part) => String(part).padStart(2, '0')).join(':')}`;
}

/** @param day `YYYY-MM-DD`; @returns epoch ms of its first moment in Asia/Shanghai */
export const startOfShanghaiDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

/** @returns `YYYY-MM`, `months` before (negative: after) the given one */
export function monthsBefore(month: string, months: number): string {
  const [year = 1970, index = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, index - 1 - months, 1)).toISOString().slice(0, 7);
}

/** @returns `YYYY-MM-DD`, `days` before (negative: after) the given one */
export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
