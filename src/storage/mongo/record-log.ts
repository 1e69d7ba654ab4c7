import type { Document } from 'mongodb';
import type { LogRecord, RecordLog, WrittenRecords } from '../../ports/record-log';
import { finite, original, stored } from '../stored-text';
import type { RecordDoc } from './collections';
import { followIn } from './follow';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';

/** Tells by the server's clock what was written when. */
const stamp = { $currentDate: { writtenAt: true } } as const;

/** Audit, feedback, misses and text messages in MongoDB; nothing here changes or removes a record. */
export function mongoRecordLog(database: MongoDatabase): RecordLog & WrittenRecords {
  const records = database.collection('records');
  const { bounded } = database;
  return {
    append: ({ kind, key, at, conversationId, data }) =>
      database.run(async () => {
        const name = { kind: stored(kind), key: stored(key) };
        const record: Omit<RecordDoc, 'kind' | 'key'> = {
          at: finite(at),
          conversationId: stored(conversationId),
          data: JSON.stringify(data),
        };
        // An update, because an insert cannot ask for the server's time.
        const insert = { $setOnInsert: record, ...stamp };
        await records.updateOne(name, insert, { upsert: true, ...bounded }).catch((error: unknown) => {
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

    written: (kind, limit, position) =>
      database.run(async () => {
        const follow = followIn(database, {
          collection: 'records',
          where: { kind: stored(kind) },
          time: 'writtenAt',
          mark: 'at',
          walk: [
            ['at', 1],
            ['key', 1],
          ],
        });
        const { position: next, docs } = await follow(finite(limit), position);
        return { position: next, records: docs.map((doc) => toRecord(doc as RecordDoc & Document)) };
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
