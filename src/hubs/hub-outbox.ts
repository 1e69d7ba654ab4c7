import type { Handoff } from '../handoff/handoff';
import type { HubMessage } from '../ports/agent-hub';
import type { NewOutboxEntry } from '../ports/outbox';

/** What another desk has to learn, as outbox entries to be stored with the change that causes it. */
export interface HubOutbox {
  /** Stands in `Handoff.hub.name`. */
  readonly name: string;
  /**
   * A customer who waits is given to the hub as they enter the line: what to enqueue instead, and with it. Who is called
   * back later stays with our own desk.
   */
  give<H extends Pick<Handoff, 'id' | 'conversationId' | 'status' | 'hub'>>(
    handoff: H,
  ): { readonly handoff: H; readonly outbox: readonly NewOutboxEntry[] };
  /** The customer wrote something while the hub has the conversation; nothing when it has it not. */
  customerSaid(handoff: Handoff, message: HubMessage): readonly NewOutboxEntry[];
  /** The customer left, or went back to the bot; the acts of a hand-over put this in by themselves. */
  customerLeft(handoff: Handoff): readonly NewOutboxEntry[];
}

export function createHubOutbox(name: string): HubOutbox {
  const entry = (
    { id, conversationId }: Pick<Handoff, 'id' | 'conversationId'>,
    key: string,
    call: object,
  ): NewOutboxEntry => ({
    key: `${id}:hub:${key}`,
    kind: 'connector',
    conversationId,
    payload: { hub: name, handoffId: id, ...call },
  });
  const has = ({ hub, status }: Handoff): boolean =>
    hub?.name === name && (status === 'waiting' || status === 'assigned');
  return {
    name,
    give: (handoff) =>
      handoff.status === 'waiting'
        ? { handoff: { ...handoff, hub: { name } }, outbox: [entry(handoff, 'open', { call: 'open' })] }
        : { handoff, outbox: [] },
    customerSaid: (handoff, message) =>
      has(handoff) ? [entry(handoff, `said:${message.id}`, { call: 'customerSaid', message })] : [],
    customerLeft: (handoff) => (has(handoff) ? [entry(handoff, 'left', { call: 'customerLeft' })] : []),
  };
}
