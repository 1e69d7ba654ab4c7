import type { TurnContext } from 'botbuilder';
import {
  Dialog,
  type DialogContext,
  type DialogInstance,
  type DialogReason,
  type DialogTurnResult,
} from 'botbuilder-dialogs';
import type { ComplaintType } from '../src/complaints/complaint';
import type { Suggestion, Wording } from '../src/ports/wording';
import type { Understanding } from '../src/understanding/understanding';
import { DeskTurn } from './desk-turn';
import { type Expecting, type Fit, readFit } from './expectation';
import { isOnlyFacts } from './only-facts';

/** One question to the customer. Lives in the dialog stack, so plain JSON only. */
export interface Question {
  readonly ask: Wording;
  /** Where the wording came from: put again, it speaks the language of that moment. */
  readonly key?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly expecting: Expecting;
  readonly choices?: readonly Suggestion[];
  /** Key of what is said instead of `ask` when the answer could not be read. */
  readonly again?: string;
  /** An offer, not a need: when the customer turns to something else it is let go. */
  readonly droppable?: boolean;
  /** Type of the complaint it is about: a grievance of another type is no answer. */
  readonly matter?: ComplaintType;
  /** How often it is asked again before the dialog goes on without an answer. Default 2. */
  readonly retries?: number;
}

/** `value` is missing when the customer could not or would not say. */
export interface Answered {
  readonly value?: string;
}

interface State extends Question {
  tries: number;
  /** When it was put, epoch ms. */
  askedAt: number;
}

/** A yes counts so long; whoever comes back later is asked once more before anything is done (L9). */
const yesLastsMs = 30 * 60_000;

/**
 * Asks one question and waits for its answer: the prompt of this house, with wording from data and choices as
 * suggestions. Whatever is put on top of it (a digression) comes back to the same question.
 */
export class AskDialog extends Dialog {
  static readonly id = 'ask';

  constructor() {
    super(AskDialog.id);
  }

  override async beginDialog(dc: DialogContext, question?: object): Promise<DialogTurnResult> {
    Object.assign(stateOf(dc.activeDialog), question, { tries: 0, askedAt: DeskTurn.of(dc.context).turn.now });
    this.ask(dc.context, stateOf(dc.activeDialog));
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const state = stateOf(dc.activeDialog);
    if (!desk.heard) return Dialog.EndOfTurn;
    const found = readAnswer(desk, state);
    if (found.fits !== 'no' && isStaleYes(desk, state, found.value)) {
      desk.sayKey('dialog.asked_long_ago');
      this.askAgain(dc.context, state);
      return Dialog.EndOfTurn;
    }
    if (found.fits !== 'no') return dc.endDialog({ value: found.value } satisfies Answered);
    if (desk.heard.control === 'skip' || state.tries >= (state.retries ?? 2))
      return dc.endDialog({} satisfies Answered);
    state.tries += 1;
    desk.say(state.again === undefined ? questionNow(desk, state) : desk.wording(state.again), state.choices);
    return Dialog.EndOfTurn;
  }

  /** A digression is over: the question still stands. */
  override async resumeDialog(dc: DialogContext, _reason: DialogReason): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    if (!desk.saidNothing) desk.sayKey('dialog.back_to_question');
    this.askAgain(dc.context, stateOf(dc.activeDialog));
    return Dialog.EndOfTurn;
  }

  override async repromptDialog(context: TurnContext, instance: DialogInstance): Promise<void> {
    this.askAgain(context, stateOf(instance));
  }

  private ask(context: TurnContext, { ask, choices }: Question): void {
    DeskTurn.of(context).say(ask, choices ?? []);
  }

  private askAgain(context: TurnContext, question: State): void {
    const desk = DeskTurn.of(context);
    question.askedAt = desk.turn.now;
    this.ask(context, { ...question, ask: questionNow(desk, question) });
  }
}

/** In the language of this moment, where it is known what it was made from. */
const questionNow = (desk: DeskTurn, { ask, key, values }: Question): Wording =>
  key === undefined ? ask : desk.wording(key, values);

function isStaleYes(desk: DeskTurn, { expecting, askedAt }: State, value: string): boolean {
  const acts = expecting === 'yes_no' || expecting === 'yes_no_cancel';
  const no = value === 'no' || value === desk.choice('no').say;
  return acts && !no && desk.turn.now - askedAt > yesLastsMs;
}

/** The last reply was said once more: its question counts as put now. */
export function putAnew(dc: DialogContext): void {
  const instance = innermost(dc).activeDialog;
  if (instance?.id === AskDialog.id) stateOf(instance).askedAt = DeskTurn.of(dc.context).turn.now;
}

/** When the pending question was put, epoch ms; `undefined` when none is pending. */
export function askedAt(dc: DialogContext): number | undefined {
  const instance = innermost(dc).activeDialog;
  return instance?.id === AskDialog.id ? stateOf(instance).askedAt : undefined;
}

/** The pending question's reading of what was just heard; `undefined` when no question is pending. */
export function pendingFit(dc: DialogContext): Fit | undefined {
  const instance = innermost(dc).activeDialog;
  const desk = DeskTurn.of(dc.context);
  return instance?.id === AskDialog.id && desk.heard ? readAnswer(desk, stateOf(instance)) : undefined;
}

function readAnswer(desk: DeskTurn, question: Question): Fit {
  const { heard, services } = desk;
  if (!heard || isOtherMatter(desk, heard, question)) return { fits: 'no' };
  const fit = readFit(question.expecting, heard, question.choices ?? [], services.cues);
  const wished = question.expecting === 'wish' && !services.cues.has('aside', heard.text);
  // "This month" tells more of the matter: it asks nothing, and is no other matter.
  const isAbout = isOnlyFacts(heard.text) || services.catalogue.outcomeOf(heard.text) !== undefined;
  return wished && fit.fits === 'perhaps' && isAbout ? { ...fit, fits: 'yes' } : fit;
}

/** It shares words with "not solved" (又扣, 还是), but begins with no word on it and tells of something else. */
function isOtherMatter({ services: { cues } }: DeskTurn, heard: Understanding, { matter }: Question): boolean {
  const { complaintTypes, intent, text } = heard;
  if (matter === undefined || !intent.startsWith('complaint.') || complaintTypes.length === 0) return false;
  const [begins = ''] = text.split(/[，,。.！!；;？?\s]/);
  if ((['unsolved', 'unsolvedNo', 'solved', 'solvedYes'] as const).some((cue) => cues.is(cue, begins))) return false;
  return complaintTypes.every(({ type }) => type !== matter);
}

/** Whether the pending question is an offer that may be let go. */
export function pendingIsDroppable(dc: DialogContext): boolean {
  const instance = innermost(dc).activeDialog;
  return instance?.id === AskDialog.id && stateOf(instance).droppable === true;
}

/** The context whose dialog really waits for input. */
function innermost(dc: DialogContext): DialogContext {
  let inner = dc;
  while (inner.child) inner = inner.child;
  return inner;
}

function stateOf(instance: DialogInstance | undefined): State {
  if (!instance) throw new Error('AskDialog runs only on a dialog stack.');
  return instance.state as State;
}
