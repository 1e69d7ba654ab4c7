import type { Handoff, HandoffStatus } from '../handoff/handoff';
import type { NewOutboxEntry } from './outbox';

/** Who waits for a person, who has them, and who had them, with the whole story attached. */
export interface HandoffQueue {
  /**
   * Adds it; the same `createdBy` key again answers the entry stored first.
   * @param outbox what leaves because of it, stored by the same write
   */
  enqueue(handoff: Omit<Handoff, 'version'>, outbox?: readonly NewOutboxEntry[]): Promise<Handoff>;
  byId(id: string): Promise<Handoff | undefined>;
  /** Of one conversation, newest first. */
  ofConversation(conversationId: string, limit: number): Promise<readonly Handoff[]>;
  /** Of one person (`Handoff.agent`) in one of these states, newest change first. */
  ofAgent(agent: string, statuses: readonly HandoffStatus[], limit: number): Promise<readonly Handoff[]>;
  /** Entries in one of these states, lowest `rank` first, then in the order they came. */
  list(statuses: readonly HandoffStatus[], limit: number): Promise<readonly Handoff[]>;
  /** Place among those of the same skill who are `waiting` or `offered`, 1 for the next; `undefined` when it does not wait. */
  position(id: string): Promise<number | undefined>;
  /** Conditional on `handoff.version`; `undefined` when stale. */
  replace(handoff: Handoff, outbox?: readonly NewOutboxEntry[]): Promise<Handoff | undefined>;
  /**
   * Entries written since `position`, on any node, in their present form; without one, only where the changes stand now.
   * An entry may come again although nothing is new (compare `version`); none that changed is left out for longer than
   * a moment.
   */
  changed(position?: string): Promise<{ readonly position: string; readonly handoffs: readonly Handoff[] }>;
  /** First taken by a person at or after `since`, newest first: what waits are estimated from. */
  acceptedSince(since: number, limit: number): Promise<readonly Handoff[]>;
}

/** Hand-overs as those who make something of each of them read them. */
export interface WrittenHandoffs {
  /**
   * As `changed`, but from the first there ever was where there is no position, and at most `limit`.
   */
  written(
    limit: number,
    position?: string,
  ): Promise<{ readonly position: string; readonly handoffs: readonly Handoff[] }>;
}
