import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import type { SlotName } from '../src/complaints/complaint';
import { noSlots, type Understanding } from '../src/understanding/understanding';
import { isYes } from './answer-dialog';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { absorb, type Draft, fillPending, grievance, newDraft, readStory } from './complaint-draft';
import { fileDraft } from './complaint-filing';
import { DeskTurn } from './desk-turn';
import { considerPerson } from './handoff-dialog';
import { verifiedPhone } from './identity-dialog';

/** A story told in more pieces than this has been listened to long enough for a first answer. */
const longestStory = 12;
/** A draft nobody goes on with is recorded as it stands after this long: nothing a customer reported is left out. */
const abandonedAfterMs = 30 * 60_000;
/** From this anger on, nothing optional is asked. */
const shortFromAnger = 2;

export interface ComplaintOptions {
  /** Announced but not yet told ("我要投诉"). */
  readonly untold?: boolean;
}

/**
 * Takes a complaint the way the service trainers teach it: listen, apologise naming the grievance, collect only what
 * is missing, ask once what is wanted, confirm, give the number and the promise (docs/complaints.md).
 */
export class ComplaintDialog extends Dialog<ComplaintOptions> {
  static readonly id = 'complaint';

  constructor() {
    super(ComplaintDialog.id);
  }

  override async beginDialog(dc: DialogContext, options: ComplaintOptions = {}): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const draft = Object.assign(dc.activeDialog?.state ?? {}, newDraft()) as Draft;
    draft.evidence = desk.state.evidence.map(({ id }) => id);
    if (options.untold) {
      draft.phase = 'invited';
      desk.say(desk.services.catalogue.question('story', desk.state.language));
      return Dialog.EndOfTurn;
    }
    return this.listen(dc, draft);
  }

  /** Reached while listening only; every question is an AskDialog on top of this one. */
  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const draft = draftOf(dc);
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
      case 'typing_chosen':
        return this.typeChosen(dc, draft, result?.value);
      case 'collecting':
        this.collect(DeskTurn.of(dc.context), draft, result?.value);
        return this.next(dc, draft);
      case 'confirming':
        return this.confirmed(dc, draft, result?.value);
      case 'changing':
        return this.changed(dc, draft);
      case 'done':
        return dc.endDialog();
    }
  }

  /** A burst of messages within the window is one story; nobody is interrupted in the middle of it. */
  private async listen(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const { heard, turn, services } = desk;
    if (heard) draft.story.push(heard.text);
    draft.phase = 'listening';
    const window = services.settings.listenWindowMs;
    if (window === 0 || draft.story.length >= longestStory) return this.speakUp(dc, draft);
    draft.listenUntil = turn.now + window;
    turn.wakeAt(draft.listenUntil);
    await desk.typing();
    return Dialog.EndOfTurn;
  }

  /** The story is told: apologise, then go on. */
  private async speakUp(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const { services, state, turn } = desk;
    delete draft.listenUntil;
    turn.wakeAt(turn.now + abandonedAfterMs);
    const heard = await services.understander.understand(draft.story.join('\n'), state.language);
    absorb(draft, heard);
    if (state.disputable && !draft.slots.item && heard.slots.items.length === 0) this.takeOver(draft, state.disputable);
    draft.questions = heard.clauses
      .filter(({ intent, complaintType, text }) => !complaintType && isQuestion(desk, intent, text))
      .map(({ intent }) => intent)
      .slice(0, 1);
    const reading = readStory(heard, services.catalogue);
    if (reading.kind === 'grievances') {
      draft.grievances = reading.grievances;
      this.apologise(desk, draft);
      return this.next(dc, draft);
    }
    const candidates = reading.kind === 'unsure' ? reading.candidates : likeliest(heard);
    return this.askType(dc, draft, candidates);
  }

  /** A complaint right after a charge was explained is about that charge. */
  private takeOver(draft: Draft, disputable: NonNullable<DeskTurn['state']['disputable']>): void {
    draft.slots = {
      item: disputable.item,
      amountFen: disputable.amountFen,
      billMonth: disputable.billMonth,
      ...draft.slots,
    };
  }

  private async askType(dc: DialogContext, draft: Draft, candidates: Draft['grievances'][number]['candidates']) {
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
    const choices = catalogue.typeQuestion(types, desk.state.language).choices;
    const index = Math.max(
      0,
      choices.findIndex(({ say }) => say === value),
    );
    const type = types[index] ?? types[0];
    if (!type) return dc.endDialog();
    const candidates = draft.grievances[0]?.candidates ?? [];
    const chosen = grievance(type, draft.story.join('\n'), { complaintTypes: candidates, slots: noSlots }, catalogue);
    draft.grievances = [chosen];
    this.apologise(desk, draft);
    return this.next(dc, draft);
  }

  /** One apology per grievance, in the customer's own terms, once. */
  private apologise(desk: DeskTurn, draft: Draft): void {
    const { catalogue } = desk.services;
    const { language } = desk.state;
    for (const { type, subType } of draft.grievances)
      desk.say(catalogue.apology(type, subType, language, draft.anger, draft.slots));
    if (draft.grievances.length > 1)
      desk.sayKey('complaint.two', {
        names: draft.grievances
          .map(({ type }) => catalogue.name(type, language))
          .join(language === 'en' ? ' and ' : '、'),
      });
    draft.apologised = true;
    draft.phase = 'collecting';
    const decision = considerPerson(desk, {
      anger: draft.anger,
      threat: draft.threat,
      complaintTypes: draft.grievances[0]?.candidates ?? [],
    });
    if (decision?.mode === 'direct') desk.escalate(decision.reason);
    else if (decision) {
      desk.sayKey('complaint.person_offered');
      draft.offeredPerson = true;
    }
  }

  /** Asks the next missing thing, one question a turn; when nothing is missing, the summary. */
  private async next(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const { catalogue } = desk.services;
    const { language } = desk.state;
    draft.phase = 'collecting';
    desk.turn.wakeAt(desk.turn.now + abandonedAfterMs);
    const question = this.nextSlotQuestion(desk, draft);
    if (question) return this.put(dc, draft, question.slot, question.question);
    const verified = verifiedPhone(desk);
    if (verified) draft.phone ??= verified;
    if (!draft.phone && !draft.anonymous && !draft.asked.includes('phone')) {
      return this.put(dc, draft, 'phone', {
        ask: catalogue.question('phone', language),
        expecting: 'phone',
        choices: [desk.choice('anonymous')],
        retry: desk.wording('identity.phone_unclear'),
        retries: 1,
      });
    }
    const [main] = draft.grievances;
    if (!draft.outcome && !draft.asked.includes('outcome') && main) {
      const asked = catalogue.outcomeQuestion(main.type, language);
      return this.put(dc, draft, 'outcome', { ask: asked, expecting: 'words', choices: asked.choices });
    }
    if (draft.phone && !draft.contact && !draft.asked.includes('contact') && draft.anger < shortFromAnger) {
      const asked = catalogue.contactQuestion(language);
      return this.put(dc, draft, 'contact', { ask: asked, expecting: 'words', choices: asked.choices });
    }
    return this.summarise(dc, draft);
  }

  private nextSlotQuestion(desk: DeskTurn, draft: Draft): { slot: SlotName; question: Question } | undefined {
    const { catalogue } = desk.services;
    const { language } = desk.state;
    // A question has been put often enough when it is over: the catalogue need not ask for a needed slot again.
    const asked = new Set(draft.asked.flatMap((name) => [name, `skip:${name}`]));
    for (const { type, subType } of draft.grievances) {
      for (
        let found = catalogue.missing(type, draft.slots, asked, subType);
        found;
        found = catalogue.missing(type, draft.slots, asked, subType)
      ) {
        if (!found.optional || draft.anger < shortFromAnger) {
          const choices = [...found.choices(language), ...(found.optional ? [desk.choice('skip')] : [])];
          return {
            slot: found.slot,
            question: { ask: found.question(language), expecting: expectingOf(found.slot), choices, retries: 1 },
          };
        }
        asked.add(found.slot).add(`skip:${found.slot}`);
      }
    }
    return undefined;
  }

  private async put(dc: DialogContext, draft: Draft, name: string, question: Question): Promise<DialogTurnResult> {
    draft.asked.push(name);
    draft.pending = name;
    if (draft.offeredPerson) {
      return dc.beginDialog(AskDialog.id, {
        ...question,
        choices: [...(question.choices ?? []), DeskTurn.of(dc.context).choice('person')],
      } satisfies Question);
    }
    return dc.beginDialog(AskDialog.id, question);
  }

  /** Takes the answer in, with whatever else it says. */
  private collect(desk: DeskTurn, draft: Draft, value: string | undefined): void {
    const { heard, services, state } = desk;
    const { pending } = draft;
    delete draft.pending;
    if (!heard || !pending) return;
    const unknown =
      heard.control === 'skip' || services.cues.is('unknown', heard.text) || value === desk.choice('skip').say;
    const changed = absorb(draft, heard);
    if (heard.slots.correction && changed.length > 0) this.acknowledge(desk, draft, changed);
    if (!unknown && this.answersAnother(draft, pending, changed, heard)) {
      draft.asked = draft.asked.filter((name) => name !== pending);
      draft.putAgain = pending;
      return;
    }
    if (heard.complaintTypes.length > 0 && heard.text.length >= 12) draft.story.push(heard.text);
    if (pending === 'phone') {
      if (services.cues.has('anonymous', heard.text) || value === desk.choice('anonymous').say || !draft.phone)
        draft.anonymous = !draft.phone;
      else state.statedPhone = draft.phone ?? '';
    } else if (pending === 'outcome') {
      const kind = services.catalogue.outcomeOf(heard.text) ?? 'other';
      if (!unknown) draft.outcome = { kind, words: heard.text.slice(0, 300) };
    } else if (pending === 'contact') {
      if (!unknown) draft.contact = contactOf(heard.text);
    } else if (!unknown && value !== undefined) fillPending(draft, pending as SlotName, value, heard.slots);
  }

  /** The message told something else than what was asked: that is kept, and the question put once more. */
  private answersAnother(draft: Draft, pending: string, changed: readonly string[], heard: Understanding): boolean {
    if (draft.putAgain === pending || changed.length === 0 || changed.includes(pending)) return false;
    const answersDay =
      (pending === 'when' || pending === 'since') && (changed.includes('date') || changed.includes('since'));
    return !answersDay && (heard.slots.correction !== undefined || heard.text.length <= 24);
  }

  /** Says back what was corrected, so that the customer sees it was taken in. */
  private acknowledge(desk: DeskTurn, draft: Draft, changed: readonly string[]): void {
    const { catalogue } = desk.services;
    const name = changed.find((slot) => slot !== 'date' && slot !== 'phone') as SlotName | undefined;
    const value = name && catalogue.slotValue(name, draft.slots, desk.state.language);
    if (name && value)
      desk.sayKey('complaint.corrected', { name: catalogue.slotName(name, desk.state.language), value });
  }

  private async summarise(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    draft.phase = 'confirming';
    return dc.beginDialog(AskDialog.id, {
      ask: summaryOf(desk, draft),
      expecting: 'words',
      choices: [desk.choice('confirm'), desk.choice('change')],
    } satisfies Question);
  }

  private async confirmed(dc: DialogContext, draft: Draft, value: string | undefined): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    const { heard, services } = desk;
    const control = heard?.control;
    if (value === desk.choice('confirm').say || control === 'yes' || isYes(desk, value) || value === undefined)
      return this.file(dc, draft);
    if (heard && absorb(draft, heard, true).length > 0) return this.summarise(dc, draft);
    const kind = heard && heard.text.length <= 40 ? services.catalogue.outcomeOf(heard.text) : undefined;
    if (heard && kind && value !== desk.choice('change').say) {
      draft.outcome = { kind, words: heard.text };
      return this.summarise(dc, draft);
    }
    if (value === desk.choice('change').say || control === 'no' || !heard) {
      draft.phase = 'changing';
      return dc.beginDialog(AskDialog.id, {
        ask: desk.wording('complaint.ask_change'),
        expecting: 'words',
      } satisfies Question);
    }
    draft.story.push(heard.text);
    desk.sayKey('complaint.added');
    return this.summarise(dc, draft);
  }

  private async changed(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    if (desk.heard && absorb(draft, desk.heard, true).length === 0) {
      draft.story.push(desk.heard.text);
      desk.sayKey('complaint.added');
    }
    return this.summarise(dc, draft);
  }

  private async file(dc: DialogContext, draft: Draft): Promise<DialogTurnResult> {
    const desk = DeskTurn.of(dc.context);
    draft.phase = 'done';
    desk.turn.wakeAt(undefined);
    await fileDraft(desk, draft);
    const [question] = draft.questions;
    if (!question) return dc.endDialog();
    desk.sayKey('complaint.now_question');
    return dc.replaceDialog('answer', { intent: question, personal: false });
  }
}

/** The draft of a complaint that is being told anywhere on the stack. */
export function openDraft(dc: DialogContext): Draft | undefined {
  return dc.stack.find(({ id }) => id === ComplaintDialog.id)?.state as Draft | undefined;
}

function draftOf(dc: DialogContext): Draft {
  if (!dc.activeDialog) throw new Error('ComplaintDialog runs only on a dialog stack.');
  return dc.activeDialog.state as Draft;
}

/** The summary the customer confirms: only what was said. */
function summaryOf(desk: DeskTurn, draft: Draft) {
  const { catalogue } = desk.services;
  const { language } = desk.state;
  const lines = draft.grievances.map(({ type, subType }) =>
    desk.wording('complaint.line_type', {
      name: catalogue.name(type, language),
      detail: subType ? catalogue.subTypeName(type, subType, language) : catalogue.grievance(type, language),
    }),
  );
  const shown: SlotName[] = [
    'when',
    'place',
    'staff',
    'item',
    'amountFen',
    'billMonth',
    'service',
    'since',
    'frequency',
    'tried',
    'earlierNumber',
    'promised',
  ];
  for (const slot of shown) {
    const value = catalogue.slotValue(slot, draft.slots, language);
    if (value && !(slot === 'service' && draft.slots.service === draft.slots.item)) {
      lines.push(desk.wording('complaint.line', { name: catalogue.slotName(slot, language), value }));
    }
  }
  if (draft.outcome) lines.push(desk.wording('complaint.line_outcome', { value: draft.outcome.words }));
  lines.push(
    draft.phone
      ? desk.wording('complaint.line_phone', { phone: draft.phone })
      : desk.wording('complaint.line_anonymous'),
  );
  if (draft.evidence.length > 0) lines.push(desk.wording('complaint.line_evidence', { count: draft.evidence.length }));
  const join = (form: 'text' | 'speak'): string => lines.map((line) => line[form]).join(form === 'text' ? '\n' : ' ');
  return desk.wording('complaint.summary', { lines: { text: join('text'), speak: join('speak') } });
}

/** A question worth an answer of its own beside the complaint; a threat to appeal is none. */
const isQuestion = (desk: DeskTurn, intent: string, text: string): boolean =>
  desk.services.knowledge.has(intent) &&
  !/^(smalltalk|control|service\.appeal)/.test(intent) &&
  desk.services.cues.has('question', text);

function likeliest(heard: Understanding): { type: Draft['grievances'][number]['type']; score: number }[] {
  const found = heard.alternatives
    .filter(({ intent }) => intent.startsWith('complaint.'))
    .map(({ intent, score }) => ({
      type: intent.slice('complaint.'.length) as Draft['grievances'][number]['type'],
      score,
    }));
  const rest = (['after_sales', 'pricing_billing'] as const).filter(
    (type) => !found.some((known) => known.type === type),
  );
  return [...found, ...rest.map((type) => ({ type, score: 0 }))].slice(0, 2);
}

const expectingOf = (slot: SlotName): Question['expecting'] =>
  slot === 'amountFen'
    ? 'amount'
    : slot === 'billMonth'
      ? 'month'
      : slot === 'when' || slot === 'date'
        ? 'day'
        : 'words';

function contactOf(text: string): NonNullable<Draft['contact']> {
  const channel = /短信|簡訊|sms|text/i.test(text)
    ? 'sms'
    : /这里|這裡|在线|線上|聊天|chat/i.test(text)
      ? 'chat'
      : 'phone';
  return { time: text.slice(0, 100), channel };
}
