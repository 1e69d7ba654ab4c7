import { isColleague } from '../handoff/actor';
import type { Handoff, HandoffStatus } from '../handoff/handoff';
import type { DeskAct } from './desk-api';
import type { StaffIdentity } from './staff-account';

/**
 * What somebody is to a hand-over. `agent` has it, `offered` is asked to take it, `colleague` belongs to the team it waits
 * for, `past` wrapped it up, `supervisor` sees all. Administrators look after the system and are nothing to customers.
 */
export type Relation = 'agent' | 'offered' | 'colleague' | 'past' | 'supervisor';

const inLine = ['waiting', 'offered', 'call_back_booked'] as const satisfies readonly HandoffStatus[];
const open = [...inLine, 'assigned'] as const satisfies readonly HandoffStatus[];
const kept = [...open, 'done'] as const satisfies readonly HandoffStatus[];

/** Who may do what, and in which states: the one place that knows (S5). Rendered in docs/desk.md. */
export const rightsTable: Readonly<
  Record<DeskAct, readonly { readonly by: readonly Relation[]; readonly in: readonly HandoffStatus[] }[]>
> = {
  accept: [{ by: ['offered'], in: ['offered'] }],
  decline: [{ by: ['offered'], in: ['offered'] }],
  take: [
    { by: ['colleague', 'supervisor'], in: inLine },
    { by: ['supervisor'], in: ['assigned'] },
  ],
  message: [{ by: ['agent'], in: ['assigned'] }],
  note: [{ by: ['agent', 'offered', 'colleague', 'past', 'supervisor'], in: kept }],
  whisper: [{ by: ['supervisor'], in: open }],
  transfer: [{ by: ['agent', 'supervisor'], in: ['assigned'] }],
  reassign: [{ by: ['supervisor'], in: open }],
  call_back: [{ by: ['agent', 'supervisor'], in: ['assigned'] }],
  finish: [{ by: ['agent', 'supervisor'], in: ['assigned'] }],
  reveal: [
    { by: ['agent'], in: ['assigned'] },
    { by: ['supervisor'], in: kept },
  ],
  correct_type: [{ by: ['agent', 'offered', 'colleague', 'past', 'supervisor'], in: kept }],
};

/**
 * What remains while another desk has the customer. Whoever passed them on here would leave them in a line nobody serves,
 * since the other desk still counts as theirs; `finish` is the way out where that desk has gone silent.
 */
const atAnotherDesk: ReadonlySet<DeskAct> = new Set(['note', 'finish', 'reveal', 'correct_type']);

const acts = Object.keys(rightsTable) as readonly DeskAct[];

export function relationsOf(identity: StaffIdentity, handoff: Handoff): readonly Relation[] {
  const { name, role } = identity;
  const relations: Relation[] = [];
  if (role === 'admin') return relations;
  if (role === 'supervisor') relations.push('supervisor');
  if (handoff.status === 'assigned' && handoff.agent === name) relations.push('agent');
  if (handoff.status === 'offered' && handoff.offer?.agent === name) relations.push('offered');
  if (handoff.status === 'done' && handoff.agent === name) relations.push('past');
  if (isIn(inLine, handoff.status) && isColleague(identity, handoff)) relations.push('colleague');
  return relations;
}

export const maySee = (identity: StaffIdentity, handoff: Handoff): boolean => relationsOf(identity, handoff).length > 0;

export function mayDo(identity: StaffIdentity, handoff: Handoff, act: DeskAct): boolean {
  const relations = relationsOf(identity, handoff);
  if (handoff.hub !== undefined && !atAnotherDesk.has(act)) return false;
  // Taking what one has already is no act.
  if (act === 'take' && relations.includes('agent')) return false;
  return rightsTable[act].some(
    (rule) => isIn(rule.in, handoff.status) && rule.by.some((relation) => relations.includes(relation)),
  );
}

/** All that may be done by this person now: what the page shows buttons for. */
export const actsOf = (identity: StaffIdentity, handoff: Handoff): readonly DeskAct[] =>
  acts.filter((act) => mayDo(identity, handoff, act));

/**
 * Up to when somebody may read the conversation: who wrapped it up reads no further than its end, as what the customer
 * tells the bot afterwards is no business of theirs.
 */
export function mayReadUntil(identity: StaffIdentity, handoff: Handoff): number {
  const relations = relationsOf(identity, handoff);
  if (relations.length === 0) return 0;
  return relations.some((relation) => relation !== 'past') ? Number.POSITIVE_INFINITY : (handoff.wrapUp?.at ?? 0);
}

const isIn = (statuses: readonly HandoffStatus[], status: HandoffStatus): boolean => statuses.includes(status);
