import type { Actor } from '../complaints/state-table';
import type { KnownProblemStatus } from './known-problem';
import { type ProblemEvent, type ProblemGuard, problemTable } from './state-table';
import type { StoredProblem } from './stored-problem';

/** Why a step is refused: not from this status, not by this actor, it needs a reason, or somebody is (still) attached. */
export type ProblemRefusal = 'not_now' | 'not_allowed' | 'reason_needed' | 'attached';
export type Stepped =
  | { readonly ok: true; readonly problem: StoredProblem }
  | { readonly ok: false; readonly reason: ProblemRefusal };

/** What the guards look at; counted where a guard needs it. */
export interface Attached {
  readonly all: number;
  readonly open: number;
}

const noteLimit = 500;

/**
 * Takes one step of the state table. The history only grows; the caller writes the result on condition of the version.
 * @param problem a new one has no status yet
 */
export function applyProblemEvent(
  problem: Omit<StoredProblem, 'status'> & { readonly status?: KnownProblemStatus },
  event: ProblemEvent,
  { role, id }: Actor,
  now: number,
  { note = '', attached, changes = {} }: StepDetails = {},
): Stepped {
  const from = problem.status ?? 'none';
  const steps = problemTable.filter((row) => row.event === event && row.from.includes(from));
  if (steps.length === 0) return { ok: false, reason: 'not_now' };
  const step = steps.find(({ by }) => by.some((one) => one === role));
  if (step === undefined) return { ok: false, reason: 'not_allowed' };
  const words = note.trim().slice(0, noteLimit);
  if (step.reason === true && words === '') return { ok: false, reason: 'reason_needed' };
  if (step.guard !== undefined && !(attached !== undefined && holds[step.guard](attached)))
    return { ok: false, reason: 'attached' };
  const status = step.to ?? problem.status;
  if (status === undefined) return { ok: false, reason: 'not_now' };
  const entry = { at: now, actor: id, event, ...(words === '' ? {} : { note: words }) };
  return { ok: true, problem: { ...problem, ...changes, status, history: [...problem.history, entry] } };
}

export interface StepDetails {
  readonly note?: string;
  readonly attached?: Attached;
  readonly changes?: Partial<StoredProblem>;
}

const holds: Record<ProblemGuard, (attached: Attached) => boolean> = {
  nobody_attached: ({ all }) => all === 0,
  none_left_open: ({ open }) => open === 0,
};
