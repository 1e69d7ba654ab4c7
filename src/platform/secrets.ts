import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.strictObject({
  signingKey: z.string().min(32),
  codeKey: z.string().min(32),
  directLine: z.string().min(32),
});

/** Keys of this installation: `signingKey` for tokens and cookies, `codeKey` for one-time codes, `directLine` for servers. */
export type Secrets = z.output<typeof schema>;

/**
 * Reads the keys under the data folder, or makes them once, readable by this user only. All nodes of an installation
 * share them, so tokens stay good across restarts.
 * @param directLine from the settings; wins over the stored one
 * @throws Error when the file is damaged: deleting it signs every customer out, nothing else
 */
export function loadSecrets(dir: string, directLine?: string): Secrets {
  const path = join(dir, 'secrets.json');
  mkdirSync(dir, { recursive: true });
  const made: Secrets = { signingKey: key(), codeKey: key(), directLine: key() };
  try {
    // `wx`: of two processes that start at once, one makes the file and both read it.
    writeFileSync(path, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const stored = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!stored.success)
    throw new Error(`${path} is damaged: restore it from the backup, or delete it (open chats start anew).`);
  return { ...stored.data, ...(directLine !== undefined && { directLine }) };
}

const key = (): string => randomBytes(32).toString('hex');
