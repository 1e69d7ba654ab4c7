import type { Handoff } from '../../handoff/handoff';
import type { Inbox } from '../desk-api';
import type { DeskContext } from '../desk-context';
import { maySee } from '../rights';
import type { StaffIdentity } from '../staff-account';
import { handoffSummary } from './handoff-summary';

/** How long one's own finished conversations stay in sight. */
export const finishedShownMs = 12 * 3_600_000;
const mostRead = 500;
const mostListed = 200;
const mostMine = 100;

/** What an inbox is made of: hand-overs this person may see. */
export interface InboxGroups {
  readonly offered: readonly Handoff[];
  readonly mine: readonly Handoff[];
  /** In line first, then call backs booked for later. */
  readonly waiting: readonly Handoff[];
}

export async function inboxGroups(
  { queue, clock }: Pick<DeskContext, 'queue' | 'clock'>,
  identity: StaffIdentity,
): Promise<InboxGroups> {
  if (identity.role === 'admin') return { offered: [], mine: [], waiting: [] };
  const { name } = identity;
  const since = clock.now() - finishedShownMs;
  const [inLine, booked, assigned, done] = await Promise.all([
    queue.list(['waiting', 'offered'], mostRead),
    queue.list(['call_back_booked'], mostRead),
    queue.ofAgent(name, ['assigned'], mostMine),
    queue.ofAgent(name, ['done'], mostMine),
  ]);
  const mine = (handoff: Handoff): boolean => handoff.status === 'offered' && handoff.offer?.agent === name;
  return {
    offered: inLine.filter(mine),
    mine: [...assigned, ...done.filter(({ wrapUp }) => (wrapUp?.at ?? 0) >= since)],
    waiting: [...inLine.filter((handoff) => !mine(handoff)), ...booked].filter((handoff) => maySee(identity, handoff)),
  };
}

export function inboxOf({ offered, mine, waiting }: InboxGroups, identity: StaffIdentity, now: number): Inbox {
  const lines = (handoffs: readonly Handoff[]) => handoffs.map((handoff) => handoffSummary(handoff, identity));
  return {
    now,
    offered: lines(offered),
    mine: lines(mine),
    waiting: lines(waiting.slice(0, mostListed)),
    waitingInAll: waiting.length,
  };
}
