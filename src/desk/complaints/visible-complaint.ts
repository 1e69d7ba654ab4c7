import type { Complaint } from '../../complaints/complaint';
import { parseComplaintNumber } from '../../complaints/number';
import type { HttpRequest } from '../../platform/http';
import type { DeskContext } from '../desk-context';
import { notFound } from '../refusals';
import { identityOf } from '../routes/visible';
import type { StaffIdentity } from '../staff-account';
import { maySee } from './complaint-rights';
import { asHeld } from './staffing';

type Context = Pick<DeskContext, 'complaints' | 'isHere' | 'routing'>;

/** A complaint this person may see, by its number in any form, as it is held; `undefined`: not there, or not theirs. */
export async function complaintSeenBy(
  { complaints, isHere, routing }: Context,
  identity: StaffIdentity,
  text: string,
): Promise<Complaint | undefined> {
  const number = parseComplaintNumber(text);
  const found = number === undefined ? undefined : await complaints.byNumber(number);
  const complaint = found && asHeld(found, { isHere });
  return complaint && maySee(identity, complaint, routing) ? complaint : undefined;
}

/** The complaint a path names. @throws HttpError 404 when it is not there, or not theirs to see */
export async function visibleComplaint(
  context: Context,
  request: Pick<HttpRequest, 'identity' | 'params'>,
): Promise<{ identity: StaffIdentity; complaint: Complaint }> {
  const identity = identityOf(request);
  const complaint = await complaintSeenBy(context, identity, request.params['number'] ?? '');
  if (!complaint) throw notFound();
  return { identity, complaint };
}
