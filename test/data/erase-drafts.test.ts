import type { KnowledgeDraft } from '../../src/learning/learning';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { call } from './call';

const newDir = tempDirs();
const phone = '13800000001';
const open = (dir: string) => openSqlite({ dir, clock: new ManualClock(), ids: sequentialIds() });

test('erasing a customer takes what they asked with it, unless it was published; nobody else’s', async () => {
  const dir = newDir();
  const store = open(dir);
  await store.conversations.create({ id: 'sms_theirs', channel: 'sms', userId: phone });
  await store.conversations.create({ id: 'sms_other', channel: 'sms', userId: '13800000002' });
  const put = async (id: string, conversationId: string, status: KnowledgeDraft['status']) => {
    const draft: KnowledgeDraft = {
      ...{ id, status, language: 'zh-Hans', question: '我叫王小明，能改名吗', alternatives: [], answer: '可以' },
      from: { handoffId: `hand_${id}`, conversationId, agent: 'lin', at: 1 },
    };
    await store.documents.put('knowledge_draft', id, draft, 0);
  };
  await put('a', 'sms_theirs', 'draft');
  await put('b', 'sms_theirs', 'rejected');
  await put('c', 'sms_theirs', 'published');
  await put('d', 'sms_other', 'draft');
  store.close();
  const { code, error } = await call(dir, ['erase-customer', phone, '--yes']);
  expect([code, error.includes('error')]).toEqual([0, false]);
  const after = open(dir);
  expect((await after.documents.list('knowledge_draft', 9)).map(({ key }) => key)).toEqual(['c', 'd']);
  after.close();
});
