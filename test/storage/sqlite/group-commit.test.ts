import { GroupCommit } from '../../../src/storage/sqlite/group-commit';
import { StorageError } from '../../../src/storage/storage-error';

/** Transactions on a list: what `work` adds is kept when it returns, and gone when it throws. */
function ledger() {
  const kept: string[] = [];
  const commits: { size: number; durable: boolean }[] = [];
  let open: string[] = [];
  const transact = <T>(work: () => T, durable: boolean): T => {
    open = [];
    const result = work();
    kept.push(...open);
    commits.push({ size: open.length, durable });
    return result;
  };
  return {
    kept,
    commits,
    transact,
    put: (text: string) => () => {
      open.push(text);
      return text.toUpperCase();
    },
  };
}

test('what is asked for in one round is committed together, in order, each with its own result', async () => {
  const { kept, commits, transact, put } = ledger();
  const group = new GroupCommit(async (work, durable) => transact(work, durable));
  expect(await Promise.all(['a', 'b', 'c'].map((text) => group.add(put(text), true)))).toEqual(['A', 'B', 'C']);
  expect(kept).toEqual(['a', 'b', 'c']);
  expect(commits).toEqual([{ size: 3, durable: true }]);
});

test('it waits for the disk when one of them must', async () => {
  const { commits, transact, put } = ledger();
  const group = new GroupCommit(async (work, durable) => transact(work, durable));
  await group.add(put('light'), false);
  await Promise.all([group.add(put('light'), false), group.add(put('durable'), true)]);
  expect(commits).toEqual([
    { size: 1, durable: false },
    { size: 2, durable: true },
  ]);
});

test('one that throws takes only itself back', async () => {
  const { kept, transact, put } = ledger();
  const group = new GroupCommit(async (work, durable) => transact(work, durable));
  const failing = (): never => {
    put('half')();
    throw new Error('in the middle');
  };
  const settled = await Promise.allSettled([
    group.add(put('before'), true),
    group.add(failing, true),
    group.add(put('after'), true),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(kept).toEqual(['before', 'after']);
});

test('a locked file is waited for once, not once for each', async () => {
  let waits = 0;
  const group = new GroupCommit(async () => {
    waits += 1;
    throw new StorageError('storage_busy');
  });
  const settled = await Promise.allSettled([1, 2, 3].map((one) => group.add(() => one, true)));
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(waits).toBe(1);
});

test('nothing that was asked for is lost when the file is closed', async () => {
  const { kept, transact, put } = ledger();
  const group = new GroupCommit(async (work, durable) => transact(work, durable));
  const late = group.add(put('late'), true);
  group.finish((work) => transact(work, true));
  expect(await late).toBe('LATE');
  await new Promise((resolve) => setImmediate(resolve));
  expect(kept).toEqual(['late']);
});

test('behind a lock that nobody gives back nobody waits twice (R7)', async () => {
  const { transact, put, kept } = ledger();
  let giveUp: (() => void) | undefined;
  const locked = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new StorageError('storage_busy'));
  });
  let tries = 0;
  const group = new GroupCommit(async (work, durable) => {
    tries += 1;
    return tries === 1 ? locked : transact(work, durable);
  });
  const first = group.add(put('first'), true);
  await new Promise((resolve) => setImmediate(resolve));
  const meanwhile = group.add(put('meanwhile'), true);
  giveUp?.();
  for (const refused of [first, meanwhile]) await expect(refused).rejects.toMatchObject({ code: 'storage_busy' });
  expect(tries).toBe(1);
  expect(await group.add(put('later'), true)).toBe('LATER');
  expect(kept).toEqual(['later']);
});
