import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { dayOf } from '../src/complaints/when';
import { type DataRequest, type Requested, requestNumberIn } from '../src/data-requests/data-request';
import { hasChinese } from '../src/ports/language';
import type { Understanding } from '../src/understanding/understanding';
import { isYes } from './answer-dialog';
import { type Answered, AskDialog, pendingFit, pendingIsDroppable, type Question } from './ask-dialog';
import { openDraft } from './complaint-draft';
import { numberWording } from './complaint-words';
import { answeredIn, askedIn } from './contact';
import { DeskTurn } from './desk-turn';
import { IdentityDialog, verifiedPhone } from './identity-dialog';

type Wish = { readonly what: Requested } | { readonly number: string };
type Step = WaterfallStepContext<Wish>;

const intent = 'service.personal_data';
/** A longer message tells something else. */
const longest = { chinese: 40, latin: 100 } as const;

/**
 * A copy of what is kept about the customer's number, or its erasure (L8): noted once the number is proved, with the day by
 * which it is answered; and how such a request stands, by its number.
 */
export class OwnDataDialog extends WaterfallDialog<Wish> {
  static readonly id = 'own_data';

  constructor() {
    super(OwnDataDialog.id, [(step) => prove(step), (step) => warn(step), (step) => note(step)]);
  }
}

/**
 * Hears whether the customer asks for the own data, or how such a request stands. In a complaint, and where a question takes
 * the words as its answer, they are that; how it is done is explained.
 * @returns whether that was it
 */
export async function aboutOwnData(dc: DialogContext, desk: DeskTurn): Promise<boolean> {
  const { heard } = desk;
  const wish = heard && wishIn(desk, heard);
  if (!wish || openDraft(dc) || pendingFit(dc)?.fits === 'yes') return false;
  if (dc.activeDialog && pendingIsDroppable(dc)) await dc.cancelAllDialogs();
  // On top of a question, which is put again afterwards.
  await dc.beginDialog(OwnDataDialog.id, wish);
  return true;
}

function wishIn({ services: { cues } }: DeskTurn, { text }: Understanding): Wish | undefined {
  if (text.length > (hasChinese(text) ? longest.chinese : longest.latin)) return undefined;
  const number = requestNumberIn(text);
  if (number !== undefined) return { number };
  if (!cues.has('ownData', text) || cues.has('otherThanOwnData', text) || cues.has('how', text)) return undefined;
  if (cues.has('eraseIt', text)) return { what: 'erasure' };
  return cues.has('copyIt', text) ? { what: 'copy' } : undefined;
}

async function prove(step: Step) {
  const desk = DeskTurn.of(step.context);
  askedIn(desk, intent);
  const phone = verifiedPhone(desk);
  if (phone !== undefined) return step.next(phone);
  desk.sayKey('own_data.why');
  return step.beginDialog(IdentityDialog.id);
}

async function warn(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { options, result } = step;
  if (typeof result !== 'string') return step.endDialog();
  (step.values as { phone?: string }).phone = result;
  if ('number' in options) {
    tellHowItStands(desk, await desk.services.dataRequests.get(options.number), options.number, result);
    return step.endDialog();
  }
  if (options.what === 'copy') return step.next();
  return step.beginDialog(AskDialog.id, {
    ...desk.question('own_data.ask_erasure'),
    expecting: 'yes_no',
    choices: [desk.choice('yes'), desk.choice('no')],
    retries: 1,
  } satisfies Question);
}

async function note(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { options } = step;
  const { phone } = step.values as { phone?: string };
  if (!('what' in options) || phone === undefined) return step.endDialog();
  const { what } = options;
  if (what === 'erasure' && !isYes(desk, (step.result as Answered | undefined)?.value)) {
    desk.sayKey('own_data.kept');
    return step.endDialog();
  }
  // Whoever holds the phone by now proves the number anew.
  if (verifiedPhone(desk) !== phone) return step.replaceDialog(OwnDataDialog.id, options);
  const { turn, state, services } = desk;
  const { conversationId, channel, turnKey: by, now: askedAt } = turn;
  const { request, isNew } = await services.dataRequests.ask({
    ...{ what, phone, channel, conversationId, by, askedAt },
    language: state.language,
  });
  if (!isNew) tellHowItStands(desk, request, request.number, phone);
  else {
    desk.sayKey(`own_data.recorded_${what}`, words(desk, request));
    answeredIn(desk, intent);
  }
  return step.endDialog();
}

const words = (desk: DeskTurn, { number, dueAt }: DataRequest) => ({
  number: numberWording(desk, number),
  by: dayOf(dueAt, desk.turn.now, desk.state.language),
});

/** Of another's request nothing is said; one that was erased is nobody's any more, and only whoever has its number knows it. */
function tellHowItStands(desk: DeskTurn, request: DataRequest | undefined, number: string, phone: string): void {
  const { now } = desk.turn;
  const isTheirs = request && (request.phone === phone || (request.phone === undefined && request.ended));
  answeredIn(desk, intent);
  if (!isTheirs) desk.sayKey('own_data.not_found', { number: numberWording(desk, number) });
  else if (request.ended) {
    const at = dayOf(request.ended.at, now, desk.state.language);
    desk.sayKey('own_data.ended', { number: numberWording(desk, number), at });
  } else if (request.dueAt <= now) desk.sayKey('own_data.late', words(desk, request), ['person']);
  else desk.sayKey('own_data.open', words(desk, request));
}
