import type { Complaint } from '../src/complaints/complaint';
import type { ComplaintRepository } from '../src/ports/complaint-repository';

export type Change =
  | { readonly ok: true; readonly complaint: Complaint }
  | { readonly ok: false; readonly reason: string };

/**
 * Changes a stored complaint: reads, applies, writes on condition of the version, five tries (R4).
 * @returns the domain's refusal, `not_found`, or `busy` when others kept changing it
 */
export async function amend(
  complaints: ComplaintRepository,
  id: string,
  change: (complaint: Complaint) => Change,
): Promise<Change> {
  for (let tries = 0; tries < 5; tries += 1) {
    const current = await complaints.byId(id);
    if (!current) return { ok: false, reason: 'not_found' };
    const changed = change(current);
    if (!changed.ok) return changed;
    const stored = await complaints.replace(changed.complaint);
    if (stored) return { ok: true, complaint: stored };
  }
  return { ok: false, reason: 'busy' };
}
