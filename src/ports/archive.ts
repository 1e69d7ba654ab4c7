/**
 * The kinds of rows a store holds, in the order they are moved. One-time codes, leases and keys are not among them:
 * they are worth nothing elsewhere, or must not leave the house in a file.
 */
export const archiveKinds = [
  'conversation',
  'activity',
  'complaint',
  'serial',
  'handoff',
  'attachment',
  'record',
  'outbox',
] as const;
export type ArchiveKind = (typeof archiveKinds)[number];

/** One row in the form both stores share: equal rows have equal canonical JSON, whichever store they come from. */
export interface ArchiveRow {
  readonly kind: ArchiveKind;
  /** Unique within its kind. */
  readonly key: string;
  /** JSON values; an attachment's bytes are base64 in `bytes`. */
  readonly value: Readonly<Record<string, unknown>>;
}

/** Reads and writes whole stores row by row: backup, moving, erasing, purging. Not for turns. */
export interface Archive {
  count(kind: ArchiveKind): Promise<number>;
  /** Every row of a kind in the order of its keys, in bounded memory; rows written meanwhile may be missing. */
  rows(kind: ArchiveKind): AsyncIterable<ArchiveRow>;
  row(kind: ArchiveKind, key: string): Promise<ArchiveRow | undefined>;
  /**
   * Adds rows that are not there yet; one that is there unchanged counts as `same`. A row that is there with another
   * value, or whose unique fields (complaint number, key of an act) are another row's, is left alone and listed.
   */
  add(rows: readonly ArchiveRow[]): Promise<{ written: number; same: number; conflicts: readonly string[] }>;
  /** Replaces rows that are there (erasing keeps their keys); answers how many. */
  replace(rows: readonly ArchiveRow[]): Promise<number>;
  /** Removes rows, and with a conversation nothing else: the caller removes its activities. Answers how many. */
  remove(kind: ArchiveKind, keys: readonly string[]): Promise<number>;
  /** Keys of rows of this kind last changed before `before` (epoch ms), oldest first, for purging. */
  olderThan(kind: ArchiveKind, before: number, limit: number): Promise<readonly string[]>;
  /** Keys of the activities, attachments, records or outbox entries of one conversation. */
  ofConversation(kind: ArchiveKind, conversationId: string): Promise<readonly string[]>;
}
