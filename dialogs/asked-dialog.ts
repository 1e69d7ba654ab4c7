import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import type { Complaint } from '../src/complaints/complaint';
import type { Understanding } from '../src/understanding/understanding';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { numberWording, ownerOf, untilWhen } from './complaint-words';
import { DeskTurn } from './desk-turn';
import { tellMore } from './tell-more';
import { askWhich } from './which-complaint';

export interface AskedOptions {
  readonly id: string;
  readonly number: string;
  readonly question: string;
}
type Step = WaterfallStepContext<AskedOptions>;

/** Puts the question of whoever works on a complaint; the next words of the customer, or files, are the answer. */
export class AskedDialog extends WaterfallDialog<AskedOptions> {
  static readonly id = 'asked';

  constructor() {
    super(AskedDialog.id, [(step) => ask(step), (step) => hear(step)]);
  }
}

async function ask(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { id, number, question } = step.options;
  const { state } = desk;
  state.questions = [...(state.questions ?? []).filter((known) => known.id !== id), { id, number }].slice(-20);
  return step.beginDialog(AskDialog.id, {
    ...desk.question('asked.question', { question }),
    expecting: 'words',
    choices: [desk.choice('later')],
    retries: 0,
  } satisfies Question);
}

async function hear(step: Step) {
  const desk = DeskTurn.of(step.context);
  const said = (step.result as Answered | undefined)?.value;
  const isLater = said === undefined || said === desk.choice('later').say || desk.heard?.control === 'skip';
  if (!isLater) {
    await answerHandler(desk, step.options, said);
    return step.endDialog();
  }
  desk.sayKey('asked.later');
  desk.state.spokenOf = step.options.id;
  return step.endDialog();
}

/** Hands the answer on, and says what happens now. */
export async function answerHandler(
  desk: DeskTurn,
  { id, number }: Pick<AskedOptions, 'id' | 'number'>,
  words: string,
  evidence: readonly string[] = [],
): Promise<void> {
  const done = await tellMore(desk, id, words, evidence);
  if (!done.ok && done.reason === 'busy')
    throw new Error('The answer could not be added to the complaint: it changes all the time.');
  if (!done.ok) return desk.sayKey('ticket.add_refused', { number: numberWording(desk, number) }, ['person']);
  const { complaint } = done;
  desk.state.questions = (desk.state.questions ?? []).filter((known) => known.id !== id);
  desk.sayKey('asked.thanks', {
    owner: ownerOf(desk, complaint),
    by: untilWhen(desk, complaint.promise.resolveBy),
  });
}

/** A message must be this clear to be about something else. */
const clearOther = 0.6;
const isWorkedOn = (complaint: Complaint): boolean =>
  ['assessed', 'investigating', 'waiting_for_customer'].includes(complaint.status);

/**
 * Words that are nothing else, from somebody whom a handler asked: the answer, though the question was let go.
 * @returns whether they were
 */
export async function lateAnswer(
  dc: DialogContext,
  desk: DeskTurn,
  { text, intent, score, control }: Understanding,
): Promise<boolean> {
  const { state, services } = desk;
  const { questions = [] } = state;
  if (
    questions.length === 0 ||
    control ||
    (intent !== 'None' && score >= clearOther) ||
    services.cues.has('question', text)
  )
    return false;
  const found = await Promise.all(questions.map(({ id }) => services.complaints.byId(id)));
  state.questions = questions.filter((_, index) => {
    const complaint = found[index];
    return complaint !== undefined && isWorkedOn(complaint);
  });
  const [asked, ...others] = state.questions;
  if (!asked) return false;
  const current = state.questions.find(({ id }) => id === desk.spokenOf);
  if (current || others.length === 0) await answerHandler(desk, current ?? asked, text);
  else await askWhich(dc, state.questions, { kind: 'asked', words: text });
  return true;
}

/** The handler's question that is open anywhere on the stack. */
export const openAsked = (dc: Pick<DialogContext, 'stack'>): AskedOptions | undefined =>
  (dc.stack.find(({ id }) => id === AskedDialog.id)?.state as { options?: AskedOptions } | undefined)?.options;
