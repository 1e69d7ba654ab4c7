import { join } from 'node:path';
import { SqliteFile } from '../../../src/storage/sqlite/sqlite-file';
import { tempDirs } from '../../support/temp-dir';

const freshDir = tempDirs();
let file: SqliteFile;
beforeEach(() => {
  file = new SqliteFile(join(freshDir(), 'desk.sqlite'));
});
afterEach(() => file.close());
const serials = () => file.prepare<{ day: string }>('SELECT day FROM complaint_serials').all();
const add = () => file.prepare('INSERT INTO complaint_serials VALUES (?, 1)');

test('waits for the disk at every commit, also after one that need not', async () => {
  const setting = file.prepare<{ synchronous: number }>('PRAGMA synchronous');
  expect(file.prepare<{ journal_mode: string }>('PRAGMA journal_mode').get()?.journal_mode).toBe('wal');
  expect(setting.get()?.synchronous).toBe(2);
  expect(await file.writeLightly(() => setting.get()?.synchronous)).toBe(1);
  await expect(
    file.writeLightly(() => {
      throw new Error('x');
    }),
  ).rejects.toThrow('x');
  expect(setting.get()?.synchronous).toBe(2);
});

test('a transaction that throws leaves nothing, and the next one works', async () => {
  const failing = file.write(() => {
    add().run('a');
    throw new Error('in the middle');
  });
  await expect(failing).rejects.toThrow('in the middle');
  expect(serials()).toEqual([]);
  await file.write(() => add().run('b'));
  expect(serials()).toMatchObject([{ day: 'b' }]);
  await expect(file.write(() => add().run('b'))).rejects.toMatchObject({ code: 'storage_unavailable' });
});

test('texts the driver would cut or change stay different keys', async () => {
  const hostile = ['a', 'a\0b', 'a\0c', '\ud800', '\ud801', '😀', '', 'null'];
  await file.write(() => {
    for (const text of hostile) add().run(text);
  });
  const find = file.prepare<{ found: number }>('SELECT COUNT(*) AS found FROM complaint_serials WHERE day = ?');
  expect(hostile.map((text) => find.get(text)?.found)).toEqual(hostile.map(() => 1));
});
