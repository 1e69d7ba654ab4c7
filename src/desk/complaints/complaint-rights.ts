import { beforeClosing, type KeptFromClosing } from '../../complaints/before-closing';
import type { Complaint } from '../../complaints/complaint';
import { type ComplaintEvent, stateTable } from '../../complaints/state-table';
import type { Routing } from '../../handoff/routing-data';
import type { ComplaintActBodies } from '../complaint-api';
import type { StaffIdentity } from '../staff-account';

/**
 * What somebody is to a complaint. `handler` works on it, `taker` is of its department's team while nobody does, `colleague`
 * while somebody else does, or a senior is to: what was opened again is for supervisors, who may give it to anybody.
 * `supervisor` sees all. Administrators look after the system and are nothing to customers.
 */
export type ComplaintRelation = 'handler' | 'taker' | 'colleague' | 'supervisor';
export type ComplaintAct = keyof ComplaintActBodies;

const worker = ['handler', 'taker', 'supervisor'] as const;
/** What a customer says who happens to reach a colleague. */
const anyone = [...worker, 'colleague'] as const;

/**
 * Who may do what; in which states says the state table (src/complaints/state-table.ts) by `events`. The one place that
 * knows (S5). Rendered in docs/desk.md.
 */
export const complaintRights: Readonly<
  Record<ComplaintAct, { readonly by: readonly ComplaintRelation[]; readonly events: readonly ComplaintEvent[] }>
> = {
  assign: { by: worker, events: ['assign'] },
  assess: { by: worker, events: ['assess'] },
  investigate: { by: worker, events: ['investigate'] },
  ask: { by: worker, events: ['ask_customer'] },
  answered: { by: anyone, events: ['customer_answered'] },
  answer: { by: worker, events: ['answer'] },
  // Who says whether it is solved has heard the answer.
  recheck: { by: anyone, events: ['recheck', 'recheck_failed', 'communicate'] },
  contact: { by: anyone, events: ['contact'] },
  close: { by: worker, events: ['close'] },
  withdraw: { by: anyone, events: ['withdraw'] },
  reopen: { by: anyone, events: ['reopen'] },
  merge: { by: worker, events: ['merge'] },
  separate: { by: ['handler', 'supervisor'], events: ['separate'] },
  feedBack: { by: worker, events: ['feed_back'] },
  escalate: { by: ['supervisor'], events: ['escalate'] },
  remedy: { by: worker, events: ['remedy'] },
  decideRemedy: { by: ['supervisor'], events: ['decide_remedy'] },
  payAgain: { by: worker, events: ['retry_remedy'] },
};

const acts = Object.keys(complaintRights) as readonly ComplaintAct[];
type Teams = Pick<Routing, 'owners'>;
type Whose = Pick<Complaint, 'handler' | 'promise' | 'reopened'>;

/** Departments whose complaints somebody works on; `undefined`: all of them. */
export function ownersOf({ role, teams = [] }: StaffIdentity, { owners }: Teams): readonly string[] | undefined {
  if (role === 'admin') return [];
  if (role === 'supervisor' || teams.length === 0) return undefined;
  return [...new Set(teams.flatMap((team) => (Object.hasOwn(owners, team) ? (owners[team] ?? []) : [])))];
}

export function relationsOf(
  identity: StaffIdentity,
  { handler, promise, reopened = 0 }: Whose,
  routing: Teams,
): readonly ComplaintRelation[] {
  if (identity.role === 'admin') return [];
  const relations: ComplaintRelation[] = identity.role === 'supervisor' ? ['supervisor'] : [];
  if (handler === identity.name) relations.push('handler');
  else if (ownersOf(identity, routing)?.includes(promise.owner) !== false)
    relations.push(handler === undefined && reopened === 0 ? 'taker' : 'colleague');
  return relations;
}

export const maySee = (identity: StaffIdentity, complaint: Whose, routing: Teams): boolean =>
  relationsOf(identity, complaint, routing).length > 0;

export function mayDo(identity: StaffIdentity, complaint: Complaint, act: ComplaintAct, routing: Teams): boolean {
  const { by, events } = complaintRights[act];
  if (!relationsOf(identity, complaint, routing).some((relation) => by.includes(relation))) return false;
  const { role } = identity;
  return (
    role !== 'admin' &&
    holds(complaint, act) &&
    stateTable.some(
      (step) => events.includes(step.event) && step.from.includes(complaint.status) && step.by.includes(role),
    )
  );
}

/** What the act would be refused for besides the state, so that no button leads to a refusal. */
function holds(complaint: Complaint, act: ComplaintAct): boolean {
  const { marks, remedies = [] } = complaint;
  if (act === 'close') return beforeClosing(complaint) === undefined;
  if (act === 'feedBack') return marks.fedBack === undefined;
  if (act === 'decideRemedy')
    return remedies.some((remedy) => remedy.status === 'waiting_approval' || remedy.status === 'failed');
  if (act === 'payAgain') return remedies.some((remedy) => remedy.status === 'failed');
  return true;
}

/** Why somebody whose it is to close it cannot yet; `undefined`: nothing is in the way, or it is not theirs. */
export function keptFromClosing(
  identity: StaffIdentity,
  complaint: Complaint,
  routing: Teams,
): KeptFromClosing | undefined {
  const isTheirs = relationsOf(identity, complaint, routing).some((one) => complaintRights.close.by.includes(one));
  return isTheirs ? beforeClosing(complaint) : undefined;
}

/** All that may be done by this person now: what the page shows buttons for. */
export const actsOf = (identity: StaffIdentity, complaint: Complaint, routing: Teams): readonly ComplaintAct[] =>
  acts.filter((act) => mayDo(identity, complaint, act, routing));

/** The papers for an appeal leave the house: whoever works on it, and supervisors. */
export const mayHavePacket = (identity: StaffIdentity, complaint: Whose, routing: Teams): boolean =>
  relationsOf(identity, complaint, routing).some((relation) => relation === 'handler' || relation === 'supervisor');

/**
 * Up to when the conversation it was told in may be read for its sake: what the customer says after its end is no business
 * of those who worked on it.
 */
export const readableUntil = ({ status, history }: Complaint): number =>
  status === 'closed' || status === 'withdrawn' || status === 'merged'
    ? (history.at(-1)?.at ?? 0)
    : Number.POSITIVE_INFINITY;
