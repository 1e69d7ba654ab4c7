/**
 * What is to leave the house (a text message, a webhook, a call of a connector), stored by the very write that causes it
 * and sent afterwards, at least once (R6). JSON values only.
 */
export interface NewOutboxEntry {
  /** Unique for ever, and the same in every run of the turn that asks for it; sent along as the idempotency key. */
  readonly key: string;
  readonly kind: OutboxKind;
  /** Whose matter it is: for erasing, and for telling the customer what became of it. */
  readonly conversationId?: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * `continuation`: what a call left open, on its way into the number's SMS conversation. `conversation`: an event for the
 * bot of {@link NewOutboxEntry.conversationId}, payload `{ name, value }`; it never leaves the house, and is here so that
 * it is stored with the change that causes it. `connector`: a call to another desk, payload `{ hub, call }`; of no
 * conversation where that desk is to delete a customer. `remedy`: money for the account of a complaint's customer, payload
 * {@link RemedyPayload} of src/complaints/told.ts. `mail`: to staff, payload {@link MailPayload} of
 * src/outbox/mail-sender.ts.
 */
export const outboxKinds = ['sms', 'webhook', 'connector', 'continuation', 'conversation', 'remedy', 'mail'] as const;
export type OutboxKind = (typeof outboxKinds)[number];
export type OutboxStatus = 'waiting' | 'sent' | 'dead';

/** An entry as stored. */
export interface OutboxEntry extends NewOutboxEntry {
  readonly status: OutboxStatus;
  readonly createdAt: number;
  /** When it is to be tried next; while somebody has claimed it, when his claim runs out. */
  readonly dueAt: number;
  /** Tries begun so far; also tells one claim from the next. */
  readonly attempts: number;
  /** When it was sent, or given up. */
  readonly settledAt?: number;
  /** Why the last try failed; never holds the payload. */
  readonly lastError?: string;
}

/** What became of one try. */
export type OutboxOutcome =
  | { readonly result: 'sent' }
  | { readonly result: 'retry'; readonly at: number; readonly error: string }
  | { readonly result: 'dead'; readonly error: string };

/** Where entries wait until they are sent. They get in with other writes: `commitTurn`, complaints and hand-overs. */
export interface Outbox {
  /**
   * For what no such write causes (a job that has a document of its own for how far it has come): stores entries by
   * themselves; a key that was ever there changes nothing, so that it may be done again after a crash.
   */
  add(entries: readonly NewOutboxEntry[]): Promise<void>;
  /**
   * Takes entries that are due for `leaseMs`, oldest due first; a claim that is not settled by then is due again. Two
   * callers never hold the same entry.
   */
  claim(limit: number, leaseMs: number): Promise<readonly OutboxEntry[]>;
  /** Writes what became of a claim; `false` when it ran out and somebody else took the entry meanwhile. */
  settle(entry: Pick<OutboxEntry, 'key' | 'attempts'>, outcome: OutboxOutcome): Promise<boolean>;
  /** Newest first. */
  list(status: OutboxStatus, limit: number): Promise<readonly OutboxEntry[]>;
  /** How many wait and how many are dead, and since when the oldest waiting one is there. */
  counts(): Promise<{ readonly waiting: number; readonly dead: number; readonly oldestAt?: number }>;
  /** Makes a dead entry wait again, due now, with its tries forgotten; `false` when it is not dead. */
  resend(key: string): Promise<boolean>;
}
