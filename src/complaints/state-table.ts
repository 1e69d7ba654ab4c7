import type { ComplaintStatus } from './complaint';

/** What can happen to a complaint after it was received. */
export const complaintEvents = [
  'acknowledge',
  'assess',
  'investigate',
  'answer',
  'communicate',
  'close',
  'withdraw',
  'reopen',
  'recheck',
  'feed_back',
] as const;
export type ComplaintEvent = (typeof complaintEvents)[number];

/** Who does it. `agent` takes in the owner department's people; a supervisor may do all an agent may. */
export const actorRoles = ['customer', 'bot', 'agent', 'supervisor'] as const;
export type ActorRole = (typeof actorRoles)[number];

/** @param id what the history shows: `customer`, `bot`, or a staff id */
export interface Actor {
  readonly role: ActorRole;
  readonly id: string;
}
/** `customer` and `bot` need no more than their name. */
export type ActorLike = Actor | 'customer' | 'bot';
export const actorOf = (actor: ActorLike): Actor => (typeof actor === 'string' ? { role: actor, id: actor } : actor);
export const customerActor: Actor = { role: 'customer', id: 'customer' };
export const botActor: Actor = { role: 'bot', id: 'bot' };

/** One allowed step. `mark`: the four-never-leave-out mark it sets; `reason`: it needs a note saying why. */
export interface Step {
  readonly event: ComplaintEvent;
  readonly from: readonly ComplaintStatus[];
  /** `undefined`: the status stays. */
  readonly to?: ComplaintStatus;
  readonly by: readonly ActorRole[];
  readonly mark?: 'handled' | 'rechecked' | 'fedBack';
  readonly reason?: true;
}

const staff = ['agent', 'supervisor'] as const;
const open = [
  ...(['received', 'acknowledged', 'assessed', 'investigated', 'answered'] as const),
  'decision_communicated',
] as const satisfies readonly ComplaintStatus[];

/** Stages after GB/T 19012 / ISO 10002 (L2): what is not in this table does not happen. */
export const stateTable: readonly Step[] = [
  { event: 'acknowledge', from: ['received'], to: 'acknowledged', by: ['bot', ...staff] },
  { event: 'assess', from: ['acknowledged'], to: 'assessed', by: staff },
  { event: 'investigate', from: ['assessed'], to: 'investigated', by: staff },
  { event: 'answer', from: ['investigated'], to: 'answered', by: staff, mark: 'handled' },
  { event: 'communicate', from: ['answered'], to: 'decision_communicated', by: ['bot', ...staff] },
  { event: 'recheck', from: ['decision_communicated', 'closed'], by: ['customer', 'bot', ...staff], mark: 'rechecked' },
  { event: 'close', from: ['decision_communicated'], to: 'closed', by: ['customer', ...staff] },
  { event: 'withdraw', from: open, to: 'withdrawn', by: ['customer', ...staff] },
  {
    event: 'reopen',
    from: ['answered', 'decision_communicated', 'closed', 'withdrawn'],
    to: 'assessed',
    by: ['customer', ...staff],
    reason: true,
  },
  {
    event: 'feed_back',
    from: ['assessed', 'investigated', 'answered', 'decision_communicated', 'closed', 'withdrawn'],
    by: staff,
    mark: 'fedBack',
  },
];
