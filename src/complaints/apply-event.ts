import type { Complaint } from './complaint';
import { type ActorLike, actorOf, type ComplaintEvent, stateTable } from './state-table';

/** Why a step is refused: not from this status, not by this actor, or it needs a reason. */
export type Refusal = 'not_now' | 'not_allowed' | 'reason_needed';
export type Changed = { readonly ok: true; readonly complaint: Complaint };
export type EventResult = Changed | { readonly ok: false; readonly reason: Refusal };

/** Longest note kept in the history; a longer one is cut. */
const noteLimit = 2_000;

/**
 * Takes one step of the state table. The history only grows; the caller writes the result conditional on `version`.
 * A re-opened complaint loses the marks `handled` and `rechecked` (they must be earned again) and is raised one
 * priority.
 * @param note the reason, needed for `reopen`
 */
export function applyEvent(
  complaint: Complaint,
  event: ComplaintEvent,
  actor: ActorLike,
  now: number,
  note?: string,
): EventResult {
  const { role, id } = actorOf(actor);
  const step = stateTable.find((row) => row.event === event);
  if (step === undefined || !step.from.includes(complaint.status)) return { ok: false, reason: 'not_now' };
  if (!step.by.includes(role)) return { ok: false, reason: 'not_allowed' };
  const words = note?.trim().slice(0, noteLimit) ?? '';
  if (step.reason === true && words === '') return { ok: false, reason: 'reason_needed' };

  const entry = {
    at: now,
    actor: id,
    event,
    from: complaint.status,
    to: step.to ?? complaint.status,
    ...(words === '' ? {} : { note: words }),
  };
  const changed: Complaint = {
    ...complaint,
    status: entry.to,
    history: [...complaint.history, entry],
    marks: step.mark === undefined ? complaint.marks : { ...complaint.marks, [step.mark]: { at: now, actor: id } },
  };
  return { ok: true, complaint: event === 'reopen' ? raised(changed) : changed };
}

function raised(complaint: Complaint): Complaint {
  const { handled: _handled, rechecked: _rechecked, ...marks } = complaint.marks;
  return { ...complaint, marks, priority: complaint.priority === 0 ? 1 : 2 };
}
