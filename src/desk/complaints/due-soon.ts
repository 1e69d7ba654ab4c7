import type { ClockRules } from '../../complaints/clock-rules';
import { type ClockName, clockNames, runningClock } from '../../complaints/clocks';
import { type Complaint, isEnded } from '../../complaints/complaint';
import { isOfProblem, roundOf } from '../../complaints/round';

/**
 * Clocks of which whoever has the complaint was reminded (steps `to: agent` of the ladder, day 7 of the law among them) and
 * that still run: they are due soon.
 */
export function dueSoon(complaint: Complaint, rules: ClockRules, now: number): readonly ClockName[] {
  const { fired = [], status } = complaint;
  // Of a known problem its owner is reminded.
  if (fired.length === 0 || isEnded(status) || isOfProblem(complaint)) return [];
  const { ladder } = rules.standard;
  const steps = {
    first_reply: ladder.first_reply.filter(({ to }) => to === 'agent').map(({ percent }) => percent),
    resolve: ladder.resolve.filter(({ to }) => to === 'agent').map(({ percent }) => percent),
    law: ladder.law.filter(({ to }) => to === 'agent').map(({ day }) => day),
  } as const satisfies Record<ClockName, readonly number[]>;
  const round = roundOf(complaint);
  return clockNames.filter((name) => {
    if (!steps[name].some((step) => fired.includes(`${name}:${step}#${round}`))) return false;
    const clock = runningClock(complaint, name, rules);
    return clock.doneAt === undefined && clock.at(1) > now;
  });
}
