import type { HandoffQueue } from '../ports/handoff-queue';
import type { Handoff } from './handoff';
import type { Routing } from './routing-data';

const mostLooked = 200;

/** What tells that it is the same matter. */
export interface SameMatter {
  readonly conversationId: string;
  readonly phone?: string | undefined;
  /** Numbers of this conversation's complaints. */
  readonly complaints?: readonly string[];
}

/**
 * Who last had this conversation, one of its complaints or this number within the sticky hours: asked first, so that nobody
 * has to tell it to the next one. Goes into `requestHandoff` as `preferredAgent`.
 */
export async function lastHandler(
  queue: Pick<HandoffQueue, 'ofConversation' | 'acceptedSince'>,
  matter: SameMatter,
  now: number,
  { sticky_hours: hours }: Pick<Routing, 'sticky_hours'>,
): Promise<string | undefined> {
  const since = now - hours * 3_600_000;
  const here = await queue.ofConversation(matter.conversationId, 5);
  const own = here.find(({ agent, acceptedAt = 0 }) => agent !== undefined && acceptedAt >= since);
  if (own !== undefined) return own.agent;
  const numbers = new Set(matter.complaints);
  const isSame = ({ brief }: Handoff): boolean =>
    (matter.phone !== undefined && brief.customer.phone === matter.phone) ||
    brief.complaints.some(({ number }) => numbers.has(number));
  if (matter.phone === undefined && numbers.size === 0) return undefined;
  return (await queue.acceptedSince(since, mostLooked)).find((one) => one.agent !== undefined && isSame(one))?.agent;
}
