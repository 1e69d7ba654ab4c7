import type { HandoffStatus } from './handoff';

/** What can happen to a hand-over. */
export const handoffEvents = [
  'offer',
  'accept',
  'decline',
  'offer_expired',
  'take',
  'transfer',
  'reassign',
  'agent_gone',
  'book_call_back',
  'call_back_due',
  'not_reached',
  'give_to_hub',
  'hub_accepted',
  'customer_left',
  'note',
  'told',
  'finish',
  'withdraw',
] as const;
export type HandoffEvent = (typeof handoffEvents)[number];

/** Who does it: `agent` is the person it is offered or given to, `colleague` any agent who may see it. */
export type HandoffActorRole = 'customer' | 'bot' | 'desk' | 'hub' | 'agent' | 'colleague' | 'supervisor';

/** One allowed step. `to` undefined: the status stays. */
export interface HandoffStep {
  readonly event: HandoffEvent;
  readonly from: readonly HandoffStatus[];
  readonly to?: HandoffStatus;
  readonly by: readonly HandoffActorRole[];
}

const inLine = ['waiting', 'offered'] as const;
const open = [...inLine, 'assigned', 'call_back_booked'] as const;

/** What is not in this table does not happen. Rendered into docs/agents.md by `npm run docs`. */
export const handoffStateTable: readonly HandoffStep[] = [
  { event: 'offer', from: ['waiting'], to: 'offered', by: ['desk'] },
  { event: 'accept', from: ['offered'], to: 'assigned', by: ['agent'] },
  { event: 'decline', from: ['offered'], to: 'waiting', by: ['agent'] },
  { event: 'offer_expired', from: ['offered'], to: 'waiting', by: ['desk'] },
  // Taken without an offer: from the line, or because the call came to this very telephone.
  { event: 'take', from: ['waiting', 'offered', 'call_back_booked'], to: 'assigned', by: ['colleague', 'supervisor'] },
  { event: 'take', from: ['assigned'], to: 'assigned', by: ['supervisor'] },
  { event: 'transfer', from: ['assigned'], to: 'waiting', by: ['agent', 'supervisor'] },
  { event: 'reassign', from: [...inLine, 'assigned'], to: 'waiting', by: ['supervisor'] },
  // Who calls at the time booked; the customer chose the time.
  { event: 'reassign', from: ['call_back_booked'], by: ['supervisor'] },
  { event: 'agent_gone', from: ['assigned'], to: 'waiting', by: ['desk', 'hub'] },
  { event: 'book_call_back', from: [...inLine, 'call_back_booked'], to: 'call_back_booked', by: ['customer', 'bot'] },
  { event: 'book_call_back', from: ['assigned'], to: 'call_back_booked', by: ['agent', 'supervisor'] },
  { event: 'call_back_due', from: ['call_back_booked'], to: 'waiting', by: ['desk'] },
  { event: 'not_reached', from: ['assigned'], to: 'call_back_booked', by: ['agent', 'supervisor'] },
  { event: 'give_to_hub', from: ['waiting'], by: ['bot'] },
  { event: 'hub_accepted', from: ['waiting'], to: 'assigned', by: ['hub'] },
  { event: 'customer_left', from: open, by: ['customer', 'bot'] },
  { event: 'note', from: [...open, 'done'], by: ['agent', 'colleague', 'supervisor'] },
  { event: 'told', from: inLine, by: ['desk'] },
  { event: 'finish', from: ['assigned'], to: 'done', by: ['agent', 'supervisor', 'hub'] },
  { event: 'withdraw', from: [...inLine, 'call_back_booked'], to: 'withdrawn', by: ['customer', 'bot', 'supervisor'] },
];
