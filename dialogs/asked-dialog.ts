import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { numberWording, ownerOf, untilWhen } from './complaint-words';
import { DeskTurn } from './desk-turn';
import { tellMore } from './tell-more';

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
  const { question } = step.options;
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
  if (isLater) desk.sayKey('asked.later');
  else await answerHandler(desk, step.options, said);
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
  desk.sayKey('asked.thanks', {
    owner: ownerOf(desk, complaint),
    by: untilWhen(desk, complaint.promise.resolveBy),
  });
}

/** The handler's question that is open anywhere on the stack. */
export const openAsked = (dc: Pick<DialogContext, 'stack'>): AskedOptions | undefined =>
  (dc.stack.find(({ id }) => id === AskedDialog.id)?.state as { options?: AskedOptions } | undefined)?.options;
