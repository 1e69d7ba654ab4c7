import type { Catalogue } from '../../complaints/catalogue';
import { clocksOf } from '../../complaints/clocks';
import type { Complaint } from '../../complaints/complaint';
import { ledgerOf } from '../../complaints/missed-marks';
import { nextCall } from '../../complaints/planned-calls';
import { proposedAt, remedyLimit } from '../../complaints/remedies';
import type { ComplaintDetail } from '../complaint-api';
import type { DeskContext } from '../desk-context';
import { defined } from '../read-body';
import type { StaffIdentity } from '../staff-account';
import { complaintLine } from './complaint-line';
import { actsOf, keptFromClosing } from './complaint-rights';
import { maskedComplaint } from './masked-complaint';
import { asHeld } from './staffing';

/** A complaint with all that is known of it, and what this person may do with it now. */
export function complaintDetail(
  { catalogue, routing, clock, isHere }: Pick<DeskContext, 'catalogue' | 'isHere' | 'routing' | 'clock'>,
  stored: Complaint,
  identity: StaffIdentity,
): ComplaintDetail {
  const now = clock.now();
  const complaint = asHeld(stored, { isHere });
  const kept = keptFromClosing(identity, complaint, routing);
  const call = nextCall(complaint, catalogue, now);
  return {
    ...complaintLine(complaint, catalogue, now),
    complaint: maskedComplaint(complaint),
    clocks: clocksOf(complaint, catalogue, now),
    marks: ledgerOf(complaint, now, catalogue),
    may: actsOf(identity, complaint, routing),
    ...(kept?.reason === 'needs_recheck' && { beforeClosing: kept.lacks }),
    proposed: proposed(complaint, catalogue),
    ...(call && { nextCall: { from: call.from, until: call.until } }),
    conversationId: complaint.conversationId,
  };
}

function proposed({ type, assessment }: Complaint, { standard, ...catalogue }: Catalogue): ComplaintDetail['proposed'] {
  return proposedAt(standard, catalogue.type(type).remedies, assessment?.severity).map((code) => {
    const remedy = standard.remedies[code];
    const names = remedy?.names ?? { 'zh-Hans': code, 'zh-Hant': code, en: code };
    const limitFen = remedyLimit(standard, code, assessment?.severity);
    return defined({ code, names, limitFen, gift: remedy?.gift || undefined, worthFen: remedy?.worth_fen });
  });
}
