import type { DialogContext } from 'botbuilder-dialogs';
import { addInformation } from '../src/complaints/amend';
import { amend } from './amend';
import { answerHandler, openAsked } from './asked-dialog';
import { openDraft } from './complaint-draft';
import type { DeskTurn } from './desk-turn';

/**
 * Files sent as evidence go to the complaint that is being told, to the one whose handler asks, or to the last one told here. Says nothing.
 * @returns how many there were
 */
export async function keepEvidence(dc: DialogContext, desk: DeskTurn): Promise<number> {
  const files = (desk.context.activity.attachments ?? []).flatMap(({ contentUrl, contentType, name }) => {
    const id = /\/attachments\/([\w-]{8,80})/.exec(contentUrl ?? '')?.[1];
    return id ? [{ id, name: name ?? '', contentType }] : [];
  });
  if (files.length === 0) return 0;
  const { state } = desk;
  const ids = files.map(({ id }) => id);
  const draft = openDraft(dc);
  const last = openAsked(dc) ?? state.complaints.at(-1);
  const attached = !draft && last !== undefined;
  state.evidence.push(...files.map((file) => (attached ? { ...file, attached } : file)));
  if (draft) draft.evidence.push(...ids);
  else if (last) {
    await amend(desk.services.complaints, last.id, (complaint) =>
      addInformation(complaint, { evidence: ids, now: desk.turn.now }),
    );
  }
  return files.length;
}

/** @returns whether the message was files and nothing else, and is dealt with */
export async function takeEvidence(dc: DialogContext, desk: DeskTurn): Promise<boolean> {
  const count = await keepEvidence(dc, desk);
  if (count === 0 || (desk.heard && desk.heard.text.trim() !== '')) return false;
  const draft = openDraft(dc);
  const asked = openAsked(dc);
  if (asked) {
    // They are the answer the handler waits for.
    await dc.cancelAllDialogs();
    await answerHandler(desk, asked, '');
    return true;
  }
  const last = desk.state.complaints.at(-1);
  if (draft) desk.sayKey('evidence.added', { count });
  else if (last) desk.sayKey('evidence.added_to', { count, number: last.number });
  else desk.sayKey('evidence.what_about', { count }, ['complain', 'person']);
  if (dc.activeDialog && draft?.phase !== 'listening') await dc.repromptDialog();
  return true;
}
