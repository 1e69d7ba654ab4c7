import { hubAgent } from './actor';
import type { ActResult, HandoffActs } from './acts';
import { applyHandoffEvent } from './apply-event';
import type { HandoffChange } from './change-handoff';
import { statusEntry } from './conversation-entries';
import type { Handoff } from './handoff';
import type { WrapUpData } from './wrap-up-data';

type Decided = Extract<ActResult, { ok: false }> | { ok: true; change: HandoffChange };
type Act = (id: string, decide: (handoff: Handoff, now: number) => Decided) => Promise<ActResult>;

const asIs: Decided = { ok: true, change: undefined };
const isOver = ({ status }: Handoff) => status === 'done' || status === 'withdrawn';

/** What happens at another desk; each may come again and again, and late. */
export function hubActs(
  act: Act,
  { wrapUp: { defaults } }: { readonly wrapUp: WrapUpData },
): Pick<HandoffActs, 'hubOpened' | 'hubAccepted' | 'hubResolved'> {
  const actorOf = (handoff: Handoff) => ({ roles: ['hub'] as const, id: handoff.hub?.name ?? 'hub' });
  const decided = (
    result: ReturnType<typeof applyHandoffEvent>,
    outbox: NonNullable<HandoffChange>['outbox'] = [],
  ): Decided => (result.ok ? { ok: true, change: { handoff: result.handoff, outbox } } : result);

  return {
    hubOpened: (id, hub, reference) =>
      act(id, (handoff, now) => {
        if (handoff.hub?.reference === reference) return asIs;
        const actor = { roles: ['bot'] as const, id: hub };
        return decided(applyHandoffEvent(handoff, 'give_to_hub', actor, now, { hub: { name: hub, reference } }));
      }),

    hubAccepted: (id, agent) =>
      act(id, (handoff, now) => {
        // Who of them answers is their business once one of them has it.
        if (handoff.status === 'assigned' && handoff.hub !== undefined) return asIs;
        if (handoff.hub === undefined) return { ok: false, reason: 'not_now' };
        const staffId = hubAgent(handoff.hub.name, agent);
        const changes = { agent: staffId, acceptedAt: handoff.acceptedAt ?? now, told: undefined };
        return decided(applyHandoffEvent(handoff, 'hub_accepted', actorOf(handoff), now, changes, agent), [
          statusEntry(handoff, { state: 'accepted', agent: { id: staffId, name: agent } }),
        ]);
      }),

    hubResolved: (id) =>
      act(id, (handoff, now) => {
        if (isOver(handoff)) return asIs;
        if (handoff.hub === undefined) return { ok: false, reason: 'not_now' };
        // Closed over there before anybody answered: the customer was not served.
        if (handoff.status !== 'assigned')
          return decided(applyHandoffEvent(handoff, 'withdraw', { roles: ['bot'], id: handoff.hub.name }, now), [
            statusEntry(handoff, { state: 'failed', reason: 'not_taken' }),
          ]);
        const wrapUp = {
          at: now,
          by: handoff.agent ?? handoff.hub.name,
          result: 'solved',
          cause: defaults.hub,
        } as const;
        return decided(applyHandoffEvent(handoff, 'finish', actorOf(handoff), now, { wrapUp }, wrapUp.result), [
          statusEntry(handoff, { state: 'completed', result: 'solved' }),
        ]);
      }),
  };
}
