import { EventFactory, type Transcript } from 'botbuilder';
import type { DialogContext } from 'botbuilder-dialogs';
import type { Brief, Handoff, HandoffReason } from '../src/handoff/handoff';
import { lastHandler } from '../src/handoff/last-handler';
import type { HandoffDecision, HandoffSignals } from '../src/handoff/policy';
import { requestHandoff } from '../src/handoff/request';
import { maskPhone } from '../src/ports/mask';
import { listOf } from '../src/wording/list-of';
import { briefFor, provenSubscriber } from './brief';
import { CallBackDialog, type CallBackOptions, spanOf } from './call-back-dialog';
import { type Draft, newDraft, openDraft } from './complaint-draft';
import { fileDraft } from './complaint-filing';
import { hearStory } from './complaint-story';
import { personIn } from './contact';
import type { DeskTurn } from './desk-turn';
import { knownPhone } from './identity-dialog';
import { lineChoices, tellPlace } from './place-in-line';

/** How a wish for a person is met. */
export interface HandOverOptions {
  /** Wants to be called back rather than to wait. */
  readonly callBack?: true;
}

/**
 * Hands the conversation over to a person: whatever was told is recorded first, then queued with the full brief; the
 * customer hears the place in the queue, or when the call back comes (L4).
 */
export async function handOver(
  dc: DialogContext,
  desk: DeskTurn,
  reason: HandoffReason,
  { callBack }: HandOverOptions = {},
): Promise<void> {
  const { services, state, turn } = desk;
  const before = desk.handoff;
  personIn(desk, before?.id);
  if (before && desk.inLine) {
    desk.markHandedOver();
    return tellPlace(desk, before, { next: 'person.still_next', others: 'person.already_waiting' });
  }
  if (before?.status === 'assigned') {
    desk.markHandedOver();
    return desk.sayKey('person.next', { wait: '' });
  }
  if (before?.status === 'call_back_booked') {
    if (!services.hours.isOpen(turn.now)) return remindOfCallBack(dc, desk, before);
    // Rather now than later: nobody stands in line twice.
    await services.acts.withdraw(before.id, 'customer');
  }
  const [named] = desk.heard?.slots.phones ?? [];
  if (named !== undefined) state.statedPhone = named;
  const draft = openDraft(dc);
  await dc.cancelAllDialogs();
  turn.wakeAt(undefined);
  const told = await recordWhatWasTold(desk, draft);
  const queued = await enqueue(desk, reason, draft);
  desk.handoff = queued;
  state.handoffId = queued.id;
  personIn(desk, queued.id);
  delete state.inLine;
  state.failedTurns = 0;
  services.metrics.count('escalations_total', { reason });
  services.log.info(
    { conversationId: turn.conversationId, handoffId: queued.id, reason, status: queued.status },
    'handed over to a person',
  );
  if (told.length > 0) desk.sayKey('person.recorded', { numbers: listOf(told, state.language) });
  if (queued.status !== 'waiting') return offHours(dc, desk, queued);
  if (callBack) return void (await dc.beginDialog(CallBackDialog.id));
  desk.markHandedOver();
  await tellPlace(desk, queued, { next: 'person.next', others: 'person.waiting' });
  if (!desk.capabilities.spoken) desk.sayKey('person.meanwhile', {}, [...lineChoices]);
}

/** Nobody serves: when the call back comes, and where to if that is not known. */
export async function offHours(dc: DialogContext, desk: DeskTurn, queued: Handoff): Promise<void> {
  const phone = queued.callBack?.phone;
  if (phone) desk.sayKey('person.closed_with_phone', { span: spanOf(desk, queued), phone: maskPhone(phone) });
  else await dc.beginDialog(CallBackDialog.id, { offHours: true } satisfies CallBackOptions);
}

/** Asked again while a call back is booked: the booking stands. */
async function remindOfCallBack(dc: DialogContext, desk: DeskTurn, booked: Handoff): Promise<void> {
  const phone = booked.callBack?.phone;
  if (phone) desk.sayKey('person.closed_with_phone', { span: spanOf(desk, booked), phone: maskPhone(phone) });
  if (dc.activeDialog) await dc.repromptDialog();
  else if (!phone) await dc.beginDialog(CallBackDialog.id, { offHours: true } satisfies CallBackOptions);
}

/** A complaint half told, or told in the very message that asks for a person, is recorded before anything else. */
export async function recordWhatWasTold(desk: DeskTurn, open: Draft | undefined): Promise<string[]> {
  const draft = open ?? newDraft(desk.turn.turnKey);
  const { heard } = desk;
  const inThis = (heard?.clauses ?? []).filter(({ intent }) => intent.startsWith('complaint.')).map(({ text }) => text);
  if (draft.phase === 'listening' || draft.phase === 'invited') draft.story.push(...inThis);
  if (draft.story.length === 0) return [];
  if (draft.phase === 'typing_chosen' || draft.untyped) draft.grievances.splice(1);
  if (draft.grievances.length === 0) {
    const told = await hearStory(desk, draft);
    if (told.kind === 'vent') return [];
    if (told.kind === 'grievances') draft.grievances = told.grievances;
    else
      draft.grievances = told.candidates
        .slice(0, 1)
        .map(({ type }) => ({ type, candidates: [...told.candidates], words: draft.story.join('\n') }));
  }
  const phone = knownPhone(desk);
  if (phone && !draft.anonymous) draft.phone ??= phone;
  draft.phase = 'done';
  const filed = await fileDraft(desk, draft, 'silently');
  return filed.map(({ number }) => number);
}

async function enqueue(desk: DeskTurn, reason: HandoffReason, draft: Draft | undefined): Promise<Handoff> {
  const { services, turn, state } = desk;
  const subscriber = await provenSubscriber(desk);
  const brief = await briefFor(desk, reason, draft, subscriber);
  const decision = services.policy.decide({ ...signalsOf(desk), asked: reason === 'customer_asked' });
  const dissatisfied = state.lastHandoff?.dissatisfied === true;
  const priority = decision?.priority ?? 0;
  const request = requestHandoff(
    {
      id: services.ids.next('hand'),
      createdBy: `${turn.turnKey}:handoff`,
      now: turn.now,
      conversationId: turn.conversationId,
      decision: {
        reason,
        priority: dissatisfied && priority === 0 ? 1 : priority,
        skill: services.policy.skillFor({
          complaintTypes: desk.heard?.complaintTypes ?? [],
          intent: brief.topic.intent,
        }),
      },
      brief,
      signals: { ...(await urgencyOf(desk, draft, dissatisfied)), brand: subscriber?.brand },
      // Whoever was not satisfied is not sent to the same person again.
      preferredAgent: dissatisfied ? undefined : await lastHandlerOf(desk, brief),
    },
    services.hours,
    services.routing,
  );
  const transcript: Transcript = {
    activities: (await turn.transcript(500)).map(({ activity }) => activity as Transcript['activities'][number]),
  };
  const initiation = EventFactory.createHandoffInitiation(desk.context, brief, transcript);
  const { name = '', value, attachments = [] } = initiation;
  const entry = { ...request, initiation: { name, value, attachments } };
  const given = services.hub?.give(entry) ?? { handoff: entry, outbox: [] };
  return services.queue.enqueue(given.handoff, given.outbox);
}

/** What gives a head start in line. */
async function urgencyOf({ state, services, heard }: DeskTurn, draft: Draft | undefined, dissatisfied: boolean) {
  const last = state.complaints.at(-1);
  const complaint = last && (await services.complaints.byId(last.id));
  const repeatCount = Math.max(complaint?.repeatCount ?? 0, dissatisfied ? 1 : 0);
  return { threat: heard?.mood.threat ?? draft?.threat, repeatCount };
}

const lastHandlerOf = ({ services, turn, state }: DeskTurn, { customer: { phone } }: Brief) =>
  lastHandler(
    services.queue,
    { conversationId: turn.conversationId, phone, complaints: state.complaints.map(({ number }) => number) },
    turn.now,
    services.routing,
  );

/** What the policy table is asked with. */
export function signalsOf(desk: DeskTurn): HandoffSignals {
  const { state, heard } = desk;
  return {
    failedTurns: state.failedTurns,
    age: state.age,
    declined: state.offered,
    intent: heard?.intent ?? 'None',
    complaintTypes: heard?.complaintTypes ?? [],
    anger: heard?.mood.anger ?? 0,
    threat: heard?.mood.threat,
  };
}

/** Asks the policy table whether a person should take over now; each reason is offered once a conversation. */
export function considerPerson(desk: DeskTurn, more: HandoffSignals = {}): HandoffDecision | undefined {
  const decision = desk.services.policy.decide({ ...signalsOf(desk), ...more });
  if (decision?.mode === 'offer') desk.state.offered.push(decision.reason);
  return decision;
}
