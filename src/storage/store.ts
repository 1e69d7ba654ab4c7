import type { AttachmentStore } from '../ports/attachment-store';
import type { CodeStore } from '../ports/code-store';
import type { ComplaintRepository } from '../ports/complaint-repository';
import type { ConversationStore } from '../ports/conversation-store';
import type { HandoffQueue } from '../ports/handoff-queue';
import type { RecordLog } from '../ports/record-log';

/** Every port that keeps something, on one database. */
export interface Store {
  readonly conversations: ConversationStore;
  readonly complaints: ComplaintRepository;
  readonly handoffs: HandoffQueue;
  readonly attachments: AttachmentStore;
  readonly records: RecordLog;
  readonly codes: CodeStore;
  /** Resolves when the database answers. @throws {StorageError} */
  ping(): Promise<void>;
  close(): Promise<void> | void;
}
