import { join } from 'node:path';
import { moreKnowledge } from '../../../bench/load/knowledge-entries';
import { seedSqlite } from '../../../bench/load/seed-sqlite';
import { parseComplaintNumber } from '../../../src/complaints/number';
import { loadKnowledge } from '../../../src/knowledge/load-knowledge';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../../support/manual-clock';
import { newComplaint } from '../../support/new-complaint';
import { sequentialIds } from '../../support/sequential-ids';
import { tempDirs } from '../../support/temp-dir';

const tempDir = tempDirs();

test('copies are whole complaints of their own, with their conversations, and the store goes on from there', async () => {
  const dir = tempDir();
  const clock = new ManualClock(Date.parse('2026-11-20T10:00:00+08:00'));
  const open = () => openSqlite({ dir, clock, ids: sequentialIds() });
  const before = open();
  await before.conversations.create({ id: 'conv_1', channel: 'web', userId: 'dl_1' });
  await before.conversations.accept('conv_1', 'in:1', { type: 'message', text: '我要投诉' });
  const first = await before.complaints.insert(
    newComplaint({ conversationId: 'conv_1', createdBy: 'conv_1|0000001:complaint', createdAt: clock.now() }),
  );
  before.close();
  seedSqlite(join(dir, 'desk.sqlite'), 200);
  const store = open();
  try {
    const found = await Promise.all(
      Array.from({ length: 70 }, (_, index) => store.complaints.ofPhone(`137${String(index).padStart(8, '0')}`, 0)),
    );
    const copies = found.flat();
    expect(copies).toHaveLength(199);
    expect(new Set(copies.map(({ id }) => id)).size).toBe(199);
    for (const { number } of copies) expect(parseComplaintNumber(number)).toBe(number);
    for (const copy of copies) {
      expect(copy).toMatchObject({ story: first.story, type: first.type, version: 1 });
      expect(copy.createdBy).toBe(`${copy.conversationId}|0000001:complaint`);
      expect(await store.complaints.byNumber(copy.number)).toEqual(copy);
    }
    const stored = await Promise.all(copies.map(({ conversationId }) => store.conversations.load(conversationId)));
    const withLog = stored.flatMap((record) => (record ? [record.id] : []));
    expect(withLog.length).toBeGreaterThan(2);
    for (const id of withLog) {
      expect(await store.conversations.read(id, 0, 10)).toMatchObject([{ seq: 1, activity: { text: '我要投诉' } }]);
    }
    expect(await store.conversations.due(10)).toEqual(['conv_1']);
    const next = await store.complaints.insert(
      newComplaint({ id: 'cmp_next', createdBy: 'x', createdAt: clock.now() }),
    );
    expect(next.number).not.toBe(first.number);
  } finally {
    store.close();
  }
});

test('knowledge grows by entries of their own, and the real ones answer as before', () => {
  const dataDir = join(__dirname, '../../../nlp-models');
  const target = tempDir();
  moreKnowledge(dataDir, target, 300);
  const [real, more] = [loadKnowledge(join(dataDir, 'knowledge')), loadKnowledge(join(target, 'knowledge'))];
  expect(more.size).toBe(300);
  for (const intent of real.intents) expect(more.has(intent)).toBe(true);
  const context = { now: Date.parse('2026-11-20T10:00:00+08:00') };
  expect(more.answer('billing.invoice', 'zh-Hans', context)).toEqual(
    real.answer('billing.invoice', 'zh-Hans', context),
  );
});
