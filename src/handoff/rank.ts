import type { Mood } from '../understanding/understanding';
import type { Handoff, HandoffReason } from './handoff';
import type { Routing } from './routing-data';

/** What decides how urgent somebody is. */
export interface RankSignals {
  readonly reason: HandoffReason;
  readonly threat?: Mood['threat'] | undefined;
  /** Highest anger of the conversation, 0–3. */
  readonly anger?: number | undefined;
  /** Complaints of the same number and type before this one. */
  readonly repeatCount?: number | undefined;
  readonly age?: number | undefined;
  /** `global_tone`, `m_zone`, `easy_own` */
  readonly brand?: string | undefined;
}

/**
 * The place in line: when it entered, less the head start of the lines of routing.yaml that fit, added up to the cap. Since
 * the head start is bounded, whoever waited that much longer is always before.
 * @param from when it entered the line, or may be called back (epoch ms)
 */
export function rankOf(
  from: number,
  signals: RankSignals,
  { head_start: { cap_minutes: cap, lines } }: Pick<Routing, 'head_start'>,
): number {
  const minutes = lines.filter(({ when }) => fits(when, signals)).reduce((sum, line) => sum + line.minutes, 0);
  return from - 60_000 * Math.min(cap, minutes);
}

function fits(when: Routing['head_start']['lines'][number]['when'], signals: RankSignals): boolean {
  const oneOf = (list: readonly string[] | undefined, value: string | undefined): boolean =>
    list === undefined || (value !== undefined && list.includes(value));
  const atLeast = (limit: number | undefined, value = 0): boolean => limit === undefined || value >= limit;
  return (
    oneOf(when.reason, signals.reason) &&
    oneOf(when.threat, signals.threat) &&
    oneOf(when.brand, signals.brand) &&
    atLeast(when.anger, signals.anger) &&
    atLeast(when.repeat_count, signals.repeatCount) &&
    atLeast(when.age, signals.age)
  );
}

/** The same head start from another time: for a call back booked or moved. */
export const rankAt = (handoff: Pick<Handoff, 'createdAt' | 'rank' | 'callBack'>, from: number): number => {
  const entered = handoff.callBack?.from ?? handoff.createdAt;
  return from - Math.max(0, entered - (handoff.rank ?? handoff.createdAt));
};
