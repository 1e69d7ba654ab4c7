import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../ports/clock';
import type { IdGenerator } from '../../ports/id-generator';
import { StorageError } from '../storage-error';
import type { Store } from '../store';
import { sqliteArchive } from './archive';
import { sqliteAttachmentStore } from './attachment-store';
import { sqliteCodeStore } from './code-store';
import { sqliteComplaintRepository } from './complaint-repository';
import { sqliteConversationStore } from './conversation-store';
import { sqliteDocumentStore } from './document-store';
import { sqliteHandoffQueue } from './handoff-queue';
import { sqliteLeases } from './leases';
import { sqliteOutbox } from './outbox';
import { sqliteRecordLog } from './record-log';
import { sqliteSharedKeys } from './shared-keys';
import { SqliteFile } from './sqlite-file';

/** The embedded store: every port on one database file, `desk.sqlite`; closed at once. */
export interface SqliteStore extends Store {
  close(): void;
}

/**
 * Opens (and where needed creates or migrates) the store in a folder only this user may read.
 * @throws {StorageError} `storage_newer`, `storage_unavailable`
 */
export function openSqlite({ dir, clock, ids }: { dir: string; clock: Clock; ids: IdGenerator }): SqliteStore {
  makeFolder(dir);
  const file = new SqliteFile(join(dir, 'desk.sqlite'));
  return {
    conversations: sqliteConversationStore(file, clock),
    complaints: sqliteComplaintRepository(file, clock),
    handoffs: sqliteHandoffQueue(file, clock),
    attachments: sqliteAttachmentStore(file, { dir: join(dir, 'attachments'), clock, ids }),
    records: sqliteRecordLog(file),
    codes: sqliteCodeStore(file),
    outbox: sqliteOutbox(file, clock),
    leases: sqliteLeases(file, clock),
    keys: sqliteSharedKeys(file),
    documents: sqliteDocumentStore(file, clock),
    archive: sqliteArchive(file, { dir: join(dir, 'attachments') }),
    ping: () => file.ping(),
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
