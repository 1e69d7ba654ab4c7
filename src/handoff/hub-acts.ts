import { hubAgent } from './actor';
import type { ActResult, HandoffActs } from './acts';
import { applyHandoffEvent } from './apply-event';
import type { HandoffChange } from './change-handoff';
import { statusEntry } from './conversation-entries';
import { asIs, type Decided, refuse } from './decided';
import type { Handoff, WrapUp } from './handoff';
import { agreedIn, wrapUpFault } from './wrap-up';
import type { WrapUpData } from './wrap-up-data';

type Act = (id: string, decide: (handoff: Handoff, now: number) => Decided) => Promise<ActResult>;

const isOver = ({ status }: Handoff) => status === 'done' || status === 'withdrawn';

/** What happens at another desk; each may come again and again, and late. */
export function hubActs(
  act: Act,
  { wrapUp: data }: { readonly wrapUp: WrapUpData },
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
        if (handoff.hub === undefined) return refuse('not_now');
        const staffId = hubAgent(handoff.hub.name, agent);
        const changes = { agent: staffId, acceptedAt: handoff.acceptedAt ?? now, told: undefined };
        return decided(applyHandoffEvent(handoff, 'hub_accepted', actorOf(handoff), now, changes, agent), [
          statusEntry(handoff, { state: 'accepted', agent: { id: staffId, name: agent } }),
        ]);
      }),

    hubResolved: (id, told = {}) =>
      act(id, (handoff, now) => {
        if (isOver(handoff)) return asIs;
        if (handoff.hub === undefined) return refuse('not_now');
        // Closed over there before anybody answered: the customer was not served.
        if (handoff.status !== 'assigned')
          return decided(applyHandoffEvent(handoff, 'withdraw', { roles: ['bot'], id: handoff.hub.name }, now), [
            statusEntry(handoff, { state: 'failed', reason: 'not_taken' }),
          ]);
        const wrapUp = { ...hubWrapUp(told, data, now), at: now, by: handoff.agent ?? handoff.hub.name };
        const note = `${wrapUp.result} ${wrapUp.cause}`;
        return decided(applyHandoffEvent(handoff, 'finish', actorOf(handoff), now, { wrapUp }, note), [
          statusEntry(handoff, { state: 'completed', ...agreedIn(wrapUp) }),
        ]);
      }),
  };
}

/** What is no known code over here becomes the coded default; the words stay. */
function hubWrapUp(told: Partial<Omit<WrapUp, 'at' | 'by'>>, data: WrapUpData, now: number): Omit<WrapUp, 'at' | 'by'> {
  const { result, cause, remedy, followUpOn, ...words } = told;
  const known = cause !== undefined && data.isCause(cause) ? cause : data.defaults.hub;
  const whole = {
    ...words,
    cause: known,
    ...(remedy !== undefined && data.isRemedy(remedy) ? { remedy } : {}),
    ...(followUpOn === undefined ? {} : { followUpOn }),
    result: result ?? 'solved',
  };
  const fault = wrapUpFault(whole, data, now);
  if (fault === undefined) return whole;
  const { followUpOn: _wrong, ...rest } = whole;
  return { ...rest, result: fault === 'result' || rest.result === 'follow_up' ? 'solved' : rest.result };
}
