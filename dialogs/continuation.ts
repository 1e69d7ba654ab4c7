import type { DialogContext } from 'botbuilder-dialogs';
import { continuationKind } from '../src/conversation/turn';
import type { Language } from '../src/ports/language';
import { listOf } from '../src/wording/list-of';
import type { Question } from './ask-dialog';
import { complaintDialogId, type Draft, forgetJoining, openDraft } from './complaint-draft';
import { fileDraft } from './complaint-filing';
import { sentUnasked } from './contact';
import type { DeskTurn } from './desk-turn';
import { knownPhone, verifiedPhone } from './identity-dialog';

/** A draft that waits for its teller by text message is recorded as it stands after this long. */
export const offerLastsMs = 24 * 3600_000;

/** What a call that ended left open. */
export interface LeftDraft {
  readonly draft: Draft;
  readonly language: Language;
}

/**
 * The caller hung up. A complaint half told is kept: it goes on by text message where the caller can be written to and
 * can answer, otherwise it is recorded as it stands. Nothing a customer reported is left out.
 */
export async function callEnded(dc: DialogContext, desk: DeskTurn): Promise<void> {
  const { services, turn, state } = desk;
  const draft = openDraft(dc);
  await dc.cancelAllDialogs();
  turn.wakeAt(undefined);
  // They have gone to the number, or come again after its next check.
  delete state.news;
  // Whoever has it still wraps up; nobody waits for a caller who is gone. What is booked stays.
  if (desk.inLine || desk.handoff?.status === 'assigned') await services.acts.customerLeft(desk.handoff?.id ?? '');
  if (!draft || draft.story.length === 0 || draft.grievances.length === 0) return;
  const phone = knownPhone(desk);
  if (phone && !draft.anonymous) draft.phone ??= phone;
  const to = draft.anonymous ? undefined : (turn.ownNumber ?? verifiedPhone(desk) ?? draft.phone);
  if (to && services.settings.answersTexts && services.sms.available(to)) {
    const payload = { to, draft: leftOf(draft), language: state.language };
    turn.send({ key: `${turn.turnKey}:continuation`, kind: continuationKind, payload });
    services.metrics.count('continuations_total');
    return;
  }
  if (draft.phase === 'typing_chosen') draft.grievances.splice(1);
  await fileDraft(desk, draft, 'silently');
}

/** The draft as it goes on elsewhere: the question nobody answered is asked again, no other. */
function leftOf(draft: Draft): Draft {
  forgetJoining(draft);
  const { pending, listenUntil: _, ...left } = draft;
  return {
    ...left,
    phase: 'offered',
    asked: draft.asked.filter((name) => name !== pending),
    ...(draft.phase === 'typing_chosen' && { untyped: true }),
  };
}

/** In the number's SMS conversation: offers to go on. Where another complaint is being told there, this one is recorded. */
export async function offerDraft(dc: DialogContext, desk: DeskTurn, { draft, language }: LeftDraft): Promise<void> {
  desk.state.language = language;
  sentUnasked(desk, 'draft');
  if (openDraft(dc) || desk.ownedByPerson) {
    if (draft.untyped) draft.grievances.splice(1);
    const filed = await fileDraft(desk, draft, 'silently');
    // The customer hears its number when the person has finished.
    if (desk.ownedByPerson) return;
    desk.sayKey('continuation.recorded_beside', {
      numbers: listOf(
        filed.map(({ number }) => number),
        language,
      ),
    });
    await dc.repromptDialog();
    return;
  }
  await dc.cancelAllDialogs();
  desk.turn.wakeAt(desk.turn.now + offerLastsMs);
  await dc.beginDialog(complaintDialogId, { left: draft });
}

/** Names the matter by its type, never in the caller's words: whoever holds the telephone reads it. */
export function offerOf(desk: DeskTurn, draft: Draft): Question {
  const { catalogue } = desk.services;
  const { language } = desk.state;
  const names = draft.grievances.map(({ type, subType }) =>
    subType ? catalogue.subTypeName(type, subType, language) : catalogue.name(type, language),
  );
  const what = names.join(language === 'en' ? ', ' : '、');
  return {
    ...(draft.untyped ? desk.question('continuation.offer_plain') : desk.question('continuation.offer', { what })),
    expecting: 'yes_no',
    choices: [desk.choice('go_on'), desk.choice('leave_it')],
    retries: 0,
  };
}
