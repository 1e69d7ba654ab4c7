import type { Document } from 'mongodb';
import { activityKey, partsOfActivityKey } from '../archive-values';
import { stored } from '../stored-text';
import type { ActivityDoc, ConversationDoc, EntryDoc } from './collections';
import type { MongoDatabase } from './mongo-database';
import { asStorageError } from './mongo-fault';
import { Transcript } from './transcript';

const step = 200;

/** The logs of conversations, put together from their documents and from what was copied out of those. */
export function archivedLogs(database: MongoDatabase) {
  const conversations = database.collection('conversations');
  const activities = database.collection('activities');
  const transcript = new Transcript(database);
  const { bounded } = database;

  const firstHeld = (doc: Document): number =>
    (doc as ConversationDoc).pending[0]?.seq ?? (doc as ConversationDoc).lastSeq + 1;

  /** The first entries that have left the document. */
  async function first(doc: Document): Promise<readonly EntryDoc[]> {
    if (firstHeld(doc) === 1) return [];
    return database.run(() => transcript.range(doc['_id'], 0, firstHeld(doc), step));
  }

  /** @param begin what {@link first} answered for this document */
  async function* whole(doc: Document, begin: readonly EntryDoc[]): AsyncGenerator<Document> {
    const { _id, pending } = doc as ConversationDoc;
    for (let page = begin; page.length > 0; ) {
      for (const entry of page) yield { ...entry, conversationId: _id };
      const after = page.at(-1)?.seq ?? 0;
      if (page.length < step) break;
      page = await database.run(() => transcript.range(_id, after, firstHeld(doc), step));
    }
    for (const entry of pending) yield { ...entry, conversationId: _id };
  }

  /** Those entries whose conversation is gone. */
  async function* orphans(entries: AsyncIterable<Document>): AsyncGenerator<Document> {
    const known = new Map<string, boolean>();
    for await (const entry of entries) {
      const id = (entry as ActivityDoc).conversationId;
      let gone = known.get(id);
      if (gone === undefined) {
        gone =
          (await database.run(() => conversations.findOne({ _id: id }, { projection: { _id: 1 }, ...bounded }))) ===
          null;
        // Entries of a conversation mostly lie together; a few thousand are remembered.
        if (known.size > 5_000) known.clear();
        known.set(id, gone);
      }
      if (gone) yield entry;
    }
  }

  async function entry(key: string): Promise<Document | null> {
    const { conversationId, seq } = partsOfActivityKey(key);
    const _id = stored(conversationId);
    const doc = await conversations.findOne({ _id }, { projection: { pending: 1 }, ...bounded });
    const held = doc?.pending.find((one) => one.seq === seq);
    return held ? { ...held, conversationId: _id } : activities.findOne({ _id: activityKey(_id, seq) }, bounded);
  }

  /** Whether one of these entries lies in its conversation's document, so that a copy of it would be a second one. */
  async function someHeld(keys: readonly string[]): Promise<boolean> {
    const wanted = new Map<string, number[]>();
    for (const { conversationId, seq } of keys.map(partsOfActivityKey)) {
      wanted.set(stored(conversationId), [...(wanted.get(stored(conversationId)) ?? []), seq]);
    }
    for (const [_id, seqs] of wanted) {
      const doc = await conversations.findOne({ _id }, { projection: { 'pending.seq': 1 }, ...bounded });
      if (doc?.pending.some(({ seq }) => seqs.includes(seq))) return true;
    }
    return false;
  }

  /** Changes an entry wherever it lies: in its conversation's document, in the copy, or in both. */
  async function rewrite(key: string, after: Document): Promise<boolean> {
    const { conversationId, seq } = partsOfActivityKey(key);
    const _id = stored(conversationId);
    const { id, key: act, bodyHash, activity } = after as ActivityDoc;
    const changed = { id, key: act, bodyHash, activity };
    const doc = await conversations.findOne(
      { _id },
      { projection: { pending: 1, version: 1, lastSeq: 1 }, ...bounded },
    );
    const copied = await activities.updateOne({ _id: activityKey(_id, seq) }, { $set: changed }, bounded);
    if (!doc?.pending.some((one) => one.seq === seq)) return copied.matchedCount === 1;
    const pending = doc.pending.map((one) => (one.seq === seq ? { ...one, ...changed } : one));
    // Whoever takes entries out of the document or adds some changes one of the two.
    const written = await conversations.updateOne(
      { _id, version: doc.version, lastSeq: doc.lastSeq },
      { $set: { pending } },
      bounded,
    );
    return written.matchedCount === 1;
  }

  const removeAll = async (id: string): Promise<number> =>
    (await activities.deleteMany({ conversationId: stored(id) }, bounded)).deletedCount;

  async function count(): Promise<number> {
    try {
      const sums = conversations.aggregate<{ sum: number }>(
        [{ $group: { _id: null, sum: { $sum: '$lastSeq' } } }],
        bounded,
      );
      return (await sums.next())?.sum ?? 0;
    } catch (error) {
      throw asStorageError(error);
    }
  }

  return { first, whole, orphans, entry, someHeld, rewrite, removeAll, count };
}
