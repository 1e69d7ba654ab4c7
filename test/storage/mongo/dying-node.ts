import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../../src/ports/clock';
import type { IdGenerator } from '../../../src/ports/id-generator';
import { MongoDatabase, type MongoOptions } from '../../../src/storage/mongo/mongo-database';
import { type MongoStore, storeOn } from '../../../src/storage/mongo/open-mongo';
import { mongoGate } from '../../support/mongo-gate';

/**
 * Lets a node of its own do `work` and cuts it off for good at its nth command on these collections.
 * @returns whether it lived to the end
 */
export async function liveUntil(
  nth: number,
  when: 'before' | 'after',
  options: MongoOptions & { clock: Clock; ids: IdGenerator },
  collections: readonly string[],
  work: (store: MongoStore) => Promise<void>,
): Promise<boolean> {
  const gate = await mongoGate(options.url);
  const node = storeOn(await MongoDatabase.connect({ ...options, url: gate.url }), options);
  // Dead as soon as it is cut off: what its own code would still do about it does not count.
  const dead = gate.dieAt(nth, when, collections).then(() => pause(20));
  const served = work(node).then(
    () => true,
    () => false,
  );
  const lived = await Promise.race([served, dead.then(() => false)]);
  expect(gate.passed()).toBeGreaterThan(0);
  await node.close();
  await gate.close();
  return lived;
}
