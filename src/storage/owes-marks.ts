import type { Complaint } from '../complaints/complaint';
import { triedTwice } from '../complaints/round';

/**
 * Whether one of the four marks (四不漏) is still to come, whenever it is due: a complaint that was withdrawn or became
 * part of another owes its record only, and a customer who was tried twice no word of theirs. Money that could not be paid
 * is owed as well. Kept beside the document, so
 * that nobody reads all of them to find omissions; what is missed at a time says `missedMarks`.
 */
export function owesMarks(complaint: Complaint): boolean {
  const { status, marks, remedies } = complaint;
  if (marks.recorded === undefined) return true;
  if (status === 'withdrawn' || status === 'merged') return false;
  if (marks.handled === undefined || marks.fedBack === undefined) return true;
  if (remedies?.some(({ status: is }) => is === 'failed') === true) return true;
  return marks.rechecked === undefined && !triedTwice(complaint);
}
