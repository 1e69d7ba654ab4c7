import type { Brief, Handoff } from './handoff';
import type { ServiceHours } from './hours';
import type { HandoffDecision } from './policy';

export interface HandoffRequest {
  readonly id: string;
  /** Idempotency key of the act that asked. */
  readonly createdBy: string;
  readonly now: number;
  readonly conversationId: string;
  readonly decision: Omit<HandoffDecision, 'mode'>;
  readonly brief: Brief;
}

/** The queue entry: waiting while people serve, a booked call back otherwise. */
export function requestHandoff(request: HandoffRequest, hours: ServiceHours): Omit<Handoff, 'version'> {
  const { now, decision, brief } = request;
  const open = hours.isOpen(now);
  const { phone } = brief.customer;
  return {
    id: request.id,
    createdBy: request.createdBy,
    createdAt: now,
    conversationId: request.conversationId,
    status: open ? 'waiting' : 'call_back_booked',
    reason: decision.reason,
    priority: decision.priority,
    skill: decision.skill,
    brief,
    ...(open ? {} : { callBack: { ...hours.nextCallBack(now), ...(phone === undefined ? {} : { phone }) } }),
  };
}
