import { createHash } from 'node:crypto';
import { type ActKey, heardBefore, nowHeard } from '../ports/act-key';
import { daysBefore, shanghaiDay } from '../ports/calendar';
import type { Clock } from '../ports/clock';
import type { DocumentStore } from '../ports/document-store';
import { type ActionAct, actionTable, stateOf } from './action-table';
import { type Changed, changeDocument } from './change-document';
import type { ActionActBodies, CorrectiveAction, NewAction } from './learning';

/** An act with what it needs. */
export type ActionChange = { readonly [Act in ActionAct]: { readonly act: Act } & ActionActBodies[Act] }[ActionAct];
/** `unknown`: no such cause or department; `day`: no day, before today, or too far away; `not_now`: see {@link actionTable}. */
export type ActionResult = Changed<CorrectiveAction, 'unknown' | 'day' | 'not_now'>;

export interface CorrectiveActions {
  /** All there are, the first due first, what is done or dropped behind. */
  all(): Promise<readonly CorrectiveAction[]>;
  /**
   * The same by the same person on the same day is the same action (R1).
   * @param by staff name
   * @param key of the request, here and below: said under it before, nothing happens
   */
  add(by: string, given: NewAction, key?: ActKey): Promise<ActionResult>;
  act(by: string, id: string, change: ActionChange, key?: ActKey): Promise<ActionResult>;
}

export interface CorrectiveActionsDeps {
  readonly documents: Pick<DocumentStore, 'get' | 'list' | 'put'>;
  readonly clock: Clock;
  /** nlp-models/handoff/wrap-up.yaml */
  readonly isCause: (code: string) => boolean;
  /** `owners` of nlp-models/complaints/standard.yaml */
  readonly isOwner: (code: string) => boolean;
}

const kind = 'corrective_action';
const mostKept = 5_000;
/** Later is no day anybody works towards. */
const longestDays = 730;

/** What departments do so that causes go away: one document each, changed by conditional writes. */
export function createCorrectiveActions({
  documents,
  clock,
  isCause,
  isOwner,
}: CorrectiveActionsDeps): CorrectiveActions {
  const isDay = (day: string): boolean => {
    const today = shanghaiDay(clock.now());
    const real = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
    return real && daysBefore(day, 0) === day && day >= today && day <= daysBefore(today, -longestDays);
  };

  /** What came of the same request. */
  async function saidBefore(key: ActKey): Promise<ActionResult | undefined> {
    for (const { value } of await documents.list<CorrectiveAction>(kind, mostKept)) {
      const heard = heardBefore(value.heard, key);
      if (heard === 'same') return { ok: true, value };
      if (heard === 'other') return { ok: false, reason: 'key_reused' };
    }
    return undefined;
  }

  return {
    async all() {
      const stored = await documents.list<CorrectiveAction>(kind, mostKept);
      return stored.map(({ value: { heard: _, ...action } }) => action).sort(byUrgency);
    },
    async add(by, given, key) {
      const said = key && (await saidBefore(key));
      if (said !== undefined) return said;
      if (!isCause(given.cause) || !isOwner(given.owner)) return { ok: false, reason: 'unknown' };
      if (!isDay(given.dueOn)) return { ok: false, reason: 'day' };
      const now = clock.now();
      const { cause, owner, text, responsible, dueOn, numbers = [] } = given;
      const id = idOf([by, shanghaiDay(now), cause, owner, text, responsible, dueOn]);
      const action: CorrectiveAction = {
        ...{ id, cause, owner, text, responsible, dueOn, numbers },
        createdAt: now,
        createdBy: by,
        notes: [],
        ...(key && { heard: nowHeard(undefined, key) }),
      };
      if ((await documents.put(kind, id, action, 0)) !== undefined) return { ok: true, value: action };
      const there = await documents.get<CorrectiveAction>(kind, id);
      return there ? { ok: true, value: there.value } : { ok: false, reason: 'busy' };
    },
    async act(by, id, change, key) {
      // Asked only when it is new: said again under its key, its day may be over.
      const decide = (action: CorrectiveAction) => {
        if (change.act === 'postpone' && !isDay(change.dueOn)) return { ok: false as const, reason: 'day' as const };
        const state = stateOf(action);
        if (isSaidAlready(action, by, change)) return { ok: true as const, value: action };
        if (actionTable[state][change.act] === undefined) return { ok: false as const, reason: 'not_now' as const };
        return { ok: true as const, value: changed(action, by, change, clock.now()) };
      };
      return changeDocument<CorrectiveAction, 'day' | 'not_now'>(documents, kind, id, decide, key);
    },
  };
}

function changed(action: CorrectiveAction, by: string, change: ActionChange, at: number): CorrectiveAction {
  const noted = (text: string | undefined): Pick<CorrectiveAction, 'notes'> => ({
    notes: text === undefined ? action.notes : [...action.notes, { at, by, text }],
  });
  switch (change.act) {
    case 'done':
      return { ...action, doneAt: at, doneBy: by, ...noted(change.note) };
    case 'drop':
      return { ...action, droppedAt: at, ...noted(change.why) };
    case 'note':
      return { ...action, ...noted(change.text) };
    case 'postpone':
      return { ...action, dueOn: change.dueOn, ...noted(`${action.dueOn} → ${change.dueOn}: ${change.why}`) };
  }
}

/** The same act again, as after an answer that was lost on the way. */
function isSaidAlready(action: CorrectiveAction, by: string, change: ActionChange): boolean {
  const last = action.notes.at(-1);
  switch (change.act) {
    case 'done':
      return stateOf(action) === 'done' && action.doneBy === by;
    case 'drop':
      return stateOf(action) === 'dropped' && last?.by === by && last.text === change.why;
    case 'note':
      return last?.by === by && last.text === change.text;
    case 'postpone':
      return action.dueOn === change.dueOn;
  }
}

const idOf = (parts: readonly string[]): string =>
  `fix_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)}`;

const order = { open: 0, done: 1, dropped: 2 } as const;
const byUrgency = (a: CorrectiveAction, b: CorrectiveAction): number =>
  order[stateOf(a)] - order[stateOf(b)] ||
  (stateOf(a) === 'open' ? a.dueOn.localeCompare(b.dueOn) : b.createdAt - a.createdAt) ||
  a.id.localeCompare(b.id);
