import type { MongoStore } from '../../../src/storage/mongo/open-mongo';
import { withMongo } from '../../support/mongo';
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
import { mongoStores } from './mongo-stores';

withMongo('the same contracts on MongoDB', (url) => {
  const openTwo = mongoStores(url);
  const port =
    <Name extends keyof MongoStore>(name: Name): MakeStore<MongoStore[Name]> =>
    async (clock) => {
      const [one, two] = await openTwo(clock);
      return { store: one[name], other: two[name] };
    };

  conversationStoreContract('MongoDB', port('conversations'));
  complaintRepositoryContract('MongoDB', port('complaints'));
  handoffQueueContract('MongoDB', port('handoffs'));
  attachmentStoreContract('MongoDB', port('attachments'));
  recordLogContract('MongoDB', port('records'));
  codeStoreContract('MongoDB', port('codes'));
  leasesContract('MongoDB', port('leases'));
  sharedKeysContract('MongoDB', port('keys'));
  documentStoreContract('MongoDB', port('documents'));
  const whole: MakeStore<OutboxStore & Pick<MongoStore, 'documents' | 'records'>> = async (clock) => {
    const [store, other] = await openTwo(clock);
    return { store, other };
  };
  outboxContract('MongoDB', whole);
  outboxFillingContract('MongoDB', whole);
  dataRequestsContract('MongoDB', whole);
});
