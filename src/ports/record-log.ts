/**
 * Append-only records beside the conversations: audited acts, thumbs up and down, messages not understood, and what
 * became of text messages.
 */
export interface RecordLog {
  /** The same key again changes nothing. */
  append(record: LogRecord): Promise<void>;
  get(kind: LogRecord['kind'], key: string): Promise<LogRecord | undefined>;
  /** Newest first. */
  list(kind: LogRecord['kind'], limit: number): Promise<readonly LogRecord[]>;
}

export interface LogRecord {
  readonly kind: 'audit' | 'feedback' | 'miss' | 'sms';
  readonly key: string;
  readonly at: number;
  readonly conversationId: string;
  readonly data: Readonly<Record<string, unknown>>;
}
