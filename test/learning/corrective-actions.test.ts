import { type ActionAct, type ActionState, actionTable, isOverdue, stateOf } from '../../src/learning/action-table';
import { type ActionChange, createCorrectiveActions } from '../../src/learning/corrective-actions';
import type { CorrectiveAction } from '../../src/learning/learning';
import { ManualClock } from '../support/manual-clock';
import { memoryDocuments } from '../support/memory-documents';

const given = {
  cause: 'charged_twice',
  owner: 'billing',
  text: '重复计费的校验改为当日执行',
  responsible: 'zhao',
  dueOn: '2026-12-15',
  numbers: ['C20261121-0001-5'],
};
const dayMs = 86_400_000;

function office() {
  const clock = new ManualClock();
  const documents = memoryDocuments(clock);
  const causes = ['charged_twice', 'constructor_known'];
  const actions = createCorrectiveActions({
    documents,
    clock,
    isCause: (code) => causes.includes(code),
    isOwner: (code) => code === 'billing',
  });
  const added = async (overrides: Partial<typeof given> = {}): Promise<CorrectiveAction> => {
    const result = await actions.add('boss', { ...given, ...overrides });
    if (!result.ok) throw new Error(result.reason);
    return result.value;
  };
  return { clock, documents, actions, added };
}

const changes: Readonly<Record<ActionAct, ActionChange>> = {
  done: { act: 'done', note: '已上线' },
  drop: { act: 'drop', why: '系统将整体更换' },
  note: { act: 'note', text: '已排期' },
  postpone: { act: 'postpone', dueOn: '2026-12-31', why: '等待割接窗口' },
};

test('an action is kept as it was given; the same once more on the same day is the same one', async () => {
  const { actions, added, clock } = office();
  const first = await added();
  expect(first).toEqual({ ...given, id: first.id, createdAt: clock.now(), createdBy: 'boss', notes: [] });
  clock.advance(60_000);
  expect(await added()).toEqual(first);
  await added({ text: '另一件事' });
  expect(await actions.all()).toHaveLength(2);
  clock.advance(dayMs);
  await added();
  expect(await actions.all()).toHaveLength(3);
});

test.each([
  ['unknown', { cause: 'no_such_cause' }],
  ['unknown', { cause: '__proto__' }],
  ['unknown', { owner: 'toString' }],
  ['day', { dueOn: '2026-11-20' }],
  ['day', { dueOn: '2026-02-30' }],
  ['day', { dueOn: '2030-01-01' }],
  ['day', { dueOn: 'soon' }],
] as const)('refused as %s: %j', async (reason, wrong) => {
  const { actions } = office();
  expect(await actions.add('boss', { ...given, ...wrong })).toEqual({ ok: false, reason });
  expect(await actions.all()).toEqual([]);
});

/** An action in every state, and every act on it. */
const states: readonly ActionState[] = ['open', 'done', 'dropped'];
const cases = states.flatMap((state) => (Object.keys(changes) as ActionAct[]).map((act) => [act, state] as const));
test.each(cases)('%s of one that is %s: as the table says', async (act, state) => {
  const { actions, added, clock } = office();
  const { id } = await added();
  if (state !== 'open') await actions.act('boss', id, changes[state === 'done' ? 'done' : 'drop']);
  clock.advance(1);
  const next = actionTable[state][act];
  const result = await actions.act('deputy', id, changes[act]);
  if (next === undefined) return expect(result).toEqual({ ok: false, reason: 'not_now' });
  expect(result.ok && stateOf(result.value)).toBe(next);
});

test('what is done stands there with who, when and why; the same again changes nothing', async () => {
  const { actions, added, clock, documents } = office();
  const { id } = await added();
  await actions.act('boss', id, changes.postpone);
  const at = clock.now();
  clock.advance(1_000);
  await actions.act('boss', id, changes.note);
  const done = await actions.act('boss', id, changes.done);
  expect(done).toMatchObject({
    ok: true,
    value: {
      dueOn: '2026-12-31',
      doneAt: at + 1_000,
      doneBy: 'boss',
      notes: [
        { at, by: 'boss', text: '2026-12-15 → 2026-12-31: 等待割接窗口' },
        { at: at + 1_000, by: 'boss', text: '已排期' },
        { at: at + 1_000, by: 'boss', text: '已上线' },
      ],
    },
  });
  const { version } = (await documents.get('corrective_action', id)) ?? {};
  clock.advance(1_000);
  expect(await actions.act('boss', id, changes.done)).toEqual(done);
  expect((await documents.get('corrective_action', id))?.version).toBe(version);
});

test('postponed to a day only that is one; an action nobody made is not found', async () => {
  const { actions, added } = office();
  const { id } = await added();
  expect(await actions.act('boss', id, { act: 'postpone', dueOn: '2026-11-01', why: 'x' })).toEqual({
    ok: false,
    reason: 'day',
  });
  expect(await actions.act('boss', 'fix_none', changes.note)).toEqual({ ok: false, reason: 'not_found' });
});

test('of two who write at once both are kept', async () => {
  const { actions, added } = office();
  const { id } = await added();
  await Promise.all([1, 2, 3].map((n) => actions.act(`person${n}`, id, { act: 'note', text: `note ${n}` })));
  const [action] = await actions.all();
  expect(action?.notes.map(({ text }) => text).sort()).toEqual(['note 1', 'note 2', 'note 3']);
});

test('the first due come first; overdue is what is open after its day', async () => {
  const { actions, added, clock } = office();
  const late = await added({ dueOn: '2026-11-21', text: 'a' });
  const later = await added({ dueOn: '2026-11-30', text: 'b' });
  const done = await added({ dueOn: '2026-11-22', text: 'c' });
  await actions.act('boss', done.id, changes.done);
  expect((await actions.all()).map(({ id }) => id)).toEqual([late.id, later.id, done.id]);
  clock.advance(2 * dayMs);
  const overdue = (await actions.all()).filter((action) => isOverdue(action, '2026-11-23')).map(({ id }) => id);
  expect(overdue).toEqual([late.id]);
});
