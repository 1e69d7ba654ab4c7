import type { NewOutboxEntry } from '../ports/outbox';
import type { Handoff } from './handoff';
import {
  type HandoffStatusValue,
  handoffStatusEventName,
  type QueueUpdateValue,
  queueUpdateEventName,
} from './protocol';

/**
 * What the customer's conversation learns of a change, stored by the very write that makes it. The key holds the version
 * that write will have, so the same change never enters the conversation twice.
 * @param handoff as read, before the write
 */
export const statusEntry = (handoff: Handoff, value: WithoutId<HandoffStatusValue>): NewOutboxEntry =>
  entry(handoff, handoffStatusEventName, { ...value, handoffId: handoff.id });

export const queueUpdateEntry = (handoff: Handoff, value: WithoutId<QueueUpdateValue>): NewOutboxEntry =>
  entry(handoff, queueUpdateEventName, { ...value, handoffId: handoff.id });

/**
 * Another desk that has it hears that the customer is gone from there. Under which name the conversation goes over there
 * travels along, as the hand-over may know it no more by then.
 */
export function hubLeftEntries({ id, version, conversationId, hub }: Handoff): readonly NewOutboxEntry[] {
  if (hub === undefined) return [];
  const { name, reference } = hub;
  const payload = { hub: name, call: 'customerLeft', handoffId: id, ...(reference === undefined ? {} : { reference }) };
  return [{ key: `${id}:v${version + 1}:customerLeft`, kind: 'connector', conversationId, payload }];
}

type WithoutId<Value> = Value extends unknown ? Omit<Value, 'handoffId'> : never;

const entry = (handoff: Handoff, name: string, value: object): NewOutboxEntry => ({
  key: `${handoff.id}:v${handoff.version + 1}:${name}`,
  kind: 'conversation',
  conversationId: handoff.conversationId,
  payload: { name, value },
});
