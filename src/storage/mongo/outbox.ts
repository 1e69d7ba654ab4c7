import type { Clock } from '../../ports/clock';
import type { NewOutboxEntry, Outbox, OutboxEntry, OutboxOutcome, OutboxStatus } from '../../ports/outbox';
import { finite, stored } from '../stored-text';
import type { OutboxDoc } from './collections';
import type { MongoDatabase } from './mongo-database';
import type { OutboxRelay } from './outbox-relay';

/** What leaves the house, in MongoDB; entries come here from the documents that caused them ({@link OutboxRelay}). */
export function mongoOutbox(database: MongoDatabase, relay: OutboxRelay, clock: Clock): Outbox {
  const outbox = database.collection('outbox');
  const { bounded } = database;

  const claimOne = (leaseMs: number) =>
    database.run(() => {
      const now = clock.now();
      return outbox.findOneAndUpdate(
        { status: 'waiting', dueAt: { $lte: now } },
        { $set: { dueAt: now + leaseMs }, $inc: { attempts: 1 } },
        { sort: { dueAt: 1, createdAt: 1, order: 1 }, returnDocument: 'after', ...bounded },
      );
    });

  const add: Outbox['add'] = (entries) => database.run(() => relay.put(entries));

  async function claim(limit: number, leaseMs: number): Promise<readonly OutboxEntry[]> {
    const most = finite(limit);
    const ms = finite(leaseMs);
    await database.run(() => relay.collect());
    const claimed: OutboxEntry[] = [];
    while (claimed.length < most) {
      const doc = await claimOne(ms).catch((error: unknown) => {
        // What is claimed by then is not given up: it would only be tried later.
        if (claimed.length === 0) throw error;
        return null;
      });
      if (!doc) break;
      claimed.push(toEntry(doc));
    }
    return claimed;
  }

  const outcomeFields = (outcome: OutboxOutcome) =>
    outcome.result === 'retry'
      ? { dueAt: finite(outcome.at), lastError: outcome.error }
      : {
          status: outcome.result,
          settledAt: clock.now(),
          ...(outcome.result === 'dead' && { lastError: outcome.error }),
        };

  const settle: Outbox['settle'] = ({ key, attempts }, outcome) =>
    database.run(async () => {
      const ours = { _id: stored(key), attempts: finite(attempts), status: 'waiting' as const };
      return (await outbox.updateOne(ours, { $set: outcomeFields(outcome) }, bounded)).matchedCount === 1;
    });

  const list: Outbox['list'] = (status, limit) =>
    database.run(async () => {
      if (finite(limit) < 1) return [];
      await relay.collect();
      const filter = { status: stored(status) as OutboxStatus };
      const newestFirst = { createdAt: -1, order: -1 } as const;
      const found = await outbox.find(filter, bounded).sort(newestFirst).limit(limit).toArray();
      return found.map(toEntry);
    });

  const counts: Outbox['counts'] = () =>
    database.run(async () => {
      await relay.collect();
      const waitingOnes = { status: 'waiting' as const };
      const [waiting, dead, oldest] = await Promise.all([
        outbox.countDocuments(waitingOnes, bounded),
        outbox.countDocuments({ status: 'dead' }, bounded),
        outbox
          .find(waitingOnes, { projection: { createdAt: 1 }, ...bounded })
          .sort({ createdAt: 1 })
          .limit(1)
          .next(),
      ]);
      return { waiting, dead, ...(oldest && { oldestAt: oldest.createdAt }) };
    });

  const resend: Outbox['resend'] = (key) =>
    database.run(async () => {
      const again = {
        $set: { status: 'waiting' as const, dueAt: clock.now(), attempts: 0 },
        $unset: { settledAt: '' as const },
      };
      return (await outbox.updateOne({ _id: stored(key), status: 'dead' }, again, bounded)).matchedCount === 1;
    });

  return { add, claim, settle, list, counts, resend };
}

const toEntry = ({ doc, status, createdAt, dueAt, attempts, settledAt, lastError }: OutboxDoc): OutboxEntry => ({
  ...(JSON.parse(doc) as NewOutboxEntry),
  status,
  createdAt,
  dueAt,
  attempts,
  ...(settledAt !== undefined && { settledAt }),
  ...(lastError !== undefined && { lastError }),
});
