import type { Clock } from '../../ports/clock';
import type { IdGenerator } from '../../ports/id-generator';
import type { Store } from '../store';
import { mongoArchive } from './archive';
import { mongoAttachmentStore } from './attachment-store';
import { mongoCodeStore } from './code-store';
import { mongoComplaintRepository } from './complaint-repository';
import { mongoConversationStore } from './conversation-store';
import { mongoDocumentStore } from './document-store';
import { mongoHandoffQueue } from './handoff-queue';
import { mongoLeases } from './leases';
import { indexTimeMs, migrate } from './migrate';
import { MongoDatabase, type MongoOptions } from './mongo-database';
import { mongoOutbox } from './outbox';
import { OutboxRelay } from './outbox-relay';
import { mongoRecordLog } from './record-log';
import { mongoSharedKeys } from './shared-keys';

/** Every port on one MongoDB database. */
export interface MongoStore extends Store {
  /** The server is no member of a replica set: what it holds exists once. */
  readonly standalone: boolean;
  close(): Promise<void>;
}

/**
 * Connects, makes what is missing (collections, indexes) and brings older documents up to date.
 * @throws {StorageError} `storage_newer`, `storage_unavailable`
 */
export async function openMongo(options: MongoOptions & { clock: Clock; ids: IdGenerator }): Promise<MongoStore> {
  const database = await MongoDatabase.connect(options);
  try {
    const patient = await MongoDatabase.connect(options, indexTimeMs);
    await migrate(patient).finally(() => patient.close());
  } catch (error) {
    await database.close();
    throw error;
  }
  return storeOn(database, options);
}

/** The ports on a database that is connected and migrated. */
export function storeOn(database: MongoDatabase, { clock, ids }: { clock: Clock; ids: IdGenerator }): MongoStore {
  const relay = new OutboxRelay(database, clock);
  return {
    conversations: mongoConversationStore(database, relay, clock),
    complaints: mongoComplaintRepository(database, relay),
    handoffs: mongoHandoffQueue(database, relay),
    attachments: mongoAttachmentStore(database, { clock, ids }),
    records: mongoRecordLog(database),
    codes: mongoCodeStore(database),
    outbox: mongoOutbox(database, relay, clock),
    leases: mongoLeases(database, clock),
    keys: mongoSharedKeys(database),
    documents: mongoDocumentStore(database, clock),
    archive: mongoArchive(database, relay),
    standalone: database.standalone,
    ping: () => database.ping(),
    close: () => database.close(),
  };
}
