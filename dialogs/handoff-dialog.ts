import { EventFactory, type Transcript } from 'botbuilder';
import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { timeSpan } from '../src/complaints/when';
import type { Handoff, HandoffReason } from '../src/handoff/handoff';
import type { HandoffDecision, HandoffSignals } from '../src/handoff/policy';
import { requestHandoff } from '../src/handoff/request';
import { maskPhone } from '../src/ports/mask';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { briefFor } from './brief';
import { type Draft, newDraft, openDraft } from './complaint-draft';
import { fileDraft } from './complaint-filing';
import { hearStory } from './complaint-story';
import type { DeskTurn } from './desk-turn';
import { DeskTurn as Desk } from './desk-turn';
import { knownPhone } from './identity-dialog';

const isMobile = /^1\d{10}$/;

/** Asks for the number of the call back when nobody serves right now. The entry itself is queued already. */
export class CallBackDialog extends WaterfallDialog {
  static readonly id = 'call_back';

  constructor() {
    super(CallBackDialog.id, [(step) => askPhone(step), (step) => book(step)]);
  }
}

/**
 * Hands the conversation over to a person: whatever was told is recorded first, then queued with the full brief; the
 * customer hears the place in the queue, or when the call back comes (L4).
 */
export async function handOver(dc: DialogContext, desk: DeskTurn, reason: HandoffReason): Promise<void> {
  const { services, state, turn } = desk;
  const waiting = state.handoffId ? await services.queue.byId(state.handoffId) : undefined;
  if (waiting?.status === 'waiting') {
    desk.markHandedOver();
    const position = (await services.queue.position(waiting.id)) ?? 1;
    desk.sayKey(position === 1 ? 'person.still_next' : 'person.already_waiting', { ahead: position - 1 });
    return;
  }
  if (waiting?.status === 'call_back_booked' && !services.hours.isOpen(turn.now))
    return remindOfCallBack(dc, desk, waiting);
  const draft = openDraft(dc);
  await dc.cancelAllDialogs();
  turn.wakeAt(undefined);
  const told = await recordWhatWasTold(desk, draft);
  const queued = await enqueue(desk, reason, draft);
  state.handoffId = queued.id;
  state.failedTurns = 0;
  services.metrics.count('escalations_total', { reason });
  services.log.info(
    { conversationId: turn.conversationId, handoffId: queued.id, reason, status: queued.status },
    'handed over to a person',
  );
  if (told.length > 0) desk.sayKey('person.recorded', { numbers: told.join('、') });
  if (queued.status === 'waiting') {
    desk.markHandedOver();
    const position = (await services.queue.position(queued.id)) ?? 1;
    desk.sayKey(position === 1 ? 'person.next' : 'person.waiting', { ahead: position - 1 });
  } else if (queued.callBack?.phone) {
    desk.sayKey('person.closed_with_phone', { span: spanOf(desk, queued), phone: maskPhone(queued.callBack.phone) });
  } else await dc.beginDialog(CallBackDialog.id);
}

/** Asked again while a call back is booked: the booking stands, nobody queues twice. */
async function remindOfCallBack(dc: DialogContext, desk: DeskTurn, booked: Handoff): Promise<void> {
  const phone = booked.callBack?.phone;
  if (phone) desk.sayKey('person.closed_with_phone', { span: spanOf(desk, booked), phone: maskPhone(phone) });
  if (dc.activeDialog) await dc.repromptDialog();
  else if (!phone) await dc.beginDialog(CallBackDialog.id);
}

/** A complaint half told, or told in the very message that asks for a person, is recorded before anything else. */
async function recordWhatWasTold(desk: DeskTurn, open: Draft | undefined): Promise<string[]> {
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
  const { services, turn } = desk;
  const brief = await briefFor(desk, reason, draft);
  const decision = services.policy.decide({ ...signalsOf(desk), asked: reason === 'customer_asked' });
  const request = requestHandoff(
    {
      id: services.ids.next('hand'),
      createdBy: `${turn.turnKey}:handoff`,
      now: turn.now,
      conversationId: turn.conversationId,
      decision: {
        reason,
        priority: decision?.priority ?? 0,
        skill: services.policy.skillFor({
          complaintTypes: desk.heard?.complaintTypes ?? [],
          intent: brief.topic.intent,
        }),
      },
      brief,
    },
    services.hours,
  );
  const transcript: Transcript = {
    activities: (await turn.transcript(500)).map(({ activity }) => activity as Transcript['activities'][number]),
  };
  const initiation = EventFactory.createHandoffInitiation(desk.context, brief, transcript);
  return services.queue.enqueue({
    ...request,
    initiation: { name: initiation.name ?? '', value: initiation.value, attachments: initiation.attachments ?? [] },
  });
}

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

async function askPhone(step: WaterfallStepContext) {
  const desk = Desk.of(step.context);
  const queued = await ownEntry(desk);
  if (!queued) return step.endDialog();
  return step.beginDialog(AskDialog.id, {
    ask: desk.wording('person.closed_ask_phone', { span: spanOf(desk, queued) }),
    expecting: 'phone_or_none',
    choices: [desk.choice('skip')],
    retry: desk.wording('identity.phone_unclear'),
  } satisfies Question);
}

async function book(step: WaterfallStepContext) {
  const desk = Desk.of(step.context);
  const phone = (step.result as Answered | undefined)?.value;
  for (let tries = 0; tries < 5; tries += 1) {
    const queued = await ownEntry(desk);
    if (!queued?.callBack) return step.endDialog();
    if (!phone || !isMobile.test(phone)) {
      desk.sayKey('person.closed_no_phone', { span: spanOf(desk, queued) });
      return step.endDialog();
    }
    const stored = await desk.services.queue.replace({ ...queued, callBack: { ...queued.callBack, phone } });
    if (!stored) continue;
    desk.state.statedPhone = phone;
    desk.sayKey('person.call_back_booked', { span: spanOf(desk, stored), phone: maskPhone(phone) });
    return step.endDialog();
  }
  return step.endDialog();
}

const ownEntry = async (desk: DeskTurn): Promise<Handoff | undefined> =>
  desk.state.handoffId ? desk.services.queue.byId(desk.state.handoffId) : undefined;

function spanOf(desk: DeskTurn, { callBack }: Handoff) {
  const { from, until } = callBack ?? desk.services.hours.nextCallBack(desk.turn.now);
  return timeSpan(from, until, desk.turn.now, desk.state.language);
}
