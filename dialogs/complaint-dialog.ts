import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import { absorb } from './absorb';
import { give, isYes } from './answer-dialog';
import { addGrievance, apologise, offerPerson } from './apologise';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { grievanceBesides, takeAnswer, takeChange } from './complaint-answers';
import { complaintDialogId, type Draft, type Grievance, grievance, newDraft } from './complaint-draft';
import { fileDraft } from './complaint-filing';
import { nextQuestion } from './complaint-questions';
import { hearStory } from './complaint-story';
import { summaryOf } from './complaint-summary';
import { complainedIn } from './contact';
import { offerOf } from './continuation';
import { DeskTurn } from './desk-turn';
import { type AskedProblem, isJoined, joinAnswered, offerAsked, offerToJoin } from './joining';
import { wantsPlace } from './known-problem';

/** A story told in more pieces than this has been listened to long enough for a first answer. */
const longestStory = 12;
/** A draft nobody goes on with is recorded as it stands after this long: nothing a customer reported is left out. */
export const abandonedAfterMs = 30 * 60_000;
/** From this anger on, words are short. */
const shortFromAnger = 2;

export interface ComplaintOptions {
  /** Announced but not yet told ("我要投诉"). */
  readonly untold?: boolean;
  /** Told on the telephone before the call ended: offered to be gone on with. */
  readonly left?: Draft;
  /** A calm question about what is a known problem: told, and recorded only with a yes. */
  readonly asked?: AskedProblem;
  /** Nothing but anger so far: listened to, and a complaint only if one follows. */
  readonly vent?: boolean;
}

/**
 * Takes a complaint the way the service trainers teach it: listen, apologise naming the grievance, collect only what
 * is missing, ask once what is wanted, confirm, give the number and the promise (docs/complaints.md).
 */
export class ComplaintDialog extends Dialog<ComplaintOptions> {
  static readonly id = complaintDialogId;

  constructor() {
    super(ComplaintDialog.id);
  }

  override async beginDialog(dc: DialogContext, options: ComplaintOptions = {}): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const draft = Object.assign(dc.activeDialog?.state ?? {}, options.left ?? newDraft(desk.turn.turnKey)) as Draft;
    complainedIn(desk, options.left !== undefined);
    if (options.left) return this.offer(dc, draft);
    draft.evidence = desk.state.evidence.filter(({ attached }) => !attached).map(({ id }) => id);
    if (options.vent) draft.vent = true;
    if (options.asked) return offerAsked(dc, draft, options.asked);
    return options.untold ? this.invite(desk, draft) : this.listen(dc, draft);
  }

  /** Reached while listening only; every question is an AskDialog on top of this one. */
  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const draft = draftOf(dc);
    if (draft.phase === 'invited' && desk.heard?.control) return this.invite(desk, draft);
    if (desk.heard) return this.listen(dc, draft);
    if (draft.phase === 'listening' && draft.listenUntil !== undefined) return this.speakUp(dc, draft);
    return Dialog.EndOfTurn;
  }

  override async resumeDialog(dc: DialogContext, _reason: DialogReason, result?: Answered): Promise<DialogTurnResult> {
    const draft = draftOf(dc);
    switch (draft.phase) {
      case 'listening':
      case 'invited':
        return Dialog.EndOfTurn;
      case 'offered':
        return this.offerAnswered(dc, draft, result?.value);
      case 'typing_chosen':
        return this.typeChosen(dc, draft, result?.value);
      case 'joining':
        return this.joined(dc, draft, result?.value);
      case 'collecting':
        return this.collected(dc, draft, result?.value);
      case 'confirming':
        return this.confirmed(dc, draft, result?.value);
      case 'changing':
        return this.changed(dc, draft);
      case 'done':
        return dc.endDialog();
    }
  }

  /** Goes on with the questions as the draft now stands: after a step back, or in another language. */
  static async goOn(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    desk.turn.wakeAt(desk.turn.now + abandonedAfterMs);
    const joining = await offerToJoin(dc, draft);
    if (joining) return joining;
    const next = nextQuestion(desk, draft, (await wantsPlace(desk, draft)) ? 'place' : undefined);
    // Nothing of it needs to be confirmed: the yes was said to what is known.
    if (!next && isJoined(draft)) return ComplaintDialog.file(dc, draft);
    const question: Question = next?.question ?? {
      ask: summaryOf(desk, draft),
      expecting: 'confirm',
      choices: [desk.choice('confirm'), desk.choice('change')],
    };
    if (next) {
      draft.phase = 'collecting';
      draft.asked.push(next.name);
      draft.pending = next.name;
      if (next.optional) draft.optionalAsked += 1;
    } else draft.phase = 'confirming';
    const person = draft.offeredPerson ? [desk.choice('person')] : [];
    return dc.beginDialog(AskDialog.id, {
      ...question,
      choices: [...(question.choices ?? []), ...person],
    } satisfies Question);
  }

  private async invite(desk: DeskTurn, draft: Draft): Promise<DialogTurnResult> {
    draft.phase = 'invited';
    draft.story = [];
    desk.say(desk.services.catalogue.question('story', desk.state.language), []);
    return Dialog.EndOfTurn;
  }

  private async offer(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    draft.phase = 'offered';
    return dc.beginDialog(AskDialog.id, offerOf(DeskTurn.of(dc.context), draft));
  }

  /** Goes on with everything already said; more of the story counts as a yes. */
  private async offerAnswered(dc: DialogContext, draft: Draft, value: string | undefined): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const { heard, services } = desk;
    if (value === 'no' || value === desk.choice('leave_it').say) {
      desk.sayKey('continuation.dropped', {}, ['complain', 'person']);
      desk.turn.wakeAt(undefined);
      return dc.endDialog();
    }
    if (value === undefined) {
      if (!heard || heard.complaintTypes.length === 0) return this.offer(dc, draft);
      draft.story.push(heard.text);
      absorb(draft, heard, { as: 'story' }, services.cues);
    }
    const [first] = draft.grievances;
    if (first && draft.untyped) {
      delete draft.untyped;
      desk.turn.wakeAt(desk.turn.now + abandonedAfterMs);
      return this.askType(dc, draft, first.candidates);
    }
    return ComplaintDialog.goOn(dc, draft);
  }

  /** A burst of messages within the window is one story; nobody is interrupted in the middle of it. */
  private async listen(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const { heard, turn, services } = desk;
    if (heard) draft.story.push(heard.text);
    draft.phase = 'listening';
    // On the telephone the recogniser has waited for the end of the story already.
    const window = desk.capabilities.spoken ? 0 : services.settings.listenWindowMs;
    if (window === 0 || draft.story.length >= longestStory) return this.speakUp(dc, draft);
    draft.listenUntil = turn.now + window;
    turn.wakeAt(draft.listenUntil);
    await desk.typing();
    return Dialog.EndOfTurn;
  }

  /** The story is told: apologise, then go on. */
  private async speakUp(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    delete draft.listenUntil;
    desk.turn.wakeAt(desk.turn.now + abandonedAfterMs);
    const heard = await hearStory(desk, draft);
    delete draft.vent;
    switch (heard.kind) {
      case 'vent':
        draft.phase = 'invited';
        draft.story = [];
        give(desk, 'smalltalk.insult', undefined);
        return Dialog.EndOfTurn;
      case 'grievances':
        draft.grievances = heard.grievances;
        apologise(desk, draft, draft.grievances);
        return ComplaintDialog.goOn(dc, draft);
      case 'unsure':
        return this.askType(dc, draft, heard.candidates);
    }
  }

  private async askType(dc: DialogContext, draft: Draft, candidates: Grievance['candidates']) {
    const desk = DeskTurn.of(dc.context);
    const asked = desk.services.catalogue.typeQuestion(
      candidates.map(({ type }) => type),
      desk.state.language,
    );
    desk.sayKey(draft.anger >= shortFromAnger ? 'complaint.sorry_short' : 'complaint.sorry');
    draft.phase = 'typing_chosen';
    draft.grievances = candidates.map(({ type }) => ({ type, candidates, words: draft.story.join('\n') }));
    return dc.beginDialog(AskDialog.id, {
      ask: asked,
      expecting: 'choice',
      choices: asked.choices,
      retries: 1,
    } satisfies Question);
  }

  private async typeChosen(dc: DialogContext, draft: Draft, value: string | undefined): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const { catalogue } = desk.services;
    const types = draft.grievances.map(({ type }) => type);
    const { choices } = catalogue.typeQuestion(types, desk.state.language);
    const type = types[choices.findIndex(({ say }) => say === value)] ?? types[0];
    if (!type) return dc.endDialog();
    const candidates = draft.grievances[0]?.candidates ?? [];
    const heard = await desk.services.understander.understand(draft.story.join('\n'), desk.state.language);
    draft.grievances = [{ ...grievance(type, draft.story.join('\n'), heard, catalogue), candidates }];
    const { language } = desk.state;
    const [{ subType } = { subType: undefined }] = draft.grievances;
    desk.sayKey('complaint.type_noted', {
      name: subType ? catalogue.subTypeName(type, subType, language) : catalogue.name(type, language),
    });
    offerPerson(desk, draft);
    return ComplaintDialog.goOn(dc, draft);
  }

  private async joined(dc: DialogContext, draft: Draft, value: string | undefined): Promise<DialogTurnResult> {
    const answered = await joinAnswered(DeskTurn.of(dc.context), draft, value);
    if (answered === 'goes_on') return ComplaintDialog.goOn(dc, draft);
    DeskTurn.of(dc.context).turn.wakeAt(undefined);
    return dc.endDialog();
  }

  private async collected(dc: DialogContext, draft: Draft, value: string | undefined): Promise<DialogTurnResult> {
    addGrievance(DeskTurn.of(dc.context), draft, takeAnswer(DeskTurn.of(dc.context), draft, value));
    return ComplaintDialog.goOn(dc, draft);
  }

  private async confirmed(dc: DialogContext, draft: Draft, value: string | undefined): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const { heard, services } = desk;
    const yes = value === undefined || value === desk.choice('confirm').say || isYes(desk, value);
    if (yes || !heard) return ComplaintDialog.file(dc, draft);
    const another = grievanceBesides(desk, draft, heard);
    if (another) {
      draft.story.push(heard.text);
      absorb(draft, heard, { as: 'story' }, services.cues);
      addGrievance(desk, draft, another);
      return ComplaintDialog.goOn(dc, draft);
    }
    if (value === desk.choice('change').say || heard.control === 'no') {
      draft.phase = 'changing';
      const ask = desk.wording('complaint.ask_change');
      return dc.beginDialog(AskDialog.id, { ask, expecting: 'words' } satisfies Question);
    }
    return this.changed(dc, draft);
  }

  private async changed(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    if (desk.heard && !desk.heard.control && !takeChange(desk, draft)) {
      draft.story.push(desk.heard.text);
      desk.sayKey('complaint.added');
    }
    return ComplaintDialog.goOn(dc, draft);
  }

  private static async file(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    draft.phase = 'done';
    desk.turn.wakeAt(undefined);
    await fileDraft(desk, draft);
    // How to help oneself is no answer to what is known to be our trouble.
    const [question] = draft.questions.filter(
      (intent) => !isJoined(draft) || !desk.services.knownProblems?.askedAbout(intent),
    );
    if (!question) return dc.endDialog();
    desk.sayKey('complaint.now_question');
    return dc.replaceDialog('answer', { intent: question, personal: false });
  }
}

function draftOf(dc: DialogContext): Draft {
  if (!dc.activeDialog) throw new Error('ComplaintDialog runs only on a dialog stack.');
  return dc.activeDialog.state as Draft;
}
