import { createCorrectiveActions } from '../../src/learning/corrective-actions';
import { createDrafts } from '../../src/learning/drafts';
import type { KnowledgeDraft } from '../../src/learning/learning';
import type { ActKey } from '../../src/ports/act-key';
import { ManualClock } from '../support/manual-clock';
import { memoryDocuments } from '../support/memory-documents';

/** R1: an answer was lost on its way, and the supervisor asks again. */

const key = (id: string, print = 'print'): ActKey => ({ id, by: 'boss', print });
const reused = { ok: false, reason: 'key_reused' };
const given = {
  cause: 'charged_twice',
  owner: 'billing',
  text: '重复计费的校验改为当日执行',
  responsible: 'zhao',
  dueOn: '2026-12-15',
};

function office() {
  const clock = new ManualClock();
  const documents = memoryDocuments(clock);
  const actions = createCorrectiveActions({ documents, clock, isCause: () => true, isOwner: () => true });
  return { clock, documents, actions, drafts: createDrafts({ documents, clock }) };
}

test('an action is added and changed once under a key, whatever was done since', async () => {
  const { actions, clock } = office();
  const added = await actions.add('boss', given, key('press-0001'));
  if (!added.ok) throw new Error(added.reason);
  const { id } = added.value;
  const note = { act: 'note', text: '已排期' } as const;
  await actions.act('boss', id, note, key('press-0002'));
  await actions.act('wang', id, { act: 'note', text: '收到' });
  await actions.act('boss', id, { act: 'done' });
  clock.advance(30 * 86_400_000);
  expect(await actions.act('boss', id, note, key('press-0002'))).toMatchObject({ ok: true });
  expect(await actions.act('boss', id, note, key('press-0002', 'other'))).toEqual(reused);
  expect(await actions.add('boss', { ...given, dueOn: '2027-01-15' }, key('press-0001', 'other'))).toEqual(reused);
  expect(await actions.add('boss', given, key('press-0001'))).toMatchObject({ ok: true, value: { id } });
  const all = await actions.all();
  expect(all.map(({ notes }) => notes.map(({ text }) => text))).toEqual([['已排期', '收到']]);
  expect(JSON.stringify(all)).not.toContain('press');
});

test('a draft is edited once under a key, and not again over what a colleague has written since', async () => {
  const { drafts, documents } = office();
  const draft: KnowledgeDraft = {
    ...{ id: 'draft_1', status: 'draft', language: 'zh-Hans', question: '老年机能用VoLTE吗', alternatives: [] },
    answer: '支持的机型可以用。',
    from: { handoffId: 'hand_1', agent: 'lin', at: 1 },
  };
  await documents.put('knowledge_draft', draft.id, draft, 0);
  const { question, alternatives } = draft;
  const mine = { act: 'edit', question, alternatives, answer: '我写的' } as const;
  await drafts.act('boss', draft.id, mine, key('press-0001'));
  await drafts.act('chen', draft.id, { ...mine, answer: '同事写的' });
  expect(await drafts.act('boss', draft.id, mine, key('press-0001'))).toMatchObject({ value: { answer: '同事写的' } });
  expect(await drafts.act('boss', draft.id, { act: 'publish' }, key('press-0001', 'other'))).toEqual(reused);
  const all = await drafts.all();
  expect(all).toMatchObject([{ status: 'draft', answer: '同事写的' }]);
  expect(JSON.stringify(all)).not.toContain('press');
});

test('so many requests are remembered, and no more', async () => {
  const { actions, documents } = office();
  const added = await actions.add('boss', given, key('press-0001'));
  const id = added.ok ? added.value.id : '';
  for (let n = 0; n < 60; n += 1)
    await actions.act('boss', id, { act: 'note', text: `${n}` }, key(`press-1${String(n).padStart(3, '0')}`));
  const stored = await documents.get<{ heard: readonly { key: string }[]; notes: readonly object[] }>(
    ...(['corrective_action', id] as const),
  );
  expect([stored?.value.heard.length, stored?.value.notes.length]).toEqual([50, 60]);
  expect(stored?.value.heard.at(-1)).toEqual({ actor: 'boss', key: 'press-1059:print' });
});
