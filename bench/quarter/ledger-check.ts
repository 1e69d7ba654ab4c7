import type { Complaint } from '../../src/complaints/complaint';
import { dayMs, hourMs } from './own-calendar';
import { ownClock } from './own-clock';
import { born, live, type OwnLife, triedAgainAt } from './own-life';
import type { OwnStandard } from './own-standard';

export const markNames = ['recorded', 'handled', 'rechecked', 'fedBack'] as const;
export type MarkName = (typeof markNames)[number];

/** One of the four marks that is not there, as `<number> <mark>`. */
export type OmissionName = `${string} ${MarkName}`;

/** The life of a complaint up to its last line. */
export function lifeOf(complaint: Complaint, standard: OwnStandard, until = Number.POSITIVE_INFINITY): OwnLife {
  const life = born(complaint, standard);
  for (const line of complaint.history) if (line.at <= until) live(life, line, complaint, standard);
  return life;
}

/** What is left out at a time, by the histories. */
export function ownOmissions(
  complaints: readonly Complaint[],
  standard: OwnStandard,
  now: number,
): readonly OmissionName[] {
  return complaints.flatMap((complaint) => {
    const life = lifeOf(complaint, standard);
    return markNames
      .filter((mark) => isLeftOut(life, mark, standard, now))
      .map((mark) => `${complaint.number} ${mark}` as const);
  });
}

function isLeftOut(life: OwnLife, mark: MarkName, standard: OwnStandard, now: number): boolean {
  const { recheck, feed_back_days: days } = standard.file;
  if (mark === 'recorded') return life.recordedAt === undefined && now > life.createdAt;
  if (life.status === 'withdrawn' || life.status === 'merged') return false;
  const { handledAt } = life;
  if (mark === 'handled') return handledAt === undefined && now > ownClock(life, 'resolve', standard).dueAt;
  if (handledAt === undefined) return false;
  if (mark === 'fedBack') return life.fedBackAt === undefined && now > handledAt + days * dayMs;
  const isTried = life.recheckedAt !== undefined || triedAgainAt(life) !== undefined;
  return !isTried && now > handledAt + recheck.within_hours * hourMs;
}

/** What one list has and the other has not, both ways. */
export function differences(what: string, expected: readonly string[], found: readonly string[]): readonly string[] {
  const [wanted, had] = [new Set(expected), new Set(found)];
  return [
    ...expected.filter((name) => !had.has(name)).map((name) => `${what}: ${name} is missing`),
    ...found.filter((name) => !wanted.has(name)).map((name) => `${what}: ${name} should not be there`),
    ...(found.length === had.size ? [] : [`${what}: something is listed twice`]),
  ];
}
