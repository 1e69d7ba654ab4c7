import type { ClockRules } from '../complaints/clock-rules';
import type { Complaint } from '../complaints/complaint';
import { type MissedMark, missedMarks } from '../complaints/missed-marks';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { Progress } from './archive-file';

/** A mark (四不漏) that should be there and is not. */
export interface Omission extends MissedMark {
  readonly number: string;
  /** Department. */
  readonly owner: string;
  readonly handler?: string;
}

/** Complaints read in one go. */
const pageSize = 500;

/**
 * Every omission of every complaint, longest overdue first. Only complaints that still owe a mark are read, open ones and
 * those that were closed without it, page by page.
 * @param rules a catalogue
 */
export async function omissionsOf(
  complaints: Pick<ComplaintRepository, 'list' | 'count'>,
  now: number,
  rules: ClockRules,
  progress: Progress,
): Promise<readonly Omission[]> {
  const expected = await complaints.count({ owing: true }, Number.MAX_SAFE_INTEGER);
  const found: Omission[] = [];
  let [seen, before] = [0, undefined as Complaint | undefined];
  do {
    const page = await complaints.list({ owing: true, ...(before && { before }) }, pageSize);
    for (const complaint of page) {
      found.push(...omissionsIn(complaint, now, rules));
      seen += 1;
      progress(seen, Math.max(expected, seen + 1));
    }
    before = page.at(-1);
  } while (before);
  progress(1, 1);
  return found.sort((a, b) => a.dueAt - b.dueAt);
}

const omissionsIn = (complaint: Complaint, now: number, rules: ClockRules): Omission[] =>
  missedMarks(complaint, now, rules).map(({ mark, dueAt }) => ({
    number: complaint.number,
    mark,
    dueAt,
    owner: complaint.promise.owner,
    ...(complaint.handler !== undefined && { handler: complaint.handler }),
  }));
