import { Binary } from 'mongodb';
import type { AttachmentStore, StoredAttachment } from '../../ports/attachment-store';
import type { Clock } from '../../ports/clock';
import type { IdGenerator } from '../../ports/id-generator';
import { stored } from '../stored-text';
import type { MongoDatabase } from './mongo-database';

/**
 * Evidence files in MongoDB, each one document with its bytes: uploads are limited to 10 MB, documents to 16 MB, and one
 * write leaves no half of a file.
 */
export function mongoAttachmentStore(
  database: MongoDatabase,
  { clock, ids }: { clock: Clock; ids: IdGenerator },
): AttachmentStore {
  const attachments = database.collection('attachments');
  const { bounded } = database;
  return {
    put: ({ bytes, conversationId, name, contentType }) =>
      database.run(async () => {
        const id = ids.next('att');
        const size = bytes.length;
        const file: StoredAttachment = { id, conversationId, name, contentType, size, createdAt: clock.now() };
        const doc = JSON.stringify(file);
        await attachments.insertOne(
          { _id: stored(id), conversationId: stored(conversationId), doc, bytes: new Binary(bytes) },
          bounded,
        );
        return file;
      }),

    get: (id) =>
      database.run(async () => {
        const found = await attachments.findOne({ _id: stored(id) }, bounded);
        if (!found) return undefined;
        return { ...(JSON.parse(found.doc) as StoredAttachment), bytes: Buffer.from(found.bytes.value()) };
      }),

    count: (conversationId) =>
      database.run(() => attachments.countDocuments({ conversationId: stored(conversationId) }, bounded)),
  };
}
