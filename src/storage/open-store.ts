import { readFileSync } from 'node:fs';
import { type Config, ConfigError } from '../config';
import type { Clock } from '../ports/clock';
import type { IdGenerator } from '../ports/id-generator';
import type { Log } from '../ports/log';
import { openSqlite } from './sqlite/open-sqlite';
import type { Store } from './store';

export type StoreSettings = Pick<
  Config,
  | 'NODE_ENV'
  | 'MONGO_URL'
  | 'MONGO_URL_FILE'
  | 'MONGO_DATABASE'
  | 'MONGO_POOL_SIZE'
  | 'MONGO_TIMEOUT_MS'
  | 'MONGO_ALLOW_STANDALONE'
>;

/**
 * The store the settings ask for: MongoDB when they name one, else the embedded store in `dir`.
 * @throws {StorageError} `storage_newer`, `storage_unavailable`
 * @throws {ConfigError} a production start on a server without a second copy
 */
export async function openStore(
  settings: StoreSettings,
  { dir, log, ...deps }: { dir: string; clock: Clock; ids: IdGenerator; log: Log },
): Promise<Store> {
  const url = settings.MONGO_URL ?? urlFrom(settings.MONGO_URL_FILE);
  if (url === undefined) return openSqlite({ dir, ...deps });
  // Only now: with the embedded store the driver, 7 MB of memory, is never loaded.
  const { openMongo } = require('./mongo/open-mongo') as typeof import('./mongo/open-mongo');
  const store = await openMongo({
    ...deps,
    url,
    database: settings.MONGO_DATABASE,
    poolSize: settings.MONGO_POOL_SIZE,
    timeoutMs: settings.MONGO_TIMEOUT_MS,
  });
  if (store.standalone && settings.NODE_ENV === 'production' && !settings.MONGO_ALLOW_STANDALONE) {
    await store.close();
    throw new ConfigError([
      'MONGO_URL leads to a single server, where an acknowledged message exists once: use a replica set ' +
        '(docs/mongodb.md), or set MONGO_ALLOW_STANDALONE=true',
    ]);
  }
  log.info({ database: settings.MONGO_DATABASE, standalone: store.standalone }, 'store: MongoDB');
  return store;
}

function urlFrom(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    const url = readFileSync(path, 'utf8').trim();
    if (/^mongodb(\+srv)?:\/\//.test(url)) return url;
  } catch (error) {
    throw new ConfigError([`MONGO_URL_FILE cannot be read: ${error instanceof Error ? error.message : error}`]);
  }
  throw new ConfigError(['MONGO_URL_FILE: the file must hold one address, mongodb://… or mongodb+srv://…']);
}
