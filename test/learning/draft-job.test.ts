import type { Handoff } from '../../src/handoff/handoff';
import { createDraftJob, type DraftJobDeps } from '../../src/learning/draft-job';
import { draftIdOf } from '../../src/learning/draft-of';
import type { KnowledgeDraft } from '../../src/learning/learning';
import { silentLog } from '../../src/ports/log';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { newHandoff } from '../support/new-handoff';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { rules } from './learning-of';

const newDir = tempDirs();
const never = new AbortController().signal;
const hourMs = 3_600_000;
const stores: { close(): void }[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

interface Talk {
  readonly missed?: readonly string[];
  readonly answers?: readonly string[];
  readonly result?: NonNullable<Handoff['wrapUp']>['result'];
  readonly intent?: string;
  readonly score?: 'satisfied' | 'fair' | 'dissatisfied';
  /** Topics the bot answered, what the customer wrote before a person came, and how sure it is who that is. */
  readonly answered?: readonly string[];
  readonly wrote?: readonly string[];
  readonly identity?: Handoff['brief']['customer']['identity'];
}

/** A real store, in which customers have talked with people. */
async function house() {
  const clock = new ManualClock();
  const store = openSqlite({ dir: newDir(), clock, ids: sequentialIds() });
  stores.push(store);
  const deps: DraftJobDeps = {
    queue: store.handoffs,
    conversations: store.conversations,
    records: store.records,
    documents: store.documents,
    clock,
    log: silentLog,
    rules: rules.drafts,
  };
  const job = (overrides: Partial<DraftJobDeps> = {}) => createDraftJob({ ...deps, ...overrides });
  await job().run(never);
  let count = 0;

  async function survey(handoffId: string, score: string): Promise<void> {
    const data = { score, handoffId };
    await store.records.append({ kind: 'survey', key: handoffId, at: clock.now(), conversationId: 'c', data });
  }

  /** A customer was not understood, was handed over, and a person finished it. */
  async function talked(talk: Talk = {}): Promise<string> {
    count += 1;
    const conversationId = `conv_${count}`;
    const id = `hand_${count}`;
    await store.conversations.create({ id: conversationId, channel: 'web', userId: 'u' });
    const missed = talk.missed ?? ['老年机能用VoLTE吗', '我那老年机，能用VoLTE高清通话吗，我电话13800138000'];
    const base = newHandoff({ id, conversationId, createdBy: id, createdAt: clock.now() });
    const waiting = await store.handoffs.enqueue({
      ...base,
      brief: {
        ...base.brief,
        topic: { intent: talk.intent ?? 'None', complaintTypes: [] },
        notUnderstood: missed,
        answered: talk.answered ?? [],
        transcript: (talk.wrote ?? []).map((text) => ({ at: clock.now(), from: 'customer' as const, text })),
        customer: { identity: talk.identity ?? 'none' },
        suggestedOpening: '您好，我是客服小林，已经看到您的问题了',
      },
    });
    const taken = await store.handoffs.replace({
      ...waiting,
      status: 'assigned',
      agent: 'lin',
      acceptedAt: clock.now(),
    });
    if (!taken) throw new Error('stale');
    clock.advance(60_000);
    await says(conversationId, 'bot', '这句是智能客服说的，不算客服的回答');
    for (const text of talk.answers ?? [
      '您好，我是客服小林，已经看到您的问题了',
      '稍等',
      '支持VoLTE的老年机可以用，在设置里打开“高清通话”就行，拨打不另外收费。',
    ])
      await says(conversationId, 'agent:lin', text);
    await store.conversations.accept(conversationId, 'thanks', {
      type: 'message',
      text: '谢谢，原来是这样，我去试试看',
    });
    clock.advance(60_000);
    const wrapUp = { at: clock.now(), by: 'lin', result: talk.result ?? 'solved', cause: 'bot_did_not_know' } as const;
    await store.handoffs.replace({ ...taken, status: 'done', wrapUp });
    clock.advance(1_000);
    await says(conversationId, 'agent:lin', '这句是结束以后才到的，不应该出现在草稿里');
    if (talk.score) await survey(id, talk.score);
    return id;
  }

  let turns = 0;
  async function says(conversationId: string, from: string, text: string): Promise<void> {
    turns += 1;
    const lease = await store.conversations.acquire(conversationId, 'test', 60_000);
    const record = await store.conversations.load(conversationId);
    if (!lease || !record) throw new Error('not writable');
    const { version, state, processedSeq } = record;
    await store.conversations.commitTurn({
      ...{ lease, expectedVersion: version, state, processedSeq, wakeAt: undefined, release: true },
      outgoing: [{ id: `out_${turns}`, activity: { type: 'message', text, from: { id: from, name: from } } }],
    });
  }

  const drafts = async () =>
    (await store.documents.list<KnowledgeDraft>('knowledge_draft', 99)).map(({ value }) => value);
  return { clock, store, job, talked, survey, drafts };
}

/** Not at once, and not two days later. */
async function makesNoDraft(talk: Talk): Promise<void> {
  const { job, talked, drafts, clock } = await house();
  await talked(talk);
  await job().run(never);
  clock.advance(48 * hourMs);
  await job().run(never);
  expect(await drafts()).toEqual([]);
}

test('what an agent answered well becomes a draft: the question asked last, the answer alone, both masked', async () => {
  const { job, talked, drafts, clock } = await house();
  const id = await talked({ score: 'satisfied' });
  await job().run(never);
  expect(await drafts()).toEqual([
    {
      id: draftIdOf(id),
      status: 'draft',
      language: 'zh-Hans',
      question: '我那老年机，能用VoLTE高清通话吗，我电话138****8000',
      alternatives: ['老年机能用VoLTE吗'],
      answer: '支持VoLTE的老年机可以用，在设置里打开“高清通话”就行，拨打不另外收费。',
      from: { handoffId: id, conversationId: 'conv_1', agent: 'lin', at: clock.now() - 1_000 },
    },
  ]);
});

test.each<[string, Talk]>([
  ['the customer was dissatisfied', { score: 'dissatisfied' }],
  ['it was not solved', { score: 'satisfied', result: 'not_solved' }],
  ['it has to be followed up', { score: 'satisfied', result: 'follow_up' }],
  ['the bot had understood everything', { score: 'satisfied', missed: [] }],
  ['it was a complaint', { score: 'satisfied', intent: 'complaint.pricing_billing' }],
  ['nothing was written', { score: 'satisfied', answers: [] }],
  ['only pleasantries were written', { score: 'satisfied', answers: ['您好', '好的', '再见'] }],
  ['nothing was asked', { score: 'satisfied', missed: ['啊', '??', '…'] }],
])('no draft when %s', (_, talk) => makesNoDraft(talk));

const inVain: Talk = {
  missed: [],
  answered: ['data_usage.sharing'],
  wrote: ['流量还剩多少', '副卡的共享流量能单独设个上限吗，我是13800138000', '我要转人工客服'],
};

test.each<[string, Talk]>([
  ['the bot had an answer that did not help', inVain],
  ['only a scrap was not understood', { ...inVain, missed: ['能设吗？'] }],
])(
  '%s: the question before the wish for a person becomes a draft, when the customer was satisfied',
  async (_, talk) => {
    const { job, talked, drafts } = await house();
    await talked({ ...talk, score: 'satisfied' });
    await job().run(never);
    expect(await drafts()).toMatchObject([
      { question: '副卡的共享流量能单独设个上限吗，我是138****8000', alternatives: [], status: 'draft' },
    ]);
  },
);

test.each<[string, Talk]>([
  ['nobody said that it helped', inVain],
  ['it was fair', { ...inVain, score: 'fair' }],
  ['the account was open', { ...inVain, score: 'satisfied', identity: 'verified' }],
  ['it was about a complaint made before', { ...inVain, score: 'satisfied', intent: 'ticket.status' }],
  ['nothing was asked but for a person', { ...inVain, score: 'satisfied', wrote: ['我要转人工客服'] }],
])('no draft beside an answer of the bot when %s', (_, talk) => makesNoDraft(talk));

test('without a word of the customer it waits a day, and takes silence for no complaint', async () => {
  const { job, talked, drafts, clock } = await house();
  const silent = await talked();
  await job().run(never);
  expect(await drafts()).toEqual([]);
  clock.advance(23 * hourMs);
  await job().run(never);
  expect(await drafts()).toEqual([]);
  clock.advance(2 * hourMs);
  await job().run(never);
  expect((await drafts()).map(({ from }) => from.handoffId)).toEqual([silent]);
});

test('a bad word within the day keeps it from becoming one', async () => {
  const { job, talked, drafts, clock, survey } = await house();
  const id = await talked();
  await job().run(never);
  clock.advance(5 * hourMs);
  await survey(id, 'dissatisfied');
  await job().run(never);
  clock.advance(48 * hourMs);
  await job().run(never);
  expect(await drafts()).toEqual([]);
});

test('once each: however often it runs, after the hand-over changed again, and after it was rejected', async () => {
  const { job, talked, drafts, store, clock } = await house();
  const id = await talked({ score: 'satisfied' });
  for (let run = 0; run < 3; run += 1) await job().run(never);
  const [draft] = await drafts();
  if (!draft) throw new Error('no draft');
  await store.documents.put('knowledge_draft', draft.id, { ...draft, status: 'rejected' }, 1);
  const handoff = await store.handoffs.byId(id);
  if (handoff) await store.handoffs.replace({ ...handoff, notes: [] });
  clock.advance(48 * hourMs);
  await job().run(never);
  await job().run(never);
  expect(await drafts()).toEqual([{ ...draft, status: 'rejected' }]);
});

test.each(['knowledge_draft', 'mark'] as const)(
  'a crash at the writing of a %s loses no draft and makes none twice',
  async (dying) => {
    const { job, talked, drafts, store } = await house();
    await talked({ score: 'satisfied' });
    await talked({ score: 'fair' });
    let died = false;
    const documents: DraftJobDeps['documents'] = {
      ...store.documents,
      async put(kind, key, value, expected) {
        if (kind !== dying || died) return store.documents.put(kind, key, value, expected);
        died = true;
        throw new Error('the process died here');
      },
    };
    await expect(job({ documents }).run(never)).rejects.toThrow('died');
    await job().run(never);
    expect(died).toBe(true);
    expect(await drafts()).toHaveLength(2);
  },
);

test('two nodes at once make one draft', async () => {
  const { job, talked, drafts } = await house();
  await talked({ score: 'satisfied' });
  await Promise.all([job().run(never), job().run(never)]);
  expect(await drafts()).toHaveLength(1);
});

test('a hand-over that was erased meanwhile teaches nothing', async () => {
  const { job, talked, drafts, store, clock } = await house();
  const id = await talked();
  await job().run(never);
  await store.archive.remove('handoff', [id]);
  clock.advance(25 * hourMs);
  await job().run(never);
  expect(await drafts()).toEqual([]);
});

test('after an abort nothing more is begun, and the next run has it all', async () => {
  const { job, talked, drafts } = await house();
  await talked({ score: 'satisfied' });
  const ended = new AbortController();
  ended.abort();
  await job().run(ended.signal);
  expect(await drafts()).toEqual([]);
  await job().run(never);
  expect(await drafts()).toHaveLength(1);
});

test('drafts nobody published are removed after their time, published ones stay', async () => {
  const { job, talked, drafts, store, clock } = await house();
  const ids = [await talked({ score: 'satisfied' }), await talked({ score: 'satisfied' })];
  await job().run(never);
  const published = draftIdOf(ids[0] ?? '');
  const stored = await store.documents.get<KnowledgeDraft>('knowledge_draft', published);
  if (stored) await store.documents.put('knowledge_draft', published, { ...stored.value, status: 'published' }, 1);
  clock.advance(rules.drafts.keep_days * 24 * hourMs + hourMs);
  await job().run(never);
  expect((await drafts()).map(({ id }) => id)).toEqual([published]);
});
