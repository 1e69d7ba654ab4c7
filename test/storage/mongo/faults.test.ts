import { inspect } from 'node:util';
import { MongoDatabase } from '../../../src/storage/mongo/mongo-database';
import { type MongoStore, openMongo, storeOn } from '../../../src/storage/mongo/open-mongo';
import { ManualClock } from '../../support/manual-clock';
import { freshDatabase, withMongo } from '../../support/mongo';
import { type MongoGate, mongoGate } from '../../support/mongo-gate';
import { newComplaint } from '../../support/new-complaint';
import { newHandoff } from '../../support/new-handoff';
import { sequentialIds } from '../../support/sequential-ids';
import { dropDatabase } from './mongo-stores';

withMongo('MongoDB that is away, hangs, is slow or loses answers (R5, R7)', (serverUrl) => {
  const database = freshDatabase();
  const clock = new ManualClock();
  const timeoutMs = 600;
  /** What R7 allows, on a machine that does other things besides. */
  const inTimeMs = 2_000;
  const options = { database, poolSize: 5, clock, ids: sequentialIds() };
  let gate: MongoGate;
  let patient: MongoStore;
  let store: MongoStore;
  const open = (url: string) => openMongo({ ...options, url, timeoutMs });
  const timed = async (work: Promise<unknown>): Promise<{ code: string | undefined; ms: number }> => {
    const startedAt = performance.now();
    const code = await work.then(
      () => undefined,
      (error: { code: string }) => error.code,
    );
    return { code, ms: performance.now() - startedAt };
  };
  const insistently = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if ((error as { code?: string }).code !== 'storage_unavailable') throw error;
      }
    }
  };
  const hi = { type: 'message', text: '你好' };

  beforeAll(async () => {
    gate = await mongoGate(serverUrl);
    // Collections and indexes are made without haste; the short limit is for what is tested.
    patient = await openMongo({ ...options, url: gate.url, timeoutMs: 20_000 });
    await patient.conversations.create({ id: 'c1', channel: 'web', userId: 'u1' });
    const connected = await insistently(() => MongoDatabase.connect({ ...options, url: gate.url, timeoutMs }));
    store = storeOn(connected, options);
  }, 60_000);
  afterEach(() => gate.open());
  afterAll(async () => {
    await store.close();
    await patient.close();
    await gate.close();
    await dropDatabase(serverUrl, database);
  });

  test.each(['shut', 'clog'] as const)(
    '%s: every port fails in time with a coded error, and works again',
    async (how) => {
      await gate[how]();
      const failed = await Promise.all(
        [
          store.ping(),
          store.conversations.accept('c1', `m-${how}`, hi),
          store.conversations.due(9),
          store.complaints.byNumber('C20261121-0001-7'),
          store.handoffs.list(['waiting'], 9),
          store.attachments.get('att_1'),
          store.records.list('miss', 9),
          store.codes.get('c1'),
          store.outbox.claim(9, 1_000),
          store.outbox.counts(),
          store.leases.acquire('purge', 'a', 1_000),
          store.keys.getOrPut('token', 'x'),
          store.conversations.grown(),
          store.handoffs.changed(),
          store.documents.get('presence', 'li'),
          store.documents.put('presence', 'li', {}, 0),
        ].map(timed),
      );
      for (const { code, ms } of failed) {
        expect(code).toBe('storage_unavailable');
        expect(ms).toBeLessThan(inTimeMs);
      }
      await gate.open();
      const openedAt = performance.now();
      await insistently(() => store.ping());
      expect(performance.now() - openedAt).toBeLessThan(10_000);
      // What was refused was not acknowledged: it is sent again, and is one message whatever became of the first try.
      expect(await insistently(() => store.conversations.accept('c1', `m-${how}`, hi))).toMatchObject({ ok: true });
      const log = await patient.conversations.read('c1', 0, 99);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    },
  );

  test('a start without a server says so in time, and not with which password (S18)', async () => {
    await gate.shut();
    const startedAt = performance.now();
    const error: unknown = await open(gate.url.replace('//', '//desk:geheim@')).catch((fault: unknown) => fault);
    expect(performance.now() - startedAt).toBeLessThan(inTimeMs);
    expect(error).toMatchObject({ code: 'storage_unavailable' });
    expect(inspect(error, { depth: 9 })).not.toContain('geheim');
  });

  test('slow, but not too slow: operations take their time and succeed', async () => {
    gate.slow(120);
    expect(await patient.conversations.accept('c1', 'm-slow', hi)).toMatchObject({ ok: true });
    expect(await patient.complaints.insert(newComplaint({ id: 'cmp_slow', createdBy: 'slow' }))).toMatchObject({
      version: 1,
    });
    expect(await patient.handoffs.enqueue(newHandoff({ id: 'h_slow', createdBy: 'slow' }))).toMatchObject({
      version: 1,
    });
  });

  test('a write whose answer is lost happens once, however often it is asked for again', async () => {
    const before = (await patient.conversations.read('c1', 0, 99)).length;
    const lostMessage = gate.loseAnswerTo('lost-message');
    await insistently(() => patient.conversations.accept('c1', 'lost-message', hi));
    await lostMessage;
    expect(await patient.conversations.read('c1', 0, 99)).toHaveLength(before + 1);

    const fresh = newComplaint({ id: 'cmp_lost', createdBy: 'lost' });
    const last = await patient.complaints.insert(newComplaint({ id: 'cmp_before', createdBy: 'before' }));
    const lostInsert = gate.loseAnswerTo('"createdBy":"lost"');
    const filed = await insistently(() => patient.complaints.insert(fresh));
    await lostInsert;
    const serial = (number: string) => Number(number.split('-')[1]);
    expect(serial(filed.number)).toBe(serial(last.number) + 1);
    expect(await patient.complaints.ofPhone('13800000002', 0)).toHaveLength(3);

    const lease = (await patient.conversations.acquire('c1', 'a', 60_000)) ?? fail();
    const record = (await patient.conversations.load('c1')) ?? fail();
    const turn = {
      lease,
      expectedVersion: record.version,
      state: {},
      processedSeq: before + 1,
      wakeAt: undefined,
      outgoing: [{ id: 'lost-reply', activity: { type: 'message', text: 'bye' } }],
    };
    const lostReply = gate.loseAnswerTo('"text":"bye"');
    // Not known to be committed: the runner looks at what is stored and finds the turn done.
    expect(await timed(patient.conversations.commitTurn(turn))).toMatchObject({ code: 'storage_unavailable' });
    await lostReply;
    const after = await insistently(() => patient.conversations.load('c1'));
    expect(after).toMatchObject({ version: record.version + 1, processedSeq: before + 1 });
    const again = await insistently(() => patient.conversations.commitTurn(turn));
    expect(again).toEqual({ ok: false, reason: 'stale' });
    const log = await patient.conversations.read('c1', before, 99);
    expect(log.map(({ id }) => id).slice(1)).toEqual(['lost-reply']);
  });
});

function fail(): never {
  throw new Error('nothing there');
}
