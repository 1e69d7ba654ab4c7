import type { ClockRules } from '../complaints/clock-rules';
import { timeOfDay } from '../complaints/work-hours';
import { shanghaiDay, startOfShanghaiDay } from '../ports/calendar';

/** Whether customers may hear from us unasked now (`awake` of standard.yaml). */
export function isAwake(now: number, { from, until }: ClockRules['standard']['awake']): boolean {
  const sinceMidnight = now - startOfShanghaiDay(shanghaiDay(now));
  return sinceMidnight >= timeOfDay(from) && sinceMidnight < timeOfDay(until);
}
