import { Followers } from '../../src/conversation/followers';
import type { LoggedActivity } from '../../src/ports/conversation-store';
import { silentLog } from '../../src/ports/log';

/** Logs that another node writes, and every question asked about them. */
function elsewhere() {
  const logs = new Map<string, LoggedActivity[]>();
  const grownLog: string[] = [];
  const asked = { reads: [] as string[], looks: 0 };
  const state = { readable: true, lookable: true };
  const append = (id: string) => {
    const log = logs.get(id) ?? [];
    log.push({ seq: log.length + 1, id: `${id}.${log.length + 1}`, direction: 'out', at: 0, activity: {} });
    logs.set(id, log);
    grownLog.push(id);
  };
  const store = {
    read: async (id: string, after: number, limit: number) => {
      asked.reads.push(id);
      if (!state.readable) throw new Error('store away');
      return (logs.get(id) ?? []).filter(({ seq }) => seq > after).slice(0, limit);
    },
    grown: async (position?: string) => {
      asked.looks += 1;
      if (!state.lookable) throw new Error('store away');
      const conversations = position === undefined ? [] : [...new Set(grownLog.slice(Number(position)))];
      return { position: String(grownLog.length), conversations };
    },
  };
  const followers = new Followers(store, silentLog, 200);
  const listen = (id: string) => {
    const heard: number[] = [];
    const leave = followers.follow(id, 0, { logged: ({ seq }) => heard.push(seq) });
    return { heard, leave };
  };
  return { followers, append, asked, state, listen };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

test('one look for all followers; only logs that grew are read', async () => {
  const { append, asked, listen, followers } = elsewhere();
  const all = Array.from({ length: 50 }, (_, n) => listen(`c${n}`));
  await pass(1_000);
  // Once when joining, and once when the position was known.
  expect(asked.reads).toHaveLength(100);
  expect(asked.looks).toBe(6);
  append('c7');
  append('somebody without followers');
  await pass(200);
  expect(asked.reads.slice(100)).toEqual(['c7']);
  expect(all[7]?.heard).toEqual([1]);
  followers.stop();
});

test('often while answers come from elsewhere, seldom when it is quiet again, never without followers', async () => {
  const { append, asked, listen } = elsewhere();
  const { heard, leave } = listen('c1');
  await pass(1_000);
  const looksIn = async (ms: number) => {
    const before = asked.looks;
    await pass(ms);
    return asked.looks - before;
  };
  expect(await looksIn(1_000)).toBe(5);
  append('c1');
  await pass(200);
  expect(heard).toEqual([1]);
  expect(await looksIn(1_000)).toBe(20);
  await pass(2_000);
  expect(await looksIn(1_000)).toBe(5);
  leave();
  expect(await looksIn(1_000)).toBe(0);
});

test('somebody here who waits for a turn of another node has it looked for often at once', async () => {
  const { append, listen, followers } = elsewhere();
  const { heard } = listen('c1');
  await pass(1_010);
  followers.awaited('nobody follows this one');
  append('c1');
  await pass(60);
  expect(heard).toEqual([]);
  followers.awaited('c1');
  await pass(60);
  expect(heard).toEqual([1]);
  followers.stop();
});

test('what comes between joining and the first look is heard', async () => {
  const { append, listen, followers } = elsewhere();
  const { heard } = listen('c1');
  append('c1');
  await pass(1);
  expect(heard).toEqual([1]);
  followers.stop();
});

test('a store that was away for a while costs no entry', async () => {
  const { append, listen, state, followers } = elsewhere();
  const { heard } = listen('c1');
  await pass(500);
  state.readable = false;
  append('c1');
  await pass(500);
  state.lookable = false;
  append('c1');
  await pass(500);
  expect(heard).toEqual([]);
  state.readable = true;
  state.lookable = true;
  await pass(500);
  expect(heard).toEqual([1, 2]);
  followers.stop();
});
