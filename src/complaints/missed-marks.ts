import type { StandardData } from './catalogue-schema';
import type { Complaint } from './complaint';

export type MarkName = keyof Complaint['marks'];

/** A mark that should be there by now and is not. */
export interface MissedMark {
  readonly mark: MarkName;
  readonly dueAt: number;
}

const hour = 3_600_000;

/**
 * The ledger check of the four "never leave out" (四不漏): recorded when filed, handled by the promised time,
 * re-checked with the customer and fed back to the department in the time the standard gives after handling. A
 * withdrawn complaint owes its record only.
 */
export function missedMarks(
  complaint: Complaint,
  now: number,
  standard: Pick<StandardData, 'recheck_hours' | 'feed_back_days'>,
): readonly MissedMark[] {
  const { marks, promise, status } = complaint;
  const handledAt = marks.handled?.at;
  const due: MissedMark[] = [{ mark: 'recorded', dueAt: complaint.createdAt }];
  if (status !== 'withdrawn') {
    due.push({ mark: 'handled', dueAt: promise.resolveBy });
    if (handledAt !== undefined) {
      due.push({ mark: 'rechecked', dueAt: handledAt + standard.recheck_hours * hour });
      due.push({ mark: 'fedBack', dueAt: handledAt + standard.feed_back_days * 24 * hour });
    }
  }
  return due.filter(({ mark, dueAt }) => marks[mark] === undefined && now > dueAt);
}
