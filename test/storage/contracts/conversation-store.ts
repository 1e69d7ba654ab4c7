import fc from 'fast-check';
import type { ConversationStore, Lease, Place } from '../../../src/ports/conversation-store';
import { ManualClock } from '../../support/manual-clock';
import type { MakeStore } from './made';

const fail = (): never => {
  throw new Error('no turn was begun');
};

/** What every conversation store promises (R1, R3, R4). */
export function conversationStoreContract(name: string, makeStore: MakeStore<ConversationStore>): void {
  describe(`${name} as ConversationStore`, () => {
    const clock = new ManualClock();
    let store: ConversationStore;
    let other: ConversationStore;
    const hi = { type: 'message', text: '你好' };

    beforeEach(async () => {
      ({ store, other } = await makeStore(clock));
      await store.create({ id: 'c1', channel: 'web', userId: 'u1' });
    });

    const lease = async (id = 'c1', from = store, owner = 'a'): Promise<Lease> => {
      const taken = await from.acquire(id, owner, 1_000);
      if (!taken) throw new Error('lease not taken');
      return taken;
    };
    const turn = { expectedVersion: 1, state: {}, processedSeq: 0, wakeAt: undefined, outgoing: [] };

    test('creates once and keeps the first', async () => {
      expect(await other.create({ id: 'c1', channel: 'sms', userId: 'u2' })).toBe(false);
      expect(await store.load('c1')).toEqual({
        id: 'c1',
        channel: 'web',
        userId: 'u1',
        version: 1,
        state: {},
        processedSeq: 0,
        createdAt: clock.now(),
        updatedAt: clock.now(),
      });
      expect(await store.load('nobody')).toBeUndefined();
    });

    test('accepts in order, counting from 1, and reads after a position', async () => {
      const first = await store.accept('c1', 'm1', hi);
      const second = await other.accept('c1', 'm2', { type: 'message', text: '流量' });
      expect([first, second]).toMatchObject([
        { ok: true, duplicate: false, entry: { seq: 1, direction: 'in', at: clock.now(), activity: hi } },
        { ok: true, duplicate: false, entry: { seq: 2 } },
      ]);
      expect((await store.read('c1', 1, 10)).map((entry) => entry.activity.text)).toEqual(['流量']);
      expect((await store.read('c1', 0, 1)).map((entry) => entry.seq)).toEqual([1]);
      expect(await store.read('nobody', 0, 10)).toEqual([]);
    });

    test('refuses what has no conversation', async () => {
      expect(await store.accept('nobody', 'm1', hi)).toEqual({ ok: false, reason: 'no_conversation' });
    });

    test('the same message five times at once, and later, is one entry; another body is refused', async () => {
      const results = await Promise.all([store, other, store, other, store].map((s) => s.accept('c1', 'm1', hi)));
      expect(results.filter((result) => result.ok && !result.duplicate)).toHaveLength(1);
      expect(new Set(results.map((result) => result.ok && result.entry.id)).size).toBe(1);
      clock.advance(24 * 3600_000);
      // The order of the fields is the client's whim, not another body.
      expect(await store.accept('c1', 'm1', { text: '你好', type: 'message' })).toMatchObject({ duplicate: true });
      expect(await store.accept('c1', 'm1', { type: 'message', text: '再见' })).toEqual({
        ok: false,
        reason: 'key_reused',
      });
      expect(await store.read('c1', 0, 10)).toHaveLength(1);
      await store.create({ id: 'c2', channel: 'web', userId: 'u1' });
      expect(await store.accept('c2', 'm1', { type: 'message', text: '再见' })).toMatchObject({ duplicate: false });
    });

    test('hostile ids and texts are kept apart and come back as they were', async () => {
      const hostile = ["' OR 1=1 --", 'a\0b', 'a\0c', '\ud800x', '\ud801x', '__proto__', 'constructor', '', '😀'];
      for (const text of hostile) {
        const result = await store.accept('c1', text, { type: 'message', text, value: { [text]: text } });
        expect(result).toMatchObject({ ok: true, duplicate: false, entry: { activity: { text } } });
      }
      expect((await store.read('c1', 0, 99)).map((entry) => entry.activity.text)).toEqual(hostile);
    });

    test('one holder at a time; fencing grows with each new one', async () => {
      const mine = await lease();
      expect(await other.acquire('c1', 'b', 1_000)).toBeUndefined();
      const renewed = await store.acquire('c1', 'a', 5_000);
      expect(renewed).toEqual({ ...mine, until: clock.now() + 5_000 });
      clock.advance(5_000);
      const theirs = await lease('c1', other, 'b');
      expect(theirs.fencing).toBeGreaterThan(mine.fencing);
      await store.release(mine);
      expect(await store.acquire('c1', 'a', 1_000)).toBeUndefined();
      await other.release(theirs);
      expect((await lease()).fencing).toBeGreaterThan(theirs.fencing);
      expect(await store.acquire('nobody', 'a', 1_000)).toBeUndefined();
    });

    test('what is accepted may be made of whose conversation it is; the same of it is the same message', async () => {
      const addressed = ({ id, channel, userId }: Place) => ({
        ...hi,
        channelId: channel,
        from: { id: userId, name: id },
      });
      const activity = { ...hi, channelId: 'web', from: { id: 'u1', name: 'c1' } };
      const first = await store.accept('c1', 'm1', addressed);
      expect(first).toMatchObject({ ok: true, duplicate: false, entry: { activity } });
      expect(await other.accept('c1', 'm1', addressed)).toMatchObject({ ok: true, duplicate: true });
      expect(await other.accept('c1', 'm1', activity)).toMatchObject({ ok: true, duplicate: true });
      expect(await store.accept('c1', 'm1', hi)).toEqual({ ok: false, reason: 'key_reused' });
      expect(await store.accept('nobody', 'm1', addressed)).toEqual({ ok: false, reason: 'no_conversation' });
    });

    test('a message may begin its own turn: the lease is taken with the write that takes the message in', async () => {
      const begin = { owner: 'a', ttlMs: 1_000 };
      const first = await store.accept('c1', 'm1', hi, begin);
      expect(first).toMatchObject({
        begun: { lease: { conversationId: 'c1', owner: 'a', until: clock.now() + 1_000 }, record: { version: 1 } },
      });
      const { lease: held, record } = (first.ok && first.begun) || fail();
      expect(record).toEqual(await other.load('c1'));
      expect(await other.acquire('c1', 'b', 1_000)).toBeUndefined();
      expect(await store.acquire('c1', 'a', 1_000)).toEqual(held);
      // Neither the same message again, nor one behind it, nor one while somebody is at work.
      expect(await store.accept('c1', 'm1', hi, begin)).not.toHaveProperty('begun');
      expect(await other.accept('c1', 'm2', hi, { ...begin, owner: 'b' })).not.toHaveProperty('begun');
      expect(await store.accept('c1', 'm3', hi, begin)).not.toHaveProperty('begun');
      await store.commitTurn({ ...turn, lease: held, processedSeq: 3 });
      expect(await other.accept('c1', 'm4', hi, { ...begin, owner: 'b' })).not.toHaveProperty('begun');
      await store.release(held);
      expect(await other.accept('c1', 'm5', hi, { ...begin, owner: 'b' })).not.toHaveProperty('begun');
      expect((await lease()).fencing).toBe(held.fencing + 1);
    });

    test('a lease that ran out is begun over, and its holder fenced out', async () => {
      const paused = await lease();
      clock.advance(1_000);
      const taken = await other.accept('c1', 'm1', hi, { owner: 'b', ttlMs: 1_000 });
      const begun = (taken.ok && taken.begun) || fail();
      expect(begun.lease.fencing).toBeGreaterThan(paused.fencing);
      expect(await store.commitTurn({ ...turn, lease: paused, processedSeq: 1 })).toMatchObject({ reason: 'fenced' });
      const done = await other.commitTurn({ ...turn, lease: begun.lease, processedSeq: 1 });
      expect(done).toMatchObject({ ok: true, released: false });
    });

    test('of many messages at once on two nodes one begins its turn', async () => {
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          (n % 2 ? store : other).accept('c1', `m${n}`, hi, { owner: n % 2 ? 'a' : 'b', ttlMs: 1_000 }),
        ),
      );
      const begun = results.filter((result) => result.ok && result.begun);
      expect(begun).toMatchObject([{ entry: { seq: 1 } }]);
    });

    test('a commit gives the lease back when asked, unless more is due', async () => {
      await store.accept('c1', 'm1', hi);
      await store.accept('c1', 'm2', hi);
      const held = await lease();
      const release = { ...turn, lease: held, release: true };
      expect(await store.commitTurn({ ...release, processedSeq: 1 })).toMatchObject({ moreDue: true, released: false });
      expect(await other.acquire('c1', 'b', 1_000)).toBeUndefined();
      const last = { ...release, expectedVersion: 2, processedSeq: 2, wakeAt: clock.now() + 9 };
      expect(await store.commitTurn(last)).toMatchObject({ moreDue: false, released: true });
      expect(await store.commitTurn({ ...last, expectedVersion: 3 })).toEqual({ ok: false, reason: 'fenced' });
      expect((await lease('c1', other, 'b')).fencing).toBe(held.fencing + 1);
    });

    test('a clock set back by an hour keeps neither a dead holder nor a message waiting', async () => {
      await store.accept('c1', 'm1', hi);
      const dead = await lease();
      clock.advance(-3_600_000);
      expect(await other.due(9)).toEqual(['c1']);
      const theirs = await lease('c1', other, 'b');
      expect(theirs.fencing).toBeGreaterThan(dead.fencing);
      await other.release(theirs);
      expect(await other.due(9)).toEqual(['c1']);
    });

    test('commits a turn whole: state, replies, position, timer', async () => {
      await store.accept('c1', 'm1', hi);
      const held = await lease();
      clock.advance(10);
      const outgoing = ['r1', 'r2'].map((id) => ({ id, activity: { type: 'message', text: id } }));
      const state = { dialog: { step: 2, words: '彩铃' } };
      const result = await store.commitTurn({ ...turn, lease: held, state, processedSeq: 1, wakeAt: 99, outgoing });
      expect(result).toMatchObject({
        ok: true,
        version: 2,
        appended: [
          { seq: 2, id: 'r1' },
          { seq: 3, id: 'r2' },
        ],
      });
      expect(await other.load('c1')).toMatchObject({ version: 2, state, processedSeq: 1, wakeAt: 99 });
      expect(await other.read('c1', 1, 9)).toEqual(
        outgoing.map((out, index) => ({ ...out, seq: index + 2, direction: 'out', at: clock.now() })),
      );
      await store.commitTurn({ ...turn, lease: held, expectedVersion: 2, processedSeq: 1 });
      expect(await other.load('c1')).not.toHaveProperty('wakeAt');
    });

    test('a paused holder is fenced out, a stale version refused, and neither leaves a trace', async () => {
      await store.accept('c1', 'm1', hi);
      const paused = await lease();
      clock.advance(1_000);
      const held = await lease('c1', other, 'b');
      const outgoing = [{ id: 'r1', activity: hi }];
      const before = await store.load('c1');
      expect(await store.commitTurn({ ...turn, lease: paused, outgoing })).toEqual({ ok: false, reason: 'fenced' });
      expect(await store.commitTurn({ ...turn, lease: held, expectedVersion: 7, outgoing })).toEqual({
        ok: false,
        reason: 'stale',
      });
      expect(await store.load('c1')).toEqual(before);
      expect(await store.read('c1', 0, 9)).toHaveLength(1);
    });

    test('fifty turns that race on one version: one is committed', async () => {
      const held = await lease();
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          (n % 2 ? store : other).commitTurn({ ...turn, lease: held, state: { winner: n } }),
        ),
      );
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect((await store.load('c1'))?.version).toBe(2);
    });

    test('the same reply id twice is one activity', async () => {
      const held = await lease();
      const outgoing = [{ id: 'r1', activity: hi }];
      await store.commitTurn({ ...turn, lease: held, outgoing });
      const again = await store.commitTurn({
        ...turn,
        lease: held,
        expectedVersion: 2,
        outgoing: [...outgoing, { id: 'r2', activity: hi }],
      });
      expect(again).toMatchObject({ ok: true, appended: [{ id: 'r2', seq: 2 }], moreDue: false });
      expect((await store.read('c1', 0, 9)).map((entry) => entry.id)).toEqual(['r1', 'r2']);
    });

    test('a message that comes while a turn runs does not make it stale', async () => {
      await store.accept('c1', 'm1', hi);
      const held = await lease();
      await other.accept('c1', 'm2', hi);
      const result = await store.commitTurn({
        ...turn,
        lease: held,
        processedSeq: 1,
        outgoing: [{ id: 'r1', activity: hi }],
      });
      expect(result).toMatchObject({ ok: true, appended: [{ seq: 3 }], moreDue: true });
    });

    test('due: unprocessed messages and timers, not what somebody works on', async () => {
      expect(await store.due(9)).toEqual([]);
      await store.accept('c1', 'm1', hi);
      expect(await other.due(9)).toEqual(['c1']);
      const held = await lease();
      expect(await other.due(9)).toEqual([]);
      const wakeAt = clock.now() + 3_000;
      const committed = await store.commitTurn({ ...turn, lease: held, processedSeq: 1, wakeAt });
      expect(committed).toMatchObject({ moreDue: false });
      await store.release(held);
      expect(await other.due(9)).toEqual([]);
      clock.advance(2_999);
      expect(await other.due(9)).toEqual([]);
      clock.advance(1);
      expect(await other.due(9)).toEqual(['c1']);
      // A holder that died: listed again when its lease has run out.
      await lease();
      expect(await other.due(9)).toEqual([]);
      clock.advance(1_000);
      expect(await other.due(9)).toEqual(['c1']);
      await store.create({ id: 'c2', channel: 'web', userId: 'u1' });
      await store.accept('c2', 'm1', hi);
      expect(await other.due(1)).toHaveLength(1);
      expect(new Set(await other.due(9))).toEqual(new Set(['c1', 'c2']));
    });

    test('a long log is read from any position, and its first message is still known', async () => {
      const count = 75;
      for (let n = 0; n < count; n += 1) {
        await (n % 2 ? store : other).accept('c1', `m${n}`, { type: 'message', text: `${n}` });
        if (n % 25 === 24) await answerNext(n % 2 ? other : store, 'c1');
      }
      const log = await other.read('c1', 0, 999);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
      expect(log).toHaveLength(count + 3);
      for (const [after, limit] of [
        [0, 1],
        [0, 40],
        [10, 30],
        [31, 2],
        [40, 999],
        [70, 3],
        [77, 9],
        [78, 9],
      ] as const) {
        expect(await store.read('c1', after, limit)).toEqual(log.slice(after, after + limit));
      }
      const first = await other.accept('c1', 'm0', { type: 'message', text: '0' });
      expect(first).toEqual({ ok: true, duplicate: true, entry: log[0] });
      expect(await store.accept('c1', 'm1', { type: 'message', text: 'x' })).toMatchObject({ reason: 'key_reused' });
    });

    test('any mix of deliveries, turns and timers keeps the log gapless, each key once, none unanswered', async () => {
      const step = fc.oneof(
        fc.record({ kind: fc.constant('accept' as const), key: fc.integer({ min: 0, max: 5 }), by: fc.boolean() }),
        fc.record({ kind: fc.constant('turn' as const), key: fc.constant(0), by: fc.boolean() }),
      );
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
          const id = `p${++run}`;
          await store.create({ id, channel: 'web', userId: 'u' });
          for (const { kind, key, by } of steps) {
            const on = by ? store : other;
            if (kind === 'accept') await on.accept(id, `k${key}`, { type: 'message', text: `${key}` });
            else await answerNext(on, id);
          }
          while ((await store.due(999)).includes(id)) await answerNext(store, id);
          const log = await store.read(id, 0, 999);
          expect(log.map((entry) => entry.seq)).toEqual(log.map((_, index) => index + 1));
          const keys = new Set(steps.flatMap(({ kind, key }) => (kind === 'accept' ? [key] : [])));
          expect(log.filter((entry) => entry.direction === 'in')).toHaveLength(keys.size);
          expect(log.filter((entry) => entry.direction === 'out')).toHaveLength(keys.size);
        }),
        { numRuns: 15 },
      );
    });

    test('grown: whose logs grew since a position, by messages and by replies, on any node', async () => {
      await store.accept('c1', 'm0', hi);
      const start = await other.grown();
      expect(start.conversations).toEqual([]);
      clock.advance(5_000);
      let { position } = await other.grown(start.position);
      // Whose turn is long past is named once more at most; then nothing is new as long as nothing is.
      for (let idle = 0; idle < 3; idle += 1) {
        const looked = await other.grown(position);
        expect(looked.conversations).toEqual([]);
        position = looked.position;
        clock.advance(1_000);
      }
      for (const id of ['c2', 'c3', 'c4']) await store.create({ id, channel: 'web', userId: 'u1' });
      const held = await lease('c3');
      await store.accept('c2', 'm1', hi);
      await store.commitTurn({ ...turn, lease: held, outgoing: [{ id: 'r1', activity: hi }] });
      const grown = await other.grown(position);
      expect(grown.conversations).toEqual(expect.arrayContaining(['c2', 'c3']));
      expect(new Set(grown.conversations).size).toBe(grown.conversations.length);
      expect(grown.conversations).not.toContain('c4');
      // A second growth in the very same moment is seen as well.
      await store.accept('c4', 'm1', hi);
      const next = await other.grown(grown.position);
      expect(next.conversations).toContain('c4');
      await store.accept('c4', 'm2', hi);
      expect((await other.grown(next.position)).conversations).toContain('c4');
      // Who asks from an old position is told of all since.
      expect((await store.grown(position)).conversations).toEqual(expect.arrayContaining(['c2', 'c3', 'c4']));
    });

    test('grown: no message of many at once on two nodes is left out, whenever one looks', async () => {
      for (let n = 0; n < 10; n += 1) await store.create({ id: `g${n}`, channel: 'web', userId: 'u' });
      let { position } = await store.grown();
      const told = new Map<string, number>();
      const look = async () => {
        const looked = await store.grown(position);
        position = looked.position;
        for (const id of looked.conversations) {
          told.set(id, (await store.read(id, 0, 999)).length);
        }
      };
      const writing = Promise.all(
        Array.from({ length: 40 }, (_, n) => (n % 2 ? store : other).accept(`g${n % 10}`, `m${n}`, hi)),
      );
      for (let looks = 0; looks < 10; looks += 1) await look();
      await writing;
      await look();
      expect([...told].sort()).toEqual(Array.from({ length: 10 }, (_, n) => [`g${n}`, 4]));
    });

    async function answerNext(on: ConversationStore, id: string): Promise<void> {
      const held = await lease(id, on);
      const record = await on.load(id);
      const log = await on.read(id, record?.processedSeq ?? 0, 999);
      const next = log.find((entry) => entry.direction === 'in');
      if (record && next) {
        await on.commitTurn({
          ...turn,
          lease: held,
          expectedVersion: record.version,
          processedSeq: next.seq,
          outgoing: [{ id: `${next.id}.1`, activity: next.activity }],
        });
      }
      await on.release(held);
    }
  });
}
