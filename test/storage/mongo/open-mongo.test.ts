import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Collection, Document, ObjectId } from 'mongodb';
import { formatComplaintNumber } from '../../../src/complaints/number';
import { readConfig } from '../../../src/config';
import type { ComplaintQuery } from '../../../src/ports/complaint-repository';
import { silentLog } from '../../../src/ports/log';
import { indexes } from '../../../src/storage/mongo/collections';
import { migrate } from '../../../src/storage/mongo/migrate';
import { MongoDatabase } from '../../../src/storage/mongo/mongo-database';
import { openMongo } from '../../../src/storage/mongo/open-mongo';
import { openStore } from '../../../src/storage/open-store';
import { ManualClock } from '../../support/manual-clock';
import { freshDatabase, withMongo } from '../../support/mongo';
import { newComplaint } from '../../support/new-complaint';
import { newHandoff } from '../../support/new-handoff';
import { sequentialIds } from '../../support/sequential-ids';
import { tempDirs } from '../../support/temp-dir';
import { dropDatabase } from './mongo-stores';

const freshDir = tempDirs();
const deps = () => ({ clock: new ManualClock(), ids: sequentialIds(), log: silentLog });

test('without an address the embedded store is used', async () => {
  const dir = freshDir();
  const store = await openStore(readConfig({}), { dir, ...deps() });
  await store.complaints.insert(newComplaint());
  await store.close();
});

test('an address file that is missing or holds something else is a fault of the settings', async () => {
  const wrong = join(freshDir(), 'url');
  writeFileSync(wrong, 'geheim');
  for (const [file, says] of [
    [join(freshDir(), 'nothing'), 'cannot be read'],
    [wrong, 'must hold one address'],
  ] as const) {
    const error: unknown = await openStore(readConfig({ MONGO_URL_FILE: file }), { dir: freshDir(), ...deps() }).catch(
      (fault: unknown) => fault,
    );
    expect(String(error)).toContain(says);
    expect(String(error)).not.toContain('geheim');
  }
});

withMongo('opening MongoDB', (url) => {
  const database = freshDatabase();
  const options = { url, database, poolSize: 2, timeoutMs: 5_000 };
  afterEach(() => dropDatabase(url, database));

  test('the address in a file will do; a single server is refused in production unless allowed', async () => {
    const file = join(mkdtempSync(join(freshDir(), 'secret-')), 'mongo-url');
    writeFileSync(file, `${url}\n`);
    const settings = {
      ...readConfig({ MONGO_URL_FILE: file, MONGO_DATABASE: database }),
      NODE_ENV: 'production',
    } as const;
    await expect(openStore(settings, { dir: freshDir(), ...deps() })).rejects.toThrow(/MONGO_ALLOW_STANDALONE=true/);
    const store = await openStore({ ...settings, MONGO_ALLOW_STANDALONE: true }, { dir: freshDir(), ...deps() });
    await expect(store.ping()).resolves.toBeUndefined();
    await store.close();
    await expect(store.ping()).rejects.toMatchObject({ code: 'storage_unavailable' });
  });

  test('three nodes that start at once make one set of indexes, and a restart changes nothing', async () => {
    const open = () => openMongo({ ...options, ...deps() });
    for (const store of [...(await Promise.all([open(), open(), open()])), await open()]) await store.close();
    const connection = await MongoDatabase.connect(options);
    for (const [name, wanted] of Object.entries(indexes)) {
      const made = await connection.collection(name as keyof typeof indexes).indexes();
      expect(made.map((index) => index.name).sort()).toEqual(['_id_', ...wanted.map((index) => index.name)].sort());
      const unique = (list: readonly { name?: string; unique?: boolean }[]) =>
        list.filter((index) => index.unique).map((index) => index.name);
      expect(
        unique(made)
          .filter((index) => index !== '_id_')
          .sort(),
      ).toEqual(unique(wanted).sort());
    }
    expect(await connection.collection('meta').findOne({ _id: 'schema' })).toEqual({ _id: 'schema', version: 5 });
    await connection.close();
  });

  test('steps run once and in order; a step that failed runs again at the next start', async () => {
    const connection = await MongoDatabase.connect(options);
    const ran: string[] = [];
    let broken = true;
    const steps = [
      async () => void ran.push('1'),
      async () => {
        if (broken) throw new Error('in the middle');
        ran.push('2');
      },
    ];
    await expect(migrate(connection, steps)).rejects.toThrow('in the middle');
    broken = false;
    await migrate(connection, steps);
    await migrate(connection, steps);
    expect(ran).toEqual(['1', '1', '2']);
    await connection.close();
  });

  test('hand-overs of before are found by what is new, whichever of two nodes prepares them', async () => {
    const connection = await MongoDatabase.connect(options);
    const old = connection.collection('handoffs') as unknown as Collection<Document>;
    const at = newHandoff().createdAt;
    const all = [
      newHandoff({ id: 'late', createdBy: 'k1', createdAt: at + 5, priority: 2 }),
      newHandoff({ id: 'early', createdBy: 'k2', conversationId: 'c2' }),
      newHandoff({ id: 'taken', createdBy: 'k3', status: 'assigned', agent: 'li', acceptedAt: at + 9 }),
    ].map((handoff) => ({ ...handoff, version: 1 }));
    await old.insertMany(
      all.map((handoff, n) => ({
        _id: handoff.id as unknown as ObjectId,
        createdBy: handoff.createdBy,
        status: handoff.status,
        priority: handoff.priority,
        createdAt: handoff.createdAt,
        order: `${n}`,
        version: 1,
        doc: JSON.stringify(handoff),
      })),
    );
    await old.createIndexes([{ name: 'line', key: { status: 1, priority: -1, createdAt: 1, order: 1 } }]);
    await connection.collection('meta').insertOne({ _id: 'schema', version: 2 });
    const open = () => openMongo({ ...options, ...deps() });
    const [store, second] = await Promise.all([open(), open()]);
    const { handoffs } = store;
    const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);
    for (const handoff of all) expect(await handoffs.byId(handoff.id)).toEqual(handoff);
    expect(ids(await handoffs.list(['waiting'], 9))).toEqual(['early', 'late']);
    expect(await Promise.all(['early', 'late'].map((id) => handoffs.position(id)))).toEqual([1, 2]);
    expect(ids(await handoffs.ofConversation('c1', 9))).toEqual(['late', 'taken']);
    expect(ids(await handoffs.ofAgent('li', ['assigned'], 9))).toEqual(['taken']);
    expect(ids(await handoffs.acceptedSince(at, 9))).toEqual(['taken']);
    expect((await old.indexes()).map(({ name }) => name)).not.toContain('line');
    expect(await old.countDocuments({ priority: { $gte: 0 } })).toBe(0);
    const { position } = await handoffs.changed();
    await second.handoffs.enqueue(newHandoff({ id: 'new', createdBy: 'k4' }));
    expect(ids((await handoffs.changed(position)).handoffs)).toEqual(['new']);
    for (const one of [store, second]) await one.close();
    await connection.close();
  });

  test('complaints of before are found by what is new', async () => {
    const connection = await MongoDatabase.connect(options);
    const old = connection.collection('complaints') as unknown as Collection<Document>;
    const worked = { handler: 'li', level: 2, dueAt: 7, status: 'assessed', version: 4 } as const;
    const all = [{ version: 1 }, worked, { version: 2, status: 'closed' } as const].map((more, n) => ({
      ...newComplaint({ id: `cmp_${n}`, createdBy: `k${n}` }),
      number: formatComplaintNumber('20261121', n + 1),
      ...more,
    }));
    await old.insertMany(
      all.map((complaint, n) => ({
        _id: complaint.id as unknown as ObjectId,
        number: complaint.number,
        day: '20261121',
        serial: n + 1,
        createdBy: complaint.createdBy,
        phone: complaint.phone,
        type: complaint.type,
        status: complaint.status,
        createdAt: complaint.createdAt,
        version: complaint.version,
        doc: JSON.stringify(complaint),
      })),
    );
    await connection.collection('meta').insertOne({ _id: 'schema', version: 3 });
    const open = () => openMongo({ ...options, ...deps() });
    const [store, second] = await Promise.all([open(), open()]);
    const ids = async (query: ComplaintQuery) => (await second.complaints.list(query, 9)).map(({ id }) => id);
    const [untimed, ...others] = all;
    for (const complaint of others) expect(await store.complaints.byId(complaint.id)).toEqual(complaint);
    // Nobody watched over it: it is looked at soon.
    expect(await store.complaints.byId('cmp_0')).toEqual({ ...untimed, dueAt: untimed?.createdAt });
    expect(await ids({ owners: ['billing'] })).toEqual(['cmp_2', 'cmp_1', 'cmp_0']);
    expect(await ids({ handler: null, statuses: ['received', 'closed'] })).toEqual(['cmp_2', 'cmp_0']);
    expect(await ids({ handler: 'li', level: 2 })).toEqual(['cmp_1']);
    expect(await store.complaints.due(all[0]?.createdAt ?? 0, 9)).toEqual(['cmp_1', 'cmp_0']);
    for (const one of [store, second]) await one.close();
    await connection.close();
  });

  test('a database of a newer release is left alone', async () => {
    const connection = await MongoDatabase.connect(options);
    await connection.collection('meta').insertOne({ _id: 'schema', version: 999 });
    await expect(openMongo({ ...options, ...deps() })).rejects.toMatchObject({ code: 'storage_newer' });
    await connection.close();
  });

  test('the number of a complaint that was removed is not given out again; a counter left behind is no harm', async () => {
    const store = await openMongo({ ...options, ...deps() });
    const connection = await MongoDatabase.connect(options);
    const file = async (key: string) =>
      (await store.complaints.insert(newComplaint({ id: key, createdBy: key }))).number.split('-')[1];
    expect([await file('a'), await file('b')]).toEqual(['0001', '0002']);
    await connection.collection('complaints').deleteOne({ _id: 'b' });
    expect(await file('c')).toBe('0003');
    await connection.collection('complaint_serials').deleteMany({});
    expect(await file('d')).toBe('0004');
    await connection.collection('complaint_serials').updateOne({ _id: '20261121' }, { $set: { serial: 9_999 } });
    expect(await file('e')).toBe('10000');
    await store.close();
    await connection.close();
  });
});
