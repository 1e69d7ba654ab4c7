import type { HandoffActor } from './actor';
import type { Handoff } from './handoff';
import { type HandoffEvent, handoffStateTable } from './state-table';

/** Why a step is refused: not from this status, or not by this actor. */
export type HandoffRefusal = 'not_now' | 'not_allowed';
export type HandoffEventResult =
  | { readonly ok: true; readonly handoff: Handoff }
  | { readonly ok: false; readonly reason: HandoffRefusal };

type Fixed = 'id' | 'version' | 'createdBy' | 'createdAt' | 'conversationId' | 'status' | 'history';
/** Fields written along with the step; `undefined` takes one away. */
export type HandoffChanges = { readonly [Field in keyof Omit<Handoff, Fixed>]?: Handoff[Field] | undefined };

/** Longest note kept in the history; a longer one is cut. */
const noteLimit = 500;
/** What the customer was told about the place in line repeats by the minute, and stands in their conversation anyway. */
const unrecorded: ReadonlySet<HandoffEvent> = new Set(['told']);

/**
 * Takes one step of the state table. The history only grows; the caller writes the result conditional on `version`.
 * @param note what the history says besides: whom it concerned, why
 */
export function applyHandoffEvent(
  handoff: Handoff,
  event: HandoffEvent,
  actor: HandoffActor,
  now: number,
  changes: HandoffChanges = {},
  note = '',
): HandoffEventResult {
  const steps = handoffStateTable.filter((step) => step.event === event && step.from.includes(handoff.status));
  if (steps.length === 0) return { ok: false, reason: 'not_now' };
  const step = steps.find(({ by }) => by.some((role) => actor.roles.includes(role)));
  if (step === undefined) return { ok: false, reason: 'not_allowed' };

  const to = step.to ?? handoff.status;
  const words = note.trim().slice(0, noteLimit);
  const entry = { at: now, actor: actor.id, event, from: handoff.status, to, ...(words === '' ? {} : { note: words }) };
  const { history = [] } = handoff;
  const merged = {
    ...handoff,
    ...changes,
    status: to,
    history: unrecorded.has(event) ? history : [...history, entry],
  };
  return { ok: true, handoff: withoutUndefined(merged) };
}

/** A field set to `undefined` is no field: documents hold JSON values only. */
const withoutUndefined = (fields: Omit<Handoff, keyof HandoffChanges> & HandoffChanges): Handoff =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as Handoff;
