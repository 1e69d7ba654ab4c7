import { draftRoutes } from '../../../src/desk/learning/draft-routes';
import { createDrafts } from '../../../src/learning/drafts';
import type { KnowledgeDraft } from '../../../src/learning/learning';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../../support/manual-clock';
import { sequentialIds } from '../../support/sequential-ids';
import { tempDirs } from '../../support/temp-dir';
import { type RunningDesk, runDesk } from '../running-desk';

const newDir = tempDirs();
const clock = new ManualClock();
let store: ReturnType<typeof openSqlite>;
let desk: RunningDesk;

beforeAll(async () => {
  store = openSqlite({ dir: newDir(), clock, ids: sequentialIds() });
  const { documents } = store;
  const drafts = createDrafts({ documents, clock });
  const rooms = [(context: Parameters<typeof draftRoutes>[0]) => draftRoutes(context, drafts)];
  desk = await runDesk({ dir: newDir(), of: { clock, store }, rooms });
});
afterAll(async () => {
  await desk?.stop();
  store?.close();
});

let count = 0;
async function drafted(overrides: Partial<KnowledgeDraft> = {}): Promise<string> {
  count += 1;
  const draft: KnowledgeDraft = {
    id: `draft_${count}`,
    status: 'draft',
    language: 'zh-Hans',
    question: '老年机能用VoLTE吗',
    alternatives: [],
    answer: '支持VoLTE的老年机可以用。',
    from: { handoffId: 'hand_1', agent: 'lin', at: count },
    ...overrides,
  };
  await store.documents.put('knowledge_draft', draft.id, draft, 0);
  return draft.id;
}
const edited = {
  question: '老年机支持VoLTE吗',
  alternatives: ['老人机能用VoLTE吗', '老人机能用VoLTE吗'],
  answer: '支持的机型可以用。',
};

test('drafts are for supervisors', async () => {
  const id = await drafted();
  for (const who of ['lin', 'chen', 'root']) {
    expect((await desk.get(who, '/learning/drafts')).status).toBe(403);
    for (const act of ['edit', 'publish', 'reject'])
      expect((await desk.post(who, `/learning/drafts/${id}/${act}`, act === 'edit' ? edited : {})).status).toBe(403);
  }
  expect((await desk.call('GET', '/desk/api/learning/drafts')).status).toBe(401);
  expect((await desk.get('boss', '/learning/drafts')).body.drafts).toMatchObject([{ id, status: 'draft' }]);
});

test('reviewed, published and taken back, with the trail', async () => {
  const id = await drafted();
  const one = (body: { drafts: KnowledgeDraft[] }) => body.drafts.find((draft) => draft.id === id);
  expect(one((await desk.post('boss', `/learning/drafts/${id}/edit`, edited)).body)).toMatchObject({
    ...edited,
    alternatives: ['老人机能用VoLTE吗'],
    status: 'draft',
  });
  expect(one((await desk.post('boss', `/learning/drafts/${id}/publish`, {})).body)).toMatchObject({
    status: 'published',
    reviewedBy: 'boss',
  });
  expect(one((await desk.post('boss', `/learning/drafts/${id}/reject`, { why: '资费已变' })).body)).toMatchObject({
    status: 'rejected',
    why: '资费已变',
  });
  const late = await desk.post('boss', `/learning/drafts/${id}/publish`, {});
  expect([late.status, late.code]).toEqual([409, 'not_now']);
  const trail = (await desk.get('boss', '/audit')).body.entries.filter(({ about }: { about?: string }) => about === id);
  expect(trail.map(({ act }: { act: string }) => act).reverse()).toEqual([
    'draft.edit',
    'draft.publish',
    'draft.reject',
  ]);
});

test('refusals', async () => {
  const id = await drafted({ answer: '已为138****8000办理好。' });
  const codeOf = async (path: string, body: object) => {
    const { status, code } = await desk.post('boss', `/learning/drafts/${path}`, body);
    return [status, code];
  };
  expect(await codeOf(`${id}/publish`, {})).toEqual([409, 'masked']);
  expect(await codeOf('draft_none/publish', {})).toEqual([404, 'NotFound']);
  expect(await codeOf(`${'x'.repeat(101)}/publish`, {})).toEqual([404, 'NotFound']);
  expect(await codeOf(`${id}/edit`, { ...edited, answer: '' })).toEqual([400, 'BadArgument']);
  expect(await codeOf(`${id}/edit`, { ...edited, question: 'x'.repeat(301) })).toEqual([400, 'BadArgument']);
  expect(await codeOf(`${id}/reject`, {})).toEqual([400, 'BadArgument']);
  expect(await codeOf(`${id}/publish`, { status: 'published' })).toEqual([400, 'BadArgument']);
});
