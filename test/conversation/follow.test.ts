import fc from 'fast-check';
import type { Follower } from '../../src/conversation/conversations';
import { eventually } from '../support/eventually';
import { countingBot, message, runnerFixture } from './runner-fixture';

const { node } = runnerFixture();

/** Notes what a follower hears. */
function listener() {
  const seqs: number[] = [];
  const texts: (string | undefined)[] = [];
  const passing: unknown[] = [];
  const follower: Follower = {
    logged: (entry) => {
      seqs.push(entry.seq);
      texts.push(entry.activity.text);
    },
    passing: (activity) => passing.push(activity.type),
  };
  return { seqs, texts, passing, follower };
}

test('replays from the position asked for, then goes on live', async () => {
  const { runner } = node();
  await runner.open('web', 'u1', { id: 'c1' });
  const all = listener();
  const late = listener();
  runner.follow('c1', 0, all.follower);
  runner.follow('c1', 2, late.follower);
  await runner.receive('c1', 'm1', message('a'));
  await runner.idle();
  expect(all.texts).toEqual([undefined, '您好', 'a', '1: a']);
  expect(late.seqs).toEqual([3, 4]);
});

test('whoever joins whenever hears every entry after its position once and in order (R14)', async () => {
  const { runner } = node({ bot: countingBot({ many: async (context) => context.sendActivities(hundred) }) });
  const hundred = Array.from({ length: 100 }, (_, n) => message(`${n}`));
  let run = 0;
  const act = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ kind: 'send' as const }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('join' as const), after: fc.nat(4) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'many' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'breathe' as const }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
      const id = `p${++run}`;
      await runner.open('web', 'u1', { id });
      const joined: { after: number; seqs: number[] }[] = [];
      for (const [n, one] of acts.entries()) {
        if (one.kind === 'join') {
          const { seqs, follower } = listener();
          runner.follow(id, one.after, follower);
          joined.push({ after: one.after, seqs });
        } else if (one.kind === 'breathe') await runner.idle();
        else void (await runner.receive(id, `m${n}`, message(one.kind)));
      }
      await runner.idle();
      const last = (await runner.read(id, 0, 9_999)).length;
      for (const { after, seqs } of joined) {
        expect(seqs).toEqual(Array.from({ length: Math.max(0, last - after) }, (_, n) => after + n + 1));
      }
    }),
    { numRuns: 30 },
  );
});

test('hears nothing after leaving, not even the rest of a replay', async () => {
  const { runner } = node();
  await runner.open('web', 'u1', { id: 'c1' });
  const heard: number[] = [];
  const leave = runner.follow('c1', 0, {
    logged: ({ seq }) => {
      heard.push(seq);
      leave();
    },
  });
  await runner.receive('c1', 'm1', message('a'));
  await runner.idle();
  expect(heard).toEqual([1]);
});

test('hears what another node answered', async () => {
  const { runner, dir, clock } = node();
  const elsewhere = node({ dir, clock }).runner;
  await runner.open('web', 'u1', { id: 'c1' });
  const { texts, follower } = listener();
  runner.follow('c1', 2, follower);
  await elsewhere.receive('c1', 'm1', message('a'));
  await eventually(() => texts.length === 2);
  expect(texts).toEqual(['a', '1: a']);
});

test('typing is seen at once and kept nowhere; tools and hand-off events reach nobody', async () => {
  const bot = countingBot({
    a: async (context) => {
      await context.sendActivity({ type: 'typing' });
      expect(seen.passing).toEqual(['typing']);
      await context.sendTraceActivity('inside', { secret: true });
      await context.sendActivity({ type: 'event', name: 'handoff.initiate', value: { transcript: 'everything' } });
      await context.sendActivity('done');
    },
  });
  const { runner, said } = node({ bot });
  await runner.open('web', 'u1', { id: 'c1' });
  const seen = listener();
  runner.follow('c1', 2, seen.follower);
  await runner.receive('c1', 'm1', message('a'));
  await runner.idle();
  expect(seen.passing).toEqual(['typing']);
  expect(seen.texts).toEqual(['a', '1: a', 'done']);
  expect(await said('c1')).toEqual(['您好', '1: a', 'done']);
  expect(JSON.stringify(await runner.read('c1', 0, 99))).not.toContain('everything');
});

test('a follower that throws disturbs neither the others nor the turn', async () => {
  const { runner } = node();
  await runner.open('web', 'u1', { id: 'c1' });
  const { texts, follower } = listener();
  const broken = () => {
    throw new Error('socket gone');
  };
  runner.follow('c1', 2, { logged: broken, passing: broken });
  runner.follow('c1', 2, follower);
  await runner.receive('c1', 'm1', message('a'));
  await runner.idle();
  expect(texts).toEqual(['a', '1: a']);
});

test('a store that cannot be read for a moment is read again', async () => {
  const { runner, store } = node();
  await runner.open('web', 'u1', { id: 'c1' });
  const read = store.read;
  let failures = 2;
  store.read = (...query) => (failures-- > 0 ? Promise.reject(new Error('disk')) : read(...query));
  const { seqs, follower } = listener();
  runner.follow('c1', 0, follower);
  await eventually(() => seqs.length === 2);
  expect(seqs).toEqual([1, 2]);
});
