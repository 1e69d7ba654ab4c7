import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import type { Complaint } from '../src/complaints/complaint';
import type { StoredProblem } from '../src/known-problems/stored-problem';
import { languages } from '../src/ports/language';
import { absorb } from './absorb';
import { isYes } from './answer-dialog';
import { AskDialog, type Question } from './ask-dialog';
import type { Draft } from './complaint-draft';
import { DeskTurn } from './desk-turn';
import { askToJoin, attachedTo, matchDraft, sayAttached, sayOver, stillOpen } from './known-problem';

/** What a calm question came to: a known problem that is told, and offered to be put on record for. */
export interface AskedProblem {
  readonly problem: StoredProblem;
  readonly type: Complaint['type'];
  readonly subType: string;
  /** The question, in the customer's words. */
  readonly text: string;
}

/** Everything told is part of a known problem by the customer's own yes. */
export const isJoined = ({ grievances }: Draft): boolean =>
  grievances.length > 0 && grievances.every(({ problem }) => problem !== undefined);

/** Tells what is known of the customer's trouble, as soon as it is clear that it is known, and asks for the one yes. */
export async function offerToJoin(dc: DialogContext, draft: Draft): Promise<DialogTurnResult | undefined> {
  const desk = DeskTurn.of(dc.context);
  if (draft.joining?.again) {
    draft.phase = 'joining';
    return dc.beginDialog(AskDialog.id, {
      ask: desk.wording('known_problem.ask_again'),
      ...answerOf(desk, draft),
    } satisfies Question);
  }
  const matched = await matchDraft(desk, draft);
  if (!matched) return undefined;
  const { problem, grievance } = matched;
  return put(dc, draft, problem, { grievance: draft.grievances.indexOf(grievance) });
}

/** The same for somebody who only asked. */
export async function offerAsked(dc: DialogContext, draft: Draft, asked: AskedProblem): Promise<DialogTurnResult> {
  const { problem, type, subType, text } = asked;
  draft.grievances = [{ type, subType, words: text, candidates: [{ type, score: 1 }] }];
  return put(dc, draft, problem, { grievance: 0, asked: text });
}

async function put(
  dc: DialogContext,
  draft: Draft,
  problem: StoredProblem,
  joining: { readonly grievance: number; readonly asked?: string },
): Promise<DialogTurnResult> {
  const desk = DeskTurn.of(dc.context);
  draft.phase = 'joining';
  draft.joining = { id: problem.id, ...joining };
  draft.problemsTold = [...(draft.problemsTold ?? []), problem.id];
  const subType = draft.grievances[joining.grievance]?.subType;
  return dc.beginDialog(AskDialog.id, {
    ...askToJoin(desk, problem, subType),
    ...answerOf(desk, draft),
  } satisfies Question);
}

const answerOf = (desk: DeskTurn, { joining }: Draft) =>
  ({
    expecting: 'joining',
    choices: [
      desk.choice('problem_attach'),
      desk.choice(joining?.asked === undefined ? 'problem_other' : 'problem_no'),
    ],
    retries: 0,
    droppable: joining?.asked !== undefined,
  }) as const;

/**
 * Takes the answer in. Something else that was told is kept, and the question put once more.
 * @returns `over`: it was a question only, and nothing is to be recorded
 */
export async function joinAnswered(
  desk: DeskTurn,
  draft: Draft,
  value: string | undefined,
): Promise<'goes_on' | 'over'> {
  const { joining } = draft;
  delete draft.joining;
  if (!joining) return 'goes_on';
  const { id, asked } = joining;
  const grievance = draft.grievances[joining.grievance];
  // A button may have been made in another language.
  const attach = languages.map((language) => desk.services.replies.choice('problem_attach', language).say);
  if (isYes(desk, value) || attach.some((say) => say === value)) {
    if (asked !== undefined) draft.story.push(asked);
    // The number may come with the yes.
    if (desk.heard) absorb(draft, desk.heard, { as: 'story' }, desk.services.cues);
    const problem = await stillOpen(desk, id);
    if (problem && grievance) grievance.problem = attachedTo(problem);
    else await sayOver(desk, id);
    return 'goes_on';
  }
  const toldMore = value === undefined && desk.heard !== undefined && desk.heard.control === undefined;
  if (toldMore && desk.heard) {
    if (asked !== undefined) return 'over';
    draft.story.push(desk.heard.text);
    absorb(draft, desk.heard, { as: 'story' }, desk.services.cues);
    if (!joining.again) draft.joining = { ...joining, again: true };
    return 'goes_on';
  }
  desk.sayKey(asked === undefined ? 'known_problem.on_its_own' : 'known_problem.not_now');
  return asked === undefined ? 'goes_on' : 'over';
}

/** After numbers and promises: when it will be repaired, and that they will hear of it. */
export async function sayJoined(desk: DeskTurn, filed: readonly Complaint[]): Promise<void> {
  for (const id of new Set(filed.flatMap(({ problem }) => (problem ? [problem.id] : [])))) {
    const problem = await stillOpen(desk, id);
    if (problem) sayAttached(desk, problem);
  }
}
