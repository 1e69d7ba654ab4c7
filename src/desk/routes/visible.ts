import { isColleague } from '../../handoff/actor';
import type { ActResult, HandoffActs } from '../../handoff/acts';
import type { StaffRole } from '../../handoff/agent';
import type { Handoff } from '../../handoff/handoff';
import type { HttpRequest, HttpResponse } from '../../platform/http';
import { heardBefore } from '../../ports/act-key';
import { actKeyOf } from '../act-key';
import type { DeskAct } from '../desk-api';
import type { DeskContext } from '../desk-context';
import { conflict, forbidden, keyReused, notFound, refusalOf } from '../refusals';
import { mayDo, maySee } from '../rights';
import type { StaffIdentity } from '../staff-account';
import { handoffDetail } from '../views/handoff-detail';
import { isAlreadyDone } from './already-done';

const longestId = 200;

/** Whoever passed the authenticator of `access: 'staff'`. */
export const identityOf = ({ identity }: Pick<HttpRequest, 'identity'>): StaffIdentity => identity as StaffIdentity;

export const answer = (body: object): HttpResponse => ({ status: 200, body });

/** @throws HttpError 403 before anything is looked up, so that it tells nothing of what there is */
export function onlyFor(roles: readonly StaffRole[], request: Pick<HttpRequest, 'identity'>): StaffIdentity {
  const identity = identityOf(request);
  if (!roles.includes(identity.role)) throw forbidden();
  return identity;
}

/** The hand-over a path names. @throws HttpError 404 when it is not there, or not theirs to see */
export async function visible(
  { queue }: Pick<DeskContext, 'queue'>,
  request: Pick<HttpRequest, 'identity' | 'params'>,
): Promise<{ identity: StaffIdentity; handoff: Handoff }> {
  const identity = identityOf(request);
  const handoff = await find(queue, request);
  if (!handoff || !maySee(identity, handoff)) throw notFound();
  return { identity, handoff };
}

async function find(
  queue: DeskContext['queue'],
  { params }: Pick<HttpRequest, 'params'>,
): Promise<Handoff | undefined> {
  const id = params['id'] ?? '';
  return id.length > longestId ? undefined : queue.byId(id);
}

/** The newest hand-over of a conversation this person may see. @throws HttpError 404 */
export async function visibleOf(
  { queue }: Pick<DeskContext, 'queue'>,
  identity: StaffIdentity,
  conversationId: string,
): Promise<Handoff> {
  const handoffs = conversationId.length > longestId ? [] : await queue.ofConversation(conversationId, 20);
  const found = handoffs.find((handoff) => maySee(identity, handoff));
  if (!found) throw notFound();
  return found;
}

type ActRequest = Pick<HttpRequest, 'identity' | 'params' | 'headers' | 'body'>;

export interface Act {
  readonly act: DeskAct;
  run(acts: HandoffActs, identity: StaffIdentity, handoff: Handoff): Promise<ActResult>;
  /** For the trail. */
  readonly details?: Readonly<Record<string, unknown>>;
  /**
   * What holds only when it is said first, such as that a time is yet to come; said again under its key it may have passed.
   * @throws HttpError 400
   */
  readonly saidFirst?: () => void;
}

/**
 * Rights, act, trail, and word to all open pages. Who was a moment too late is told who was faster, as long as the line it
 * came from is theirs; what they have done already is answered as it was, and changes nothing: for certain with the
 * request's key, whatever was done since, and without one as far as the hand-over shows it.
 * @returns the hand-over as it stands now, or the refusal
 */
export async function perform(
  context: DeskContext,
  request: ActRequest,
  { act, run, details = {}, saidFirst }: Act,
): Promise<{ ok: true; identity: StaffIdentity; handoff: Handoff } | { ok: false; refusal: HttpResponse }> {
  const identity = identityOf(request);
  const handoff = await find(context.queue, request);
  const key = actKeyOf(request, identity, act, handoff?.id ?? '');
  const heard = handoff && key && heardBefore(handoff.history, key);
  if (heard === 'other') throw keyReused();
  if (handoff && heard === undefined && isAlreadyDone(act, identity, handoff)) return { ok: true, identity, handoff };
  const late = act === 'accept' || act === 'take';
  const isSeen = handoff && (maySee(identity, handoff) || (late && isColleague(identity, handoff)));
  // Who has done it was allowed to, and may be out of sight of it by now.
  if (!handoff || !(isSeen || heard === 'same')) throw notFound();
  if (heard === undefined) saidFirst?.();
  if (heard === undefined && !mayDo(identity, handoff, act)) {
    const has = handoff.status === 'assigned' ? handoff.agent : undefined;
    const taken = late && has !== undefined && has !== identity.name;
    return { ok: false, refusal: taken ? conflict('taken', await nameOf(context, has)) : conflict('not_now') };
  }
  const acts = key === undefined ? context.acts : context.acts.once(key);
  const result = await run(acts, identity, handoff);
  if (!result.ok) {
    const by = result.by === undefined ? {} : { by: await nameOf(context, result.by) };
    return { ok: false, refusal: refusalOf({ ...result, ...by }) };
  }
  context.nudge();
  const { id: about, conversationId } = handoff;
  await context.audit.done(identity, { act, about, conversationId, details, key });
  return { ok: true, identity, handoff: result.handoff };
}

/** What people call a member of staff. */
async function nameOf({ people }: Pick<DeskContext, 'people'>, staff: string): Promise<string> {
  return (await people()).find(({ name }) => name === staff)?.displayName ?? staff;
}

/** As {@link perform}, answered with the brief; 204 when it went out of their sight. */
export async function performed(context: DeskContext, request: ActRequest, act: Act): Promise<HttpResponse> {
  const done = await perform(context, request, act);
  if (!done.ok) return done.refusal;
  if (!maySee(done.identity, done.handoff)) return { status: 204 };
  return answer(await handoffDetail(context, done.handoff, done.identity));
}
