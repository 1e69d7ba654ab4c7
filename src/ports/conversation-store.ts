import type { Activity } from 'botframework-schema';
import type { ChannelId } from './channel';
import type { NewOutboxEntry } from './outbox';

/** One conversation as stored: dialog state and where its turns stand. JSON values only. */
export interface ConversationRecord {
  readonly id: string;
  readonly channel: ChannelId;
  /** The channel's own name for the customer (Direct Line user id, phone number on SMS and voice). */
  readonly userId: string;
  /** Grows by one with every write; a write names the version it read (R4). */
  readonly version: number;
  /** Bot Framework conversation state by storage key; opaque here. */
  readonly state: Readonly<Record<string, unknown>>;
  /** Sequence number of the last incoming activity whose turn is committed. */
  readonly processedSeq: number;
  /** When a turn is due without the customer writing (end of the listening window, …). */
  readonly wakeAt?: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** An activity in the append-only transcript log. `seq` counts from 1 within a conversation. */
export interface LoggedActivity {
  readonly seq: number;
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly at: number;
  readonly activity: Partial<Activity>;
}

/** The right to run turns of one conversation; `fencing` grows with each new holder (R3). */
export interface Lease {
  readonly conversationId: string;
  readonly owner: string;
  readonly fencing: number;
  readonly until: number;
}

/** All that one turn changed; written whole or not at all. */
export interface TurnCommit {
  readonly lease: Lease;
  readonly expectedVersion: number;
  readonly state: Readonly<Record<string, unknown>>;
  readonly processedSeq: number;
  /** `undefined` clears it. */
  readonly wakeAt: number | undefined;
  /** Replies to append to the log, in order. Ids are unique for ever: the same id twice is one activity. */
  readonly outgoing: readonly { readonly id: string; readonly activity: Partial<Activity> }[];
  /** What leaves the house because of this turn; a key that is known already changes nothing. */
  readonly outbox?: readonly NewOutboxEntry[];
  /** Gives the lease back with the same write, unless more is due. */
  readonly release?: boolean;
}

export type CommitResult =
  | {
      readonly ok: true;
      readonly version: number;
      readonly appended: readonly LoggedActivity[];
      /** Whether another activity or timer is due already: saves looking after every turn. */
      readonly moreDue: boolean;
      /** The lease was given back, as asked for. */
      readonly released: boolean;
    }
  | { readonly ok: false; readonly reason: 'stale' | 'fenced' };

export type AcceptResult =
  | { readonly ok: true; readonly duplicate: boolean; readonly entry: LoggedActivity; readonly begun?: BegunTurn }
  | { readonly ok: false; readonly reason: 'no_conversation' | 'key_reused' };

/** The turn of an accepted activity: what `acquire` and `load` would answer now. */
export interface BegunTurn {
  readonly lease: Lease;
  readonly record: ConversationRecord;
}

/** Whose conversation it is. */
export type Place = Pick<ConversationRecord, 'id' | 'channel' | 'userId'>;

/** Conversations, their transcript and the lease on their turns. */
export interface ConversationStore {
  /** Creates the conversation; answers `false` when that id exists already (and changes nothing). */
  create(conversation: Pick<ConversationRecord, 'id' | 'channel' | 'userId'>): Promise<boolean>;
  load(id: string): Promise<ConversationRecord | undefined>;
  /**
   * Appends an incoming activity, durable before it resolves. The same `externalId` in the same
   * conversation again answers the first entry as a duplicate; with another body, `key_reused` (R1).
   * @param activity or what it is in this conversation
   * @param begin takes the lease with the same write, when nobody has it and no earlier activity waits for its turn
   */
  accept(
    conversationId: string,
    externalId: string,
    activity: Partial<Activity> | ((place: Place) => Partial<Activity>),
    begin?: { readonly owner: string; readonly ttlMs: number },
  ): Promise<AcceptResult>;
  /** Log entries with `seq` above `after`, in order, at most `limit`. */
  read(conversationId: string, after: number, limit: number): Promise<readonly LoggedActivity[]>;
  /** Takes the lease, or `undefined` while another holder's has not run out. */
  acquire(conversationId: string, owner: string, ttlMs: number): Promise<Lease | undefined>;
  /** Gives the lease back; a lease that is no longer ours is left alone. */
  release(lease: Lease): Promise<void>;
  commitTurn(commit: TurnCommit): Promise<CommitResult>;
  /** Conversations with an unprocessed incoming activity or a `wakeAt` at or before now. */
  due(limit: number): Promise<readonly string[]>;
  /**
   * Whose logs grew since `position`, on any node; without one, only where the log of all logs stands now. A conversation
   * may be named again although nothing is new; none that grew is left out for longer than a moment.
   */
  grown(position?: string): Promise<{ readonly position: string; readonly conversations: readonly string[] }>;
}
