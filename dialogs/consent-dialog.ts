import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { consentTopics } from '../src/ports/consents';
import { hasChinese } from '../src/ports/language';
import type { Understanding } from '../src/understanding/understanding';
import { type Answered, AskDialog, pendingFit, pendingIsDroppable, type Question } from './ask-dialog';
import { openDraft } from './complaint-draft';
import { DeskTurn } from './desk-turn';
import { IdentityDialog, verifiedPhone } from './identity-dialog';
import { knownHere } from './own-complaints';

type Wish = 'stopped' | 'stopped_all' | 'started';
interface Options {
  readonly wish: Wish;
  /** The words it was said in. */
  readonly words: string;
}
type Step = WaterfallStepContext<Options>;

/** A longer message tells something else. */
const longest = { chinese: 25, latin: 60 } as const;

/**
 * "No more messages", in words: done at once (L12). Ending offers and greetings takes any number the customer is known by
 * here, all else one that is proved, or the one they write or call from.
 */
export class ConsentDialog extends WaterfallDialog<Options> {
  static readonly id = 'consent';

  constructor() {
    super(ConsentDialog.id, [(step) => whose(step), (step) => decide(step)]);
  }
}

/**
 * Hears whether the customer wants to hear from us unasked. In a complaint, and where a question takes the words as its
 * answer, they are that.
 * @returns whether that was it
 */
export async function aboutConsent(dc: DialogContext, desk: DeskTurn): Promise<boolean> {
  const { heard } = desk;
  const wish = heard && wishIn(desk, heard);
  if (!heard || !wish || openDraft(dc) || pendingFit(dc)?.fits === 'yes') return false;
  if (dc.activeDialog && pendingIsDroppable(dc)) await dc.cancelAllDialogs();
  // On top of a question, which is put again afterwards.
  await dc.beginDialog(ConsentDialog.id, { wish, words: heard.text } satisfies Options);
  return true;
}

function wishIn({ services }: DeskTurn, { text }: Understanding): Wish | undefined {
  const { cues } = services;
  const most = hasChinese(text) ? longest.chinese : longest.latin;
  if (text.length > most || cues.has('otherThanTelling', text) || /[?？吗嗎]/.test(text)) return undefined;
  if (cues.has('stopAll', text)) return 'stopped_all';
  if (cues.has('stopTelling', text)) return 'stopped';
  return cues.has('startTelling', text) ? 'started' : undefined;
}

async function whose(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { wish } = step.options;
  const own = desk.capabilities.textMessages || wish !== 'started' ? desk.turn.ownNumber : undefined;
  const proved = verifiedPhone(desk) ?? own;
  if (proved !== undefined) return step.next({ value: proved } satisfies Answered);
  if (wish !== 'stopped') return step.beginDialog(IdentityDialog.id);
  const named = (await knownHere(desk)).find(({ phone }) => phone !== undefined)?.phone ?? desk.state.statedPhone;
  if (named !== undefined) return step.next({ value: named } satisfies Answered);
  return step.beginDialog(AskDialog.id, {
    ...desk.question('consent.which_number'),
    expecting: 'phone',
    again: 'identity.phone_unclear',
    retries: 1,
    droppable: true,
  } satisfies Question);
}

async function decide(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { turn, services } = desk;
  const { wish, words } = step.options;
  const result = step.result as Answered | string | undefined;
  const phone = typeof result === 'string' ? result : result?.value;
  if (phone === undefined) return step.endDialog();
  const topics = wish === 'stopped' ? (['offers', 'greeting'] as const) : consentTopics;
  await services.consents.decide(phone, topics, { given: wish === 'started', at: turn.now, by: turn.turnKey, words });
  desk.sayKey(`consent.${wish}`);
  return step.endDialog();
}
