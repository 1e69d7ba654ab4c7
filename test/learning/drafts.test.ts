import { createDrafts, type DraftAct, type DraftChange, draftTable } from '../../src/learning/drafts';
import type { KnowledgeDraft } from '../../src/learning/learning';
import { createPublishedDrafts } from '../../src/learning/published-drafts';
import { loadMatching, sameQuestion } from '../../src/learning/same-question';
import { silentLog } from '../../src/ports/log';
import { ManualClock } from '../support/manual-clock';
import { memoryDocuments } from '../support/memory-documents';
import { dataDir } from './learning-of';

const same = sameQuestion(loadMatching(`${dataDir}/learning`));
const draft: KnowledgeDraft = {
  id: 'draft_1',
  status: 'draft',
  language: 'zh-Hans',
  question: '老年机能用VoLTE吗',
  alternatives: [],
  answer: '支持VoLTE的老年机可以用，拨打不另外收费。',
  from: { handoffId: 'hand_1', agent: 'lin', at: 1 },
};
const changes: Readonly<Record<DraftAct, DraftChange>> = {
  edit: {
    act: 'edit',
    question: '老年机支持VoLTE吗',
    alternatives: ['老人机能用VoLTE吗'],
    answer: '支持VoLTE的机型可以用。',
  },
  publish: { act: 'publish' },
  reject: { act: 'reject', why: '只适用于这位客户' },
};

async function office(...drafts: readonly KnowledgeDraft[]) {
  const clock = new ManualClock();
  const documents = memoryDocuments(clock);
  for (const one of drafts) await documents.put('knowledge_draft', one.id, one, 0);
  let looks = 0;
  const list: typeof documents.list = (...all) => {
    looks += 1;
    return documents.list(...all);
  };
  const node = (away?: () => boolean) =>
    createPublishedDrafts({
      documents: { list: async (...all) => (away?.() ? Promise.reject(new Error('away')) : list(...all)) },
      same,
      clock,
      log: silentLog,
    });
  return { clock, documents, review: createDrafts({ documents, clock }), node, looks: () => looks };
}

const statuses = ['draft', 'published', 'rejected'] as const;
const cases = statuses.flatMap((status) => (Object.keys(changes) as DraftAct[]).map((act) => [act, status] as const));
test.each(cases)('%s of one that is %s: as the table says', async (act, status) => {
  const { review, clock } = await office({ ...draft, status });
  const to = draftTable[status][act];
  const result = await review.act('boss', 'draft_1', changes[act]);
  if (to === undefined) return expect(result).toEqual({ ok: false, reason: 'not_now' });
  expect(result).toMatchObject({ ok: true, value: { status: to, reviewedBy: 'boss', reviewedAt: clock.now() } });
});

test('edited, published, rejected with the reason, and taken up again without it', async () => {
  const { review } = await office(draft);
  await review.act('boss', 'draft_1', changes.edit);
  expect(await review.act('boss', 'draft_1', changes.publish)).toMatchObject({
    value: { status: 'published', question: '老年机支持VoLTE吗', answer: '支持VoLTE的机型可以用。' },
  });
  expect(await review.act('deputy', 'draft_1', changes.reject)).toMatchObject({ value: { why: '只适用于这位客户' } });
  const again = await review.act('boss', 'draft_1', changes.edit);
  expect(again.ok && again.value).toEqual(expect.not.objectContaining({ why: expect.anything() }));
  expect(again).toMatchObject({ value: { status: 'draft' } });
  expect(await review.act('boss', 'draft_2', changes.publish)).toEqual({ ok: false, reason: 'not_found' });
});

test('what still holds a customer’s number is not published', async () => {
  for (const holding of [
    { question: '138****8000能用吗' },
    { answer: '已为138****8000开通。' },
    { alternatives: ['138****8000'] },
  ]) {
    const { review } = await office({ ...draft, ...holding });
    expect(await review.act('boss', 'draft_1', changes.publish)).toEqual({ ok: false, reason: 'masked' });
  }
  const { review } = await office({ ...draft, status: 'published' });
  const edit = { ...changes.edit, answer: '已为138****8000开通。' } as DraftChange;
  expect(await review.act('boss', 'draft_1', edit)).toEqual({ ok: false, reason: 'masked' });
});

test('those to be reviewed come first', async () => {
  const { review } = await office(
    { ...draft, id: 'a', status: 'rejected' },
    { ...draft, id: 'b', status: 'published' },
    { ...draft, id: 'c' },
    { ...draft, id: 'd', from: { ...draft.from, at: 2 } },
  );
  expect((await review.all()).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
});

test('only published ones speak, to the same question in the same language', async () => {
  const { node } = await office(
    draft,
    {
      ...draft,
      id: 'published',
      status: 'published',
      question: '手表的一号双终端怎么开通',
      alternatives: ['智能手表怎么开通eSIM'],
    },
    { ...draft, id: 'rejected', status: 'rejected', question: '在飞机上能用手机上网吗' },
  );
  const found = async (text: string, language: KnowledgeDraft['language'] = 'zh-Hans') =>
    (await node().find(text, language))?.id;
  expect(await found('老年机能用VoLTE吗')).toBeUndefined();
  expect(await found('在飞机上能用手机上网吗')).toBeUndefined();
  expect(await found('请问手表的一号双终端如何开通？')).toBe('published');
  expect(await found('智能手表如何开通esim')).toBe('published');
  expect(await found('手表的一号双终端怎么取消')).toBeUndefined();
  expect(await found('手錶的一號雙終端怎麼開通', 'zh-Hant')).toBeUndefined();
});

test('of two that fit the one reviewed last speaks', async () => {
  const { node } = await office(
    { ...draft, id: 'a', status: 'published', reviewedAt: 5 },
    { ...draft, id: 'b', status: 'published', reviewedAt: 9 },
    { ...draft, id: 'c', status: 'published', reviewedAt: 7 },
  );
  expect((await node().find(draft.question, 'zh-Hans'))?.id).toBe('b');
});

test('published on one node it speaks on another within seconds; taken back it falls silent', async () => {
  const { node, review, clock, looks } = await office(draft);
  const other = node();
  const speaks = async () => (await other.find(draft.question, 'zh-Hans')) !== undefined;
  expect(await speaks()).toBe(false);
  await review.act('boss', 'draft_1', changes.publish);
  clock.advance(2_999);
  expect(await speaks()).toBe(false);
  expect(looks()).toBe(1);
  clock.advance(1);
  expect(await speaks()).toBe(true);
  await review.act('boss', 'draft_1', changes.reject);
  clock.advance(3_000);
  expect(await speaks()).toBe(false);
  // A hundred who ask at once share one look.
  clock.advance(3_000);
  await Promise.all(Array.from({ length: 100 }, speaks));
  expect(looks()).toBe(4);
});

test('while the store is away what was read last speaks', async () => {
  const { node, clock } = await office({ ...draft, status: 'published' });
  let away = false;
  const here = node(() => away);
  await here.find(draft.question, 'zh-Hans');
  away = true;
  clock.advance(60_000);
  expect((await here.find(draft.question, 'zh-Hans'))?.id).toBe('draft_1');
});
