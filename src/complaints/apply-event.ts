import { beforeClosing } from './before-closing';
import { type Complaint, isEnded, type Pause } from './complaint';
import { endsOtherwise } from './fed-back';
import { currentAnswer } from './round';
import { beforeMerge, separated } from './separated';
import { type ActorLike, actorOf, type ComplaintEvent, type Effect, type Guard, stateTable } from './state-table';

/**
 * Why a step is refused: not from this status, not by this actor, it needs a reason, an answer with its coded cause, or
 * first the customer's word (or two tries to get it).
 */
export type Refusal = 'not_now' | 'not_allowed' | 'reason_needed' | 'needs_answer' | 'needs_recheck';
export type Changed = { readonly ok: true; readonly complaint: Complaint };
export type EventResult = Changed | { readonly ok: false; readonly reason: Refusal };

/** Fields a step writes along; status, history, marks and what the table's effects change are not among them. */
export type ComplaintChanges = Partial<
  Pick<
    Complaint,
    | 'handler'
    | 'assessment'
    | 'answers'
    | 'remedies'
    | 'contacts'
    | 'rechecks'
    | 'surveys'
    | 'additions'
    | 'mergedInto'
    | 'problem'
    | 'area'
  >
>;

export interface StepDetails {
  readonly changes?: ComplaintChanges;
  /** Code of the pause that begins (`pause_reasons` of standard.yaml); absent: the note. */
  readonly pause?: string;
}

/** Longest note kept in the history; a longer one is cut. */
const noteLimit = 2_000;

/**
 * Takes one step of the state table, with its guard and effect. The history only grows; the caller writes the result
 * conditional on `version`. Clocks stand still while, and only while, the customer is waited for.
 * @param note why; kept in the history, and needed where the table says so
 */
export function applyEvent(
  complaint: Complaint,
  event: ComplaintEvent,
  actor: ActorLike,
  now: number,
  note?: string,
  { changes = {}, pause }: StepDetails = {},
): EventResult {
  const { role, id } = actorOf(actor);
  const step = stateTable.find((row) => row.event === event);
  if (step === undefined || !step.from.includes(complaint.status)) return { ok: false, reason: 'not_now' };
  if (!step.by.includes(role)) return { ok: false, reason: 'not_allowed' };
  const words = note?.trim().slice(0, noteLimit) ?? '';
  if (step.reason === true && words === '') return { ok: false, reason: 'reason_needed' };
  const changed = { ...complaint, ...changes };
  const refusal = step.guard === undefined ? undefined : guardRefusal[step.guard](changed);
  if (refusal !== undefined) return { ok: false, reason: refusal };

  const to = step.to === 'where_it_was' ? beforeMerge(complaint) : (step.to ?? complaint.status);
  const entry = { at: now, actor: id, event, from: complaint.status, to, ...(words === '' ? {} : { note: words }) };
  const stepped: Complaint = {
    ...changed,
    status: to,
    history: [...complaint.history, entry],
    marks: step.mark === undefined ? complaint.marks : { ...complaint.marks, [step.mark]: { at: now, actor: id } },
  };
  const heard = isSeenTo(complaint, stepped, event) ? withoutClimb(stepped) : stepped;
  // However the wait for the customer ends, withdrawn and merged too, no pause stays open behind it.
  const going = to === 'waiting_for_customer' ? heard : resumed(heard, now);
  return { ok: true, complaint: step.effect === undefined ? going : effectOf[step.effect](going, now, pause ?? words) };
}

const guardRefusal: Record<Guard, (complaint: Complaint) => Refusal | undefined> = {
  rechecked_or_tried_twice: (complaint) => (beforeClosing(complaint) === undefined ? undefined : 'needs_recheck'),
  has_answer: (complaint) => ((currentAnswer(complaint)?.cause ?? '') === '' ? 'needs_answer' : undefined),
};

const effectOf: Record<Effect, (complaint: Complaint, now: number, reason: string) => Complaint> = {
  pause: (complaint, now, reason) => ({
    ...complaint,
    pauses: [...(complaint.pauses ?? []), { from: now, reason }],
  }),
  resume: resumed,
  take_out: separated,
  learn_anew: (complaint) => (endsOtherwise(complaint) ? withoutFeedback(complaint) : complaint),
  raise: raised,
  climb: (complaint, now) => climbed(complaint, now, 'person'),
};

/** What somebody does about a complaint that has climbed. */
const seeingTo: ReadonlySet<ComplaintEvent> = new Set([
  'assign',
  'answer',
  'communicate',
  'decide_remedy',
  'retry_remedy',
  'remedy_paid',
]);

/** Taken, given to somebody, answered, decided or over: whoever it had climbed to has nothing to hear any more. */
const isSeenTo = (before: Complaint, after: Complaint, event: ComplaintEvent): boolean =>
  seeingTo.has(event) ||
  (isEnded(after.status) && !isEnded(before.status)) ||
  (after.handler !== undefined && after.handler !== before.handler);

function withoutClimb(complaint: Complaint): Complaint {
  const { climbed: _, ...rest } = complaint;
  return rest;
}

function withoutFeedback(complaint: Complaint): Complaint {
  const { fedBack: _, ...marks } = complaint.marks;
  return { ...complaint, marks };
}

function resumed(complaint: Complaint, now: number): Complaint {
  const { pauses } = complaint;
  if (pauses === undefined || pauses.every(({ until }) => until !== undefined)) return complaint;
  const ended = (pause: Pause): Pause => (pause.until === undefined ? { ...pause, until: now } : pause);
  return { ...complaint, pauses: pauses.map(ended) };
}

function climbed(complaint: Complaint, at: number, why: string): Complaint {
  const level = (complaint.level ?? 0) === 0 ? 1 : 2;
  return { ...complaint, level, climbed: { at, to: level, why } };
}

function raised(complaint: Complaint, now: number): Complaint {
  const { handled: _handled, rechecked: _rechecked, ...marks } = complaint.marks;
  const again: Complaint = {
    ...complaint,
    marks,
    priority: complaint.priority === 0 ? 1 : 2,
    reopened: (complaint.reopened ?? 0) + 1,
  };
  return climbed(again, now, 'again');
}
