import { MongoBulkWriteError } from 'mongodb';
import type { LoggedActivity } from '../../ports/conversation-store';
import { StorageError } from '../storage-error';
import { original, stored } from '../stored-text';
import type { EntryDoc } from './collections';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';

export const inKey = (externalId: string): string => `in:${stored(externalId)}`;
export const outKey = (id: string): string => `out:${stored(id)}`;

/** The log of each conversation before what its document still holds. `id` is as {@link stored} made it. */
export class Transcript {
  private readonly activities;

  constructor(private readonly database: MongoDatabase) {
    this.activities = database.collection('activities');
  }

  /**
   * Copies entries from the conversation's document, which may drop them afterwards. Entries never change, so whoever
   * copies the same ones again (after a crash in between, or another node) changes nothing.
   */
  async archive(id: string, pending: readonly EntryDoc[]): Promise<void> {
    if (pending.length === 0) return;
    const docs = pending.map((entry) => ({
      ...entry,
      _id: `${id}|${String(entry.seq).padStart(7, '0')}`,
      conversationId: id,
    }));
    try {
      await this.activities.insertMany(docs, { ordered: false, ...this.database.bounded });
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError) && !isDuplicate(error)) throw error;
      // Some were there: then all must be, or something else went wrong with the rest.
      const ids = docs.map(({ _id }) => _id);
      const there = await this.activities.countDocuments({ _id: { $in: ids } }, this.database.bounded);
      if (there !== docs.length) throw new StorageError('storage_unavailable', error);
    }
  }

  byKey(id: string, key: string): Promise<EntryDoc | null> {
    return this.activities.findOne({ conversationId: id, key }, this.database.bounded);
  }

  /** @returns those of `keys` that are in the log */
  async known(id: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
    if (keys.length === 0) return new Set();
    const filter = { conversationId: id, key: { $in: [...keys] } };
    const found = await this.activities.find(filter, { projection: { key: 1 }, ...this.database.bounded }).toArray();
    return new Set(found.map(({ key }) => key));
  }

  /** Entries after one position and before another, in order. */
  range(id: string, after: number, before: number, limit: number): Promise<EntryDoc[]> {
    const filter = { conversationId: id, seq: { $gt: after, $lt: before } };
    return this.activities.find(filter, this.database.bounded).sort({ seq: 1 }).limit(limit).toArray();
  }
}

export const toEntry = ({ seq, id, direction, at, activity }: EntryDoc): LoggedActivity => ({
  seq,
  id: original(id),
  direction,
  at,
  activity: JSON.parse(activity) as LoggedActivity['activity'],
});
