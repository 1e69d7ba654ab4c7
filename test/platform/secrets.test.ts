import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSecrets } from '../../src/platform/secrets';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';

const freshDir = tempDirs();
const stores: { close(): void }[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

function keysOf(dir = freshDir()) {
  const store = openSqlite({ dir, clock: new ManualClock(), ids: sequentialIds() });
  stores.push(store);
  return store.keys;
}
const old = { signingKey: 's'.repeat(64), codeKey: 'c'.repeat(64), directLine: 'd'.repeat(64) };
const withFile = (content: string): string => {
  const dir = freshDir();
  writeFileSync(join(dir, 'secrets.json'), content);
  return dir;
};

test('made once, the same on every node and after a restart', async () => {
  const dir = freshDir();
  const first = await loadSecrets(keysOf(dir), freshDir());
  expect(await loadSecrets(keysOf(dir), freshDir())).toEqual(first);
  expect(new Set(Object.values(first)).size).toBe(3);
  for (const key of Object.values(first)) expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(await loadSecrets(keysOf(), freshDir())).not.toEqual(first);
});

test('nodes that start at once agree', async () => {
  const dir = freshDir();
  const all = await Promise.all(Array.from({ length: 5 }, () => loadSecrets(keysOf(dir), freshDir())));
  expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
});

test('secrets.json of an earlier version is taken over, and not any more once the store has keys', async () => {
  const keys = keysOf();
  expect(await loadSecrets(keys, withFile(JSON.stringify(old)))).toEqual(old);
  expect(await loadSecrets(keys, freshDir())).toEqual(old);
  expect(await loadSecrets(keys, withFile(JSON.stringify({ ...old, codeKey: 'x'.repeat(64) })))).toEqual(old);
});

test('the secret of the settings wins and is not stored', async () => {
  const keys = keysOf();
  expect((await loadSecrets(keys, freshDir(), 'from the settings')).directLine).toBe('from the settings');
  expect((await loadSecrets(keys, freshDir())).directLine).toMatch(/^[0-9a-f]{64}$/);
});

test.each(['{', '{}', JSON.stringify({ ...old, signingKey: 'short' })])(
  'a damaged file is said: %s',
  async (content) => {
    await expect(loadSecrets(keysOf(), withFile(content))).rejects.toThrow(/secrets\.json is damaged: restore it/);
  },
);
