import { appendFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Journal, openJournal as open } from '../../../src/channels/sms/journal';
import { tempDirs } from '../../support/temp-dir';

const newDir = tempDirs();
const opened: Journal[] = [];

async function openJournal(path: string): Promise<Journal> {
  const journal = await open(path);
  opened.push(journal);
  return journal;
}

afterEach(async () => {
  await Promise.allSettled(opened.splice(0).map((journal) => journal.close()));
});

const newPath = (): string => join(newDir(), 'notes.jsonl');

describe('the journal', () => {
  it('finds what the last run left, without a line torn by a crash, and goes on behind it', async () => {
    const path = newPath();
    const first = await openJournal(path);
    await Promise.all([first.append({ a: 1 }), first.append({ b: '您好\n' })]);
    await appendFile(path, '{"c":');
    const second = await openJournal(path);
    expect(second.left).toEqual([{ a: 1 }, { b: '您好\n' }]);
    await second.append({ d: 4 });
    expect((await openJournal(path)).left).toEqual([{ a: 1 }, { b: '您好\n' }, { d: 4 }]);
  });

  it('keeps a burst whole and in order, around a replacement in the middle', async () => {
    const path = newPath();
    const journal = await openJournal(path);
    const notes = Array.from({ length: 500 }, (_, number) => ({ number }));
    const before = notes.slice(0, 250).map((note) => journal.append(note));
    const replaced = journal.replace([{ instead: true }]);
    const after = notes.slice(250).map((note) => journal.append(note));
    await Promise.all([...before, replaced, ...after]);
    expect((await openJournal(path)).left).toEqual([{ instead: true }, ...notes.slice(250)]);
  });

  it('goes out in few writes when notes come while the disk is busy', async () => {
    const path = newPath();
    const journal = await openJournal(path);
    let settled = 0;
    const all = Array.from({ length: 100 }, (_, number) => journal.append({ number }).then(() => settled++));
    await all[99];
    expect(settled).toBeGreaterThanOrEqual(99);
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(100);
  });

  it('can be read by this user only', async () => {
    const path = newPath();
    await openJournal(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('says when a note cannot be kept', async () => {
    const journal = await openJournal(newPath());
    await journal.close();
    await expect(journal.append({ a: 1 })).rejects.toThrow();
    await expect(openJournal('/nowhere/at/all.jsonl')).rejects.toThrow('ENOENT');
  });
});
