import { shanghaiDay, startOfShanghaiDay } from '../ports/calendar';
import { timeOfDay } from './work-hours';

const dayMs = 86_400_000;

/** Between these times of day customers may hear from us unasked: `awake` of nlp-models/complaints/standard.yaml. */
export interface Awake {
  readonly from: string;
  readonly until: string;
}

/** Nobody is woken: a time in the night becomes the morning after, any other stays. Epoch ms, Asia/Shanghai. */
export function whenAwake(at: number, { from, until }: Awake): number {
  if (!Number.isFinite(at)) return at;
  const midnight = startOfShanghaiDay(shanghaiDay(at));
  if (at >= midnight + timeOfDay(until)) return midnight + dayMs + timeOfDay(from);
  return Math.max(at, midnight + timeOfDay(from));
}

export const isAwake = (now: number, awake: Awake): boolean => whenAwake(now, awake) === now;
