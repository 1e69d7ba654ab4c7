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

/** Another desk that has it hears that the customer left. */
export const hubLeftEntries = (handoff: Handoff): readonly NewOutboxEntry[] =>
  handoff.hub === undefined
    ? []
    : [
        {
          key: `${handoff.id}:v${handoff.version + 1}:customerLeft`,
          kind: 'connector',
          conversationId: handoff.conversationId,
          payload: { hub: handoff.hub.name, call: 'customerLeft', handoffId: handoff.id },
        },
      ];

type WithoutId<Value> = Value extends unknown ? Omit<Value, 'handoffId'> : never;

const entry = (handoff: Handoff, name: string, value: object): NewOutboxEntry => ({
  key: `${handoff.id}:v${handoff.version + 1}:${name}`,
  kind: 'conversation',
  conversationId: handoff.conversationId,
  payload: { name, value },
});
