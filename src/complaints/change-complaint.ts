import type { Clock } from '../ports/clock';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { NewOutboxEntry } from '../ports/outbox';
import type { ClockRules } from './clock-rules';
import type { Complaint } from './complaint';
import type { ComplaintActResult } from './complaint-acts';
import { withNextTimer } from './timers';

type Refused = Extract<ComplaintActResult, { ok: false }>;
/** What to write: the changed complaint and what leaves because of it; `undefined`: it is already as wished. */
export type ComplaintChange =
  | { readonly complaint: Complaint; readonly outbox?: readonly NewOutboxEntry[] }
  | undefined;
export type Decision = Refused | { readonly ok: true; readonly change: ComplaintChange };

export interface ChangeComplaintDeps {
  readonly complaints: Pick<ComplaintRepository, 'byId' | 'replace'>;
  readonly catalogue: ClockRules;
  readonly clock: Clock;
}

const tries = 5;

/**
 * Reads, decides and writes on condition of the version read, with the next timer worked out anew; decides again when
 * another write came between (R4).
 * @param decide gets the complaint as it stands now; may be called again
 */
export async function changeComplaint(
  { complaints, catalogue, clock }: ChangeComplaintDeps,
  id: string,
  decide: (complaint: Complaint, now: number) => Decision,
): Promise<ComplaintActResult> {
  for (let tried = 0; tried < tries; tried += 1) {
    const complaint = await complaints.byId(id);
    if (complaint === undefined) return { ok: false, reason: 'not_found' };
    const decided = decide(complaint, clock.now());
    if (!decided.ok) return decided;
    if (decided.change === undefined) return { ok: true, complaint };
    const { complaint: changed, outbox } = decided.change;
    const written = await complaints.replace(withNextTimer(changed, catalogue), outbox);
    if (written !== undefined) return { ok: true, complaint: written };
  }
  return { ok: false, reason: 'busy' };
}
