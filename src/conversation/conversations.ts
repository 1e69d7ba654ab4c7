import type { Activity } from 'botframework-schema';
import type { ChannelId } from '../ports/channel';
import type { LoggedActivity } from '../ports/conversation-store';

/**
 * The one door between channels and the bot. A channel opens a conversation, hands in what the customer sent, and
 * follows what comes back; turns, leases and the transcript are this side's business.
 */
export interface Conversations {
  /** Opens a conversation (or finds it, when `id` exists) and lets the bot greet in it. @returns its id */
  open(channel: ChannelId, userId: string, options?: { id?: string; locale?: string }): Promise<string>;
  /**
   * Takes one activity in: durable before it resolves, then its turn is scheduled in order.
   * @param externalId the channel's own message id; the same again is the same turn (R1)
   */
  receive(conversationId: string, externalId: string, activity: Partial<Activity>): Promise<Receipt>;
  /** Log entries after a position, for polling and for replay. */
  read(conversationId: string, after: number, limit: number): Promise<readonly LoggedActivity[]>;
  /** Calls back for each entry after `after`, each once and in order, and for passing signals (typing). */
  follow(conversationId: string, after: number, follower: Follower): Unfollow;
  /**
   * Shows something passing (typing, how far the customer has read) to those who follow on this node; not kept. `from.role`
   * tells whose it is: `user` for the customer, `bot` for our side.
   */
  pass(conversationId: string, activity: Partial<Activity>): void;
}

export type Receipt =
  /** `turn` resolves when the reply is committed (or the turn failed and the customer was told). */
  | { readonly ok: true; readonly id: string; readonly duplicate: boolean; readonly turn: Promise<void> }
  | { readonly ok: false; readonly reason: 'no_conversation' | 'key_reused' | 'too_many_waiting' };

export interface Follower {
  logged(entry: LoggedActivity): void;
  /** Not in the log: typing. */
  passing?(activity: Partial<Activity>): void;
}
export type Unfollow = () => void;
