import type { Brief, Handoff } from './handoff';
import type { ServiceHours } from './hours';
import type { HandoffDecision } from './policy';
import { type RankSignals, rankOf } from './rank';
import type { Routing } from './routing-data';

export interface HandoffRequest {
  readonly id: string;
  /** Idempotency key of the act that asked. */
  readonly createdBy: string;
  readonly now: number;
  readonly conversationId: string;
  readonly decision: Omit<HandoffDecision, 'mode'>;
  readonly brief: Brief;
  /** What gives a head start in line, beside the reason; what is missing here is taken from the brief. */
  readonly signals?: Omit<RankSignals, 'reason'>;
  /** Who had the same matter before, from `lastHandler`. */
  readonly preferredAgent?: string | undefined;
}

/** The queue entry: waiting while people serve, a booked call back otherwise; with its place in line. */
export function requestHandoff(
  request: HandoffRequest,
  hours: ServiceHours,
  routing: Pick<Routing, 'head_start'>,
): Omit<Handoff, 'version'> {
  const { now, decision, brief, preferredAgent } = request;
  const open = hours.isOpen(now);
  const { phone, age } = brief.customer;
  const callBack = open ? undefined : { ...hours.nextCallBack(now), ...(phone === undefined ? {} : { phone }) };
  const entered = callBack?.from ?? now;
  const status = open ? 'waiting' : 'call_back_booked';
  const anger = Math.max(0, ...brief.mood.map((point) => point.anger));
  const signals = { age, anger, ...request.signals, reason: decision.reason };
  return {
    id: request.id,
    createdBy: request.createdBy,
    createdAt: now,
    conversationId: request.conversationId,
    status,
    reason: decision.reason,
    priority: decision.priority,
    skill: decision.skill,
    brief,
    rank: rankOf(entered, signals, routing),
    ...(preferredAgent === undefined ? {} : { preferredAgent }),
    ...(callBack === undefined ? {} : { callBack }),
    history: [{ at: now, actor: 'bot', event: 'request', from: status, to: status, note: decision.reason }],
  };
}
