import type { DocumentKind } from './document-store';

/**
 * The kinds of rows a store holds. One-time codes, leases, keys and most small documents (sessions and presence of staff,
 * how far customers have read, figures that are counted anew) are not among them: they are worth nothing elsewhere, or must
 * not leave the house in a file.
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
  'document',
] as const;
export type ArchiveKind = (typeof archiveKinds)[number];

/** What is read in one go, in the order it is moved: a conversation brings its activities along. */
export const archiveParts = [
  'conversation',
  'complaint',
  'serial',
  'handoff',
  'attachment',
  'record',
  'outbox',
  'document',
] as const satisfies readonly ArchiveKind[];
export type ArchivePart = (typeof archiveParts)[number];

/** Small documents that nobody could make again: rows of kind `document`, their key is `<kind>:<key>`. */
export const archivedDocuments = [
  'consent',
  'notice',
  'known_problem',
  'corrective_action',
  'knowledge_draft',
  'digest',
  'data_request',
] as const satisfies readonly DocumentKind[];

/** One row in the form both stores share: equal rows have equal canonical JSON, whichever store they come from. */
export interface ArchiveRow {
  readonly kind: ArchiveKind;
  /** Unique within its kind. */
  readonly key: string;
  /** JSON values; an attachment's bytes are base64 in `bytes`, which is absent where they are lost. */
  readonly value: Readonly<Record<string, unknown>>;
}

/** What adding a batch came to. */
export interface Added {
  readonly written: number;
  /** Were there already, unchanged. */
  readonly same: number;
  /** Left alone, because another value is there: `kind key`. */
  readonly conflicts: readonly string[];
}

/** Kinds whose rows depend on no other row. */
export type LooseKind = 'activity' | 'complaint' | 'handoff' | 'attachment' | 'record' | 'outbox' | 'document';
/** Kinds that grow old; activities go with their conversation, serials stay. */
export type AgeingKind = 'conversation' | 'complaint' | 'handoff' | 'attachment' | 'record' | 'outbox';

/**
 * Reads and writes whole stores row by row: backup, moving, erasing, purging. Not for turns. The store may be in use
 * meanwhile; every step is short, so a server can run one beside its turns.
 */
export interface Archive {
  /** About how many there are: for progress. */
  count(kind: ArchiveKind): Promise<number>;
  /**
   * Every row of a part once, in bounded memory, equals in the order they were written; rows written meanwhile may be
   * missing. Each conversation is followed by its log as it stood then (rows of kind `activity`); activities whose
   * conversation is gone come last.
   */
  rows(part: ArchivePart): AsyncIterable<ArchiveRow>;
  /** Activities whose conversation is gone (a removal that was cut off). */
  orphans(): AsyncIterable<ArchiveRow>;
  row(kind: ArchiveKind, key: string): Promise<ArchiveRow | undefined>;
  /**
   * Adds rows that are not there yet. A row that is there with another value, or whose unique fields (complaint number,
   * key of an act) are another row's, is left alone and listed. A serial is raised, never lowered.
   */
  add(rows: readonly ArchiveRow[]): Promise<Added>;
  /** Puts `after` in the place of `before`, if that is still what is there. The key stays. */
  replace(before: ArchiveRow, after: ArchiveRow): Promise<boolean>;
  /** Removes rows, an attachment with its bytes; answers how many were there. */
  remove(kind: LooseKind, keys: readonly string[]): Promise<number>;
  /**
   * Removes a conversation with its log and how far it was read (`seen`), whatever turn is running: its commit finds
   * nothing to write to.
   * @param unchangedSince only if nothing happened in it at or after that time
   * @returns how many activities went, `undefined` when there is no such conversation
   */
  removeConversation(id: string, unchangedSince?: number): Promise<number | undefined>;
  /** Keys of rows of this kind last changed (outbox: settled; others that never change: made) before a time. */
  olderThan(kind: AgeingKind, before: number): AsyncIterable<string>;
  /** Complaints that are neither closed nor withdrawn nor part of another. */
  openComplaints(): AsyncIterable<ArchiveRow>;
  attachmentsOf(conversationId: string): Promise<readonly string[]>;
  /** Forgets one-time codes of a phone and how many it was sent; answers how many. */
  forgetCodes(phone: string): Promise<number>;
  /**
   * Leaves nothing of what was removed, replaced or written over in the files, where that is in our hands. The embedded
   * store writes its whole file anew, and turns wait meanwhile.
   */
  scrub(): Promise<void>;
}
