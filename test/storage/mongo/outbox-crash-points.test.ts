import { MongoDatabase } from '../../../src/storage/mongo/mongo-database';
import { type MongoStore, openMongo } from '../../../src/storage/mongo/open-mongo';
import { ManualClock } from '../../support/manual-clock';
import { freshDatabase, withMongo } from '../../support/mongo';
import { newComplaint } from '../../support/new-complaint';
import { newHandoff } from '../../support/new-handoff';
import { sequentialIds } from '../../support/sequential-ids';
import { sms } from '../contracts/outbox';
import { liveUntil } from './dying-node';
import { dropDatabase } from './mongo-stores';

/** Every way for an entry to come into being. Whoever does it again does what is left to do. */
async function serve({ conversations, complaints, handoffs }: MongoStore, id: string): Promise<void> {
  await conversations.accept(id, 'm1', { type: 'message', text: '投诉' });
  const complaint = await complaints.insert(newComplaint({ id: `cmp_${id}`, createdBy: id }), [sms(`${id}:filed`)]);
  if (complaint.status === 'received') {
    await complaints.replace({ ...complaint, status: 'acknowledged' }, [sms(`${id}:ack`)]);
  }
  const handoff = await handoffs.enqueue(newHandoff({ id: `h_${id}`, createdBy: id }), [sms(`${id}:queued`)]);
  if (handoff.status === 'waiting') await handoffs.replace({ ...handoff, status: 'assigned' }, [sms(`${id}:taken`)]);
  const lease = await conversations.acquire(id, 'node', 1_000);
  const record = await conversations.load(id);
  if (!lease || !record) throw new Error('cannot begin');
  if (record.processedSeq > 0) return;
  await conversations.commitTurn({
    lease,
    expectedVersion: record.version,
    state: {},
    processedSeq: 1,
    wakeAt: undefined,
    outgoing: [],
    outbox: [sms(`${id}:turn.1`), sms(`${id}:turn.2`)],
  });
}
const caused = ['ack', 'filed', 'queued', 'taken', 'turn.1', 'turn.2'];

/** Sends what is due; the gateway of these tests writes down whatever reaches it. */
async function send({ outbox }: MongoStore, gateway: string[]): Promise<void> {
  for (;;) {
    const entries = await outbox.claim(4, 1_000);
    for (const entry of entries) {
      gateway.push(entry.key);
      await outbox.settle(entry, { result: 'sent' });
    }
    if (entries.length === 0) return;
  }
}

withMongo('a node that dies on the way of an entry out of the house (R6)', (url) => {
  const database = freshDatabase();
  const clock = new ManualClock();
  const options = { url, database, poolSize: 5, timeoutMs: 5_000, clock, ids: sequentialIds() };
  const collections = ['conversations', 'complaints', 'handoffs', 'outbox'];
  let other: MongoStore;
  let connection: MongoDatabase;
  beforeAll(async () => {
    other = await openMongo(options);
    connection = await MongoDatabase.connect(options);
  });
  afterAll(async () => {
    await other.close();
    await connection.close();
    await dropDatabase(url, database);
  });

  test.each(['before', 'after'] as const)(
    'at any command, %s the server has it: every entry is sent, and twice at most where the node died',
    async (when) => {
      let points = 0;
      for (let lived = false; !lived; points += 1) {
        const id = `${when}${points}`;
        const gateway: string[] = [];
        await other.conversations.create({ id, channel: 'web', userId: 'u' });
        lived = await liveUntil(points + 1, when, options, collections, async (node) => {
          await serve(node, id);
          await send(node, gateway);
        });
        clock.advance(1_000);
        await serve(other, id);
        await send(other, gateway);

        const wanted = caused.map((what) => `${id}:${what}`);
        expect([...new Set(gateway)].sort()).toEqual(wanted);
        expect(gateway.length - wanted.length).toBeLessThanOrEqual(lived ? 0 : 1);
        const sent = (await other.outbox.list('sent', 999)).map(({ key }) => key);
        expect(sent.filter((key) => key.startsWith(`${id}:`)).sort()).toEqual(wanted);
        expect(await other.outbox.counts()).toEqual({ waiting: 0, dead: 0 });
      }
      expect(points).toBeGreaterThan(30);
    },
    180_000,
  );

  test('nothing is left in the documents', async () => {
    for (const name of ['conversations', 'complaints', 'handoffs'] as const) {
      const documents = await connection.collection(name).find().toArray();
      expect(documents.length).toBeGreaterThan(60);
      for (const { holds, outbox, outboxVersion } of documents) {
        expect([holds, outbox ?? [], outboxVersion]).toEqual([undefined, [], undefined]);
      }
    }
  });
});
