import { MongoClient } from 'mongodb';
import type { Clock } from '../../../src/ports/clock';
import { type MongoStore, openMongo } from '../../../src/storage/mongo/open-mongo';
import { freshDatabase } from '../../support/mongo';
import { sequentialIds } from '../../support/sequential-ids';

/** Opens a fresh database twice, as two processes would; both are closed and the database dropped after each test. */
export function mongoStores(url: string): (clock: Clock) => Promise<[MongoStore, MongoStore]> {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) await cleanup();
  });
  return async (clock) => {
    const database = freshDatabase();
    const options = { url, database, poolSize: 10, timeoutMs: 5_000, clock, ids: sequentialIds() };
    const one = await openMongo(options);
    const two = await openMongo(options);
    cleanups.push(
      () => one.close(),
      () => two.close(),
      () => dropDatabase(url, database),
    );
    return [one, two];
  };
}

/** Removes what a test left behind. */
export async function dropDatabase(url: string, database: string): Promise<void> {
  const client = await new MongoClient(url).connect();
  await client.db(database).dropDatabase();
  await client.close();
}
