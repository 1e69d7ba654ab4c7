import type { Db } from 'mongodb';
import type { StoredProblem } from '../../src/known-problems/stored-problem';
import type { StoreEyes } from './store-eyes';

/** {@link StoreEyes} on a database that nodes share. What customers are shown the world reads itself: no node knows it all. */
export function mongoEyes(db: Db): StoreEyes {
  const earliest = async (name: string, filter: object): Promise<number | undefined> => {
    const [first] = await db
      .collection(name)
      .find({ dueAt: { $gt: 0 }, ...filter }, { projection: { dueAt: 1 } })
      .sort({ dueAt: 1 })
      .limit(1)
      .toArray();
    return first?.['dueAt'] as number | undefined;
  };
  /** What is to leave and was not copied to the outbox, because a node died or has not come to it. */
  const isHeld = async (name: string): Promise<boolean> =>
    (await db.collection(name).findOne({ holds: 'outbox' }, { projection: { _id: 1 } })) !== null;
  const documents = db.collection<{ key: string; value: string }>('documents');
  const known = new Set<string>();
  return {
    async next() {
      const [turns, entry, complaints, ...held] = await Promise.all([
        earliest('conversations', {}),
        earliest('outbox', { status: 'waiting' }),
        earliest('complaints', {}),
        ...['conversations', 'complaints', 'handoffs'].map(isHeld),
      ]);
      const outbox = held.includes(true) ? 0 : entry;
      return Object.fromEntries(Object.entries({ turns, outbox, complaints }).filter(([, at]) => at !== undefined));
    },
    appeared: () => [],
    openHandoffs: () =>
      db
        .collection('handoffs')
        .countDocuments({ status: { $in: ['waiting', 'offered', 'assigned', 'call_back_booked'] } }, { limit: 1 }),
    async suggested() {
      const found = await documents.find({ kind: 'known_problem' }, { projection: { key: 1 } }).toArray();
      const fresh = found.map(({ key }) => key).filter((key) => !known.has(key));
      for (const key of fresh) known.add(key);
      return fresh.sort();
    },
    async noticeDue() {
      const [first] = await documents
        .find({ kind: 'notice', key: { $gte: 'due:', $lt: 'due;' } }, { projection: { key: 1 } })
        .sort({ key: 1 })
        .limit(1)
        .toArray();
      return first && Number(first.key.split(':')[1]);
    },
    async problems() {
      const found = await documents.find({ kind: 'known_problem' }).sort({ key: 1 }).toArray();
      return found.map(({ value }) => JSON.parse(value) as StoredProblem);
    },
  };
}
