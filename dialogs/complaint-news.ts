import type { DialogContext } from 'botbuilder-dialogs';
import type { Complaint } from '../src/complaints/complaint';
import { complaintEventNames, type ProgressValue } from '../src/complaints/protocol';
import { type NoticeValue, noticeEventName } from '../src/notices/notice';
import type { Wording } from '../src/ports/wording';
import { sayMoney } from '../src/wording/money';
import { askedAt } from './ask-dialog';
import { AskedDialog, type AskedOptions } from './asked-dialog';
import { isAway, tellByText } from './by-text';
import { abandonedAfterMs } from './complaint-dialog';
import { openDraft } from './complaint-draft';
import { nameOf, numberWording, ownerOf, untilWhen } from './complaint-words';
import { sentUnasked } from './contact';
import type { ComplaintNews, News } from './desk-state';
import type { DeskTurn } from './desk-turn';
import { sayProblemNews, sayRepaired } from './known-problem';
import { belongsElsewhere, passToNumber, tellNotice } from './notice-news';
import { expectWord, isSurveyed, RecheckDialog, type RecheckOptions } from './recheck-dialog';
import { SurveyDialog } from './survey-dialog';
import type { SurveyOptions } from './surveyed';

/**
 * Something happened to a complaint of this customer. It is told when nothing else is under way ({@link tellNews}), and to
 * the number as well where nobody is here to read it.
 */
export async function complaintNews(dc: DialogContext, desk: DeskTurn, news: ComplaintNews): Promise<void> {
  const { state, services, turn } = desk;
  const complaint = await services.complaints.byId(news.value.id);
  if (!complaint) return;
  // A conversation begun by us: nobody has said yet how to be spoken to.
  if (state.mood.length === 0 && turn.channel === 'sms') state.language = complaint.language;
  const sent = isAway(desk) ? tellByText(desk, complaint, news, 'news') : undefined;
  if (desk.capabilities.spoken) {
    // A call is no place for it: the caller hears it by text message, or after the next check of the number.
    if (!sent) services.log.info({ complaintId: complaint.id }, 'news of a complaint that can be told to nobody');
    return;
  }
  await takeIn(dc, desk, { ...news, ...(sent && { byText: sent }) });
}

/** Something of the customer's account is told before they ask: like news of a complaint, when nothing else is under way. */
export async function noticeNews(dc: DialogContext, desk: DeskTurn, value: NoticeValue): Promise<void> {
  if (belongsElsewhere(desk)) return passToNumber(desk, value);
  await takeIn(dc, desk, { name: noticeEventName, value });
}

async function takeIn(dc: DialogContext, desk: DeskTurn, news: News): Promise<void> {
  const { state } = desk;
  state.news = [...(state.news ?? []), news];
  if (!openDraft(dc) && !desk.ownedByPerson && isLeft(dc, desk)) await letGo(dc, desk);
}

/** What is open was put long ago, and nobody has said anything since. */
function isLeft(dc: DialogContext, { state, turn }: DeskTurn): boolean {
  const lastWord = Math.max(state.mood.at(-1)?.at ?? 0, askedAt(dc) ?? 0);
  return dc.activeDialog !== undefined && turn.now - lastWord >= abandonedAfterMs;
}

const tellings: ReadonlySet<string> = new Set([
  complaintEventNames.progress,
  complaintEventNames.greeting,
  noticeEventName,
]);
/** Nobody is asked anything by it, and no question of ours is answered by it. */
const isTelling = (news: News): boolean =>
  tellings.has(news.name) && !(news.name === complaintEventNames.progress && endings.has(news.value.step));
const endings: ReadonlySet<ProgressValue['step']> = new Set(['solved', 'closed', 'withdrawn']);
const ownQuestions: ReadonlySet<string> = new Set([AskedDialog.id, RecheckDialog.id]);

/** Nobody goes on with what is open. A question on a complaint stands beside what only has to be told; else it is over. */
export async function letGo(dc: DialogContext, desk: DeskTurn): Promise<void> {
  const { state } = desk;
  const waiting = state.news ?? [];
  if (!ownQuestions.has(dc.stack[0]?.id ?? '') || !waiting.every(isTelling)) return void (await dc.cancelAllDialogs());
  delete state.news;
  for (const [index, news] of waiting.entries()) await tell(dc, desk, news, index + 1);
  desk.sayAside();
}

/**
 * Tells what waits, once nothing else is under way: at the end of a turn, before its reply is sent. A matter nobody goes on
 * with for half an hour is over, see {@link letGo}.
 */
export async function tellNews(dc: DialogContext, desk: DeskTurn): Promise<void> {
  const { state, turn } = desk;
  let told = 0;
  while (isFree(dc, desk)) {
    const [next, ...later] = state.news ?? [];
    if (!next) break;
    state.news = later;
    told += 1;
    await tell(dc, desk, next, told);
  }
  if ((state.news ?? []).length === 0) delete state.news;
  else if (!openDraft(dc) && !desk.ownedByPerson) turn.wakeAt(turn.now + abandonedAfterMs);
}

const isFree = (dc: DialogContext, desk: DeskTurn): boolean =>
  dc.activeDialog === undefined && !desk.ownedByPerson && !desk.handedOver;

async function tell(dc: DialogContext, desk: DeskTurn, news: News, serial: number): Promise<void> {
  sentUnasked(desk, news.name === noticeEventName ? `notice:${news.value.rule}` : `complaint:${news.value.id}`);
  if (news.name === noticeEventName) return tellNotice(desk, news.value);
  const complaint = await desk.services.complaints.byId(news.value.id);
  if (!complaint) return;
  // It waited until the customer was gone.
  const isGone = news.byText === undefined && !desk.capabilities.spoken && isAway(desk);
  const byText = isGone ? tellByText(desk, complaint, news, `news:${serial}`) : news.byText;
  const { id, number } = complaint;
  if (desk.turn.channel === 'sms' && !isOwn(desk, number)) desk.state.provedTickets.push(number);
  switch (news.name) {
    case complaintEventNames.progress:
      if (news.value.step === 'problem') return sayProblemNews(desk, complaint, nameOf(desk, complaint));
      if (news.value.step === 'solved') return sayNotedSolved(dc, desk, complaint);
      if (news.value.step === 'closed') return sayClosed(dc, desk, complaint);
      return sayProgress(desk, complaint, news.value);
    case complaintEventNames.greeting:
      return sayGreeting(desk, complaint);
    case complaintEventNames.asked: {
      if (complaint.status !== 'waiting_for_customer') return;
      const { question } = news.value;
      desk.sayKey('asked.told', { number: numberWording(desk, number), owner: ownerOf(desk, complaint) });
      await dc.beginDialog(AskedDialog.id, { id, number, question } satisfies AskedOptions);
      return;
    }
    case complaintEventNames.answered: {
      // Opened again meanwhile: another answer follows.
      if (!isDecided(complaint)) return;
      desk.sayKey('result.told', { number: numberWording(desk, number) });
      if (news.value.repaired) sayRepaired(desk, complaint, news.value);
      else desk.sayKey('result.text', { text: news.value.text });
      if (byText !== 'told') prove(desk, id);
      await dc.beginDialog(RecheckDialog.id, { id, number } satisfies RecheckOptions);
      return;
    }
    case complaintEventNames.recheck:
      if (complaint.status !== 'decision_communicated') return;
      desk.sayKey('recheck.remind', { number: numberWording(desk, number) });
      await dc.beginDialog(RecheckDialog.id, { id, number } satisfies RecheckOptions);
  }
}

const isOwn = ({ state }: DeskTurn, number: string): boolean =>
  state.provedTickets.includes(number) || state.complaints.some((known) => known.number === number);

const isDecided = ({ status }: Complaint): boolean => status === 'answered' || status === 'decision_communicated';

const ways = { web: 'chat', 'bot-framework': 'chat', sms: 'sms', voice: 'phone' } as const;

/** The reply that holds the answer is the proof that the customer was told in time (L1). */
function prove(desk: DeskTurn, id: string): void {
  const { services, turn } = desk;
  const way = ways[turn.channel];
  desk.whenSent(async (messageId) => {
    // A text message leaves under the reply's id, see smsLeaving.
    const reference = way === 'sms' ? `${messageId}:sms` : messageId;
    const done = await services.complaintActs.communicated(id, { at: turn.now, way, reference });
    if (!done.ok) services.log.warn({ complaintId: id, reason: done.reason }, 'told, and not noted as told');
  });
}

/**
 * Who has it now and by when, what has been paid, what it was merged into; what is late is called late, and after the 15 days
 * the appeal is told (L1).
 */
function sayProgress(desk: DeskTurn, complaint: Complaint, value: ProgressValue): void {
  const { catalogue } = desk.services;
  const { step, by, amountFen, into, others = 0 } = value;
  // An earlier version said this before the money was there.
  if (step === 'remedy' && amountFen === undefined) return;
  const nothing: Wording = { text: '', speak: '' };
  desk.sayKey(`progress.${step}`, {
    number: numberWording(desk, complaint.number),
    owner: ownerOf(desk, complaint),
    by: untilWhen(desk, by ?? complaint.promise.resolveBy),
    amount: sayMoney(amountFen ?? 0, desk.state.language),
    into: into === undefined ? nothing : desk.wording('progress.into', { number: numberWording(desk, into) }),
    others: others === 0 ? nothing : desk.wording('progress.others', { count: others }),
  });
  if (step === 'late' && desk.turn.now >= complaint.promise.answerBy)
    desk.say(catalogue.appeal(desk.state.language, complaint.number));
}

/** One of ours has the customer's yes: who hears it may say otherwise, and is asked how it was as everybody is. */
async function sayNotedSolved(dc: DialogContext, desk: DeskTurn, complaint: Complaint): Promise<void> {
  const { id, number, status } = complaint;
  // Opened again meanwhile, or its customer has said as much here and how it was.
  if ((status !== 'rechecked' && status !== 'closed') || isSurveyed(complaint)) return;
  desk.sayKey('progress.solved', { number: numberWording(desk, number) });
  expectWord(desk, { id, number });
  await dc.beginDialog(SurveyDialog.id, { complaint: { id, number } } satisfies SurveyOptions);
}

/**
 * Closed without a word of its customer, who was tried twice: asked with this message and never again. Whoever answers, also
 * days later, ends it by a yes and is asked how it was, or has it back at work.
 */
async function sayClosed(dc: DialogContext, desk: DeskTurn, complaint: Complaint): Promise<void> {
  const { id, number, status } = complaint;
  // Opened again meanwhile: that is told, and another answer follows.
  if (status !== 'closed') return;
  desk.sayKey('progress.closed', { number: numberWording(desk, number) });
  await dc.beginDialog(RecheckDialog.id, { id, number } satisfies RecheckOptions);
}

/** Only while the customer still agrees (L12). */
async function sayGreeting(desk: DeskTurn, complaint: Complaint): Promise<void> {
  const { phone } = complaint;
  if (phone === undefined || !(await desk.services.consents.may(phone, 'greeting'))) return;
  desk.sayKey('after.greeting', {
    name: nameOf(desk, complaint),
    number: numberWording(desk, complaint.number),
  });
  desk.sayKey(desk.capabilities.textMessages ? 'after.refuse' : 'after.refuse_here');
}
