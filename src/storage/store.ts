import type { Archive } from '../ports/archive';
import type { AttachmentStore } from '../ports/attachment-store';
import type { CodeStore } from '../ports/code-store';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { ConversationStore } from '../ports/conversation-store';
import type { DocumentStore } from '../ports/document-store';
import type { HandoffQueue, WrittenHandoffs } from '../ports/handoff-queue';
import type { Leases } from '../ports/leases';
import type { Outbox } from '../ports/outbox';
import type { RecordLog, WrittenRecords } from '../ports/record-log';
import type { SharedKeys } from '../ports/shared-keys';

/** Every port that keeps something, on one database. */
export interface Store {
  readonly conversations: ConversationStore;
  readonly complaints: ComplaintRepository;
  readonly handoffs: HandoffQueue & WrittenHandoffs;
  readonly attachments: AttachmentStore;
  readonly records: RecordLog & WrittenRecords;
  readonly codes: CodeStore;
  readonly outbox: Outbox;
  readonly leases: Leases;
  readonly keys: SharedKeys;
  readonly documents: DocumentStore;
  readonly archive: Archive;
  /** Resolves when the database answers. @throws {StorageError} */
  ping(): Promise<void>;
  close(): Promise<void> | void;
}
