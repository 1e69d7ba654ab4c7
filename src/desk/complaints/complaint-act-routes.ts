import { z } from 'zod';
import { type Complaint, severities } from '../../complaints/complaint';
import type { ComplaintActResult, ComplaintActs } from '../../complaints/complaint-acts';
import { parseComplaintNumber } from '../../complaints/number';
import type { HttpRequest, HttpResponse, Route } from '../../platform/http';
import { heardBefore } from '../../ports/act-key';
import { actKeyOf } from '../act-key';
import type { ComplaintActBodies } from '../complaint-api';
import type { DeskContext } from '../desk-context';
import { longest } from '../longest';
import { code, defined, madeId, readBody, writtenText } from '../read-body';
import { forbidden, keyReused } from '../refusals';
import { answer, identityOf } from '../routes/visible';
import type { StaffIdentity } from '../staff-account';
import { complaintDetail } from './complaint-detail';
import { complaintConflict, complaintRefusal } from './complaint-refusals';
import { type ComplaintAct, complaintRights, keptFromClosing, mayDo, maySee } from './complaint-rights';
import { contactOutcomes } from './contact-outcomes';
import { complaintSeenBy, visibleComplaint } from './visible-complaint';

const why = z.strictObject({ why: writtenText(longest.why) });
const nothing = z.strictObject({});
const contactOutcome = z.enum(contactOutcomes);

/** Shape of an act's body, what it does, and what of it the trail keeps. */
interface ActOf<Act extends ComplaintAct> {
  readonly body: z.ZodType<ComplaintActBodies[Act]>;
  run(acts: ComplaintActs, id: string, by: StaffIdentity, body: ComplaintActBodies[Act]): Promise<ComplaintActResult>;
  readonly kept?: readonly (keyof ComplaintActBodies[Act] & string)[];
}

/** What people wrote goes into the complaint's history; the trail keeps codes. */
const table: { readonly [Act in ComplaintAct]: ActOf<Act> } = {
  assign: {
    body: z
      .strictObject({
        handler: code.optional(),
        free: z.literal(true).optional(),
        why: writtenText(longest.why).optional(),
      })
      .transform(defined),
    run: (acts, id, by, { handler, free, why: words }) => acts.assign(id, by, handler, free, words),
    kept: ['handler'],
  },
  assess: {
    body: z.strictObject({
      severity: z.enum(severities),
      complexity: z.enum(['simple', 'complex']),
      impact: z.enum(['one', 'several', 'many']),
      actAtOnce: z.boolean(),
    }),
    run: (acts, id, by, assessment) => acts.assess(id, by, assessment),
    kept: ['severity', 'complexity', 'impact', 'actAtOnce'],
  },
  investigate: { body: nothing, run: (acts, id, by) => acts.investigate(id, by) },
  ask: {
    body: z.strictObject({ reason: code, question: writtenText(longest.ask) }),
    run: (acts, id, by, { reason, question }) => acts.askCustomer(id, by, reason, question),
    kept: ['reason'],
  },
  answered: {
    body: z.strictObject({ words: writtenText(longest.said) }),
    run: (acts, id, by, { words }) => acts.customerAnswered(id, by, words),
  },
  answer: {
    body: z.strictObject({ text: writtenText(longest.decision), cause: code }),
    run: (acts, id, by, given) => acts.answer(id, by, given),
    kept: ['cause'],
  },
  recheck: {
    body: z.strictObject({ solved: z.boolean(), words: writtenText(longest.said).optional() }).transform(defined),
    run: (acts, id, by, { solved, words }) => acts.recheck(id, by, solved, words),
    kept: ['solved'],
  },
  contact: {
    body: z.strictObject({
      way: z.enum(['phone', 'sms', 'chat']),
      outcome: contactOutcome,
    }),
    run: (acts, id, by, { way, outcome }) => acts.contact(id, by, { way, outcome: contactOutcome.parse(outcome) }),
    kept: ['way', 'outcome'],
  },
  close: { body: nothing, run: (acts, id, by) => acts.close(id, by) },
  withdraw: { body: why, run: (acts, id, by, body) => acts.withdraw(id, by, body.why) },
  reopen: { body: why, run: (acts, id, by, body) => acts.reopen(id, by, body.why) },
  merge: {
    body: z.strictObject({ into: z.string().min(1).max(longest.number), why: writtenText(longest.why) }),
    run: (acts, id, by, body) => acts.merge(id, by, body.into, body.why),
    kept: ['into'],
  },
  separate: { body: why, run: (acts, id, by, body) => acts.separate(id, by, body.why) },
  feedBack: {
    body: z.strictObject({ note: writtenText(longest.note) }),
    run: (acts, id, by, { note }) => acts.feedBack(id, by, note),
  },
  escalate: { body: why, run: (acts, id, by, body) => acts.escalate(id, by, body.why) },
  remedy: {
    body: z
      .strictObject({ id: madeId, code, amountFen: z.int().positive().max(100_000_000).optional() })
      .transform(defined),
    run: (acts, id, by, remedy) => acts.giveRemedy(id, by, remedy),
    kept: ['id', 'code', 'amountFen'],
  },
  decideRemedy: {
    body: z.strictObject({ remedyId: madeId, approve: z.boolean() }),
    run: (acts, id, by, { remedyId, approve }) => acts.decideRemedy(id, by, remedyId, approve),
    kept: ['remedyId', 'approve'],
  },
  payAgain: {
    body: z.strictObject({ remedyId: madeId }),
    run: (acts, id, by, { remedyId }) => acts.payAgain(id, by, remedyId),
    kept: ['remedyId'],
  },
};

/** `POST /desk/api/complaints/:number/<act>` for every act. @param changed called after each that was done */
export function complaintActRoutes(context: DeskContext, changed: () => void): Route[] {
  return (Object.keys(table) as readonly ComplaintAct[]).map((act) => ({
    method: 'POST',
    path: `/desk/api/complaints/:number/${act}`,
    access: 'staff',
    body: 'json',
    handle: (request) => perform(context, request, act, changed),
  }));
}

/** Rights, act, trail; answered with the complaint as it stands now. */
async function perform<Act extends ComplaintAct>(
  context: DeskContext,
  request: HttpRequest,
  act: Act,
  changed: () => void,
): Promise<HttpResponse> {
  const { body: shape, run, kept = [] } = table[act];
  const { by } = complaintRights[act];
  // The role alone decides, before anything is looked up.
  if (by.every((relation) => relation === 'supervisor') && identityOf(request).role !== 'supervisor') throw forbidden();
  const { identity, complaint, key, isSaidAgain } = await actedOn(context, request, act);
  const body = readBody(shape, request.body ?? {});
  const { routing } = context;
  if (!isSaidAgain && !mayDo(identity, complaint, act, routing)) return refused(context, identity, complaint, act);
  const { conversationId, number } = complaint;
  const told = await ofTheirs(context, identity, act, body, isSaidAgain);
  if (told === undefined) return complaintConflict('unknown');
  const acts = key === undefined ? context.complaintActs : context.complaintActs.once(key);
  const result = await run(acts, complaint.id, identity, told);
  if (!result.ok) return result.reason === 'taken' ? takenNow(context, complaint) : complaintRefusal(result);
  changed();
  const details = Object.fromEntries(kept.map((name) => [name, body[name]]));
  await context.audit.did(identity, { act: `complaint.${act}`, about: number, conversationId, details, key });
  if (!maySee(identity, result.complaint, routing)) return { status: 204 };
  return answer(complaintDetail(context, result.complaint, identity));
}

/**
 * The complaint, and whether just this was said of it before under the request's key: then it is theirs to hear what became
 * of it, also where it is out of their sight by now.
 * @throws HttpError 404, 422
 */
async function actedOn(context: DeskContext, request: HttpRequest, act: ComplaintAct) {
  const identity = identityOf(request);
  const number = parseComplaintNumber(request.params['number'] ?? '');
  const key = actKeyOf(request, identity, act, number ?? '');
  if (key !== undefined && number !== undefined) {
    const complaint = await context.complaints.byNumber(number);
    const heard = complaint && heardBefore(complaint.history, key);
    if (heard === 'other') throw keyReused();
    if (complaint && heard === 'same') return { identity, complaint, key, isSaidAgain: true };
  }
  return { ...(await visibleComplaint(context, request)), key, isSaidAgain: false };
}

/** Another complaint that is named has to be theirs as well: not yours and not there are one answer (S5). */
async function ofTheirs<Act extends ComplaintAct>(
  context: DeskContext,
  identity: StaffIdentity,
  act: Act,
  body: ComplaintActBodies[Act],
  isSaidAgain: boolean,
): Promise<ComplaintActBodies[Act] | undefined> {
  if (act !== 'merge') return body;
  const { into } = body as ComplaintActBodies['merge'];
  const number = isSaidAgain ? parseComplaintNumber(into) : (await complaintSeenBy(context, identity, into))?.number;
  return number === undefined ? undefined : { ...body, into: number };
}

/** Who closes too early is told what is missing, who wants to take what a colleague took a moment ago, who has it. */
async function refused(
  { people, routing }: DeskContext,
  identity: StaffIdentity,
  complaint: Complaint,
  act: ComplaintAct,
): Promise<HttpResponse> {
  const notYet = act === 'close' ? keptFromClosing(identity, complaint, routing) : undefined;
  if (notYet) return complaintRefusal(notYet);
  const { handler } = complaint;
  const isFree = mayDo(identity, untouched(complaint), act, routing);
  if (handler === undefined || handler === identity.name || !isFree) return complaintConflict('not_now');
  return takenBy({ people }, handler);
}

async function takenBy({ people }: Pick<DeskContext, 'people'>, handler: string): Promise<HttpResponse> {
  const name = (await people()).find((person) => person.name === handler)?.displayName ?? handler;
  return complaintConflict('taken', name);
}

/** It was nobody's when it was looked up. */
async function takenNow(context: DeskContext, { id }: Complaint): Promise<HttpResponse> {
  const { handler } = (await context.complaints.byId(id)) ?? {};
  return handler === undefined ? complaintConflict('not_now') : takenBy(context, handler);
}

/** As if nobody had ever worked on it. */
function untouched({ handler: _, reopened: __, ...complaint }: Complaint): Complaint {
  return complaint;
}
