import { setTimeout as pause } from 'node:timers/promises';
import { createTurnRunner, type TurnRunner } from '../../../src/conversation/turn-runner';
import { silentLog } from '../../../src/ports/log';
import { noMetrics } from '../../../src/ports/metrics';
import type { MongoStore } from '../../../src/storage/mongo/open-mongo';
import { countingBot, message, textsOf } from '../../conversation/runner-fixture';
import { eventually } from '../../support/eventually';
import { ManualClock } from '../../support/manual-clock';
import { withMongo } from '../../support/mongo';
import { sequentialIds } from '../../support/sequential-ids';
import { mongoStores } from './mongo-stores';

withMongo('two nodes on one MongoDB', (url) => {
  const ids = sequentialIds();
  const running: TurnRunner[] = [];
  afterEach(async () => {
    for (const runner of running.splice(0)) await runner.stop(1_000);
  });
  // Its hook closes the stores, so it comes after the one that stops the runners.
  const openTwo = mongoStores(url);
  const runnerOn = (store: MongoStore, clock: ManualClock, bot = countingBot()): TurnRunner => {
    const runner = createTurnRunner({
      store: store.conversations,
      bot,
      clock,
      ids,
      log: silentLog,
      metrics: noMetrics,
      faultReply: () => ({ text: 'sorry' }),
      leaseMs: 60_000,
      followPollMs: 20,
      pollMs: 20,
      maxWaiting: 99,
    });
    running.push(runner);
    return runner;
  };
  const said = async (runner: TurnRunner) => textsOf(await runner.read('c1', 0, 999));

  test('fifty messages at once: one turn at a time, in order, each answered once and seen on both (R3)', async () => {
    const clock = new ManualClock();
    const [one, two] = await openTwo(clock);
    let inTurn = 0;
    const alone = async () => {
      inTurn += 1;
      expect(inTurn).toBe(1);
      await pause(1);
      inTurn -= 1;
    };
    const hooks = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}`, alone]));
    const nodes = [runnerOn(one, clock, countingBot(hooks)), runnerOn(two, clock, countingBot(hooks))] as const;
    for (const node of nodes) node.start();
    await nodes[0].open('web', 'u1', { id: 'c1' });
    const heard: [number[], number[]] = [[], []];
    const unfollow = nodes.map((node, n) => node.follow('c1', 0, { logged: ({ seq }) => heard[n]?.push(seq) }));
    await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const receipt = await nodes[n % 2 ? 0 : 1].receive('c1', `m${n}`, message(`${n}`));
        if (receipt.ok) await receipt.turn;
      }),
    );
    const log = await nodes[0].read('c1', 0, 999);
    const asked = log.filter(({ activity, direction }) => direction === 'in' && activity.text);
    expect(asked).toHaveLength(50);
    expect((await said(nodes[1])).slice(1)).toEqual(asked.map(({ activity }, n) => `${n + 1}: ${activity.text}`));
    await eventually(() => heard.every((seqs) => seqs.length === log.length));
    for (const seqs of heard) expect(seqs).toEqual(log.map(({ seq }) => seq));
    for (const stop of unfollow) stop();
  }, 60_000);

  test('a node that was paused too long is fenced out, and the other has answered meanwhile (R3)', async () => {
    const clock = new ManualClock();
    const [one, two] = await openTwo(clock);
    let wake = () => {};
    const held = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let begun = false;
    const hold = () => {
      begun = true;
      return held;
    };
    const paused = runnerOn(one, clock, countingBot({ a: hold }));
    await paused.open('web', 'u1', { id: 'c1' });
    const receipt = await paused.receive('c1', 'm1', message('a'));
    await eventually(() => begun);
    const other = runnerOn(two, clock);
    other.start();
    await pause(100);
    expect(await said(other)).toEqual(['您好']);
    clock.advance(60_000);
    await eventually(async () => (await said(other)).length === 2);
    wake();
    await (receipt.ok && receipt.turn);
    await paused.idle();
    const next = await paused.receive('c1', 'm2', message('b'));
    await (next.ok && next.turn);
    expect(await said(paused)).toEqual(['您好', '1: a', '2: b']);
  });
});
