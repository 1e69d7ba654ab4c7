import { purgeDocuments } from '../../src/data/purge-documents';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';

const newDir = tempDirs();

test('what means nothing any more goes, presence and younger documents stay', async () => {
  const clock = new ManualClock(Date.parse('2026-11-21T10:00:00+08:00'));
  const { documents, close } = openSqlite({ dir: newDir(), clock, ids: sequentialIds() });
  for (const kind of ['staff_session', 'sign_in_failures', 'seen', 'presence', 'notice', 'consent'] as const)
    await documents.put(kind, 'old', {}, 0);
  clock.advance(25 * 3_600_000);
  await documents.put('staff_session', 'new', {}, 0);
  await purgeDocuments({ documents, clock }, 180, 1_095);
  const left = async (kind: 'staff_session' | 'sign_in_failures' | 'seen' | 'presence' | 'notice' | 'consent') =>
    (await documents.list(kind, 9)).map(({ key }) => key);
  expect(await left('staff_session')).toEqual(['new']);
  expect(await left('sign_in_failures')).toEqual([]);
  expect(await left('seen')).toEqual(['old']);
  expect(await left('presence')).toEqual(['old']);
  expect(await left('notice')).toEqual(['old']);
  clock.advance(180 * 86_400_000);
  await purgeDocuments({ documents, clock }, 180, 1_095);
  expect(await left('seen')).toEqual([]);
  expect(await left('notice')).toEqual([]);
  expect(await left('consent')).toEqual(['old']);
  await close();
});
