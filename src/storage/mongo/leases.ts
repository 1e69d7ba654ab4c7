import type { Clock } from '../../ports/clock';
import type { JobLease, Leases } from '../../ports/leases';
import { latestEnd } from '../clock-set-back';
import { finite, stored } from '../stored-text';
import type { MongoDatabase } from './mongo-database';
import { isDuplicate } from './mongo-fault';

/** Leases of background jobs in MongoDB, one document each; one given back keeps it, so that its number goes on. */
export function mongoLeases(database: MongoDatabase, clock: Clock): Leases {
  const leases = database.collection('leases');
  const { bounded } = database;
  const after = { returnDocument: 'after', ...bounded } as const;

  async function acquireNow(name: string, owner: string, ttlMs: number): Promise<JobLease | undefined> {
    const [_id, mine, now] = [stored(name), stored(owner), clock.now()];
    const until = now + finite(ttlMs);
    const free = {
      _id,
      owner: { $ne: mine },
      $or: [{ owner: null }, { until: { $lte: now } }, { until: { $gt: latestEnd(now) } }],
    };
    const taken =
      (await leases.findOneAndUpdate({ _id, owner: mine }, { $set: { until } }, after)) ??
      (await leases.findOneAndUpdate(free, { $set: { owner: mine, until }, $inc: { fencing: 1 } }, after));
    if (taken) return { name, owner, fencing: taken.fencing, until };
    if (await leases.findOne({ _id }, bounded)) return undefined;
    try {
      await leases.insertOne({ _id, owner: mine, fencing: 1, until }, bounded);
      return { name, owner, fencing: 1, until };
    } catch (error) {
      // Somebody else was the first.
      if (isDuplicate(error)) return undefined;
      throw error;
    }
  }

  return {
    acquire: (name, owner, ttlMs) => database.run(() => acquireNow(name, owner, ttlMs)),
    release: ({ name, owner, fencing }) =>
      database.run(async () => {
        const ours = { _id: stored(name), owner: stored(owner), fencing: finite(fencing) };
        await leases.updateOne(ours, { $set: { owner: null, until: 0 } }, bounded);
      }),
  };
}
