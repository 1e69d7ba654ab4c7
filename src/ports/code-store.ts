/** One-time codes under way and failed tries, so that limits hold across restarts (S13). */
export interface CodeStore {
  /** Stores the code's hash for this conversation and phone; a newer one replaces it. */
  put(code: PendingCode): Promise<void>;
  get(conversationId: string): Promise<PendingCode | undefined>;
  /** Counts one failed try, atomically; answers the tries so far. */
  fail(conversationId: string): Promise<number>;
  /** Takes the code out; `true` for exactly one caller (single use). */
  consume(conversationId: string): Promise<boolean>;
  /** How many codes were put for this phone at or after `since`. */
  issuedSince(phone: string, since: number): Promise<number>;
}

export interface PendingCode {
  readonly conversationId: string;
  readonly phone: string;
  /** HMAC of the code; the code itself is never stored. */
  readonly hash: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly tries: number;
}
