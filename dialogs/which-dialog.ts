import { WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { findComplaintNumbers } from '../src/complaints/number';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { answerHandler } from './asked-dialog';
import { DeskTurn } from './desk-turn';
import { RecheckDialog } from './recheck-dialog';
import { takeUp } from './take-up';
import { type WhichOptions, whichDialogId, whichQuestion } from './which-complaint';

type Step = WaterfallStepContext<WhichOptions>;

/** Asks which of several complaints was meant, by digit, key, number or what it is about, and goes on with that one. */
export class WhichDialog extends WaterfallDialog<WhichOptions> {
  static readonly id = whichDialogId;

  constructor() {
    super(WhichDialog.id, [(step) => ask(step), (step) => goOn(step)]);
  }
}

async function ask(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { numbers } = step.options;
  const found = await Promise.all(numbers.map((number) => desk.services.complaints.byNumber(number)));
  const complaints = found.filter((complaint) => complaint !== undefined);
  const question = whichQuestion(desk, complaints);
  return step.beginDialog(AskDialog.id, { ...question, droppable: true } satisfies Question);
}

async function goOn(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { numbers, of } = step.options;
  const [number] = findComplaintNumbers((step.result as Answered | undefined)?.value ?? '');
  // Only what was listed: another number is proved first.
  const complaint = number && numbers.includes(number) ? await desk.services.complaints.byNumber(number) : undefined;
  if (!complaint) {
    desk.sayKey('ticket.which_left');
    return step.endDialog();
  }
  const { id } = complaint;
  if (of.kind === 'asked') {
    await answerHandler(desk, complaint, of.words);
    return step.endDialog();
  }
  if (of.kind === 'recheck') {
    const { said, words } = of;
    return step.replaceDialog(RecheckDialog.id, { id, number: complaint.number, said, words });
  }
  const again = await takeUp(desk, complaint, of.words);
  return again === 'told' || again === 'refused' ? step.endDialog() : step.replaceDialog(RecheckDialog.id, again);
}
