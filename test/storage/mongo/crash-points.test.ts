import type { ConversationStore, LoggedActivity } from '../../../src/ports/conversation-store';
import { MongoDatabase } from '../../../src/storage/mongo/mongo-database';
import { type MongoStore, openMongo } from '../../../src/storage/mongo/open-mongo';
import { ManualClock } from '../../support/manual-clock';
import { freshDatabase, withMongo } from '../../support/mongo';
import { newComplaint } from '../../support/new-complaint';
import { sequentialIds } from '../../support/sequential-ids';
import { liveUntil } from './dying-node';
import { dropDatabase } from './mongo-stores';

const messages = ['m1', 'm2', 'm3'];

/** What a node does for a customer who writes three times: each message taken in, answered, and a complaint filed. */
async function serve({ conversations, complaints }: MongoStore, id: string): Promise<void> {
  for (const key of messages) {
    await conversations.accept(id, key, { type: 'message', text: key });
    await answerAll(conversations, id);
    await complaints.insert(newComplaint({ id: `cmp_${id}_${key}`, createdBy: `${id}:${key}` }));
  }
}

async function answerAll(conversations: ConversationStore, id: string): Promise<void> {
  const lease = await conversations.acquire(id, 'node', 1_000);
  if (!lease) throw new Error('lease not taken');
  for (;;) {
    const record = await conversations.load(id);
    if (!record) throw new Error('no conversation');
    const waiting = await conversations.read(id, record.processedSeq, 99);
    const next = waiting.find(({ direction }) => direction === 'in');
    if (!next) break;
    const heard = [...((record.state['heard'] as string[] | undefined) ?? []), next.activity.text ?? ''];
    await conversations.commitTurn({
      lease,
      expectedVersion: record.version,
      state: { heard },
      processedSeq: next.seq,
      wakeAt: undefined,
      outgoing: [1, 2].map((n) => ({ id: `${next.id}.${n}`, activity: next.activity })),
    });
  }
  await conversations.release(lease);
}

withMongo('a node that dies at any command, before or after the server has it (R3, R5)', (url) => {
  const database = freshDatabase();
  const clock = new ManualClock();
  const options = { url, database, poolSize: 5, timeoutMs: 5_000, clock, ids: sequentialIds() };
  const collections = ['conversations', 'activities', 'complaints', 'complaint_serials'];
  const textsOf = (log: readonly LoggedActivity[], direction: 'in' | 'out') =>
    log.filter((entry) => entry.direction === direction).map(({ activity }) => activity.text);
  let other: MongoStore;
  beforeAll(async () => {
    other = await openMongo(options);
  });
  afterAll(async () => {
    await other.close();
    await dropDatabase(url, database);
  });

  test.each(['before', 'after'] as const)(
    '%s: another node goes on; nothing lost, doubled or out of line',
    async (when) => {
      let points = 0;
      for (let lived = false; !lived; points += 1) {
        const id = `${when}${points}`;
        await other.conversations.create({ id, channel: 'web', userId: 'u' });
        lived = await liveUntil(points + 1, when, options, collections, (node) => serve(node, id));
        // What was written when it died is read as one log, before anybody repairs anything.
        const left = await other.conversations.read(id, 0, 99);
        expect(left.map(({ seq }) => seq)).toEqual(left.map((_, index) => index + 1));
        clock.advance(1_000);
        await serve(other, id);

        const log = await other.conversations.read(id, 0, 99);
        expect(log.slice(0, left.length)).toEqual(left);
        expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
        expect(new Set(log.map((entry) => entry.id)).size).toBe(log.length);
        expect(textsOf(log, 'in')).toEqual(messages);
        expect(textsOf(log, 'out')).toEqual(messages.flatMap((text) => [text, text]));
        expect((await other.conversations.load(id))?.state).toEqual({ heard: messages });
        expect(await other.conversations.due(99)).toEqual([]);
      }
      expect(points).toBeGreaterThan(25);
    },
    120_000,
  );

  test('the complaints of all of them are there once, with numbers that have no gap', async () => {
    const database = await MongoDatabase.connect(options);
    const all = await database.collection('complaints').find().sort({ serial: 1 }).toArray();
    await database.close();
    expect(new Set(all.map(({ createdBy }) => createdBy)).size).toBe(all.length);
    expect(all.length % messages.length).toBe(0);
    expect(all.map(({ serial }) => serial)).toEqual(all.map((_, index) => index + 1));
  });
});
