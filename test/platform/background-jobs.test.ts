import { setTimeout as pause } from 'node:timers/promises';
import { type BackgroundJob, type BackgroundJobs, createBackgroundJobs } from '../../src/platform/background-jobs';
import { systemClock } from '../../src/ports/clock';
import type { Leases } from '../../src/ports/leases';
import { type Log, silentLog } from '../../src/ports/log';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { eventually } from '../support/eventually';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';

const freshDir = tempDirs();
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const ttlMs = 150;

function leasesOf(dir = freshDir()): { dir: string; leases: Leases } {
  const store = openSqlite({ dir, clock: systemClock, ids: sequentialIds() });
  cleanups.push(() => store.close());
  return { dir, leases: store.leases };
}

function node(owner: string, leases: Leases, job: Partial<BackgroundJob>, log: Log = silentLog): BackgroundJobs {
  const jobs = createBackgroundJobs({
    leases,
    owner,
    log,
    ttlMs,
    jobs: [{ name: 'sweep', everyMs: 5, run: async () => undefined, ...job }],
  });
  cleanups.push(() => jobs.stop(1_000));
  return jobs;
}

/** A node's access to the leases, which the test can cut. */
function cuttable(leases: Leases) {
  const state = { cut: false };
  const fail = () => Promise.reject(new Error('store away'));
  const seen: Leases = {
    acquire: (...asked) => (state.cut ? fail() : leases.acquire(...asked)),
    release: (...asked) => (state.cut ? fail() : leases.release(...asked)),
  };
  return { state, leases: seen };
}

test('a job runs again and again, on one of three nodes', async () => {
  const { dir, leases } = leasesOf();
  const runs: string[] = [];
  let running = 0;
  const nodes = ['a', 'b', 'c'].map((owner) =>
    node(owner, owner === 'a' ? leases : leasesOf(dir).leases, {
      run: async () => {
        running += 1;
        expect(running).toBe(1);
        await pause(2);
        running -= 1;
        runs.push(owner);
      },
    }),
  );
  for (const one of nodes) one.start();
  await eventually(() => runs.length >= 60);
  expect(new Set(runs).size).toBe(1);
});

test('it moves when its node dies: within two of the leases’ lives', async () => {
  const { dir, leases } = leasesOf();
  const first = cuttable(leases);
  const runs: string[] = [];
  const signals: AbortSignal[] = [];
  const run = (owner: string) => async (signal: AbortSignal) => {
    runs.push(owner);
    signals.push(signal);
  };
  node('a', first.leases, { run: run('a') }).start();
  await eventually(() => runs.length > 0);
  node('b', leasesOf(dir).leases, { run: run('b') }).start();
  await pause(ttlMs);
  expect(runs).not.toContain('b');
  first.state.cut = true;
  const cutAt = performance.now();
  await eventually(() => runs.includes('b'));
  // Two seconds for a machine with other work.
  expect(performance.now() - cutAt).toBeLessThan(2 * ttlMs + 2_000);
  // The one that cannot renew stops by itself: never both at once.
  expect(runs.lastIndexOf('a')).toBeLessThan(runs.indexOf('b'));
  expect(signals[0]?.aborted).toBe(true);
});

test('it moves at once when its node stops in good order, and a run under way is told', async () => {
  const { dir, leases } = leasesOf();
  let told = false;
  let begun = false;
  const first = node('a', leases, {
    run: (signal) =>
      new Promise((resolve) => {
        begun = true;
        signal.addEventListener('abort', () => {
          told = true;
          resolve();
        });
      }),
  });
  first.start();
  await eventually(() => begun);
  await first.stop(1_000);
  expect(told).toBe(true);
  expect(await leasesOf(dir).leases.acquire('sweep', 'b', 10)).toMatchObject({ owner: 'b' });
});

test('a node that was paused learns that another had the job meanwhile', async () => {
  const { leases } = leasesOf();
  const signals: AbortSignal[] = [];
  let stalled: Promise<unknown> | undefined;
  const seen: Leases = {
    // As if the process stood still between asking and hearing.
    acquire: async (...asked) => {
      await stalled;
      return leases.acquire(...asked);
    },
    release: leases.release,
  };
  node('a', seen, {
    run: async (signal) => {
      signals.push(signal);
    },
  }).start();
  await eventually(() => signals.length > 0);
  const [before] = signals;
  const thief = pause(ttlMs * 2).then(async () => {
    const stolen = await leases.acquire('sweep', 'thief', 1_000);
    expect(stolen).toBeDefined();
    expect(before?.aborted).toBe(true);
    const count = signals.length;
    await pause(30);
    expect(signals).toHaveLength(count);
    if (stolen) await leases.release(stolen);
  });
  stalled = thief;
  await thief;
  stalled = undefined;
  await eventually(() => signals.at(-1)?.aborted === false);
});

test('a nudge ends the rest at once', async () => {
  const { leases } = leasesOf();
  let runs = 0;
  const jobs = node('a', leases, {
    everyMs: 60_000,
    run: async () => {
      runs += 1;
    },
  });
  jobs.start();
  await eventually(() => runs === 1);
  jobs.nudge('sweep');
  await eventually(() => runs === 2);
  jobs.nudge('no such job');
  await pause(20);
  expect(runs).toBe(2);
});

test('a nudge during a run is not lost', async () => {
  const { leases } = leasesOf();
  let runs = 0;
  const jobs: BackgroundJobs = node('a', leases, {
    everyMs: 60_000,
    run: async () => {
      runs += 1;
      if (runs === 1) jobs.nudge('sweep');
    },
  });
  jobs.start();
  await eventually(() => runs === 2);
});

test('a job that fails is logged and run again, a second later', async () => {
  const { leases } = leasesOf();
  const lines: object[] = [];
  const at: number[] = [];
  node(
    'a',
    leases,
    {
      run: async () => {
        at.push(performance.now());
        if (at.length === 1) throw new Error('disk');
      },
    },
    { ...silentLog, warn: (fields) => lines.push(fields) },
  ).start();
  await eventually(() => at.length >= 2);
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(950);
  expect(lines).toEqual([expect.objectContaining({ job: 'sweep', failures: 1 })]);
});

test('a store that is away is said once, and the job goes on when it is back', async () => {
  const { leases } = leasesOf();
  const first = cuttable(leases);
  const lines: string[] = [];
  let runs = 0;
  first.state.cut = true;
  const note = (_fields: object, message: string) => void lines.push(message);
  node(
    'a',
    first.leases,
    {
      run: async () => {
        runs += 1;
      },
    },
    { ...silentLog, warn: note, info: note },
  ).start();
  await pause(ttlMs * 2);
  expect([runs, lines.length]).toEqual([0, 1]);
  first.state.cut = false;
  await eventually(() => runs > 0);
  expect(lines).toHaveLength(2);
});
