import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Config, readConfig } from '../config';
import type { Clock } from '../ports/clock';
import { randomIds } from '../ports/id-generator';
import { silentLog } from '../ports/log';
import { openStore } from '../storage/open-store';
import type { Store } from '../storage/store';
import { DataFault } from './data-fault';

/** A batch may take longer than what a turn would wait for. */
const patientMs = 10_000;

export type Env = Readonly<Record<string, string | undefined>>;

/** The settings, without those a server needs beside its store. @throws {ConfigError} */
export function settingsOf({ NODE_ENV, ...env }: Env): Config {
  const read = readConfig(env);
  return { ...read, NODE_ENV: NODE_ENV === 'production' ? 'production' : 'development', MONGO_TIMEOUT_MS: patientMs };
}

/**
 * The store the settings name.
 * @param root what a relative `DATA_DIR` is relative to
 * @param mayBeNew import alone may make the embedded store
 */
export function storeOf(config: Config, root: string, clock: Clock, mayBeNew: boolean): Promise<Store> {
  const dir = resolve(root, config.DATA_DIR);
  if (!mayBeNew && config.MONGO_URL === undefined && config.MONGO_URL_FILE === undefined) needFile(dir);
  return openStore(config, { dir, clock, ids: randomIds, log: silentLog });
}

/** A second store: a MongoDB address (database in its path, else as set) or the folder of an embedded one. */
export function otherStore(place: string, config: Config, clock: Clock): Promise<Store> {
  const { MONGO_URL: _url, MONGO_URL_FILE: _file, ...rest } = config;
  if (!/^mongodb(\+srv)?:\/\//.test(place)) {
    const dir = resolve(place);
    needFile(dir);
    return openStore(rest, { dir, clock, ids: randomIds, log: silentLog });
  }
  const database = /^[^?]*:\/\/[^/?]+\/([A-Za-z0-9_-]{1,38})(?:\?|$)/.exec(place)?.[1] ?? config.MONGO_DATABASE;
  const settings = { ...rest, MONGO_URL: place, MONGO_DATABASE: database };
  return openStore(settings, { dir: '', clock, ids: randomIds, log: silentLog });
}

/** In words for the terminal; never with the password. */
export function nameOf(config: Config, root: string): string {
  return config.MONGO_URL === undefined && config.MONGO_URL_FILE === undefined
    ? join(resolve(root, config.DATA_DIR), 'desk.sqlite')
    : `MongoDB database "${config.MONGO_DATABASE}"`;
}

function needFile(dir: string): void {
  if (existsSync(join(dir, 'desk.sqlite'))) return;
  throw new DataFault(`There is no desk.sqlite in ${dir}: set DATA_DIR to the folder of the desk, or MONGO_URL.`);
}
