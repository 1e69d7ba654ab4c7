import { monthsBefore, shanghaiDay, shanghaiMonth, startOfShanghaiDay } from '../../ports/calendar';

const dayMs = 86_400_000;

/** Times of demo data, told relative to the running month so that the demo is fresh on any day. */
export interface DemoClockwork {
  readonly month: string;
  /** @returns `YYYY-MM`, so many months ago (0: the running one) */
  monthsAgo(months: number): string;
  /** @returns epoch ms of that day and hour; a moment still to come becomes the last full hour but one */
  at(monthsAgo: number, day: number, hour: number, minute?: number): number;
  /** @returns epoch ms of the running month's last moment */
  readonly endOfMonth: number;
}

export function demoClockwork(now: number): DemoClockwork {
  const month = shanghaiMonth(now);
  const startOfMonth = (value: string): number => startOfShanghaiDay(`${value}-01`);
  return {
    month,
    monthsAgo: (months) => monthsBefore(month, months),
    at: (monthsAgo, day, hour, minute = 0) => {
      const time = startOfMonth(monthsBefore(month, monthsAgo)) + (day - 1) * dayMs + hour * 3600_000 + minute * 60_000;
      if (time < now) return time;
      // Early in a month: today, as long as that is before now, and never in an earlier month.
      return Math.max(startOfMonth(month), Math.min(startOfShanghaiDay(shanghaiDay(now)), now - 3600_000));
    },
    endOfMonth: startOfMonth(monthsBefore(month, -1)) - 1,
  };
}
