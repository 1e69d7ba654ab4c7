import type { TurnContext } from 'botbuilder';
import { ForeignConversationError } from '../../src/conversation/turn-runner';
import type { LoggedActivity } from '../../src/ports/conversation-store';
import { eventually } from '../support/eventually';
import { countingBot, message, runnerFixture, turnOf } from './runner-fixture';

const { node } = runnerFixture();

async function receive(runner: ReturnType<typeof node>['runner'], id: string, key: string, text: string) {
  const receipt = await runner.receive(id, key, message(text));
  if (!receipt.ok) throw new Error(receipt.reason);
  return receipt;
}

describe('open', () => {
  test('greets once, however often and from wherever it is opened', async () => {
    const { runner, dir, clock, said } = node();
    const other = node({ dir, clock }).runner;
    const ids = await Promise.all(
      [runner, other, runner].map((one) => one.open('web', 'u1', { id: 'c1', locale: 'zh-Hans' })),
    );
    expect(ids).toEqual(['c1', 'c1', 'c1']);
    await runner.open('web', 'u1', { id: 'c1', locale: 'en' });
    expect(await said('c1')).toEqual(['您好']);
  });

  test('makes an id when none is given', async () => {
    const { runner, said } = node();
    const id = await runner.open('sms', '13800000001');
    expect(id).toMatch(/^conv_/);
    expect(await said(id)).toEqual(['您好']);
  });

  test("refuses another user's conversation", async () => {
    const { runner } = node();
    await runner.open('web', 'u1', { id: 'c1' });
    await expect(runner.open('web', 'u2', { id: 'c1' })).rejects.toThrow(ForeignConversationError);
    await expect(runner.open('sms', 'u1', { id: 'c1' })).rejects.toThrow(ForeignConversationError);
  });

  test('a greeting that a crash swallowed comes with the next start', async () => {
    const { store, runner, said } = node();
    await store.create({ id: 'c1', channel: 'web', userId: 'u1' });
    await store.accept('c1', 'open', { type: 'conversationUpdate', membersAdded: [{ id: 'u1', name: '' }] });
    runner.start();
    await eventually(async () => (await said('c1')).length === 1);
    expect(await said('c1')).toEqual(['您好']);
  });
});

describe('receive', () => {
  test('answers in order, with state carried from turn to turn', async () => {
    const { runner, said, counted } = node();
    await runner.open('web', 'u1', { id: 'c1' });
    const { turn } = await receive(runner, 'c1', 'm1', 'a');
    await turn;
    expect(await said('c1')).toEqual(['您好', '1: a']);
    await Promise.all(Array.from({ length: 20 }, (_, n) => receive(runner, 'c1', `k${n}`, `t${n}`)));
    await runner.idle();
    const log = await runner.read('c1', 0, 999);
    const asked = log.filter(({ direction, activity }) => direction === 'in' && activity.type === 'message');
    expect((await said('c1')).slice(1)).toEqual(asked.map(({ activity }, index) => `${index + 1}: ${activity.text}`));
    expect(counted.filter(({ labels }) => labels?.['outcome'] === 'ok')).toHaveLength(22);
  });

  test('the same message five times at once and after a restart is one turn with one answer (R1)', async () => {
    const { runner, dir, clock, said } = node();
    await runner.open('web', 'u1', { id: 'c1' });
    const receipts = await Promise.all(Array.from({ length: 5 }, () => receive(runner, 'c1', 'm1', 'a')));
    expect(receipts.map(({ duplicate }) => duplicate).filter((duplicate) => !duplicate)).toHaveLength(1);
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(1);
    await Promise.all(receipts.map(({ turn }) => turn));
    await runner.stop(1_000);
    const again = await receive(node({ dir, clock }).runner, 'c1', 'm1', 'a');
    await again.turn;
    expect(again).toMatchObject({ duplicate: true, id: receipts[0]?.id });
    expect(await said('c1')).toEqual(['您好', '1: a']);
    expect(await runner.receive('c1', 'm1', message('b'))).toEqual({ ok: false, reason: 'key_reused' });
  });

  test('refuses unknown conversations and more than may wait', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { runner, said } = node({ maxWaiting: 3, bot: countingBot({ wait: () => held }) });
    expect(await runner.receive('nobody', 'm1', message('a'))).toEqual({ ok: false, reason: 'no_conversation' });
    await runner.open('web', 'u1', { id: 'c1' });
    const results = await Promise.all(['1', '2', '3', '4'].map((key) => runner.receive('c1', key, message('wait'))));
    expect(results.map((result) => (result.ok ? 'ok' : result.reason))).toEqual(['ok', 'ok', 'ok', 'too_many_waiting']);
    release();
    await runner.idle();
    expect(await runner.receive('c1', '5', message('a'))).toMatchObject({ ok: true });
    await runner.idle();
    expect(await said('c1')).toEqual(['您好', '1: wait', '2: wait', '3: wait', '4: a']);
  });

  test('sets who speaks to whom itself, whatever the client claims (S3)', async () => {
    const seen: TurnContext['activity'][] = [];
    const bot = countingBot({ a: async (context) => seen.push(context.activity) });
    const { runner, clock } = node({ bot });
    await runner.open('web', 'u1', { id: 'c1' });
    const claimed = {
      from: { id: 'agent', name: '' },
      recipient: { id: 'x', name: '' },
      conversation: { id: 'c9', name: '', isGroup: true, conversationType: '' },
      channelId: 'x',
      serviceUrl: 'http://x',
      id: 'x',
      timestamp: new Date(0),
    };
    await (await receiveOk(runner, { ...message('a'), ...claimed })).turn;
    const expected = {
      from: { id: 'u1', role: 'user' },
      recipient: { id: 'desk' },
      conversation: { id: 'c1', isGroup: false },
      channelId: 'web',
      serviceUrl: 'urn:desk',
      id: 'c1|0000003',
      timestamp: new Date(clock.now()),
    };
    expect(seen).toMatchObject([expected]);
    const log = await runner.read('c1', 2, 9);
    expect(log[0]?.activity).toMatchObject(expected);
    expect(log[1]).toMatchObject({
      id: 'c1|0000003.1',
      activity: { id: 'c1|0000003.1', from: { id: 'desk' }, recipient: { id: 'u1' }, replyToId: 'c1|0000003' },
    });
  });

  async function receiveOk(runner: ReturnType<typeof node>['runner'], activity: Parameters<typeof runner.receive>[2]) {
    const receipt = await runner.receive('c1', 'm1', activity);
    if (!receipt.ok) throw new Error(receipt.reason);
    return receipt;
  }
});

describe('faults', () => {
  test('a bot that throws: one apology, no trace of its state, and the next turn works', async () => {
    const errors: unknown[] = [];
    const cause = new Error('boom');
    const bot = countingBot({ throw: () => Promise.reject(cause) });
    const log = { debug() {}, info() {}, warn() {}, error: (fields: object) => errors.push(fields) };
    const { runner, said, counted } = node({ bot, log });
    await runner.open('web', 'u1', { id: 'c1' });
    await (await receive(runner, 'c1', 'm1', 'a')).turn;
    const receipt = await runner.receive('c1', 'm2', { ...message('throw'), locale: 'en' });
    expect(receipt.ok && (await receipt.turn)).toBeUndefined();
    await (await receive(runner, 'c1', 'm3', 'b')).turn;
    expect(await said('c1')).toEqual(['您好', '1: a', expect.stringMatching(/^sorry en err_\d+$/), '2: b']);
    expect(errors).toEqual([
      { conversationId: 'c1', turnKey: 'c1|0000005', correlationId: expect.stringMatching(/^err_/), err: cause },
    ]);
    expect(counted.filter(({ labels }) => labels?.['outcome'] === 'error')).toHaveLength(1);
  });

  test('a fault that passes: the turn is run once more and answered; one that stays is told once', async () => {
    const away = new Error('away');
    let failures = 1;
    const bot = countingBot({ throw: async () => (failures-- > 0 ? Promise.reject(away) : undefined) });
    const { runner, said } = node({ bot, passes: (error) => error === away });
    await runner.open('web', 'u1', { id: 'c1' });
    await (await receive(runner, 'c1', 'm1', 'throw')).turn;
    failures = 2;
    await (await receive(runner, 'c1', 'm2', 'throw')).turn;
    await (await receive(runner, 'c1', 'm3', 'b')).turn;
    expect(await said('c1')).toEqual(['您好', '1: throw', expect.stringContaining('sorry'), '2: b']);
  });

  test('a bot that never ends its turn is given up', async () => {
    const { runner, said } = node({ turnTimeoutMs: 50, bot: countingBot({ hang: () => new Promise(() => {}) }) });
    await runner.open('web', 'u1', { id: 'c1' });
    await (await receive(runner, 'c1', 'm1', 'hang')).turn;
    expect(await said('c1')).toEqual(['您好', expect.stringContaining('sorry')]);
  });

  test('the store failing for a moment delays the answer and loses nothing', async () => {
    const { runner, store, said } = node();
    await runner.open('web', 'u1', { id: 'c1' });
    const commit = store.commitTurn;
    let failures = 3;
    store.commitTurn = (turn) => (failures-- > 0 ? Promise.reject(new Error('disk')) : commit(turn));
    await (await receive(runner, 'c1', 'm1', 'a')).turn;
    expect(await said('c1')).toEqual(['您好', '1: a']);
  });

  test('a result worked out on stale state is dropped and worked out again', async () => {
    const { runner, store, said } = node();
    await runner.open('web', 'u1', { id: 'c1' });
    const commit = store.commitTurn;
    let stale = 2;
    store.commitTurn = (turn) => (stale-- > 0 ? commit({ ...turn, expectedVersion: -1 }) : commit(turn));
    await (await receive(runner, 'c1', 'm1', 'a')).turn;
    expect(await said('c1')).toEqual(['您好', '1: a']);
  });
});

describe('timers', () => {
  const later = countingBot({
    later: async (context) => turnOf(context).wakeAt(turnOf(context).now + 3_000),
    never: async (context) => turnOf(context).wakeAt(undefined),
  });

  test('wakes the conversation once when the time has come', async () => {
    const { runner, clock, said } = node({ bot: later });
    await runner.open('web', 'u1', { id: 'c1' });
    await (await receive(runner, 'c1', 'm1', 'later')).turn;
    clock.advance(2_999);
    await runner.tick();
    expect(await said('c1')).toEqual(['您好', '1: later']);
    clock.advance(1);
    await runner.tick();
    await runner.tick();
    expect(await said('c1')).toEqual(['您好', '1: later', 'desk.wake after 1']);
    expect((await runner.read('c1', 0, 99)).filter(({ direction }) => direction === 'in')).toHaveLength(2);
  });

  test('another message leaves it, moves it or calls it off, as the bot says', async () => {
    const { runner, clock, said } = node({ bot: later });
    await runner.open('web', 'u1', { id: 'c1' });
    await (await receive(runner, 'c1', 'm1', 'later')).turn;
    await (await receive(runner, 'c1', 'm2', 'a')).turn;
    clock.advance(2_000);
    await (await receive(runner, 'c1', 'm3', 'later')).turn;
    clock.advance(2_000);
    await runner.tick();
    expect(await said('c1')).toHaveLength(4);
    clock.advance(1_000);
    await runner.tick();
    expect((await said('c1')).at(-1)).toBe('desk.wake after 3');
    await (await receive(runner, 'c1', 'm4', 'later')).turn;
    await (await receive(runner, 'c1', 'm5', 'never')).turn;
    clock.advance(9_000);
    await runner.tick();
    expect((await said('c1')).at(-1)).toBe('5: never');
  });

  test('still comes after a restart, with nobody connected', async () => {
    const { runner, clock, dir } = node({ bot: later });
    await runner.open('web', 'u1', { id: 'c1' });
    await (await receive(runner, 'c1', 'm1', 'later')).turn;
    await runner.stop(1_000);
    clock.advance(60_000);
    const next = node({ bot: later, dir, clock });
    next.runner.start();
    await eventually(async () => (await next.said('c1')).length === 3);
    expect((await next.said('c1')).at(-1)).toBe('desk.wake after 1');
  });
});

describe('what a dialog sees', () => {
  test('a key that stays the same when the turn is run again, and what was said so far', async () => {
    const keys: string[] = [];
    let heard: readonly LoggedActivity[] = [];
    const bot = countingBot({
      look: async (context) => {
        keys.push(turnOf(context).turnKey);
        heard = await turnOf(context).transcript(3);
        if (keys.length === 1) await new Promise((resolve) => setTimeout(resolve, 20));
      },
    });
    const { runner, store } = node({ bot });
    await runner.open('web', 'u1', { id: 'c1' });
    const commit = store.commitTurn;
    let stale = true;
    store.commitTurn = (turn) => {
      if (!stale) return commit(turn);
      stale = false;
      return commit({ ...turn, expectedVersion: -1 });
    };
    await receive(runner, 'c1', 'm1', 'look');
    await receive(runner, 'c1', 'm2', 'not yet heard');
    await runner.idle();
    expect(keys).toEqual(['c1|0000003', 'c1|0000003']);
    expect(heard.map(({ activity }) => activity.text ?? activity.type)).toEqual(['conversationUpdate', '您好', 'look']);
    expect(() => turnOf({ turnState: new Map() } as unknown as TurnContext)).toThrow('createTurnRunner');
  });
});

describe('stop', () => {
  test('finishes the turn under way and leaves the rest for the next start (R10)', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { runner, dir, clock } = node({ bot: countingBot({ wait: () => held }) });
    await runner.open('web', 'u1', { id: 'c1' });
    const first = await receive(runner, 'c1', 'm1', 'wait');
    const second = await receive(runner, 'c1', 'm2', 'b');
    const stopped = runner.stop(5_000);
    release();
    await first.turn;
    await stopped;
    await expect(second.turn).rejects.toThrow('stopping');
    const late = await receive(runner, 'c1', 'm3', 'c');
    await expect(late.turn).rejects.toThrow('stopping');
    const next = node({ dir, clock });
    expect(await next.said('c1')).toEqual(['您好', '1: wait']);
    next.runner.start();
    await eventually(async () => (await next.said('c1')).length === 4);
    expect(await next.said('c1')).toEqual(['您好', '1: wait', '2: b', '3: c']);
  });
});
