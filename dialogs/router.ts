import { type DialogContext, DialogTurnStatus } from 'botbuilder-dialogs';
import type { Understanding } from '../src/understanding/understanding';
import { aboutAgreed } from './agreed';
import { AnswerDialog, type AnswerOptions } from './answer-dialog';
import { pendingFit, pendingIsDroppable } from './ask-dialog';
import { AskedDialog, lateAnswer } from './asked-dialog';
import { abandonedAfterMs, ComplaintDialog, type ComplaintOptions } from './complaint-dialog';
import { openDraft } from './complaint-draft';
import { fileDraft } from './complaint-filing';
import { letGo } from './complaint-news';
import { aboutConsent } from './consent-dialog';
import { missedIn } from './contact';
import { control } from './control';
import type { DeskTurn } from './desk-turn';
import { takeEvidence } from './evidence';
import { considerPerson, handOver } from './handoff-dialog';
import { knownPhone } from './identity-dialog';
import { aboutOwnData } from './own-data-dialog';
import { RecheckDialog, type RecheckOptions } from './recheck-dialog';
import { reviewedAnswer } from './reviewed-answer';
import { aboutSameMatter, aboutSolved } from './same-matter';
import { ticketActOf, ticketActs } from './ticket-act';
import { TicketDialog, type TicketOptions } from './ticket-dialog';
import { aboutWaiting, keepPlace } from './waiting';

/** A question inside an answer must be this clear before it counts as one. */
const clearDigression = 0.6;
/** Where the pending question could take the words as its answer, a wish for a person must be this clear. */
const clearRequest = 0.8;

/** Thanks and greetings are no answer to anything. */
const courtesies: ReadonlySet<string> = new Set(['smalltalk.thanks', 'smalltalk.greeting', 'smalltalk.who_are_you']);
const clearCourtesy = 0.9;
/** A sum or an address told by itself has no more characters. */
const longestSum = 6;
const longestAddress = 30;
/** For the brief. */
const mostKept = 20;
const longestKept = 300;
const insult = 'smalltalk.insult';

/** Questions a calm customer asks about a charge; they are answered before anything is called a complaint. */
const chargeQuestions = [
  'billing.why_higher',
  'ring_back_tone.not_ordered',
  'ring_back_tone.charged_after_cancel',
  'data_usage.why_used_up',
  'billing.topup_not_arrived',
];

/** Decides what one customer message starts or continues. The order of the steps is policy. */
export async function route(dc: DialogContext, desk: DeskTurn): Promise<void> {
  const { heard, state } = desk;
  const offer = state.openOffer;
  delete state.openOffer;
  desk.spokenOf = state.spokenOf;
  delete state.spokenOf;
  // Whoever is still talking has not gone away.
  const phase = openDraft(dc)?.phase;
  if (phase !== undefined && phase !== 'listening' && phase !== 'offered')
    desk.turn.wakeAt(desk.turn.now + abandonedAfterMs);
  if (await takeEvidence(dc, desk)) return;
  if (!heard || heard.text.trim() === '') return;
  if (await aboutWaiting(dc, desk, heard)) return;
  if (wantsCallBack(dc, desk, heard)) return handOver(dc, desk, 'customer_asked', { callBack: true });
  if (wantsPerson(dc, desk, heard)) return handOver(dc, desk, 'customer_asked');
  if (offer && heard.control === 'yes' && !dc.activeDialog) return handOver(dc, desk, offer);
  if (pendingFit(dc)?.fits !== 'yes' && aboutAgreed(desk)) return afterAside(dc);
  keepPlace(dc, desk);
  if ((await aboutConsent(dc, desk)) || (await aboutOwnData(dc, desk))) return;
  if (await control(dc, desk, heard)) return;
  if (dc.activeDialog) return goOn(dc, desk, heard);
  return start(dc, desk, heard);
}

/** The timer rang: the story is told, its teller went away, or news of a complaint have waited long enough. */
export async function wake(dc: DialogContext, desk: DeskTurn): Promise<void> {
  // What was told is recorded when the bot learns that a person has taken over.
  if (desk.ownedByPerson) return;
  const draft = openDraft(dc);
  // What nobody goes on with is over, where something else waits to be told.
  if (!draft && desk.state.news) await letGo(dc, desk);
  if (!draft) return;
  keepPlace(dc, desk);
  if (draft.phase === 'listening') {
    await dc.continueDialog();
    return;
  }
  await dc.cancelAllDialogs();
  if (draft.story.length === 0) return;
  const told = draft.phase === 'offered' ? 'continuation.recorded' : 'complaint.abandoned';
  if (draft.phase === 'typing_chosen' || draft.untyped) draft.grievances.splice(1);
  const phone = draft.anonymous ? undefined : knownPhone(desk);
  if (phone) draft.phone ??= phone;
  desk.sayKey(told);
  await fileDraft(desk, draft);
}

/** The choice that is offered where nobody can take over. */
const wantsCallBack = (dc: DialogContext, desk: DeskTurn, { text }: Understanding): boolean =>
  !dc.activeDialog && text.trim() === desk.choice('call_back').say;

async function afterAside(dc: DialogContext): Promise<void> {
  if (dc.activeDialog) await dc.repromptDialog();
}

function wantsPerson(dc: DialogContext, desk: DeskTurn, heard: Understanding): boolean {
  const { cues } = desk.services;
  // Whoever waits for a person and asks where they are wants the same again.
  if (desk.handoff && !dc.activeDialog && heard.text.length <= 15 && cues.has('person', heard.text)) return true;
  if (heard.intent !== 'agent.request') return false;
  const pending = pendingFit(dc);
  if (!pending || pending.fits === 'no') return true;
  return cues.has('person', heard.text) || (pending.fits === 'perhaps' && heard.score >= clearRequest);
}

/** Something is under way: the message is its answer, or a digression that comes back to it. */
async function goOn(dc: DialogContext, desk: DeskTurn, heard: Understanding): Promise<void> {
  const pending = pendingFit(dc);
  const isAnother = isAnotherThanInvited(dc, desk, heard) || isAboutNumber(dc, heard);
  if (isAnother || (pending?.fits === 'no' && turnsToAnother(dc, heard))) {
    await dc.cancelAllDialogs();
    return start(dc, desk, heard);
  }
  if (pending && pending.fits !== 'yes' && (await digress(dc, desk, heard, pending.fits))) return;
  const result = await dc.continueDialog();
  if (result.status === DialogTurnStatus.complete && desk.saidNothing) desk.sayKey('dialog.anything_else');
}

/**
 * "I take C20261121-0042-7 back" is no answer to what its handler wants to know, and "C20261121-0042-7 is back" is no word
 * on whether another one is solved.
 */
function isAboutNumber({ stack }: DialogContext, { intent, score, slots }: Understanding): boolean {
  const act = ticketActs[intent];
  const [root] = stack;
  if (slots.complaintNumbers.length === 0) return false;
  const { number = '' } = (root?.state as { options?: Partial<RecheckOptions> } | undefined)?.options ?? {};
  if (root?.id === RecheckDialog.id && !slots.complaintNumbers.includes(number)) return true;
  return root?.id === AskedDialog.id && act !== undefined && act !== 'add' && score >= clearDigression;
}

/** A complaint was announced, and now something else is asked: that is answered. */
function isAnotherThanInvited(dc: DialogContext, { services }: DeskTurn, heard: Understanding): boolean {
  if (openDraft(dc)?.phase !== 'invited' || heard.complaintTypes.length > 0) return false;
  if (heard.control && heard.control !== 'yes') return true;
  const chats = heard.intent.startsWith('smalltalk.') && heard.intent !== insult;
  const asks = services.knowledge.has(heard.intent) && services.cues.has('question', heard.text);
  return heard.score >= clearDigression && (chats || asks || heard.intent in ticketActs);
}

/** An offer is let go for anything else; a question outside a complaint for a complaint or another complaint's matter. */
function turnsToAnother(dc: DialogContext, heard: Understanding): boolean {
  if (heard.control || heard.intent === 'None') return false;
  if (pendingIsDroppable(dc)) return true;
  const newMatter = heard.complaintTypes.length > 0 || heard.intent in ticketActs;
  return newMatter && heard.score >= clearDigression && openDraft(dc) === undefined;
}

async function digress(
  dc: DialogContext,
  desk: DeskTurn,
  heard: Understanding,
  fits: 'perhaps' | 'no',
): Promise<boolean> {
  const { cues, knowledge } = desk.services;
  const polite = courtesies.has(heard.intent) && heard.score >= clearCourtesy;
  const clear = heard.score >= clearDigression && (fits === 'no' || polite || cues.has('question', heard.text));
  // Just digits where digits are asked for: a slip of the fingers, not another matter.
  if (!clear || !/\p{L}/u.test(heard.text)) return false;
  const act = ticketActs[heard.intent];
  if (act === 'status') {
    await dc.beginDialog(TicketDialog.id, { act } satisfies TicketOptions);
    return true;
  }
  if (knowledge.has(heard.intent) && heard.intent !== 'control.help') {
    await dc.beginDialog(AnswerDialog.id, answerOptions(desk, heard, heard.intent));
    return true;
  }
  return false;
}

async function start(dc: DialogContext, desk: DeskTurn, heard: Understanding): Promise<void> {
  const { state, services } = desk;
  const { knowledge, cues } = services;
  const kept = state.keptQuestion;
  if (kept && (heard.control === 'yes' || cues.is('retry', heard.text))) {
    return begin(dc, desk, AnswerDialog.id, { ...kept, personal: true } satisfies AnswerOptions);
  }
  const lastAnswer = state.answered.at(-1);
  if (lastAnswer && knowledge.isCheckMine(heard.text)) {
    return begin(dc, desk, AnswerDialog.id, { intent: lastAnswer, personal: true } satisfies AnswerOptions);
  }
  if (cues.is('bareComplaint', heard.text)) {
    const untold = state.disputable === undefined;
    return begin(dc, desk, ComplaintDialog.id, { untold } satisfies ComplaintOptions);
  }
  if (isBare(heard.text, heard.slots.phones[0])) return numberGiven(dc, desk);
  if (await aboutSolved(dc, desk, heard)) return;
  const act = await ticketActOf(desk, heard);
  if (act) return begin(dc, desk, TicketDialog.id, { act } satisfies TicketOptions);
  if (await aboutSameMatter(dc, desk, heard)) return;
  if (await lateAnswer(dc, desk, heard)) return;
  if (lastAnswer && tellsWhatWasMissing(desk, heard, lastAnswer)) {
    const { text, slots } = heard;
    return begin(dc, desk, AnswerDialog.id, { intent: lastAnswer, personal: true, asked: { text, slots } });
  }
  const question = calmChargeQuestion(desk, heard);
  if (question) return begin(dc, desk, AnswerDialog.id, { ...answerOptions(desk, heard, question), personal: true });
  if (heard.complaintTypes.length > 0) return begin(dc, desk, ComplaintDialog.id, {} satisfies ComplaintOptions);
  if (isVent(desk, heard)) return begin(dc, desk, ComplaintDialog.id, { vent: true } satisfies ComplaintOptions);
  if (knowledge.has(heard.intent)) {
    // Surely the question, and read by a person: better than the likeliest topic.
    const isGeneral = knowledge.personal(heard.intent) !== 'required' && !knowledge.acts(heard.intent);
    if (isGeneral && (await reviewedAnswer(desk, heard))) return;
    return begin(dc, desk, AnswerDialog.id, answerOptions(desk, heard, heard.intent));
  }
  if (heard.control) {
    desk.sayKey('dialog.anything_else');
    return;
  }
  return notUnderstood(dc, desk, heard);
}

/** Just the address of the repair or the sum of the cap that the last answer asked for. */
function tellsWhatWasMissing({ services }: DeskTurn, { intent, text, slots }: Understanding, last: string): boolean {
  if (!services.knowledge.acts(last)) return false;
  const sum = slots.amountsFen.length + slots.dataMb.length > 0 && text.length <= longestSum;
  return sum || (slots.places.length > 0 && text.length <= longestAddress && (intent === 'None' || intent === last));
}

/** The whole message is this number. */
const isBare = (text: string, number: string | undefined): boolean =>
  number !== undefined && text.replace(/\D/g, '').endsWith(number) && text.replace(/[\d\s+()-]/g, '') === '';

/** A phone number out of the blue: the answer before it for this number, or the question what it is about. */
async function numberGiven(dc: DialogContext, desk: DeskTurn): Promise<void> {
  const { state, heard, services } = desk;
  state.statedPhone = heard?.slots.phones[0] ?? '';
  const intent = state.keptQuestion?.intent ?? state.answered.at(-1);
  if (intent && services.knowledge.personal(intent) !== 'none') {
    return begin(dc, desk, AnswerDialog.id, { intent, ...state.keptQuestion, personal: true } satisfies AnswerOptions);
  }
  desk.sayKey('dialog.number_for_what', {}, ['balance', 'data_left', 'complain', 'person']);
}

async function begin(dc: DialogContext, desk: DeskTurn, id: string, options: object): Promise<void> {
  desk.state.failedTurns = 0;
  await dc.beginDialog(id, options);
}

/** "How is it done" is explained; "do it" is done, after the identity check. */
function answerOptions(desk: DeskTurn, heard: Understanding, intent: string): AnswerOptions {
  const acts = desk.services.knowledge.acts(intent);
  const { text, slots } = heard;
  return { intent, asked: { text, slots }, personal: acts && !desk.services.cues.has('how', heard.text) };
}

/** A calm "why was I charged" gets its answer, with the offer to dispute it, before it is called a complaint. */
function calmChargeQuestion(desk: DeskTurn, heard: Understanding): string | undefined {
  const onlyMoney = heard.complaintTypes.every(({ type }) => type === 'pricing_billing');
  const asks = desk.services.cues.has('asksWhy', heard.text) && heard.mood.anger === 0;
  if (heard.intent !== 'complaint.pricing_billing' || !onlyMoney || !asks || heard.text.length > 40) return undefined;
  return heard.alternatives.find(({ intent }) => chargeQuestions.includes(intent))?.intent ?? 'billing.why_higher';
}

/** Anger that says nothing else yet is listened to, not answered with "I did not get that". */
function isVent({ services }: DeskTurn, { intent, mood, control, text }: Understanding): boolean {
  if (control || (intent !== 'None' && intent !== insult)) return false;
  return intent !== 'None' || mood.anger >= 2 || (mood.anger === 1 && !services.cues.has('question', text));
}

async function notUnderstood(dc: DialogContext, desk: DeskTurn, heard: Understanding): Promise<void> {
  if (await reviewedAnswer(desk, heard)) return;
  const { state, services, turn } = desk;
  state.failedTurns += 1;
  missedIn(desk);
  state.missed = [...(state.missed ?? []), heard.text.slice(0, longestKept)].slice(-mostKept);
  services.metrics.count('fallbacks_total', { channel: turn.channel });
  await services.records.append({
    kind: 'miss',
    key: `${turn.turnKey}:miss`,
    at: turn.now,
    conversationId: turn.conversationId,
    data: { text: heard.text, language: heard.language, alternatives: heard.alternatives.slice(0, 3) },
  });
  const decision = considerPerson(desk);
  if (decision?.mode === 'direct') return handOver(dc, desk, decision.reason);
  if (decision) {
    state.openOffer = decision.reason;
    desk.sayKey('fallback.second', {}, ['person', 'balance', 'data_left', 'complain']);
  } else desk.sayKey('fallback.first', {}, ['balance', 'data_left', 'ring_back_tone', 'complain', 'person']);
}
