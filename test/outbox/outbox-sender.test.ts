import { setTimeout as pause } from 'node:timers/promises';
import type { KindSender, SendResult } from '../../src/outbox/kind-sender';
import { eventually } from '../support/eventually';
import { never, outboxFixture, textMessage, webhook } from './outbox-fixture';

const setUp = outboxFixture();
const ok: SendResult = { ok: true };
const away: SendResult = { ok: false, error: 'gateway away' };
const hour = 3600_000;

test('everything that is due is sent, each once, with its key', async () => {
  const { put, sender, outbox, counted } = setUp();
  const keys = Array.from({ length: 30 }, (_, n) => `k${n}`);
  await put(...keys.map((key) => textMessage(key)));
  const sent: string[] = [];
  const { run } = sender(async ({ key }) => {
    sent.push(key);
    return ok;
  });
  await run(never);
  await run(never);
  expect(sent.toSorted()).toEqual(keys.toSorted());
  expect(await outbox.counts()).toEqual({ waiting: 0, dead: 0 });
  expect(counted).toEqual(keys.map(() => 'outbox_total sent'));
});

test('no more than so many are on their way at once, and one that hangs does not hold up the others', async () => {
  const { put, sender } = setUp();
  await put(...Array.from({ length: 12 }, (_, n) => webhook(`k${n}`)));
  let release = (): void => undefined;
  const hanging = new Promise<void>((resolve) => {
    release = resolve;
  });
  let flying = 0;
  let most = 0;
  const sent: string[] = [];
  const { run, nudge } = sender(
    async ({ key }) => {
      flying += 1;
      most = Math.max(most, flying);
      await (key === 'k0' ? hanging : pause(1));
      flying -= 1;
      sent.push(key);
      return ok;
    },
    { concurrency: 3 },
  );
  const running = run(never);
  await eventually(() => sent.length === 11);
  // What a turn adds meanwhile is seen at once.
  await put(webhook('late'));
  nudge();
  await eventually(() => sent.includes('late'));
  release();
  await running;
  expect(most).toBe(3);
  expect(sent).toHaveLength(13);
});

test('of text messages to one number one is on its way at a time, noted before the next begins', async () => {
  const { put, sender, waiting } = setUp();
  await put(...Array.from({ length: 5 }, (_, n) => textMessage(`k${n}`)));
  const left: number[] = [];
  await sender(async () => {
    left.push((await waiting()).length);
    return ok;
  }).run(never);
  expect(left).toEqual([5, 4, 3, 2, 1]);
});

test('an entry whose claim is nearly over, as after a pause of the process, is left to the next look', async () => {
  const { put, sender, clock, outbox } = setUp();
  await put(textMessage('k0'), textMessage('k1'));
  const sent: string[] = [];
  const { run } = sender(async ({ key }) => {
    sent.push(key);
    if (sent.length === 1) clock.advance(15_000);
    return ok;
  });
  await run(never);
  expect(sent).toHaveLength(1);
  clock.advance(5_000);
  await run(never);
  expect(sent.toSorted()).toEqual(['k0', 'k1']);
  expect(await outbox.counts()).toEqual({ waiting: 0, dead: 0 });
});

test('a failure is tried again after growing pauses, with the same key, until it works', async () => {
  const { put, sender, clock, waiting } = setUp();
  await put(textMessage('k1'));
  const begunAt = clock.now();
  const tries: number[] = [];
  const { run } = sender(async () => {
    tries.push(clock.now() - begunAt);
    return tries.length < 14 ? away : ok;
  });
  for (let n = 0; n < 200 && tries.length < 14; n += 1) {
    await run(never);
    const [entry] = await waiting();
    if (entry) clock.set(entry.dueAt);
  }
  const pauses = tries.slice(1).map((at, n) => at - (tries[n] ?? 0));
  expect(pauses[0]).toBe(1_500);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(Math.max(...pauses)).toBe(225_000);
  expect(await waiting()).toEqual([]);
});

test('what cannot be sent for 24 hours is dead, and visible; sent again by hand it gets some tries', async () => {
  const { put, sender, clock, dead, outbox, lines } = setUp();
  await put(textMessage('k1'));
  let tries = 0;
  const { run } = sender(async () => {
    tries += 1;
    return away;
  });
  const end = clock.now() + 24 * hour;
  for (; clock.now() < end; clock.advance(5 * 60_000)) await run(never);
  expect(await dead()).toEqual([]);
  await run(never);
  expect(tries).toBeGreaterThan(100);
  expect(await dead()).toMatchObject([{ key: 'k1', lastError: 'gateway away', settledAt: clock.now() }]);
  expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  await outbox.resend('k1');
  tries = 0;
  for (let n = 0; n < 20; n += 1, clock.advance(5 * 60_000)) await run(never);
  expect(tries).toBe(5);
  expect(await dead()).toHaveLength(1);
});

test('a limit puts an entry off until then; after 24 hours it is dead all the same', async () => {
  const { put, sender, clock, waiting, dead } = setUp();
  await put(textMessage('k1'));
  const { run } = sender(async () => ({ ok: false, error: 'limit', notBefore: clock.now() + 10 * 60_000 }));
  await run(never);
  expect(await waiting()).toMatchObject([{ dueAt: clock.now() + 10 * 60_000, lastError: 'limit' }]);
  clock.advance(24 * hour);
  await run(never);
  expect(await dead()).toHaveLength(1);
});

test('a permanent refusal is dead at once; a kind nobody sends waits and says so', async () => {
  const { put, sender, waiting, dead } = setUp();
  await put(textMessage('k1'), { key: 'k2', kind: 'connector', payload: {} });
  await sender(async () => ({ ok: false, permanent: true, error: 'no such number' })).run(never);
  expect(await dead()).toMatchObject([{ key: 'k1', lastError: 'no such number' }]);
  expect(await waiting()).toMatchObject([{ key: 'k2', lastError: expect.stringContaining('kind "connector"') }]);
});

test('no answer in time counts as a failure', async () => {
  const { put, sender, waiting } = setUp();
  await put(textMessage('k1'));
  let aborted = false;
  const hang: KindSender = (_entry, signal) =>
    new Promise(() => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
    });
  await sender(hang, { deadlineMs: 20 }).run(never);
  expect(aborted).toBe(true);
  expect(await waiting()).toMatchObject([{ lastError: 'Error: no answer within 20 ms' }]);
});

test('neither log nor error holds the text or a full number', async () => {
  const { put, sender, lines, waiting } = setUp();
  await put(textMessage('k1'));
  await sender(async () => {
    throw new Error('13800000001 is unreachable');
  }).run(never);
  expect(await waiting()).toMatchObject([{ lastError: 'Error: 138****0001 is unreachable' }]);
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toMatch(/13800000001|secret words/);
});

test('a store that is away when a success is to be noted costs no second message from here', async () => {
  const { put, sender, outbox, clock } = setUp();
  await put(textMessage('k1'));
  let sent = 0;
  let away = true;
  const { run } = sender(
    async () => {
      sent += 1;
      return ok;
    },
    {
      outbox: {
        list: (...asked) => outbox.list(...asked),
        claim: (...asked) => outbox.claim(...asked),
        settle: (...asked) => (away ? Promise.reject(new Error('store away')) : outbox.settle(...asked)),
      },
    },
  );
  await run(never);
  away = false;
  expect((await outbox.counts()).waiting).toBe(1);
  clock.advance(60_000);
  await run(never);
  expect(sent).toBe(1);
  expect(await outbox.counts()).toEqual({ waiting: 0, dead: 0 });
});

test('after an abort nothing more is begun, and what has begun ends', async () => {
  const { put, sender, outbox } = setUp();
  await put(...Array.from({ length: 10 }, (_, n) => webhook(`k${n}`)));
  const lost = new AbortController();
  let begun = 0;
  let sent = 0;
  await sender(
    async () => {
      begun += 1;
      if (begun === 2) lost.abort();
      await pause(5);
      sent += 1;
      return ok;
    },
    { concurrency: 2 },
  ).run(lost.signal);
  expect(sent).toBe(2);
  expect((await outbox.counts()).waiting).toBe(8);
});

test('two senders at once send nothing twice', async () => {
  const { put, sender } = setUp();
  await put(...Array.from({ length: 40 }, (_, n) => textMessage(`k${n}`)));
  const sent: string[] = [];
  const send: KindSender = async ({ key }) => {
    await pause(1);
    sent.push(key);
    return ok;
  };
  await Promise.all([sender(send).run(never), sender(send).run(never)]);
  expect(new Set(sent).size).toBe(40);
  expect(sent).toHaveLength(40);
});
