/**
 * Append-only records beside the conversations: audited acts, thumbs up and down, messages not understood, what became
 * of text messages, and what customers thought of the person who helped them (`survey`: key is the hand-over's id, data
 * `{ score: 'satisfied' | 'fair' | 'dissatisfied', words?, handoffId, agent? }`; words told later have a record of their
 * own, key `<id>:words`) or of how a complaint was resolved (key `<id of the complaint>#<which survey>`, with words
 * `…:words`; data with complaintId and number instead of handoffId), and visits that ended (`contact`: key is its id,
 * data a ContactFact of src/figures/facts.ts).
 */
export interface RecordLog {
  /** The same key again changes nothing. */
  append(record: LogRecord): Promise<void>;
  get(kind: LogRecord['kind'], key: string): Promise<LogRecord | undefined>;
  /** Newest first. @param before epoch ms: older ones only */
  list(kind: LogRecord['kind'], limit: number, before?: number): Promise<readonly LogRecord[]>;
}

/** Records as those who make something of each of them read them. */
export interface WrittenRecords {
  /**
   * Records of a kind written since `position`, on any node, at most `limit`; without a position, from the first there
   * ever was. One may come again; none is left out for longer than a moment.
   */
  written(
    kind: LogRecord['kind'],
    limit: number,
    position?: string,
  ): Promise<{ readonly position: string; readonly records: readonly LogRecord[] }>;
}

export interface LogRecord {
  readonly kind: 'audit' | 'feedback' | 'miss' | 'sms' | 'survey' | 'contact';
  readonly key: string;
  readonly at: number;
  readonly conversationId: string;
  readonly data: Readonly<Record<string, unknown>>;
}
