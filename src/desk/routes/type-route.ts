import { z } from 'zod';
import { type Complaint, complaintTypes } from '../../complaints/complaint';
import { correctType, type TypeCorrected } from '../../complaints/correct-type';
import { HttpError, type HttpRequest, type HttpResponse, type Route } from '../../platform/http';
import { type ActKey, heardBefore, underKey } from '../../ports/act-key';
import { actKeyOf } from '../act-key';
import type { TypeCorrection } from '../desk-api';
import type { DeskContext } from '../desk-context';
import { code, readBody } from '../read-body';
import { badArgument, conflict, keyReused, notFound } from '../refusals';
import { mayDo } from '../rights';
import type { StaffIdentity } from '../staff-account';
import { complaintsOf } from '../views/complaint-cards';
import { handoffDetail } from '../views/handoff-detail';
import { answer, visible } from './visible';

const correctionBody = z.strictObject({
  number: z.string().max(40),
  type: z.enum(complaintTypes),
  subType: code.optional(),
});
const tries = 5;

/** A person corrects what the classifier said; the story then waits among the misses, with the right label proposed. */
export function typeRoute(context: DeskContext): Route {
  const { catalogue, complaints, clock, records, audit } = context;

  async function handle(request: HttpRequest): Promise<HttpResponse> {
    const wish = readBody(correctionBody, request.body);
    const { identity, handoff } = await visible(context, request);
    if (!mayDo(identity, handoff, 'correct_type')) return conflict('not_now');
    const before = (await complaintsOf(context, handoff)).find(({ number }) => number === wish.number);
    if (!before) throw notFound();
    const key = actKeyOf(request, identity, 'correct_type', handoff.id);
    const corrected = await correct(before.id, wish as TypeCorrection, identity, key);
    if (!corrected.ok && corrected.reason === 'withdrawn') return conflict('not_now');
    if (!corrected.ok && corrected.reason === 'unknown_sub_type') throw badArgument('Wrong or missing: subType.');
    if (corrected.ok) {
      await propose(before, corrected.complaint, identity);
      const details = { from: before.type, to: corrected.complaint.type };
      const { conversationId } = handoff;
      await audit.done(identity, { act: 'correct_type', about: wish.number, conversationId, details });
    }
    return answer(await handoffDetail(context, handoff, identity));
  }

  /** Conditional on the version read, five tries (R4). */
  async function correct(
    id: string,
    to: TypeCorrection,
    { name, role }: StaffIdentity,
    key: ActKey | undefined,
  ): Promise<TypeCorrected> {
    const actor = { id: name, role: role === 'supervisor' ? 'supervisor' : 'agent' } as const;
    for (let tried = 0; tried < tries; tried += 1) {
      const current = await complaints.byId(id);
      if (!current) throw notFound();
      const heard = key && heardBefore(current.history, key);
      if (heard === 'other') throw keyReused();
      if (heard === 'same') return { ok: false, reason: 'nothing_new' };
      const corrected = correctType(current, to, { actor, now: clock.now(), catalogue });
      if (!corrected.ok) return corrected;
      const changed = key ? underKey(corrected.complaint, current.history, key) : corrected.complaint;
      const stored = await complaints.replace(changed);
      if (stored) return { ok: true, complaint: stored };
    }
    throw new HttpError(503, 'Busy', 'Others are changing it just now. Try again.', { 'retry-after': '1' });
  }

  /** Into the queue of `npm run nlu -- misses`; another sub-type alone teaches the classifier nothing. */
  async function propose(before: Complaint, after: Complaint, { name }: StaffIdentity): Promise<void> {
    if (before.type === after.type) return;
    await records.append({
      kind: 'miss',
      key: `retyped:${after.number}:${after.version}`,
      at: clock.now(),
      conversationId: after.conversationId,
      data: {
        text: after.story,
        language: after.language,
        retyped: { from: before.type, to: after.type },
        complaint: after.number,
        staff: name,
      },
    });
  }

  return { method: 'POST', path: '/desk/api/handoffs/:id/type', access: 'staff', body: 'json', handle };
}
