import type { SqliteStore } from '../../../src/storage/sqlite/open-sqlite';
import { tempDirs } from '../../support/temp-dir';
import { attachmentStoreContract } from '../contracts/attachment-store';
import { codeStoreContract } from '../contracts/code-store';
import { complaintRepositoryContract } from '../contracts/complaint-repository';
import { conversationStoreContract } from '../contracts/conversation-store';
import { dataRequestsContract } from '../contracts/data-requests';
import { documentStoreContract } from '../contracts/document-store';
import { handoffQueueContract } from '../contracts/handoff-queue';
import { leasesContract } from '../contracts/leases';
import type { MakeStore } from '../contracts/made';
import { type OutboxStore, outboxContract } from '../contracts/outbox';
import { outboxFillingContract } from '../contracts/outbox-filling';
import { recordLogContract } from '../contracts/record-log';
import { sharedKeysContract } from '../contracts/shared-keys';
import { sqliteStores } from './sqlite-stores';

const openTwo = sqliteStores(tempDirs());
const port =
  <Name extends keyof SqliteStore>(name: Name): MakeStore<SqliteStore[Name]> =>
  (clock) => {
    const [one, two] = openTwo(clock);
    return { store: one[name], other: two[name] };
  };

conversationStoreContract('SQLite', port('conversations'));
complaintRepositoryContract('SQLite', port('complaints'));
handoffQueueContract('SQLite', port('handoffs'));
attachmentStoreContract('SQLite', port('attachments'));
recordLogContract('SQLite', port('records'));
codeStoreContract('SQLite', port('codes'));
leasesContract('SQLite', port('leases'));
sharedKeysContract('SQLite', port('keys'));
documentStoreContract('SQLite', port('documents'));
const whole: MakeStore<OutboxStore & Pick<SqliteStore, 'documents' | 'records'>> = (clock) => {
  const [store, other] = openTwo(clock);
  return { store, other };
};
outboxContract('SQLite', whole);
outboxFillingContract('SQLite', whole);
dataRequestsContract('SQLite', whole);
