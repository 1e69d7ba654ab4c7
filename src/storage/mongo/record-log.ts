import type { LogRecord, RecordLog } from '../../ports/record-log';
import { finite, original, stored } from '../stored-text';
import type { RecordDoc } from './collections';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';

/** Audit, feedback, misses and text messages in MongoDB; nothing here changes or removes a record. */
export function mongoRecordLog(database: MongoDatabase): RecordLog {
  const records = database.collection('records');
  const { bounded } = database;
  return {
    append: ({ kind, key, at, conversationId, data }) =>
      database.run(async () => {
        const record: RecordDoc = {
          kind: stored(kind),
          key: stored(key),
          at: finite(at),
          conversationId: stored(conversationId),
          data: JSON.stringify(data),
        };
        await records.insertOne(record, bounded).catch((error: unknown) => {
          if (!isDuplicate(error)) throw error;
        });
      }),

    get: (kind, key) =>
      database.run(async () => {
        const found = await records.findOne({ kind: stored(kind), key: stored(key) }, bounded);
        return found ? toRecord(found) : undefined;
      }),

    list: (kind, limit, before) =>
      database.run(async () => {
        if (finite(limit) < 1) return [];
        const newestFirst = { at: -1, _id: -1 } as const;
        const found = await records
          .find({ kind: stored(kind), ...(before !== undefined && { at: { $lt: finite(before) } }) }, bounded)
          .sort(newestFirst)
          .limit(limit)
          .toArray();
        return found.map(toRecord);
      }),
  };
}

const toRecord = ({ kind, key, at, conversationId, data }: RecordDoc): LogRecord => ({
  kind: kind as LogRecord['kind'],
  key: original(key),
  at,
  conversationId: original(conversationId),
  data: JSON.parse(data) as LogRecord['data'],
});
