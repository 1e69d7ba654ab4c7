import type { Complaint } from '../complaints/complaint';

/**
 * Whether one of the four marks (四不漏) is still to come, whenever it is due: a complaint that was withdrawn or became
 * part of another owes its record only. Kept beside the document, so that nobody reads all of them to find omissions.
 */
export function owesMarks({ status, marks }: { status: unknown; marks?: Partial<Complaint['marks']> }): boolean {
  const alone = status === 'withdrawn' || status === 'merged';
  const owed = alone ? (['recorded'] as const) : (['recorded', 'handled', 'rechecked', 'fedBack'] as const);
  return owed.some((mark) => marks?.[mark] == null);
}
