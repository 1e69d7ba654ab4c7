import type { Complaint } from '../../complaints/complaint';
import { withoutKeys } from '../../ports/act-key';
import { maskPhone } from '../../ports/mask';
import { maskedSpeech, maskedValue } from '../../ports/masked';
import type { ComplaintDetail } from '../complaint-api';
import { defined } from '../read-body';

/** A complaint as staff see it: every text masked; codes, ids and numbers of complaints as they are. */
export function maskedComplaint(complaint: Complaint): ComplaintDetail['complaint'] {
  const { createdBy: _, conversationId: __, ...shown } = complaint;
  const { id, number, owner, linked, evidence, remedies, fired, mergedInto, problem } = {
    ...shown,
    owner: shown.promise.owner,
  };
  const spoken = <Said extends { readonly text: string }>(said: Said): Said => ({
    ...said,
    text: maskedSpeech(said.text),
  });
  const masked = maskedValue(shown) as ComplaintDetail['complaint'];
  return {
    ...masked,
    ...defined({ id, number, linked, evidence, remedies, fired, mergedInto, problem }),
    ...(shown.phone === undefined ? {} : { phone: maskPhone(shown.phone) }),
    promise: { ...masked.promise, owner },
    story: maskedSpeech(shown.story),
    additions: shown.additions.map(spoken),
    history: withoutKeys(masked.history).map((entry) =>
      entry.note === undefined ? entry : { ...entry, note: maskedSpeech(entry.note) },
    ),
  };
}
