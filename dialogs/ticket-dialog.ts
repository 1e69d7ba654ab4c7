import { WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs';
import { type Complaint, isEnded } from '../src/complaints/complaint';
import { findComplaintNumbers } from '../src/complaints/number';
import { statusSummary } from '../src/complaints/status-summary';
import type { Suggestion } from '../src/ports/wording';
import type { Change } from './amend';
import { isYes } from './answer-dialog';
import { type Answered, AskDialog, type Question } from './ask-dialog';
import { sayBack } from './complaint-words';
import { answeredIn, spokeOfIn } from './contact';
import { DeskTurn } from './desk-turn';
import { IdentityDialog, verifiedPhone } from './identity-dialog';
import { sayProblemStatus } from './known-problem';
import { isOpen, ownComplaints } from './own-complaints';
import { expectWord } from './recheck-dialog';
import { tellMore } from './tell-more';
import { canReopen } from './unsatisfied';
import { namedAmong, whichQuestion } from './which-complaint';

export type TicketAct = 'status' | 'add' | 'withdraw' | 'reopen';
export interface TicketOptions {
  readonly act: TicketAct;
  readonly number?: string;
  /** The customer stepped back: the number is asked for, whatever was named before. */
  readonly anew?: boolean;
}

interface Values {
  /** The number of the complaint is not at hand: the phone it was filed under is proved instead. */
  byPhone?: boolean;
  number?: string;
  id?: string;
  /** The addition, told before it was clear to which complaint. */
  words?: string;
}

type Step = WaterfallStepContext<TicketOptions>;

/** A longer message than this tells more than which one. */
const longestName = 12;
/** Wrong numbers and wrong digits are answered alike; after this many the conversation gets no more tries. */
const maxTries = 5;

/** A complaint already made: its status, more information, taking it back, opening it again. */
export class TicketDialog extends WaterfallDialog<TicketOptions> {
  static readonly id = 'ticket';

  constructor() {
    super(TicketDialog.id, [
      (step) => askNumber(step),
      (step) => withoutNumber(step),
      (step) => prove(step),
      (step) => show(step),
      (step) => carryOut(step),
    ]);
  }
}

async function askNumber(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { act, number, anew } = step.options;
  spokeOfIn(desk);
  const given = number ?? desk.heard?.slots.complaintNumbers[0];
  if (given && !anew) return step.next({ value: given } satisfies Answered);
  const known = fitFor(act, await ownComplaints(desk));
  const one = known.find(({ id }) => id === desk.spokenOf) ?? (known.length === 1 ? known[0] : undefined);
  if (one && !anew) return step.next({ value: one.number } satisfies Answered);
  if (known.length > 1) {
    const question = whichQuestion(desk, known);
    // An addition may come without saying to which.
    return step.beginDialog(AskDialog.id, act === 'add' ? { ...question, expecting: 'words' } : question);
  }
  return step.beginDialog(AskDialog.id, {
    ...desk.question('ticket.ask_number'),
    expecting: 'complaint_number',
    choices: [desk.choice('ticket_by_phone')],
    again: 'ticket.number_unclear',
  } satisfies Question);
}

const fits: Readonly<Record<TicketAct, (complaint: Complaint) => boolean>> = {
  status: () => true,
  add: isOpen,
  withdraw: isOpen,
  reopen: canReopen,
};

/** Those it can be done to; where it can be done to none, all of them, and it is said why not. */
function fitFor(act: TicketAct, known: readonly Complaint[]): readonly Complaint[] {
  const fitting = known.filter(fits[act]);
  return fitting.length > 0 ? fitting : known;
}

/** Numbers the customer need not prove (again): told in this conversation, or filed under the verified phone. */
const ownNumbers = async (desk: DeskTurn): Promise<readonly string[]> =>
  (await ownComplaints(desk)).map(({ number }) => number);

/**
 * An addition that came without saying to which of several is kept, and its complaint asked. Who has no number at hand proves
 * the phone it was filed under, and is shown what is filed there.
 */
async function withoutNumber(step: Step) {
  const desk = DeskTurn.of(step.context);
  const answer = (step.result as Answered | undefined)?.value;
  if (answer === undefined || findComplaintNumbers(answer).length > 0) return step.next(step.result);
  const known = fitFor(step.options.act, await ownComplaints(desk));
  if (known.length > 1) {
    const question = whichQuestion(desk, known, 'ticket.which_add');
    const named = answer.length <= longestName ? namedAmong(answer, question.choices ?? []) : undefined;
    if (named !== undefined) return step.next({ value: named } satisfies Answered);
    (step.values as Values).words = answer;
    return step.beginDialog(AskDialog.id, question);
  }
  if (verifiedPhone(desk) !== undefined || known.length > 0) return step.next(step.result);
  (step.values as Values).byPhone = true;
  return step.beginDialog(IdentityDialog.id);
}

async function prove(step: Step) {
  const desk = DeskTurn.of(step.context);
  if ((step.values as Values).byPhone) return filedUnder(step, step.result as string | undefined);
  const answer = (step.result as Answered | undefined)?.value;
  const [number] = findComplaintNumbers(answer ?? '');
  if (!number) {
    desk.sayKey('ticket.without_number', {}, ['person']);
    return step.endDialog();
  }
  (step.values as Values).number = number;
  if ((await ownNumbers(desk)).includes(number)) return step.next();
  if (desk.state.ticketTries >= maxTries) return refuse(step);
  return step.beginDialog(AskDialog.id, {
    ...desk.question('ticket.ask_digits'),
    expecting: 'last_digits',
    again: 'ticket.digits_unclear',
  } satisfies Question);
}

/** @param phone proved; `undefined`: it was not, and that was said */
async function filedUnder(step: Step, phone: string | undefined) {
  const desk = DeskTurn.of(step.context);
  if (phone === undefined) return step.endDialog();
  if ((await ownNumbers(desk)).length > 0) return step.replaceDialog(TicketDialog.id, { act: step.options.act });
  desk.sayKey('ticket.none_filed', {}, ['complain', 'person']);
  return step.endDialog();
}

async function show(step: Step) {
  const desk = DeskTurn.of(step.context);
  const number = (step.values as Values).number ?? '';
  const digits = (step.result as Answered | undefined)?.value;
  const complaint = await desk.services.complaints.byNumber(number);
  const proved = digits ? complaint?.phone?.endsWith(digits) === true : (await ownNumbers(desk)).includes(number);
  if (!complaint || !proved) {
    desk.state.ticketTries += 1;
    return refuse(step);
  }
  (step.values as Values).id = complaint.id;
  spokeOfIn(desk, complaint.id);
  if (digits && !desk.state.provedTickets.includes(number)) desk.state.provedTickets.push(number);
  if (step.options.act === 'status') {
    const { catalogue } = desk.services;
    answeredIn(desk, 'ticket.status');
    desk.say(statusSummary(complaint, catalogue, desk.state.language, desk.turn.now), followUps(desk, complaint));
    await sayProblemStatus(desk, complaint);
    return step.endDialog();
  }
  const { words } = step.values as Values;
  if (words) return step.next({ value: words } satisfies Answered);
  return step.beginDialog(AskDialog.id, questionFor(desk, step.options.act, number));
}

function questionFor(desk: DeskTurn, act: Exclude<TicketAct, 'status'>, number: string): Question {
  if (act === 'withdraw')
    return {
      ask: desk.wording('ticket.confirm_withdraw', { number }),
      expecting: 'yes_no',
      choices: [desk.choice('yes'), desk.choice('no')],
      retries: 1,
    };
  return { ask: desk.wording(`ticket.ask_${act === 'add' ? 'addition' : 'reason'}`), expecting: 'words' };
}

function followUps(desk: DeskTurn, { id, number, status }: Complaint): Suggestion[] {
  const choices = isEnded(status)
    ? ['ticket_reopen', 'person']
    : status === 'decision_communicated'
      ? ['solved', 'unsolved', 'person']
      : ['ticket_add', 'ticket_withdraw', 'person'];
  desk.state.spokenOf = id;
  // Their word on it is understood from here on.
  if (status === 'decision_communicated') expectWord(desk, { id, number });
  return choices.map((choice) => desk.choice(choice));
}

/** Says nothing about whether the number exists. */
async function refuse(step: Step) {
  const desk = DeskTurn.of(step.context);
  desk.sayKey(desk.state.ticketTries >= maxTries ? 'ticket.locked' : 'ticket.no_match', {}, ['person']);
  return step.endDialog();
}

async function carryOut(step: Step) {
  const desk = DeskTurn.of(step.context);
  const { id, number = '' } = step.values as Values;
  const words = (step.result as Answered | undefined)?.value;
  const { act } = step.options;
  if (!id || !words || (act === 'withdraw' && !isYes(desk, words))) {
    desk.sayKey('ticket.unchanged', { number });
    return step.endDialog();
  }
  const done = await amendBy(desk, act, id, words);
  if (done.ok && act === 'reopen') sayBack(desk, done.complaint, 'ticket.reopen_done');
  else desk.sayKey(done.ok ? `ticket.${act}_done` : `ticket.${act}_refused`, { number }, done.ok ? [] : ['person']);
  return step.endDialog();
}

async function amendBy(desk: DeskTurn, act: TicketAct, id: string, words: string): Promise<Change> {
  const { complaintActs } = desk.services;
  if (act === 'withdraw') return complaintActs.withdraw(id, 'customer');
  if (act === 'reopen') return complaintActs.reopen(id, 'customer', words);
  return tellMore(desk, id, words);
}
