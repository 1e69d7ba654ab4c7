import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createPurge } from '../../src/data/purge';
import { silentLog } from '../../src/ports/log';
import type { SqliteStore } from '../../src/storage/sqlite/open-sqlite';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { newComplaint } from '../support/new-complaint';
import { newHandoff } from '../support/new-handoff';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';

const freshDir = tempDirs();
const dayMs = 86_400_000;
const retention = { conversation: 180, complaint: 800, record: 800, handoff: 180, outbox: 30 };

describe('purge', () => {
  let clock: ManualClock;
  let store: SqliteStore;
  let dir: string;
  beforeEach(() => {
    dir = freshDir();
    clock = new ManualClock();
    store = openSqlite({ dir, clock, ids: sequentialIds() });
  });
  afterEach(() => store.close());
  const purge = () => createPurge({ archive: store.archive, clock, retention, log: silentLog });
  const talk = async (id: string) => {
    await store.conversations.create({ id, channel: 'web', userId: 'u' });
    await store.conversations.accept(id, 'm', { text: 'x' });
    await store.attachments.put({ conversationId: id, name: 'n', contentType: 'image/png', bytes: Buffer.from('x') });
  };
  const complain = (id: string, status: 'closed' | 'received', closedAt = clock.now()) =>
    store.complaints.insert(
      newComplaint({
        id,
        createdBy: id,
        conversationId: id,
        status,
        createdAt: clock.now(),
        history: [{ at: closedAt, actor: 'bot', event: 'close' }],
      }),
    );

  test('removes conversations after their time, with log and files, and keeps those with an open complaint', async () => {
    for (const id of ['old', 'open', 'closed']) await talk(id);
    await complain('open', 'received');
    await complain('closed', 'closed');
    clock.advance(100 * dayMs);
    await talk('young');
    clock.advance(80 * dayMs + 1);
    expect(await purge().run(undefined, { dryRun: true })).toMatchObject({
      conversation: 2,
      activity: 2,
      attachment: 2,
    });
    expect(await store.conversations.load('old')).toBeDefined();
    expect(await purge().run()).toMatchObject({ conversation: 2, activity: 2, attachment: 2, kept: 1, complaint: 0 });
    expect(await store.conversations.load('old')).toBeUndefined();
    expect(await store.conversations.load('open')).toBeDefined();
    expect(await store.conversations.load('young')).toBeDefined();
    expect(readdirSync(join(dir, 'attachments'))).toHaveLength(2);
    expect(await purge().run()).toMatchObject({ conversation: 0, attachment: 0 });
  });

  test('a conversation somebody wrote in stays whole', async () => {
    await talk('again');
    clock.advance(180 * dayMs);
    await store.conversations.accept('again', 'late', { text: 'y' });
    clock.advance(1);
    expect(await purge().run()).toMatchObject({ conversation: 0, attachment: 0 });
    expect(existsSync(join(dir, 'attachments'))).toBe(true);
    expect(await store.conversations.read('again', 0, 10)).toHaveLength(2);
  });

  test('two years count from the closing, and an open complaint stays for ever', async () => {
    const closedAt = clock.now() + 30 * dayMs;
    await complain('closed', 'closed', closedAt);
    await complain('open', 'received');
    clock.set(closedAt + 800 * dayMs);
    expect(await purge().run()).toMatchObject({ complaint: 0 });
    clock.advance(1);
    expect(await purge().run()).toMatchObject({ complaint: 1 });
    expect(await store.complaints.byId('closed')).toBeUndefined();
    expect(await store.complaints.byId('open')).toBeDefined();
  });

  test('records, hand-overs and what was sent go after their own time; what still waits to be sent stays', async () => {
    const at = clock.now();
    await store.records.append({ kind: 'audit', key: 'a', at, conversationId: 'c', data: {} });
    const entry = (key: string) => [{ key, kind: 'sms' as const, payload: {} }];
    await store.handoffs.enqueue(newHandoff({ createdAt: at }), entry('sent'));
    await store.handoffs.enqueue(newHandoff({ id: 'h2', createdBy: 'h2', createdAt: at + 1 }), entry('waits'));
    const [claimed] = await store.outbox.claim(1, 1_000);
    await store.outbox.settle(claimed ?? fail(), { result: 'sent' });
    clock.set(at + 30 * dayMs + 1);
    expect(await purge().run()).toMatchObject({ outbox: 1, handoff: 0, record: 0 });
    clock.set(at + 180 * dayMs + 1);
    expect(await purge().run()).toMatchObject({ outbox: 0, handoff: 1, record: 0 });
    clock.set(at + 800 * dayMs + 1);
    expect(await purge().run()).toMatchObject({ outbox: 0, handoff: 1, record: 1 });
    expect(await store.outbox.counts()).toMatchObject({ waiting: 1 });
  });

  test('what a removal that was cut off left behind goes too', async () => {
    await talk('whole');
    const [row] = [await store.archive.row('activity', 'whole|0000001')];
    const lost = { ...(row ?? fail()), key: 'gone|0000001' };
    await store.archive.add([{ ...lost, value: { ...lost.value, conversationId: 'gone', id: 'x' } }]);
    await store.attachments.put({
      conversationId: 'gone',
      name: 'n',
      contentType: 'image/png',
      bytes: Buffer.from('x'),
    });
    clock.advance(181 * dayMs);
    await store.conversations.accept('whole', 'late', { text: 'y' });
    expect(await purge().run(undefined, { thorough: true })).toMatchObject({
      conversation: 0,
      activity: 1,
      attachment: 1,
    });
    expect(await store.archive.attachmentsOf('whole')).toHaveLength(1);
  });

  test('stops when told, and goes on the next time', async () => {
    for (let n = 0; n < 5; n += 1) await talk(`c${n}`);
    clock.advance(181 * dayMs);
    const stop = new AbortController();
    stop.abort();
    expect(await purge().run(stop.signal)).toMatchObject({ conversation: 0 });
    expect(await purge().run()).toMatchObject({ conversation: 5 });
  });
});
