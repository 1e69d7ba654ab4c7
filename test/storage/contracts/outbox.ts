import type { NewOutboxEntry, OutboxEntry } from '../../../src/ports/outbox';
import type { Store } from '../../../src/storage/store';
import { ManualClock } from '../../support/manual-clock';
import { newComplaint } from '../../support/new-complaint';
import type { MakeStore } from './made';

/** The ports an outbox is filled through and emptied by. */
export type OutboxStore = Pick<Store, 'outbox' | 'conversations' | 'complaints' | 'handoffs'>;

export const sms = (key: string, overrides: Partial<NewOutboxEntry> = {}): NewOutboxEntry => ({
  key,
  kind: 'sms',
  conversationId: 'c1',
  payload: { to: '13800000002', text: `短信 ${key}` },
  ...overrides,
});

/** What every outbox promises, whoever fills it (R6). */
export function outboxContract(name: string, makeStore: MakeStore<OutboxStore>): void {
  describe(`${name} as Outbox`, () => {
    let clock: ManualClock;
    let store: OutboxStore;
    let other: OutboxStore;
    beforeEach(async () => {
      clock = new ManualClock();
      ({ store, other } = await makeStore(clock));
    });
    let filed = 0;
    /** Any change that carries entries will do. */
    const put = async (...entries: readonly NewOutboxEntry[]): Promise<void> => {
      filed += 1;
      await store.complaints.insert(newComplaint({ id: `cmp_${filed}`, createdBy: `key_${filed}` }), entries);
    };
    const keys = (entries: readonly OutboxEntry[]) => entries.map(({ key }) => key);

    test('an entry waits as it was given, due at once, and is claimed with a first try', async () => {
      const entry = sms('k1', { payload: { text: '您好', nested: { $set: [1, null, 'a\0b'] }, __proto__x: true } });
      const { conversationId: _, ...nobodys } = sms('k2', { kind: 'webhook' });
      await put(entry);
      clock.advance(1);
      await put(nobodys);
      const [createdAt, now] = [clock.now() - 1, clock.now()];
      expect(await other.outbox.list('waiting', 9)).toEqual([
        { ...nobodys, status: 'waiting', createdAt: now, dueAt: now, attempts: 0 },
        { ...entry, status: 'waiting', createdAt, dueAt: createdAt, attempts: 0 },
      ]);
      expect(await other.outbox.counts()).toEqual({ waiting: 2, dead: 0, oldestAt: createdAt });
      expect(await other.outbox.claim(1, 500)).toEqual([
        { ...entry, status: 'waiting', createdAt, dueAt: now + 500, attempts: 1 },
      ]);
      expect(await store.outbox.claim(0, 500)).toEqual([]);
      expect(keys(await store.outbox.claim(9, 500))).toEqual(['k2']);
      expect(await other.outbox.claim(9, 500)).toEqual([]);
    });

    test('an entry that is added by itself waits like any other, once', async () => {
      await store.outbox.add([]);
      await store.outbox.add([sms('k1'), sms('k2', { kind: 'mail' })]);
      await other.outbox.add([sms('k2', { kind: 'webhook' }), sms('k3')]);
      expect((await other.outbox.claim(9, 500)).map(({ key, kind }) => `${key} ${kind}`)).toEqual([
        'k1 sms',
        'k2 mail',
        'k3 sms',
      ]);
      for (const entry of (await store.outbox.claim(9, 500)).concat(await store.outbox.list('waiting', 9)))
        await store.outbox.settle(entry, { result: 'sent' });
      await store.outbox.add([sms('k1')]);
      expect(await store.outbox.list('waiting', 9)).toEqual([]);
    });

    test('twenty entries and six callers at once on two nodes: each entry is held once', async () => {
      const wanted = Array.from({ length: 20 }, (_, n) => `k${n}`);
      await put(...wanted.map((key) => sms(key)));
      const claims = await Promise.all(
        [store, other, store, other, store, other].map(({ outbox }) => outbox.claim(5, 1_000)),
      );
      const held = claims.flatMap(keys);
      expect(new Set(held).size).toBe(held.length);
      const rest = await store.outbox.claim(99, 1_000);
      expect([...held, ...keys(rest)].sort()).toEqual([...wanted].sort());
      for (const claim of claims) expect(claim.length).toBeLessThanOrEqual(5);
    });

    test('oldest due first; what is tried again later is due then', async () => {
      for (const key of ['a', 'b', 'c']) {
        await put(sms(key));
        clock.advance(10);
      }
      const [a] = await store.outbox.claim(1, 1_000);
      if (!a) throw new Error('nothing claimed');
      expect(await other.outbox.settle(a, { result: 'retry', at: clock.now() + 5, error: 'HTTP 503' })).toBe(true);
      expect(keys(await store.outbox.claim(1, 1_000))).toEqual(['b']);
      clock.advance(5);
      const [c, again] = await other.outbox.claim(9, 1_000);
      expect([c, again]).toMatchObject([
        { key: 'c', attempts: 1 },
        { key: 'a', attempts: 2, lastError: 'HTTP 503' },
      ]);
    });

    test('a claim that ran out is due again, and its old holder settles it no more', async () => {
      await put(sms('k1'));
      const [mine] = await store.outbox.claim(9, 1_000);
      clock.advance(999);
      expect(await other.outbox.claim(9, 1_000)).toEqual([]);
      clock.advance(1);
      const [theirs] = await other.outbox.claim(9, 1_000);
      if (!mine || !theirs) throw new Error('nothing claimed');
      expect(theirs.attempts).toBe(2);
      expect(await store.outbox.settle(mine, { result: 'dead', error: 'late' })).toBe(false);
      expect(await store.outbox.settle(mine, { result: 'retry', at: 0, error: 'late' })).toBe(false);
      expect(await store.outbox.claim(9, 1_000)).toEqual([]);
      expect(await other.outbox.settle(theirs, { result: 'sent' })).toBe(true);
      expect(await other.outbox.settle(theirs, { result: 'sent' })).toBe(false);
      expect(await store.outbox.list('sent', 9)).toEqual([{ ...theirs, status: 'sent', settledAt: clock.now() }]);
      clock.advance(99_999);
      expect(await store.outbox.claim(9, 1_000)).toEqual([]);
      expect(await store.outbox.counts()).toEqual({ waiting: 0, dead: 0 });
    });

    test('a slow holder whose entry nobody took meanwhile still settles it', async () => {
      await put(sms('k1'));
      const [mine] = await store.outbox.claim(9, 1_000);
      if (!mine) throw new Error('nothing claimed');
      clock.advance(60_000);
      expect(await store.outbox.settle(mine, { result: 'sent' })).toBe(true);
      expect(await other.outbox.claim(9, 1_000)).toEqual([]);
    });

    test('the dead are listed with the reason, and wait again when somebody says so', async () => {
      await put(sms('k1'), sms('k2'));
      for (const entry of await store.outbox.claim(9, 1_000)) {
        await store.outbox.settle(entry, { result: 'dead', error: `no such number (${entry.key})` });
      }
      expect(await other.outbox.counts()).toEqual({ waiting: 0, dead: 2 });
      const dead = await other.outbox.list('dead', 9);
      expect(dead.find(({ key }) => key === 'k1')).toMatchObject({
        settledAt: clock.now(),
        lastError: 'no such number (k1)',
        attempts: 1,
      });
      expect(await other.outbox.list('dead', 1)).toHaveLength(1);
      expect(await other.outbox.list('dead', 0)).toEqual([]);
      clock.advance(5_000);
      const both = await Promise.all([store.outbox.resend('k1'), other.outbox.resend('k1')]);
      expect(both.filter((done) => done)).toHaveLength(1);
      expect(await store.outbox.resend('nobody')).toBe(false);
      const [again, ...none] = await store.outbox.claim(9, 1_000);
      expect([again, none]).toMatchObject([{ key: 'k1', attempts: 1 }, []]);
      expect(again).not.toHaveProperty('settledAt');
    });

    test('a key that is known is put in no more, whatever became of it', async () => {
      await put(sms('k1'), sms('k1', { payload: { text: 'another' } }));
      await put(sms('k1', { payload: { text: 'another' } }), sms('k2'));
      const [first] = await store.outbox.claim(9, 1_000);
      expect(first).toMatchObject({ key: 'k1', payload: sms('k1').payload });
      if (!first) throw new Error('nothing claimed');
      await store.outbox.settle(first, { result: 'sent' });
      await put(sms('k1', { payload: { text: 'a third' } }));
      expect(await other.outbox.claim(9, 1_000)).toEqual([]);
      expect(keys(await other.outbox.list('sent', 9))).toEqual(['k1']);
      expect(await other.outbox.list('waiting', 9)).toMatchObject([{ key: 'k2' }]);
    });

    test('hostile keys and texts are kept apart and come back as they were', async () => {
      const hostile = [
        "' OR 1=1 --",
        'a\0b',
        'a\0c',
        '\ud800x',
        '\ud801x',
        '__proto__',
        'constructor',
        '"x',
        '$set',
        '😀',
      ];
      await put(...hostile.map((key) => sms(key, { conversationId: key, payload: { key, [key]: key } })));
      const held = await store.outbox.claim(99, 1_000);
      expect(held.map(({ key, conversationId }) => [key, conversationId]).sort()).toEqual(
        hostile.map((key) => [key, key]).sort(),
      );
      for (const entry of held) {
        expect(entry.payload['key']).toBe(entry.key);
        expect(await other.outbox.settle(entry, { result: 'sent' })).toBe(true);
      }
    });
  });
}
