import { type ComplaintStatus, complaintStatuses } from './complaint';

/** What can happen to a complaint after it was received. */
export const complaintEvents = [
  'acknowledge',
  'assign',
  'assess',
  'investigate',
  'ask_customer',
  'customer_answered',
  'answer',
  'communicate',
  'ask_recheck',
  'recheck',
  'recheck_failed',
  'contact',
  'close',
  'withdraw',
  'reopen',
  'merge',
  'separate',
  'feed_back',
  'attach',
  'detach',
  'tell_problem',
  'escalate',
  'remedy',
  'decide_remedy',
  'remedy_paid',
  'remedy_failed',
  'retry_remedy',
  'survey',
] as const;
export type ComplaintEvent = (typeof complaintEvents)[number];

/** Who does it. `desk`: a timer. `agent` takes in the owner department's people; a supervisor may do all an agent may. */
export const actorRoles = ['customer', 'bot', 'desk', 'agent', 'supervisor'] as const;
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

/** What has to hold besides; {@link applyEvent} knows how to look. */
export const guards = [
  /** The customer said it is solved, or two tries to reach them at different times of day are on record. */
  'rechecked_or_tried_twice',
  /** An answer with its coded cause is there. */
  'has_answer',
] as const;
export type Guard = (typeof guards)[number];

/** What changes besides the status. */
export const effects = [
  /** Our clocks stand still, or go on. */
  'pause',
  'resume',
  /** Marks `handled` and `rechecked` have to be earned again, one priority and one step of the ladder up, new clocks. */
  'raise',
  /** One step of the ladder up. */
  'climb',
  /** Back with another cause or department than was fed back: the mark `fedBack` has to be earned again. */
  'learn_anew',
  /** Out of the other one: our clocks stood still meanwhile, and go on. */
  'take_out',
] as const;
export type Effect = (typeof effects)[number];

/** One allowed step. `mark`: the four-never-leave-out mark it sets; `reason`: it needs a note saying why. */
export interface Step {
  readonly event: ComplaintEvent;
  readonly from: readonly ComplaintStatus[];
  /** `undefined`: the status stays; `where_it_was`: as it was before it was merged. */
  readonly to?: ComplaintStatus | 'where_it_was';
  readonly by: readonly ActorRole[];
  readonly guard?: Guard;
  readonly effect?: Effect;
  readonly mark?: 'handled' | 'rechecked' | 'fedBack';
  readonly reason?: true;
}

const staff = ['agent', 'supervisor'] as const;
const working = ['acknowledged', 'assessed', 'investigating', 'waiting_for_customer'] as const;
const decided = ['answered', 'decision_communicated', 'rechecked'] as const;
const open = ['received', ...working, ...decided] as const satisfies readonly ComplaintStatus[];

/** Stages after GB/T 19012 / ISO 10002 (L2): what is not in this table does not happen. */
export const stateTable: readonly Step[] = [
  { event: 'acknowledge', from: ['received'], to: 'acknowledged', by: ['bot', ...staff] },
  { event: 'assign', from: open, by: ['desk', ...staff] },
  { event: 'assess', from: ['acknowledged', 'assessed'], to: 'assessed', by: staff },
  { event: 'investigate', from: ['assessed'], to: 'investigating', by: staff },
  {
    event: 'ask_customer',
    from: ['assessed', 'investigating'],
    to: 'waiting_for_customer',
    by: staff,
    effect: 'pause',
    reason: true,
  },
  {
    event: 'customer_answered',
    from: ['waiting_for_customer'],
    to: 'investigating',
    by: ['customer', 'desk', ...staff],
    effect: 'resume',
  },
  // The decision with its coded cause; told to the customer by the next step.
  {
    event: 'answer',
    from: ['investigating'],
    to: 'answered',
    by: staff,
    guard: 'has_answer',
    effect: 'learn_anew',
    mark: 'handled',
  },
  { event: 'communicate', from: ['answered'], to: 'decision_communicated', by: ['bot', 'desk', ...staff] },
  { event: 'ask_recheck', from: ['decision_communicated'], by: ['bot', 'desk', ...staff] },
  {
    event: 'recheck',
    from: ['decision_communicated', 'closed'],
    to: 'rechecked',
    by: ['customer', ...staff],
    mark: 'rechecked',
  },
  // 没解决: back to work with higher priority, to a senior.
  {
    event: 'recheck_failed',
    from: ['decision_communicated', 'rechecked', 'closed'],
    to: 'assessed',
    by: ['customer', ...staff],
    effect: 'raise',
    reason: true,
  },
  { event: 'contact', from: decided, by: staff },
  {
    event: 'close',
    from: ['decision_communicated', 'rechecked'],
    to: 'closed',
    by: ['customer', 'desk', ...staff],
    guard: 'rechecked_or_tried_twice',
  },
  { event: 'withdraw', from: open, to: 'withdrawn', by: ['customer', ...staff] },
  {
    event: 'reopen',
    from: [...decided, 'closed', 'withdrawn'],
    to: 'assessed',
    by: ['customer', ...staff],
    effect: 'raise',
    reason: true,
  },
  { event: 'merge', from: ['received', ...working], to: 'merged', by: staff, reason: true },
  // Merged by mistake.
  { event: 'separate', from: ['merged'], to: 'where_it_was', by: staff, effect: 'take_out', reason: true },
  {
    event: 'feed_back',
    from: ['assessed', 'investigating', 'waiting_for_customer', ...decided, 'closed', 'withdrawn'],
    by: staff,
    mark: 'fedBack',
  },
  // Part of a known problem (src/known-problems): in with the customer's yes or a supervisor's word.
  { event: 'attach', from: ['received', ...working], by: ['customer', ...staff] },
  { event: 'detach', from: open, by: staff, reason: true },
  { event: 'tell_problem', from: ['received', ...working], by: ['desk'] },
  { event: 'escalate', from: open, by: ['desk', 'supervisor'], effect: 'climb' },
  { event: 'remedy', from: ['assessed', 'investigating', ...decided], by: staff },
  { event: 'decide_remedy', from: [...open, 'closed'], by: ['supervisor', 'desk'] },
  // Money on its way arrives whatever has become of the complaint meanwhile.
  { event: 'remedy_paid', from: complaintStatuses, by: ['desk'] },
  { event: 'remedy_failed', from: complaintStatuses, by: ['desk'] },
  { event: 'retry_remedy', from: [...open, 'closed'], by: staff },
  { event: 'survey', from: [...decided, 'closed'], by: ['customer'] },
];
