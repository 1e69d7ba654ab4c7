import { turnOf } from '../../src/conversation/turn';
import { countingBot, message, runnerFixture } from './runner-fixture';

const { node } = runnerFixture();

const entry = (turnKey: string, name = 'sms') => ({
  key: `${turnKey}:${name}`,
  kind: 'sms' as const,
  payload: { to: '13800000001', text: 'hello' },
});

test('what a turn sends is stored with its commit, and whoever sends it hears of it', async () => {
  let nudges = 0;
  const bot = countingBot({
    both: async (context) => {
      turnOf(context).send(entry(turnOf(context).turnKey));
      turnOf(context).send({ ...entry(turnOf(context).turnKey, 'other'), conversationId: 'elsewhere' });
      expect(nudges).toBe(0);
    },
  });
  const { runner, outbox } = node({ bot, onOutbox: () => (nudges += 1) });
  await runner.open('web', 'u1', { id: 'c1' });
  for (const [id, text] of [['m1', 'nothing'] as const, ['m2', 'both'] as const]) {
    await runner.receive('c1', id, message(text));
    await runner.idle();
  }
  const stored = await outbox.list('waiting', 9);
  expect(stored.map(({ key, conversationId }) => [key.split(':').at(-1), conversationId]).sort()).toEqual([
    ['other', 'elsewhere'],
    ['sms', 'c1'],
  ]);
  expect(stored[0]?.payload).toEqual({ to: '13800000001', text: 'hello' });
  expect(nudges).toBe(1);
});

test('a turn that fails sends nothing (R6)', async () => {
  const bot = countingBot({
    broken: async (context) => {
      turnOf(context).send(entry(turnOf(context).turnKey));
      throw new Error('bot fell over');
    },
  });
  const { runner, outbox, said } = node({ bot });
  await runner.open('web', 'u1', { id: 'c1' });
  await runner.receive('c1', 'm1', message('broken'));
  await runner.idle();
  expect((await said('c1')).at(-1)).toContain('sorry');
  expect(await outbox.counts()).toEqual({ waiting: 0, dead: 0 });
});

test('a turn that is worked out again sends once', async () => {
  const keys: string[] = [];
  const bot = countingBot({
    twice: async (context) => {
      keys.push(turnOf(context).turnKey);
      turnOf(context).send(entry(turnOf(context).turnKey));
    },
  });
  const { runner, store, outbox } = node({ bot });
  await runner.open('web', 'u1', { id: 'c1' });
  const commit = store.commitTurn;
  let lost = 1;
  store.commitTurn = (turn) => (lost-- > 0 ? Promise.resolve({ ok: false, reason: 'stale' } as const) : commit(turn));
  await runner.receive('c1', 'm1', message('twice'));
  await runner.idle();
  expect(keys).toEqual([keys[0], keys[0]]);
  expect((await outbox.list('waiting', 9)).map(({ key }) => key)).toEqual([`${keys[0]}:sms`]);
});
