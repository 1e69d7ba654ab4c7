import { type Filter, ObjectId, type Sort } from 'mongodb';
import type { Handoff, HandoffStatus } from '../../handoff/handoff';
import type { HandoffQueue, WrittenHandoffs } from '../../ports/handoff-queue';
import type { NewOutboxEntry } from '../../ports/outbox';
import { StorageError } from '../storage-error';
import { finite, stored } from '../stored-text';
import { changesIn } from './changes';
import type { HandoffDoc } from './collections';
import { followIn } from './follow';
import { handoffFields } from './handoff-fields';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';
import type { OutboxRelay } from './outbox-relay';

/** Tells by the server's clock what was written when. */
const stamp = { $currentDate: { changedAt: true } } as const;
const inLine = { status: { $in: ['waiting', 'offered'] } };

/** Who waits for a person, who has them and who had them, in MongoDB. */
export function mongoHandoffQueue(database: MongoDatabase, relay: OutboxRelay): HandoffQueue & WrittenHandoffs {
  const handoffs = database.collection('handoffs');
  const { bounded } = database;
  const changes = changesIn(database, { collection: 'handoffs', time: 'changedAt', mark: 'version', most: 500 });
  const follow = followIn(database, {
    collection: 'handoffs',
    time: 'changedAt',
    mark: 'version',
    walk: [
      ['createdAt', 1],
      ['order', 1],
    ],
  });
  const byKey = async (createdBy: string) => one(await handoffs.findOne({ createdBy }, bounded));

  async function enqueueNow(fresh: Omit<Handoff, 'version'>, outbox?: readonly NewOutboxEntry[]): Promise<Handoff> {
    const same = { _id: stored(fresh.id), createdBy: stored(fresh.createdBy) };
    const doc = {
      createdAt: finite(fresh.createdAt),
      // Grows within a process; between nodes any order will do for entries of the same millisecond.
      order: new ObjectId().toHexString(),
      ...handoffFields({ ...fresh, version: 1 }),
      ...relay.inserted(outbox),
    };
    const earlier = await byKey(same.createdBy);
    if (earlier) return earlier;
    try {
      // An update, because an insert cannot ask for the server's time.
      const insert = { $setOnInsert: doc, ...stamp };
      const { upsertedCount } = await handoffs.updateOne(same, insert, { upsert: true, ...bounded });
      if (upsertedCount === 1) {
        relay.soon('handoffs', same._id, outbox);
        return JSON.parse(doc.doc) as Handoff;
      }
    } catch (error) {
      const first = isDuplicate(error) ? await byKey(same.createdBy) : undefined;
      if (first) return first;
      throw isDuplicate(error) ? new StorageError('storage_unavailable', error) : error;
    }
    const first = await byKey(same.createdBy);
    if (!first) throw new StorageError('storage_unavailable');
    return first;
  }

  async function replaceNow(changed: Handoff, outbox?: readonly NewOutboxEntry[]): Promise<Handoff | undefined> {
    const next = handoffFields({ ...changed, version: finite(changed.version) + 1 });
    const leaving = relay.changed(next.version, outbox);
    const filter = { _id: stored(changed.id), version: changed.version };
    const update = { $set: { ...next, ...leaving.set }, ...leaving.beside, ...stamp };
    if ((await handoffs.updateOne(filter, update, bounded)).matchedCount !== 1) return undefined;
    relay.soon('handoffs', filter._id, outbox);
    return one(next);
  }

  async function positionNow(id: string): Promise<number | undefined> {
    const me = await handoffs.findOne({ _id: stored(id), ...inLine }, { projection: { doc: 0 }, ...bounded });
    if (!me) return undefined;
    const { skill, rank, order } = me;
    const ahead = { skill, ...inLine, $or: [{ rank: { $lt: rank } }, { rank, order: { $lt: order } }] };
    return 1 + (await handoffs.countDocuments(ahead, bounded));
  }

  async function found(filter: Filter<HandoffDoc>, order: Sort, limit: number): Promise<readonly Handoff[]> {
    if (finite(limit) < 1) return [];
    return (await handoffs.find(filter, bounded).sort(order).limit(limit).toArray()).map(parsed);
  }

  async function changedNow(position: string | undefined) {
    const { position: next, ids } = await changes(position);
    const docs = ids.length === 0 ? [] : await found({ _id: { $in: ids.map(stored) } }, { changedAt: 1 }, ids.length);
    return { position: next, handoffs: docs };
  }

  return {
    enqueue: (handoff, outbox) => database.run(() => enqueueNow(handoff, outbox)),
    byId: (id) => database.run(async () => one(await handoffs.findOne({ _id: stored(id) }, bounded))),
    ofConversation: (conversationId, limit) =>
      database.run(() => found({ conversationId: stored(conversationId) }, { createdAt: -1, order: -1 }, limit)),
    ofAgent: (agent, statuses, limit) =>
      database.run(() => found({ agent: stored(agent), status: oneOf(statuses) }, { changedAt: -1, order: -1 }, limit)),
    list: (statuses, limit) => database.run(() => found({ status: oneOf(statuses) }, { rank: 1, order: 1 }, limit)),
    position: (id) => database.run(() => positionNow(id)),
    replace: (handoff, outbox) => database.run(() => replaceNow(handoff, outbox)),
    changed: (position) => database.run(() => changedNow(position)),
    written: (limit, position) =>
      database.run(async () => {
        const { position: next, docs } = await follow(finite(limit), position);
        return { position: next, handoffs: docs.map((doc) => parsed({ doc: String(doc['doc']) })) };
      }),
    acceptedSince: (since, limit) =>
      database.run(() => found({ acceptedAt: { $gte: finite(since) } }, { acceptedAt: -1, order: -1 }, limit)),
  };
}

const parsed = ({ doc }: Pick<HandoffDoc, 'doc'>): Handoff => JSON.parse(doc) as Handoff;
const one = (doc: Pick<HandoffDoc, 'doc'> | null): Handoff | undefined => (doc ? parsed(doc) : undefined);
const oneOf = (statuses: readonly HandoffStatus[]) => ({ $in: statuses.map(stored) });
