import type { Handoff, HandoffStatus } from '../handoff/handoff';
import type { NewOutboxEntry } from './outbox';

/** Who waits for a person, with the whole story attached. */
export interface HandoffQueue {
  /** Adds it; the same `createdBy` key again answers the entry stored first. */
  enqueue(handoff: Omit<Handoff, 'version'>, outbox?: readonly NewOutboxEntry[]): Promise<Handoff>;
  byId(id: string): Promise<Handoff | undefined>;
  /** Entries in one of these states, highest priority first, then oldest first. */
  list(statuses: readonly HandoffStatus[], limit: number): Promise<readonly Handoff[]>;
  /** 1 for the one served next; `undefined` when it does not wait. */
  position(id: string): Promise<number | undefined>;
  /** Conditional on `handoff.version`; `undefined` when stale. */
  replace(handoff: Handoff, outbox?: readonly NewOutboxEntry[]): Promise<Handoff | undefined>;
}
