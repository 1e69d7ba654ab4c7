import type { Handoff } from '../handoff/handoff';
import type { HandoffFact } from './facts';

/**
 * The row of a hand-over.
 * @param score what the customer thought of the person, once they said it
 */
export function handoffFact(handoff: Handoff, score?: HandoffFact['score']): HandoffFact {
  const { acceptedAt, agent, wrapUp, skill, firstSkill = skill } = handoff;
  const endedAt = endOf(handoff);
  return {
    id: handoff.id,
    conversationId: handoff.conversationId,
    createdAt: handoff.createdAt,
    channel: handoff.brief.channel,
    reason: handoff.reason,
    skill: firstSkill,
    lastSkill: skill,
    leftLine: acceptedAt === undefined && (handoff.status === 'withdrawn' || handoff.customerLeftAt !== undefined),
    ...(acceptedAt !== undefined && { acceptedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(agent !== undefined && { agent }),
    ...(wrapUp && { result: wrapUp.result, cause: wrapUp.cause }),
    ...(score && { score }),
  };
}

function endOf({ status, wrapUp, history = [] }: Handoff): number | undefined {
  if (status === 'done') return wrapUp?.at ?? history.findLast(({ to }) => to === 'done')?.at;
  if (status !== 'withdrawn') return undefined;
  return history.findLast(({ to, from }) => to === 'withdrawn' && from !== 'withdrawn')?.at;
}
