import type { ProblemRules } from './rules';
import type { StoredProblem } from './stored-problem';

const minute = 60_000;

/**
 * What the supervisor who has an open problem is reminded of, once for each repair time: that it runs out soon, or that
 * customers know of none. @returns the note, `undefined`: nothing to be reminded of now
 */
export function reminderOf(
  { known, repairBy, reminded }: StoredProblem,
  rules: Pick<ProblemRules, 'remind_minutes_before' | 'remind_without_time_minutes'>,
  now: number,
): 'repair_time' | 'no_time' | undefined {
  if (reminded !== undefined && reminded.repairBy === repairBy) return undefined;
  if (repairBy !== undefined) return now >= repairBy - rules.remind_minutes_before * minute ? 'repair_time' : undefined;
  return now >= (known?.at ?? now) + rules.remind_without_time_minutes * minute ? 'no_time' : undefined;
}
