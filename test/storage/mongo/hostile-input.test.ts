import fc from 'fast-check';
import type { CommandStartedEvent } from 'mongodb';
import { migrate } from '../../../src/storage/mongo/migrate';
import { MongoDatabase } from '../../../src/storage/mongo/mongo-database';
import { type MongoStore, storeOn } from '../../../src/storage/mongo/open-mongo';
import { ManualClock } from '../../support/manual-clock';
import { freshDatabase, withMongo } from '../../support/mongo';
import { newComplaint } from '../../support/new-complaint';
import { newHandoff } from '../../support/new-handoff';
import { sequentialIds } from '../../support/sequential-ids';
import { dropDatabase } from './mongo-stores';

/** Everything this store ever says to the server beside field names. */
const operators =
  /^\$(?:set|setOnInsert|unset|min|max|inc|push|each|currentDate|in|ne|lt|lte|gt|gte|or|match|group|sum|db)$/;

const operator = fc.constantFrom('$ne', '$gt', '$where', '$regex', '$expr', '$or', '$in', '$set', '$function', '$eq');
const hostileText = fc.oneof(
  operator,
  fc.constantFrom(
    '{"$ne":null}',
    '[$ne]',
    '__proto__',
    'constructor',
    "';return true;//",
    'a\0b',
    '\ud800',
    '"x',
    'c1',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const hostileObject = fc.oneof(
  fc.dictionary(operator, fc.oneof(fc.string(), fc.constant(null), fc.integer(), fc.array(fc.string())), {
    minKeys: 1,
  }),
  fc.array(fc.oneof(fc.string(), fc.dictionary(operator, fc.string()))),
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    1,
    Number.NaN,
    /.*/,
    new Date(0),
    { _bsontype: 'ObjectId' },
    new Map(),
  ),
);
const hostile = fc.oneof({ arbitrary: hostileText, weight: 1 }, { arbitrary: hostileObject, weight: 9 });

/** Every argument of a port that a filter or a searched field is made of. What outsiders send has no type. */
const calls: readonly ((store: MongoStore, x: never) => Promise<unknown>)[] = [
  ({ conversations }, x) => conversations.load(x),
  ({ conversations }, x) => conversations.create({ id: x, channel: 'web', userId: 'u' }),
  ({ conversations }, x) => conversations.create({ id: 'c1', channel: x, userId: x }),
  ({ conversations }, x) => conversations.accept(x, 'm', {}),
  ({ conversations }, x) => conversations.accept('c1', x, { text: x, value: { [typeof x === 'string' ? x : 'x']: x } }),
  ({ conversations }, x) => conversations.read(x, 0, 9),
  ({ conversations }, x) => conversations.read('c1', x, 9),
  ({ conversations }, x) => conversations.read('c1', 0, x),
  ({ conversations }, x) => conversations.acquire(x, 'a', 1),
  ({ conversations }, x) => conversations.acquire('c1', x, 1),
  ({ conversations }, x) => conversations.due(x),
  ({ complaints }, x) => complaints.byId(x),
  ({ complaints }, x) => complaints.byNumber(x),
  ({ complaints }, x) => complaints.ofPhone(x, 0),
  ({ complaints }, x) => complaints.ofPhone('13800000002', x, x),
  ({ complaints }, x) => complaints.replace({ ...newComplaint({ id: x }), number: x, version: x }),
  ({ handoffs }, x) => handoffs.byId(x),
  ({ handoffs }, x) => handoffs.position(x),
  ({ handoffs }, x) => handoffs.list([x], 9),
  ({ handoffs }, x) => handoffs.ofConversation(x, 9),
  ({ handoffs }, x) => handoffs.ofAgent(x, ['assigned'], 9),
  ({ handoffs }, x) => handoffs.ofAgent('li', [x], x),
  ({ handoffs }, x) => handoffs.acceptedSince(x, 9),
  ({ handoffs }, x) => handoffs.replace({ ...newHandoff({ conversationId: x, skill: x, agent: x }), version: 1 }),
  ({ handoffs }, x) => handoffs.replace({ ...newHandoff({ rank: x, acceptedAt: x }), version: 1 }),
  ({ handoffs }, x) => handoffs.replace({ ...newHandoff({ id: x, status: x }), version: x }),
  ({ attachments }, x) => attachments.get(x),
  ({ attachments }, x) => attachments.count(x),
  ({ records }, x) => records.list(x, 9),
  ({ records }, x) => records.append({ kind: 'miss', key: x, at: 1, conversationId: x, data: { x } }),
  ({ codes }, x) => codes.get(x),
  ({ codes }, x) => codes.fail(x),
  ({ codes }, x) => codes.consume(x),
  ({ codes }, x) => codes.issuedSince(x, x),
  ({ outbox }, x) => outbox.claim(x, x),
  ({ outbox }, x) => outbox.settle({ key: x, attempts: 1 }, { result: 'sent' }),
  ({ outbox }, x) => outbox.settle({ key: 'k', attempts: x }, { result: 'retry', at: x, error: 'e' }),
  ({ outbox }, x) => outbox.list(x, 9),
  ({ outbox }, x) => outbox.resend(x),
  ({ handoffs }, x) => handoffs.enqueue(newHandoff({ id: x, createdBy: x }), [{ key: x, kind: 'sms', payload: { x } }]),
  ({ leases }, x) => leases.acquire(x, 'a', 1),
  ({ leases }, x) => leases.acquire('purge', x, x),
  ({ keys }, x) => keys.getOrPut(x, 'v'),
  ({ documents }, x) => documents.get(x, 'k'),
  ({ documents }, x) => documents.get('seen', x),
  ({ documents }, x) => documents.list(x, 9),
  ({ documents }, x) => documents.list('seen', x),
  ({ documents }, x) => documents.put('seen', x, { [typeof x === 'string' ? x : 'x']: x }, 0),
  ({ documents }, x) => documents.put('seen', 'k', {}, x),
  ({ documents }, x) => documents.remove('seen', x),
  ({ documents }, x) => documents.removeOlder(x, x),
];

withMongo('what comes from outside reaches MongoDB as values only (S6)', (url) => {
  const database = freshDatabase();
  const sent: CommandStartedEvent['command'][] = [];
  let connection: MongoDatabase;
  let store: MongoStore;
  beforeAll(async () => {
    connection = await MongoDatabase.connect({ url, database, poolSize: 5, timeoutMs: 5_000, monitorCommands: true });
    await migrate(connection);
    store = storeOn(connection, { clock: new ManualClock(), ids: sequentialIds() });
    await store.conversations.create({ id: 'c1', channel: 'web', userId: 'u' });
    connection.client.on('commandStarted', ({ command }) => sent.push(command));
  });
  afterAll(async () => {
    await store.close();
    await dropDatabase(url, database);
  });

  test('10,000 inputs: refused before anything is sent, or sent as a text among our own operators', async () => {
    let [refused, asked] = [0, 0];
    await fc.assert(
      fc.asyncProperty(hostile, fc.nat(calls.length - 1), async (input, which) => {
        sent.length = 0;
        const error: unknown = await calls[which]?.(store, input as never).then(
          () => undefined,
          (fault: unknown) => fault,
        );
        if (error !== undefined) refused += 1;
        else asked += 1;
        // A fault is ours: nothing hostile gets so far that the server has to complain.
        expect([undefined, 'TypeError']).toContain(error instanceof Error ? error.constructor.name : error);
        for (const command of sent) expect(wrongIn(command)).toEqual([]);
      }),
      { numRuns: 10_000, seed: 20261121 },
    );
    expect(refused).toBeGreaterThan(5_000);
    expect(asked).toBeGreaterThan(500);
  }, 120_000);

  test('every command is bounded, and every write waits for a majority', async () => {
    sent.length = 0;
    const { conversations, complaints, handoffs, attachments, records, codes, outbox, leases, keys, documents } = store;
    await conversations.create({ id: 'c2', channel: 'web', userId: 'u' });
    await conversations.accept('c2', 'm1', { text: 'a' });
    const lease = await conversations.acquire('c2', 'a', 1_000);
    if (!lease) throw new Error('lease not taken');
    const turn = { lease, state: {}, processedSeq: 1, wakeAt: 5, outgoing: [{ id: 'r1', activity: {} }] };
    await conversations.commitTurn({ ...turn, expectedVersion: 1 });
    await conversations.commitTurn({ ...turn, expectedVersion: 2 });
    await conversations.read('c2', 0, 9);
    await conversations.due(9);
    await conversations.release(lease);
    await complaints.ofPhone('1', 0);
    const complaint = await complaints.insert(newComplaint());
    await complaints.replace(complaint);
    const handoff = await handoffs.enqueue(newHandoff());
    await handoffs.position(handoff.id);
    await handoffs.list(['waiting'], 9);
    await handoffs.replace(handoff);
    await handoffs.changed((await handoffs.changed()).position);
    await handoffs.ofConversation('c1', 9);
    await handoffs.ofAgent('li', ['done'], 9);
    await handoffs.acceptedSince(0, 9);
    const file = { conversationId: 'c2', name: 'a', contentType: 'image/png', bytes: Buffer.from('x') };
    await attachments.get((await attachments.put(file)).id);
    await attachments.count('c2');
    await records.append({ kind: 'miss', key: 'k', at: 1, conversationId: 'c2', data: {} });
    await records.list('miss', 9);
    await codes.put({ conversationId: 'c2', phone: '1', hash: 'h', issuedAt: 1, expiresAt: 2, tries: 0 });
    await codes.fail('c2');
    await codes.consume('c2');
    await codes.issuedSince('1', 0);
    await conversations.grown((await conversations.grown()).position);
    const entry = { key: 'k', kind: 'sms' as const, payload: {} };
    await conversations.commitTurn({ ...turn, expectedVersion: 3, outbox: [entry] });
    for (const claimed of await outbox.claim(9, 1_000)) await outbox.settle(claimed, { result: 'dead', error: 'x' });
    await outbox.resend('k');
    await outbox.counts();
    await outbox.list('waiting', 9);
    const job = await leases.acquire('purge', 'a', 1_000);
    if (job) await leases.release(job);
    await keys.getOrPut('token', 'x');
    await documents.put('seen', 'k', {}, 0);
    await documents.put('seen', 'k', {}, 1);
    await documents.get('seen', 'k');
    await documents.list('seen', 9);
    await documents.remove('seen', 'k');
    await documents.removeOlder('seen', 1);
    await store.ping();
    expect(sent.length).toBeGreaterThan(30);
    expect(sent.filter((command) => command['maxTimeMS'] !== 5_000)).toEqual([]);
    const writes = sent.filter((command) =>
      ['insert', 'update', 'delete', 'findAndModify'].some((name) => name in command),
    );
    expect(writes.length).toBeGreaterThan(15);
    expect(writes.filter((command) => command['writeConcern']?.w !== 'majority')).toEqual([]);
  });
});

/** Operators that are not ours, and values no field of ours has, with their place. */
function wrongIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => wrongIn(item, `${path}[${index}]`));
  // Where changes are looked for by time are the only dates.
  if (value instanceof Date) return /^\.filter\.(?:grownAt|changedAt)\.\$gte$/.test(path) ? [] : [path];
  if (value instanceof RegExp || value === undefined) return [path];
  // The driver writes the order of sorting as a map.
  if (value instanceof Map) return path === '.sort' ? [] : [path];
  if (typeof value !== 'object' || value === null || '_bsontype' in value || Buffer.isBuffer(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key.startsWith('$') && !operators.test(key) ? [`${path}.${key}`] : wrongIn(inner, `${path}.${key}`),
  );
}
