import { ObjectId } from 'mongodb';
import type { Handoff } from '../../handoff/handoff';
import type { HandoffQueue } from '../../ports/handoff-queue';
import type { NewOutboxEntry } from '../../ports/outbox';
import { StorageError } from '../storage-error';
import type { HandoffDoc } from './collections';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';
import type { OutboxRelay } from './outbox-relay';
import { finite, stored } from './stored-text';

/** Who waits for a person, in MongoDB. */
export function mongoHandoffQueue(database: MongoDatabase, relay: OutboxRelay): HandoffQueue {
  const handoffs = database.collection('handoffs');
  const { bounded } = database;
  const one = (doc: Pick<HandoffDoc, 'doc'> | null) => (doc ? (JSON.parse(doc.doc) as Handoff) : undefined);
  const byKey = async (createdBy: string) => one(await handoffs.findOne({ createdBy }, bounded));

  async function enqueueNow(fresh: Omit<Handoff, 'version'>, outbox?: readonly NewOutboxEntry[]): Promise<Handoff> {
    const doc: HandoffDoc = {
      _id: stored(fresh.id),
      createdBy: stored(fresh.createdBy),
      createdAt: finite(fresh.createdAt),
      // Grows within a process; between nodes any order will do for entries of the same millisecond.
      order: new ObjectId().toHexString(),
      ...searched({ ...fresh, version: 1 }),
      ...relay.inserted(outbox),
    };
    const earlier = await byKey(doc.createdBy);
    if (earlier) return earlier;
    try {
      await handoffs.insertOne(doc, bounded);
      relay.soon('handoffs', doc._id, outbox);
      return JSON.parse(doc.doc) as Handoff;
    } catch (error) {
      const first = isDuplicate(error) ? await byKey(doc.createdBy) : undefined;
      if (first) return first;
      throw isDuplicate(error) ? new StorageError('storage_unavailable', error) : error;
    }
  }

  async function replaceNow(changed: Handoff, outbox?: readonly NewOutboxEntry[]): Promise<Handoff | undefined> {
    const next = searched({ ...changed, version: finite(changed.version) + 1 });
    const leaving = relay.changed(next.version, outbox);
    const filter = { _id: stored(changed.id), version: changed.version };
    const update = { $set: { ...next, ...leaving.set }, ...leaving.beside };
    if ((await handoffs.updateOne(filter, update, bounded)).matchedCount !== 1) return undefined;
    relay.soon('handoffs', filter._id, outbox);
    return one(next);
  }

  async function positionNow(id: string): Promise<number | undefined> {
    const me = await handoffs.findOne({ _id: stored(id), status: 'waiting' }, { projection: { doc: 0 }, ...bounded });
    if (!me) return undefined;
    const { priority, createdAt, order } = me;
    const ahead = [
      { priority: { $gt: priority } },
      { priority, createdAt: { $lt: createdAt } },
      { priority, createdAt, order: { $lt: order } },
    ];
    return 1 + (await handoffs.countDocuments({ status: 'waiting', $or: ahead }, bounded));
  }

  return {
    enqueue: (handoff, outbox) => database.run(() => enqueueNow(handoff, outbox)),
    byId: (id) => database.run(async () => one(await handoffs.findOne({ _id: stored(id) }, bounded))),
    list: (statuses, limit) =>
      database.run(async () => {
        if (statuses.length === 0 || finite(limit) < 1) return [];
        const filter = { status: { $in: statuses.map(stored) } };
        const line = { priority: -1, createdAt: 1, order: 1 } as const;
        const found = await handoffs.find(filter, bounded).sort(line).limit(limit).toArray();
        return found.map(({ doc }) => JSON.parse(doc) as Handoff);
      }),
    position: (id) => database.run(() => positionNow(id)),
    replace: (handoff, outbox) => database.run(() => replaceNow(handoff, outbox)),
  };
}

/** The document and the fields beside it that change with it. */
const searched = (handoff: Handoff) => ({
  status: stored(handoff.status),
  priority: finite(handoff.priority),
  version: handoff.version,
  doc: JSON.stringify(handoff),
});
