import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually';
import { countingBot, message, runnerFixture } from './runner-fixture';

const { node } = runnerFixture();

test('fifty messages at once on two nodes: one turn at a time, in order, each answered once (R3)', async () => {
  let running = 0;
  const slow = async () => {
    running += 1;
    expect(running).toBe(1);
    await pause(1);
    running -= 1;
  };
  const bot = countingBot(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}`, slow])));
  const { runner, dir, clock, said } = node({ bot, maxWaiting: 99 });
  const other = node({ bot, dir, clock, maxWaiting: 99 }).runner;
  runner.start();
  other.start();
  await runner.open('web', 'u1', { id: 'c1' });
  await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      const receipt = await (n % 2 ? runner : other).receive('c1', `m${n}`, message(`${n}`));
      // Also true on the node that did not run the turn.
      if (receipt.ok) await receipt.turn;
    }),
  );
  const asked = (await runner.read('c1', 0, 999)).filter(
    ({ activity, direction }) => direction === 'in' && activity.text,
  );
  expect(asked).toHaveLength(50);
  expect((await said('c1')).slice(1)).toEqual(asked.map(({ activity }, n) => `${n + 1}: ${activity.text}`));
});

test('a holder that was paused too long is fenced out and its late result dropped (R3)', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const paused = node({ bot: countingBot({ a: () => held }), leaseMs: 60_000 });
  await paused.runner.open('web', 'u1', { id: 'c1' });
  const receipt = await paused.runner.receive('c1', 'm1', message('a'));
  const other = node({ dir: paused.dir, clock: paused.clock });
  other.runner.start();
  await pause(60);
  expect(await other.said('c1')).toEqual(['您好']);
  paused.clock.advance(60_000);
  await eventually(async () => (await other.said('c1')).length === 2);
  release();
  await (receipt.ok && receipt.turn);
  await paused.runner.idle();
  const next = await paused.runner.receive('c1', 'm2', message('b'));
  await (next.ok && next.turn);
  expect(await paused.said('c1')).toEqual(['您好', '1: a', '2: b']);
});

test('a lease is renewed while its turn runs', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = node({ bot: countingBot({ a: () => held }), leaseMs: 60 });
  await slow.runner.open('web', 'u1', { id: 'c1' });
  await slow.runner.receive('c1', 'm1', message('a'));
  for (let step = 0; step < 10; step += 1) {
    await pause(10);
    slow.clock.advance(10);
    expect(await slow.store.acquire('c1', 'thief', 1)).toBeUndefined();
  }
  release();
  await slow.runner.idle();
  expect(await slow.said('c1')).toEqual(['您好', '1: a']);
});
