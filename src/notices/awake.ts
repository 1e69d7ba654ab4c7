import { timeOfDay } from '../complaints/work-hours';
import { shanghaiDay, startOfShanghaiDay } from '../ports/calendar';

const dayMs = 86_400_000;

/** Nobody is woken: a time in the night becomes the morning after, any other stays. Epoch ms, Asia/Shanghai. */
export function whenAwake(at: number, { from, until }: { readonly from: string; readonly until: string }): number {
  const midnight = startOfShanghaiDay(shanghaiDay(at));
  if (at >= midnight + timeOfDay(until)) return midnight + dayMs + timeOfDay(from);
  return Math.max(at, midnight + timeOfDay(from));
}
