import type { CodeStore, PendingCode } from '../../ports/code-store';
import { finite, original, stored } from '../stored-text';
import type { CodeDoc } from './collections';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';

/** How long an issued code counts against its phone's limits; longer than any limit looks back. */
const countedMs = 8 * 86_400_000;

/** One-time codes and the count of those issued, in MongoDB. */
export function mongoCodeStore(database: MongoDatabase): CodeStore {
  const codes = database.collection('codes');
  const issues = database.collection('code_issues');
  const { bounded } = database;

  async function putNow(code: PendingCode): Promise<void> {
    const { _id, ...rest } = toDoc(code);
    // Counted before it can be used: a crash in between counts one too many, never one too few.
    await Promise.all([
      issues.insertOne({ phone: rest.phone, issuedAt: rest.issuedAt }, bounded),
      issues.deleteMany({ issuedAt: { $lt: rest.issuedAt - countedMs } }, bounded),
    ]);
    const replace = () => codes.replaceOne({ _id }, rest, { upsert: true, ...bounded });
    await replace().catch((error: unknown) => (isDuplicate(error) ? replace() : Promise.reject(error)));
  }

  return {
    put: (code) => database.run(() => putNow(code)),
    get: (conversationId) =>
      database.run(async () => {
        const doc = await codes.findOne({ _id: stored(conversationId) }, bounded);
        return doc ? toCode(doc) : undefined;
      }),
    fail: (conversationId) =>
      database.run(async () => {
        const counted = { $inc: { tries: 1 } };
        const options = { returnDocument: 'after', ...bounded } as const;
        return (await codes.findOneAndUpdate({ _id: stored(conversationId) }, counted, options))?.tries ?? 0;
      }),
    consume: (conversationId) =>
      database.run(async () => (await codes.deleteOne({ _id: stored(conversationId) }, bounded)).deletedCount === 1),
    issuedSince: (phone, since) =>
      database.run(() => issues.countDocuments({ phone: stored(phone), issuedAt: { $gte: finite(since) } }, bounded)),
  };
}

const toDoc = (code: PendingCode): CodeDoc => ({
  _id: stored(code.conversationId),
  phone: stored(code.phone),
  hash: stored(code.hash),
  issuedAt: finite(code.issuedAt),
  expiresAt: finite(code.expiresAt),
  tries: finite(code.tries),
});

const toCode = ({ _id, phone, hash, ...times }: CodeDoc): PendingCode => ({
  conversationId: original(_id),
  phone: original(phone),
  hash: original(hash),
  ...times,
});
