import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SharedKeys } from '../ports/shared-keys';

const schema = z.strictObject({
  signingKey: z.string().min(32),
  codeKey: z.string().min(32),
  directLine: z.string().min(32),
});

/** Keys of this installation: `signingKey` for tokens and cookies, `codeKey` for one-time codes, `directLine` for servers. */
export type Secrets = z.output<typeof schema>;

/**
 * The keys all nodes of an installation share, from the store; the first node makes them. A `secrets.json` in the data
 * folder, as earlier versions and a move to another store leave it, is taken into a store that has none yet, so that
 * tokens stay good.
 * @param directLine from the settings; wins over the stored one
 * @throws Error when that file is damaged; {@link StorageError} when the store is away
 */
export async function loadSecrets(keys: SharedKeys, dir: string, directLine?: string): Promise<Secrets> {
  const offered = fromFile(join(dir, 'secrets.json')) ?? { signingKey: key(), codeKey: key(), directLine: key() };
  return {
    signingKey: await keys.getOrPut('signingKey', offered.signingKey),
    codeKey: await keys.getOrPut('codeKey', offered.codeKey),
    directLine: directLine ?? (await keys.getOrPut('directLine', offered.directLine)),
  };
}

function fromFile(path: string): Secrets | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${path} is damaged: restore it from the backup, or delete it.`, { cause: error });
  }
}

const key = (): string => randomBytes(32).toString('hex');
