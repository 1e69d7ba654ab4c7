import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/ports/clock';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import { newComplaint } from '../../support/new-complaint';
import { sequentialIds } from '../../support/sequential-ids';
import { tempDirs } from '../../support/temp-dir';
import { archiveContract } from '../contracts/archive';
import { sqliteStores } from './sqlite-stores';

const freshDir = tempDirs();
const openTwo = sqliteStores(freshDir);
archiveContract(
  'SQLite',
  (clock) => openTwo(clock)[0],
  (clock) => openTwo(clock)[0],
);

test('what is removed or replaced is not in the files any more either', async () => {
  const dir = freshDir();
  const store = openSqlite({ dir, clock: systemClock, ids: sequentialIds() });
  const said = 'please call 13811112222 '.repeat(400);
  await store.conversations.create({ id: 'c', channel: 'web', userId: 'u' });
  await store.conversations.accept('c', 'm', { text: said });
  await store.complaints.insert(newComplaint({ story: said }));
  const file = () =>
    readFileSync(join(dir, 'desk.sqlite')).includes('13811112222') ||
    readFileSync(join(dir, 'desk.sqlite-wal')).includes('13811112222');
  expect(file()).toBe(true);
  const before = (await store.archive.row('complaint', 'cmp_1')) ?? fail();
  expect(await store.archive.replace(before, { ...before, value: { ...before.value, story: '', version: 2 } })).toBe(
    true,
  );
  await store.archive.removeConversation('c');
  await store.archive.scrub();
  expect(file()).toBe(false);
  expect((await store.archive.row('complaint', 'cmp_1'))?.value['story']).toBe('');
  store.close();
});
