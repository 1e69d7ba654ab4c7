import { MongoClient } from 'mongodb';
import type { Clock } from '../../src/ports/clock';
import type { IdGenerator } from '../../src/ports/id-generator';
import { openMongo } from '../../src/storage/mongo/open-mongo';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import type { Store } from '../../src/storage/store';
import { mongoEyes } from './mongo-eyes';
import { type RunJob, runAlone, runLeased } from './product-jobs';
import type { StorePlace } from './protocol';
import { sqliteEyes } from './sqlite-eyes';
import type { StoreEyes } from './store-eyes';

/** When a store that is away is given up; the clock stands still meanwhile. */
const timeoutMs = 5_000;

/** The product's store, what is read in it past the product, and how its background jobs are run. */
export interface ProductStore {
  readonly store: Store;
  readonly eyes: StoreEyes;
  readonly runJob: RunJob;
}

export async function productStore(
  place: StorePlace,
  { clock, ids }: { readonly clock: Clock; readonly ids: IdGenerator },
): Promise<ProductStore> {
  if ('dir' in place) {
    const store = openSqlite({ dir: place.dir, clock, ids });
    return { store, eyes: sqliteEyes(place.dir), runJob: runAlone };
  }
  const store = await openMongo({ ...place, poolSize: 20, timeoutMs, clock, ids });
  const client = await MongoClient.connect(place.url, { serverSelectionTimeoutMS: timeoutMs });
  return { store, eyes: mongoEyes(client.db(place.database)), runJob: runLeased(store.leases, ids.next('node')) };
}
