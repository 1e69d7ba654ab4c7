import type { ProblemRules } from '../../src/known-problems/rules';
import type { StoredProblem } from '../../src/known-problems/stored-problem';
import type { Clock } from '../../src/ports/clock';
import { clockTime, dayMs, hourMs, midnight, minuteMs } from './own-calendar';

/** Background jobs look this often. */
export const jobEveryMs = 5_000;
/** The job of known problems looks through complaints this often. */
const lookEveryMs = 30_000;

/** When the job of known problems has to be run: nowhere in the store does it stand. */
export interface JobTimes {
  /** Something happened that it may have work from. */
  restless(): void;
  /** It ran, and left this. */
  ran(problems: readonly StoredProblem[]): void;
  /** Epoch ms; endless: nothing to come. */
  next(): number;
}

/**
 * A job that looks every five seconds for 90 days would look a million times and find nothing. Here it looks at the same
 * seconds, but only soon after something happened, and when a time it is to keep has come.
 */
export function jobTimes(
  clock: Clock,
  rules: Pick<ProblemRules, 'rules' | 'suggestion_hours' | 'remind_minutes_before' | 'remind_without_time_minutes'>,
  awakeFrom: string,
): JobTimes {
  let looks: readonly number[] = [clock.now()];
  let ranAt = 0;
  let left: readonly StoredProblem[] = [];
  const tick = (at: number): number => Math.ceil((at + 1) / jobEveryMs) * jobEveryMs;
  const morning = midnight(clock.now()) + clockTime(awakeFrom);

  /** Times that it has to keep. */
  function timesOf({ status, suggestion, known, repairBy, endedAt }: StoredProblem): readonly number[] {
    switch (status) {
      case 'suggested':
        return [(suggestion?.at ?? 0) + rules.suggestion_hours * hourMs];
      case 'open':
        return [
          repairBy === undefined
            ? (known?.at ?? 0) + rules.remind_without_time_minutes * minuteMs
            : repairBy - rules.remind_minutes_before * minuteMs,
          ...mornings(),
        ];
      case 'repaired':
        return mornings();
      case 'dismissed':
        return rules.rules.map(({ window_minutes: minutes }) => (endedAt ?? 0) + minutes * minuteMs);
      case 'closed':
        return [];
    }
  }
  /** What the night held back. */
  const mornings = (): readonly number[] => [morning + Math.ceil((ranAt + 1 - morning) / dayMs) * dayMs];

  return {
    restless() {
      const now = clock.now();
      looks = [...looks.filter((at) => at > now && at <= tick(now)), tick(now), tick(now + lookEveryMs)];
    },
    ran(problems) {
      ranAt = clock.now();
      left = problems;
      looks = looks.filter((at) => at > ranAt);
    },
    next() {
      const times = left.flatMap(timesOf).filter((at) => at > ranAt);
      return Math.min(...looks, ...times.map(tick));
    },
  };
}
