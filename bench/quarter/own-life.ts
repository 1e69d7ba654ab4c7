import type { Complaint, HistoryEntry } from '../../src/complaints/complaint';
import { partOfDay } from './own-calendar';
import type { OwnPromise, OwnStandard } from './own-standard';

/*
 * A complaint played again from the lines of its history, without the product's reading of it: what is owed and what is
 * due at any moment follows from here. The document is asked only for what no line tells (pauses' reasons, remedies' ids).
 */

/** One a supervisor has to decide on. */
export interface OwnRemedy {
  readonly id: string;
  readonly at: number;
}

/** How a complaint stands after a line of its history. */
export interface OwnLife {
  status: string;
  type: string;
  subType: string | undefined;
  readonly place: string | undefined;
  readonly createdAt: number;
  round: number;
  roundStart: number;
  promise: OwnPromise;
  /** Severity and when it was said. */
  assessed: { readonly severity: string; readonly at: number } | undefined;
  pauses: { readonly from: number; until: number; readonly reason: string }[];
  firstReplyAt: number | undefined;
  recordedAt: number | undefined;
  handledAt: number | undefined;
  toldAt: number | undefined;
  askedAt: number | undefined;
  /** Times of calls that reached nobody since the decision. */
  tries: number[];
  recheckedAt: number | undefined;
  fedBackAt: number | undefined;
  /** Cause and department of the last decision. */
  decision: string | undefined;
  /** Which one the department was told of, in which round; without one, the first that came then. */
  learnt: { decision: string | undefined; readonly round: number } | undefined;
  /** The customer's last word. */
  solved: boolean | undefined;
  closedAt: number | undefined;
  /** Ended for the first time since it was opened. */
  endedAt: number | undefined;
  waiting: OwnRemedy[];
  /** Part of a known problem in this round, and until when its repair was told. */
  part: { readonly number: string; readonly repairBy: number | undefined } | undefined;
}

const notStaff = new Set(['customer', 'bot', 'desk']);
const replies = new Set(['assess', 'investigate', 'ask_customer', 'answer', 'contact']);
const ended = new Set(['closed', 'withdrawn', 'merged']);

export const isEnded = ({ status }: OwnLife): boolean => ended.has(status);

/** The second try in another part of the day than the first. */
export function triedAgainAt({ tries, handledAt }: OwnLife): number | undefined {
  if (handledAt === undefined) return undefined;
  const [first, ...others] = tries;
  return first === undefined ? undefined : others.find((at) => partOfDay(at) !== partOfDay(first));
}

/** Before the first line of its history. */
export function born(complaint: Complaint, standard: OwnStandard): OwnLife {
  const { type, subType } = kindAtFirst(complaint);
  const { createdAt, slots, marks } = complaint;
  return { ...newLife(type, subType, slots.place, createdAt, standard), recordedAt: marks.recorded?.at };
}

export const newLife = (
  type: string,
  subType: string | undefined,
  place: string | undefined,
  createdAt: number,
  standard: OwnStandard,
): OwnLife => ({
  status: 'received',
  type,
  subType,
  place,
  createdAt,
  round: 0,
  roundStart: createdAt,
  promise: standard.promise(type, subType, place, createdAt),
  assessed: undefined,
  pauses: [],
  firstReplyAt: undefined,
  recordedAt: undefined,
  handledAt: undefined,
  toldAt: undefined,
  askedAt: undefined,
  tries: [],
  recheckedAt: undefined,
  fedBackAt: undefined,
  decision: undefined,
  learnt: undefined,
  solved: undefined,
  closedAt: undefined,
  endedAt: undefined,
  waiting: [],
  part: undefined,
});

/** Before anybody corrected it. */
export function kindAtFirst({ type, subType, history }: Complaint): { type: string; subType: string | undefined } {
  const first = history.find(({ event }) => event === 'correct_type');
  const [before = ''] = first?.note?.split(' → ') ?? [];
  if (before === '') return { type, subType };
  const [was = '', sub] = before.split('/');
  return { type: was, subType: sub };
}

/** Goes on by one line. */
export function live(life: OwnLife, line: HistoryEntry, complaint: Complaint, standard: OwnStandard): void {
  const { at, event, actor, note = '' } = line;
  if (!notStaff.has(actor) && replies.has(event)) life.firstReplyAt ??= at;
  if (line.to !== undefined && line.to !== life.status) {
    const open = life.pauses.find(({ until }) => until === Number.POSITIVE_INFINITY);
    if (open) open.until = at;
    life.status = line.to;
    if (ended.has(line.to)) life.endedAt = at;
    if (line.to === 'closed') life.closedAt = at;
  }
  switch (event) {
    case 'correct_type':
      correct(life, note, at, standard);
      return;
    case 'assess':
      // One that is answered by the repair of its problem is assessed without a word.
      life.assessed = {
        severity:
          note === life.part?.number
            ? (complaint.assessment?.severity ?? '')
            : (note.split(' → ').at(-1)?.split(',')[0] ?? ''),
        at,
      };
      return;
    case 'ask_customer': {
      const reason = complaint.pauses?.[life.pauses.length]?.reason ?? '';
      life.pauses.push({ from: at, until: Number.POSITIVE_INFINITY, reason });
      return;
    }
    case 'answer':
      life.handledAt = at;
      life.tries = [];
      decide(life, `${note} ${standard.ownerOf(life.type, life.subType)}`);
      return;
    case 'communicate':
      life.toldAt = at;
      return;
    case 'ask_recheck':
      life.askedAt = at;
      life.solved = undefined;
      return;
    case 'contact':
      if (life.handledAt !== undefined && !note.endsWith(' reached')) life.tries.push(at);
      return;
    case 'recheck':
      life.recheckedAt = at;
      life.solved = true;
      return;
    case 'feed_back':
      life.fedBackAt = at;
      life.learnt = { decision: life.decision, round: life.round };
      return;
    case 'remedy': {
      const given = complaint.remedies?.find((remedy) => remedy.at === at && note.includes(remedy.code));
      if (note.startsWith('waiting_approval') && given) life.waiting.push({ id: given.id, at });
      return;
    }
    case 'decide_remedy': {
      const decided = complaint.remedies?.filter(({ decidedAt }) => decidedAt === at).map(({ id }) => id) ?? [];
      life.waiting = life.waiting.filter(({ id }) => !decided.includes(id));
      return;
    }
    case 'attach':
      life.part = { number: note, repairBy: actor === 'customer' ? standard.repairTime(note, at) : undefined };
      return;
    case 'tell_problem':
      life.part = { number: note, repairBy: standard.repairTime(note, at) };
      return;
    case 'detach':
      life.part = undefined;
      return;
    case 'recheck_failed':
    case 'reopen':
      again(life, at, standard);
  }
}

/** No promise grows longer by it, and none is over that was not before. */
function correct(life: OwnLife, note: string, at: number, standard: OwnStandard): void {
  const [type = '', subType] = (note.split(' → ')[1] ?? '').split('/');
  life.type = type;
  life.subType = subType;
  const anew = standard.promise(type, subType, life.place, life.roundStart);
  const sooner = (name: keyof OwnPromise): number =>
    anew[name] > at ? Math.min(life.promise[name], anew[name]) : life.promise[name];
  life.promise = {
    firstReplyBy: sooner('firstReplyBy'),
    resolveBy: sooner('resolveBy'),
    answerBy: sooner('answerBy'),
  };
}

/** What a department learnt in a round before is worth nothing when it ends another way. */
function decide(life: OwnLife, decision: string): void {
  const { learnt, round } = life;
  life.decision = decision;
  if (learnt === undefined) return;
  learnt.decision ??= decision;
  if (learnt.round === round || learnt.decision === decision) return;
  life.learnt = undefined;
  life.fedBackAt = undefined;
}

/** Back to work: new clocks, and two of the marks have to be earned again. */
export function again(life: OwnLife, at: number, standard: OwnStandard): void {
  life.round += 1;
  life.roundStart = at;
  life.promise = standard.promise(life.type, life.subType, life.place, at);
  life.firstReplyAt = undefined;
  life.handledAt = undefined;
  life.recheckedAt = undefined;
  life.toldAt = undefined;
  life.askedAt = undefined;
  life.tries = [];
  life.solved = false;
  life.endedAt = undefined;
  life.part = undefined;
}
