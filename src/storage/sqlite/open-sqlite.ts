import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AttachmentStore } from '../../ports/attachment-store';
import type { Clock } from '../../ports/clock';
import type { CodeStore } from '../../ports/code-store';
import type { ComplaintRepository } from '../../ports/complaint-repository';
import type { ConversationStore } from '../../ports/conversation-store';
import type { HandoffQueue } from '../../ports/handoff-queue';
import type { IdGenerator } from '../../ports/id-generator';
import type { RecordLog } from '../../ports/record-log';
import { StorageError } from '../storage-error';
import { sqliteAttachmentStore } from './attachment-store';
import { sqliteCodeStore } from './code-store';
import { sqliteComplaintRepository } from './complaint-repository';
import { sqliteConversationStore } from './conversation-store';
import { sqliteHandoffQueue } from './handoff-queue';
import { sqliteRecordLog } from './record-log';
import { SqliteFile } from './sqlite-file';

/** The embedded store: every port on one database file, `desk.sqlite`. */
export interface SqliteStore {
  readonly conversations: ConversationStore;
  readonly complaints: ComplaintRepository;
  readonly handoffs: HandoffQueue;
  readonly attachments: AttachmentStore;
  readonly records: RecordLog;
  readonly codes: CodeStore;
  /** Resolves when the database answers. @throws {StorageError} */
  ping(): Promise<void>;
  close(): void;
}

/**
 * Opens (and where needed creates or migrates) the store in a folder only this user may read.
 * @throws {StorageError} `storage_newer`, `storage_unavailable`
 */
export function openSqlite({ dir, clock, ids }: { dir: string; clock: Clock; ids: IdGenerator }): SqliteStore {
  makeFolder(dir);
  const file = new SqliteFile(join(dir, 'desk.sqlite'));
  const alive = file.prepare<{ alive: number }>('SELECT 1 AS alive');
  return {
    conversations: sqliteConversationStore(file, clock),
    complaints: sqliteComplaintRepository(file),
    handoffs: sqliteHandoffQueue(file),
    attachments: sqliteAttachmentStore(file, { dir: join(dir, 'attachments'), clock, ids }),
    records: sqliteRecordLog(file),
    codes: sqliteCodeStore(file),
    ping: () =>
      file.read(() => {
        alive.get();
      }),
    close: () => file.close(),
  };
}

function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StorageError('storage_unavailable', error);
  }
}
