import type { Clock } from '../../ports/clock';
import type { DocumentStore, StoredDocument } from '../../ports/document-store';
import { finite, original, stored } from '../stored-text';
import type { SmallDoc } from './collections';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';

/** Small documents by kind and key, in MongoDB; a value is JSON text, so that its keys never become field names. */
export function mongoDocumentStore(database: MongoDatabase, clock: Clock): DocumentStore {
  const documents = database.collection('documents');
  const { bounded } = database;

  async function putNow(kind: string, key: string, value: string, expected: number): Promise<number | undefined> {
    const [_id, written] = [documentId(kind, key), { version: expected + 1, at: clock.now(), value }];
    if (expected !== 0) {
      const { matchedCount } = await documents.updateOne({ _id, version: expected }, { $set: written }, bounded);
      return matchedCount === 1 ? written.version : undefined;
    }
    try {
      await documents.insertOne({ _id, kind: stored(kind), key: stored(key), ...written }, bounded);
      return written.version;
    } catch (error) {
      if (isDuplicate(error)) return undefined;
      throw error;
    }
  }

  return {
    get: <Value>(kind: string, key: string) =>
      database.run(async () => {
        const doc = await documents.findOne({ _id: documentId(kind, key) }, bounded);
        return doc ? toDocument<Value>(doc) : undefined;
      }),
    list: <Value>(kind: string, limit: number) =>
      database.run(async () => {
        const filter = { kind: stored(kind) };
        if (finite(limit) < 1) return [];
        const found = await documents.find(filter, bounded).sort({ key: 1 }).limit(limit).toArray();
        return found.map((doc) => toDocument<Value>(doc));
      }),
    put: (kind, key, value, expected) => database.run(() => putNow(kind, key, JSON.stringify(value), finite(expected))),
    remove: (kind, key) =>
      database.run(async () => (await documents.deleteOne({ _id: documentId(kind, key) }, bounded)).deletedCount === 1),
    removeOlder: (kind, before) =>
      database.run(async () => {
        const filter = { kind: stored(kind), at: { $lt: finite(before) } };
        return (await documents.deleteMany(filter, bounded)).deletedCount;
      }),
  };
}

/** Kinds are ours and hold no colon. */
export const documentId = (kind: string, key: string): string => `${stored(kind)}:${stored(key)}`;

const toDocument = <Value>({ key, version, at, value }: SmallDoc): StoredDocument<Value> => ({
  key: original(key),
  version,
  at,
  value: JSON.parse(value) as Value,
});
