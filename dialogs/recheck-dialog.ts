import { WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import type { Complaint } from '../src/complaints/complaint';
import { currentAnswer } from '../src/complaints/round';
import { statusSummary } from '../src/complaints/status-summary';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { numberWording, sayBack } from './complaint-words';
import { DeskTurn } from './desk-turn';
import { solvedIn } from './expectation';
import { SurveyDialog } from './survey-dialog';
import type { SurveyOptions } from './surveyed';
import { tellMore } from './tell-more';

export interface RecheckOptions {
  readonly id: string;
  readonly number: string;
  /** Said unasked, or after the question was let go. */
  readonly said?: 'solved' | 'unsolved';
  /** The words it was said with, where something else was said since. */
  readonly words?: string;
}
type Step = WaterfallStepContext<RecheckOptions>;

/** So many characters say more than "not solved". */
const wordsFrom = 10;

/**
 * Asks whether a complaint is solved, in words, by button, digit or key. Yes closes it and leads to the survey. No is
 * recorded at once, for whoever goes away now, and only then asked about.
 */
export class RecheckDialog extends WaterfallDialog<RecheckOptions> {
  static readonly id = 'recheck';

  constructor() {
    super(RecheckDialog.id, [(step) => ask(step), (step) => hear(step), (step) => note(step)]);
  }
}

/** Whether this one is solved has been asked: a word on it is understood from here on, also when the question was let go. */
export function expectWord({ state }: DeskTurn, complaint: { id: string; number: string }): void {
  state.spokenOf = complaint.id;
  const others = (state.rechecks ?? []).filter(({ id }) => id !== complaint.id);
  state.rechecks = [...others, complaint].slice(-20);
}

async function ask(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { id, number, said } = step.options;
  if (said) return step.next({ value: said } satisfies Answered);
  expectWord(desk, { id, number });
  const complaint = await desk.services.complaints.byId(id);
  return step.beginDialog(AskDialog.id, {
    ...desk.question('recheck.ask'),
    expecting: 'solved',
    choices: [desk.choice('solved'), desk.choice('unsolved')],
    again: 'recheck.again',
    retries: 1,
    droppable: true,
    ...(complaint && { matter: complaint.type }),
  } satisfies Question);
}

async function hear(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { id } = step.options;
  const { value = '' } = (step.result as Answered | undefined) ?? {};
  // A button may have been made in another language.
  const said = value === 'solved' || value === 'unsolved' ? value : solvedIn(value, desk.services.cues);
  if (said === undefined) return step.endDialog();
  desk.state.rechecks = (desk.state.rechecks ?? []).filter((known) => known.id !== id);
  return said === 'solved' ? solved(step, desk) : unsolved(step, desk);
}

async function solved(step: Step, desk: DeskTurn) {
  const { id, number } = step.options;
  const done = await desk.services.complaintActs.recheck(id, 'customer', true);
  if (!done.ok) return otherwise(step, desk, done.reason);
  // Where it cannot be closed yet, its timer does it.
  await desk.services.complaintActs.close(id, 'customer');
  desk.sayKey('recheck.solved', { number: numberWording(desk, number) });
  if (isSurveyed(done.complaint)) return step.endDialog();
  return step.replaceDialog(SurveyDialog.id, { complaint: { id, number } } satisfies SurveyOptions);
}

async function unsolved(step: Step, desk: DeskTurn) {
  const { id } = step.options;
  const text = (step.options.words ?? desk.heard?.text ?? '').trim();
  const isBare = text.length < wordsFrom || desk.services.cues.is('unsolved', text);
  const words = isBare ? undefined : text;
  const done = await desk.services.complaintActs.recheck(id, 'customer', false, words);
  if (!done.ok) return otherwise(step, desk, done.reason);
  sayBack(desk, done.complaint, 'recheck.back');
  if (words !== undefined) return step.endDialog();
  return step.beginDialog(AskDialog.id, {
    ...desk.question('recheck.why'),
    expecting: 'words',
    choices: [desk.choice('skip')],
    retries: 0,
    droppable: true,
  } satisfies Question);
}

async function note(step: Step) {
  const desk = DeskTurn.of(step.context);
  const said = (step.result as Answered | undefined)?.value;
  const isNone = said === undefined || desk.heard?.control !== undefined || said === desk.choice('skip').say;
  if (isNone) return step.endDialog();
  const done = await tellMore(desk, step.options.id, said);
  if (done.ok) desk.sayKey('recheck.noted');
  else await otherwise(step, desk, done.reason);
  return step.endDialog();
}

/** It stands otherwise by now: how, is said instead. */
async function otherwise(step: Step, desk: DeskTurn, reason: string) {
  if (reason === 'busy') throw new Error('The word on a complaint could not be recorded: it changes all the time.');
  const complaint = await desk.services.complaints.byId(step.options.id);
  if (complaint) desk.say(statusSummary(complaint, desk.services.catalogue, desk.state.language, desk.turn.now));
  return step.endDialog();
}

/** Once for each resolution. */
export const isSurveyed = (complaint: Complaint): boolean => {
  const since = currentAnswer(complaint)?.at ?? complaint.createdAt;
  return (complaint.surveys ?? []).some(({ at }) => at >= since);
};
