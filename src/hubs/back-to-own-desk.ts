import type { ActResult } from '../handoff/acts';
import { applyHandoffEvent } from '../handoff/apply-event';
import { type ChangeHandoffDeps, changeHandoff } from '../handoff/change-handoff';
import { statusEntry } from '../handoff/conversation-entries';

/**
 * Another desk cannot have this customer: they stand in our own line from now on, at the place they had. Who only waited
 * over there notices nothing; who was talking to somebody is told that they are in line again.
 * @param why for the history; nothing of the customer's words
 */
export function backToOwnDesk(deps: ChangeHandoffDeps, id: string, hub: string, why: string): Promise<ActResult> {
  return changeHandoff(deps, id, (handoff, now) => {
    if (handoff.hub?.name !== hub) return { ok: true, change: undefined };
    if (handoff.status === 'assigned') {
      const gone = applyHandoffEvent(handoff, 'agent_gone', { roles: ['hub'], id: hub }, now, { hub: undefined }, why);
      if (!gone.ok) return gone;
      const told = statusEntry(handoff, { state: 'failed', reason: 'agent_gone' });
      return { ok: true, change: { handoff: gone.handoff, outbox: [told] } };
    }
    const taken = applyHandoffEvent(handoff, 'give_to_hub', { roles: ['bot'], id: hub }, now, { hub: undefined }, why);
    return taken.ok ? { ok: true, change: { handoff: taken.handoff } } : taken;
  });
}
