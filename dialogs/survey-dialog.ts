import { WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { isYes } from './answer-dialog';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { DeskTurn } from './desk-turn';
import { type Score, scores } from './expectation';
import { GreetingConsentDialog, type GreetingConsentOptions, mayAskToGreet } from './greeting-consent';
import { type SurveyOptions, surveyed } from './surveyed';
import { complaintOf, followUp } from './unsatisfied';

interface Values {
  score?: Score;
  /** They came with the score. */
  words?: string;
}
type Step = WaterfallStepContext<SurveyOptions>;

/** As many characters more than a bare score are words of their own. */
const wordsFrom = 8;

/**
 * Asked once after a person has finished, and once when a complaint is closed: how it was, and what there is to say about
 * it. Whoever turns to something else is let go. Who is not satisfied is offered to have it taken up again, or told that it
 * has been.
 */
export class SurveyDialog extends WaterfallDialog<SurveyOptions> {
  static readonly id = 'survey';

  constructor() {
    super(SurveyDialog.id, [
      (step) => askScore(step),
      (step) => askWords(step),
      (step) => thank(step),
      (step) => takeUp(step),
    ]);
  }
}

/** Surveys that an earlier version began have no options. */
const aboutOf = (step: Step, desk: DeskTurn) => surveyed(desk, step.options ?? {});

async function askScore(step: Step) {
  const desk = DeskTurn.of(step.context);
  const about = aboutOf(step, desk);
  if (!about) return step.endDialog();
  return step.beginDialog(AskDialog.id, {
    ...desk.question(about.ask),
    expecting: 'score',
    choices: [desk.choice('satisfied'), desk.choice('fair'), desk.choice('dissatisfied')],
    again: 'survey.again',
    retries: 1,
    droppable: true,
  } satisfies Question);
}

async function askWords(step: Step) {
  const desk = DeskTurn.of(step.context);
  const about = aboutOf(step, desk);
  const score = scoreOf(desk, (step.result as Answered | undefined)?.value);
  if (!score || !about) return step.endDialog();
  const values = step.values as Values;
  values.score = score;
  const text = desk.heard?.text ?? '';
  const words = text.length >= wordsFrom ? text : undefined;
  await about.scored(score, words);
  if (words) {
    values.words = words;
    return step.next();
  }
  const bad = score === 'dissatisfied';
  return step.beginDialog(AskDialog.id, {
    ...desk.question(bad ? about.wordsBad : about.words),
    // What the dissatisfied say next is what went wrong; others may well have turned to something else.
    expecting: bad ? 'words' : 'remark',
    choices: [desk.choice('skip')],
    retries: 0,
    droppable: true,
  } satisfies Question);
}

async function thank(step: Step) {
  const desk = DeskTurn.of(step.context);
  const about = aboutOf(step, desk);
  const { score, words: before } = step.values as Values;
  if (!about || !score) return step.endDialog();
  const said = before ?? wordsOf(desk, (step.result as Answered | undefined)?.value);
  if (said !== undefined && before === undefined) await about.remarked(score, said);
  (step.values as Values).words = said ?? '';
  if (score !== 'dissatisfied') {
    desk.sayKey('survey.thanks');
    return askToGreet(step, desk);
  }
  if (!about.offersMore) {
    if (said !== undefined) desk.sayKey('recheck.noted');
    return step.endDialog();
  }
  const complaint = await complaintOf(desk);
  const offer = complaint ? (complaint.reopens ? 'offer_reopen' : 'offer_senior') : 'offer_person';
  if (said !== undefined) desk.sayKey(before === undefined ? 'survey.thanks' : 'survey.sorry');
  return step.beginDialog(AskDialog.id, {
    ...desk.question(`survey.${offer}`, complaint ? { number: complaint.number } : {}),
    expecting: 'yes_no',
    choices: [complaint?.reopens ? desk.choice('reopen_it') : desk.choice('yes'), desk.choice('no')],
    retries: 0,
    droppable: true,
  } satisfies Question);
}

/** After all about a complaint that was resolved has been said. */
async function askToGreet(step: Step, desk: DeskTurn) {
  const { complaint } = step.options ?? {};
  const phone = complaint && (await desk.services.complaints.byId(complaint.id))?.phone;
  if (phone === undefined || !(await mayAskToGreet(desk, phone))) return step.endDialog();
  return step.replaceDialog(GreetingConsentDialog.id, { phone } satisfies GreetingConsentOptions);
}

async function takeUp(step: Step) {
  const desk = DeskTurn.of(step.context);
  const said = (step.result as Answered | undefined)?.value;
  const { words = '' } = step.values as Values;
  if (isYes(desk, said) || said === desk.choice('reopen_it').say) await followUp(desk, words);
  else if (said !== undefined) desk.sayKey('survey.left_so');
  return step.endDialog();
}

/** The choice, or the score found in the words. */
function scoreOf(desk: DeskTurn, said: string | undefined): Score | undefined {
  return scores.find((score) => said === score || said === desk.choice(score).say);
}

/** Nothing for "no" and "skip". */
function wordsOf(desk: DeskTurn, said: string | undefined): string | undefined {
  const none = desk.heard?.control !== undefined || said === desk.choice('skip').say;
  return none ? undefined : said;
}
