import type { Complaint, ComplaintStatus, HistoryEntry, Pause } from './complaint';

/** Reason of the pause that stands for the time it was part of another; no code anybody can choose. */
export const mergedPause = 'merged';

const mergeOf = ({ history }: Pick<Complaint, 'history'>): HistoryEntry | undefined =>
  history.findLast(({ event }) => event === 'merge');

/** Where a merged complaint was before. */
export const beforeMerge = (complaint: Pick<Complaint, 'history'>): ComplaintStatus =>
  mergeOf(complaint)?.from ?? 'acknowledged';

/**
 * Taken out of the other one: our clocks stood still from when it was merged, and where the customer was waited for then, the
 * wait begins anew. The law's clock has run on, as always.
 * @param complaint after the step, its line in the history
 */
export function separated(complaint: Complaint, now: number): Complaint {
  const { mergedInto: _, pauses = [], ...rest } = complaint;
  const waitedFor = pauses.at(-1)?.reason ?? mergedPause;
  const apart: Pause = { from: mergeOf(complaint)?.at ?? now, until: now, reason: mergedPause };
  const again: readonly Pause[] = rest.status === 'waiting_for_customer' ? [{ from: now, reason: waitedFor }] : [];
  return { ...rest, pauses: [...pauses, apart, ...again] };
}

/** How many pauses a line of the history has begun, so that the pauses of an earlier time can be told. */
export function pausesBegun({ event, to }: HistoryEntry): number {
  if (event === 'separate') return to === 'waiting_for_customer' ? 2 : 1;
  return event === 'ask_customer' ? 1 : 0;
}
