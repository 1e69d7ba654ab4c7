import type { ClockRules } from '../complaints/clock-rules';
import type { Complaint } from '../complaints/complaint';
import { missedMarks } from '../complaints/missed-marks';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { Digest } from './learning';

const pageSize = 500;

/** What one department has left out (四不漏), the longest overdue first. Only complaints that still owe a mark are read. */
export async function omissionsOf(
  complaints: Pick<ComplaintRepository, 'list'>,
  owner: string,
  now: number,
  rules: ClockRules,
  most: number,
): Promise<Digest['omissions']> {
  const found: Digest['omissions'][number][] = [];
  let before: Complaint | undefined;
  do {
    const page = await complaints.list({ owing: true, owners: [owner], ...(before && { before }) }, pageSize);
    for (const complaint of page)
      for (const { mark, dueAt } of missedMarks(complaint, now, rules))
        found.push({ number: complaint.number, mark, dueAt });
    before = page.length < pageSize ? undefined : page.at(-1);
  } while (before);
  return found.sort((a, b) => a.dueAt - b.dueAt).slice(0, most);
}
