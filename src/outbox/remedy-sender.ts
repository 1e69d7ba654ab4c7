import { z } from 'zod';
import type { Complaint, GivenRemedy } from '../complaints/complaint';
import type { ComplaintActs, RemedyOutcome } from '../complaints/complaint-acts';
import { paymentEntryKey, paymentKey, type RemedyPayload } from '../complaints/told';
import type { AccountGateway } from '../ports/account-gateway';
import type { Clock } from '../ports/clock';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { KindSender, SendResult } from './kind-sender';

export interface RemedySenderDeps {
  readonly accounts: Pick<AccountGateway, 'perform'>;
  readonly complaints: Pick<ComplaintRepository, 'byId'>;
  readonly acts: Pick<ComplaintActs, 'remedyPaid'>;
  readonly clock: Clock;
}

const shape: z.ZodType<RemedyPayload> = z.object({
  complaintId: z.string(),
  remedyId: z.string(),
  phone: z.string(),
  code: z.string(),
  amountFen: z.int().positive(),
});

/** After a day without an answer a person looks at it; the outbox gives up at the same age. */
const giveUpAfterMs = 24 * 3600_000;

/**
 * Pays what was given for a complaint (kind `remedy`): first the business system, under a key that is the same in every
 * try, then the complaint learns of it. After a crash between the two the next try pays nothing more and notes it. What is
 * refused, or goes unanswered for a day, comes back to whoever has the complaint.
 */
export function remedySender({ accounts, complaints, acts, clock }: RemedySenderDeps): KindSender {
  return async ({ key, payload, createdAt }) => {
    const given = shape.safeParse(payload);
    if (!given.success) return permanent('The payload is no remedy.');
    const { complaintId, remedyId } = given.data;
    const complaint = await complaints.byId(complaintId);
    const remedy = complaint?.remedies?.find(({ id }) => id === remedyId);
    if (complaint === undefined || remedy === undefined)
      return permanent('remedy: its complaint is not there any more');
    if (remedy.status === 'paid') return { ok: true };
    if (!isToBePaid(remedy) || paymentEntryKey(complaint, remedy) !== key)
      return permanent(`remedy: not to be paid by this entry, it is ${remedy.status}`);
    const outcome = await pay(complaint, remedy, given.data);
    if (outcome === undefined && clock.now() - createdAt < giveUpAfterMs)
      return { ok: false, error: 'remedy: the business system cannot be reached' };
    const settled = outcome ?? { ok: false, reason: 'unreachable' };
    const noted = await acts.remedyPaid(complaintId, remedyId, settled);
    // Said by the act, not by the business system: the next try asks again.
    if (!noted.ok) return { ok: false, error: `remedy: not noted, ${noted.reason}` };
    return settled.ok ? { ok: true } : permanent(`remedy: ${settled.reason}`);
  };

  /** @returns `undefined`: nobody knows whether it is paid */
  async function pay(
    complaint: Complaint,
    remedy: GivenRemedy,
    { phone, code, amountFen }: RemedyPayload,
  ): Promise<RemedyOutcome | undefined> {
    const reason = code === 'fee_waiver' ? 'fee_waiver' : 'credit';
    const action = { kind: 'credit', phone, amountFen, reason, reference: complaint.number } as const;
    try {
      const result = await accounts.perform(action, paymentKey(complaint, remedy));
      return result.ok ? { ok: true, reference: result.reference } : result;
    } catch {
      return undefined;
    }
  }
}

/** Also one that went unanswered, where its entry is sent again by hand: its key is still the same. */
const isToBePaid = ({ status, failure }: GivenRemedy): boolean =>
  status === 'given' || (status === 'failed' && failure === 'unreachable');

const permanent = (error: string): SendResult => ({ ok: false, permanent: true, error });
