import type { DialogContext } from 'botbuilder-dialogs';
import type { Language } from '../src/ports/language';
import type { Understanding } from '../src/understanding/understanding';
import { give } from './answer-dialog';
import { AskDialog, pendingFit, putAnew } from './ask-dialog';
import { ComplaintDialog } from './complaint-dialog';
import { complaintDialogId, type Draft, forgetJoining, openDraft } from './complaint-draft';
import type { DeskTurn } from './desk-turn';
import { IdentityDialog } from './identity-dialog';
import { TicketDialog } from './ticket-dialog';

/** Words of control count only as a whole message; inside a story they are part of it. @returns whether it was one */
export async function control(dc: DialogContext, desk: DeskTurn, heard: Understanding): Promise<boolean> {
  const { cues } = desk.services;
  if (cues.is('toEnglish', heard.text)) return switchTo(dc, desk, 'en');
  if (cues.is('toTraditional', heard.text)) return switchTo(dc, desk, 'zh-Hant');
  if (cues.is('toSimplified', heard.text)) return switchTo(dc, desk, 'zh-Hans');
  switch (heard.control) {
    case 'cancel':
      if (pendingFit(dc)?.fits === 'yes') return false;
      await cancel(dc, desk);
      return true;
    case 'repeat':
      putAnew(dc);
      if (desk.spokenOf !== undefined) desk.state.spokenOf = desk.spokenOf;
      if (!(await desk.repeatLast())) desk.sayKey('dialog.anything_else');
      return true;
    case 'help':
      give(desk, 'control.help', undefined);
      await reprompt(dc);
      return true;
    case 'back':
      await back(dc, desk);
      return true;
    case 'language':
      desk.sayKey('dialog.which_language', {}, ['simplified', 'traditional', 'english']);
      return true;
    default:
      return false;
  }
}

/** Stops the innermost matter: a digression from a complaint ends, the complaint stays. */
async function cancel(dc: DialogContext, desk: DeskTurn): Promise<void> {
  const question = dc.stack.findIndex(({ id }) => id === complaintDialogId) + 1;
  if (question > 0 && dc.stack.length > question + 1 && dc.stack[question]?.id === AskDialog.id) {
    dc.stack.splice(question + 1);
    desk.sayKey('dialog.digression_over');
    return reprompt(dc);
  }
  const told = (openDraft(dc)?.story.length ?? 0) > 0;
  desk.sayKey(
    told ? 'complaint.cancelled' : dc.activeDialog ? 'dialog.cancelled' : 'dialog.nothing_to_cancel',
    {},
    told ? ['complain', 'person'] : [],
  );
  await dc.cancelAllDialogs();
  desk.turn.wakeAt(undefined);
}

async function switchTo(dc: DialogContext, desk: DeskTurn, language: Language): Promise<boolean> {
  desk.state.language = language;
  desk.sayKey('dialog.language_changed');
  const draft = openDraft(dc);
  if (draft?.pending && isAskedByComplaint(dc)) await putAgain(dc, draft, 1);
  else if (draft?.phase === 'confirming' && isAskedByComplaint(dc)) await putAgain(dc, draft, 0);
  else await reprompt(dc);
  return true;
}

const isAskedByComplaint = (dc: DialogContext): boolean => dc.stack.at(-2)?.id === complaintDialogId;

async function reprompt(dc: DialogContext): Promise<void> {
  if (dc.activeDialog) await dc.repromptDialog();
}

/** Back to the question before. */
async function back(dc: DialogContext, desk: DeskTurn): Promise<void> {
  const draft = openDraft(dc);
  if (draft && draft.phase !== 'listening' && draft.phase !== 'invited' && isAskedByComplaint(dc)) {
    const steps = draft.phase === 'collecting' ? 2 : 1;
    if (draft.asked.length < steps || draft.phase === 'typing_chosen') {
      desk.sayKey('dialog.back_first');
      return reprompt(dc);
    }
    desk.sayKey('dialog.back');
    return putAgain(dc, draft, steps);
  }
  const asking = dc.stack.at(-2);
  const stepIndex = (asking?.state as { stepIndex?: number } | undefined)?.stepIndex ?? 0;
  const again = asking && { ...(asking.state as { options?: object }).options, anew: true };
  if (asking && stepIndex > 0 && (asking.id === IdentityDialog.id || asking.id === TicketDialog.id)) {
    dc.stack.splice(-2);
    desk.sayKey('dialog.back');
    await dc.beginDialog(asking.id, again);
    return;
  }
  if (draft) {
    desk.sayKey('dialog.digression_over');
    dc.stack.splice(dc.stack.findIndex(({ id }) => id === complaintDialogId) + 2);
    return reprompt(dc);
  }
  desk.sayKey(dc.activeDialog ? 'dialog.cancelled' : 'dialog.anything_else');
  await dc.cancelAllDialogs();
}

/** Takes the last so many questions of the complaint back and goes on from there. */
async function putAgain(dc: DialogContext, draft: Draft, questions: number): Promise<void> {
  const taken = questions > 0 ? draft.asked.splice(-questions) : [];
  const [first] = taken;
  if (first !== undefined && taken.length === questions && questions > 0) forget(draft, first);
  delete draft.pending;
  forgetJoining(draft);
  dc.stack.splice(dc.stack.findIndex(({ id }) => id === complaintDialogId) + 1);
  await ComplaintDialog.goOn(dc, draft);
}

function forget(draft: Draft, name: string): void {
  if (name === 'phone') {
    delete draft.phone;
    delete draft.anonymous;
  } else if (name === 'outcome') delete draft.outcome;
  else if (name === 'contact') delete draft.contact;
  else if (name === 'when') {
    delete draft.slots.when;
    delete draft.slots.date;
  } else if (name === 'billMonth') {
    delete draft.slots.billMonth;
    delete draft.slots.since;
  } else delete draft.slots[name as keyof typeof draft.slots];
}
