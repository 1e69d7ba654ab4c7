import type { ActResult, HandoffActs } from '../../src/handoff/acts';
import type { AgentProfile } from '../../src/handoff/agent';
import type { Handoff } from '../../src/handoff/handoff';
import type { ActKey } from '../../src/ports/act-key';
import { tempDirs } from '../support/temp-dir';
import { boss, type DeskOfActs, deskOfActs, lin, wang } from './desk-of-acts';

/** R1: an answer was lost on its way, and whoever asked asks again. */

const tempDir = tempDirs();
let desk: DeskOfActs;
beforeEach(() => {
  desk = deskOfActs(tempDir());
});
afterEach(() => desk.store.close());

const minute = 60_000;
const key = (by: AgentProfile, print = 'print'): ActKey => ({ id: 'press-0001', by: by.name, print });
const assigned = { status: 'assigned', agent: 'lin', acceptedAt: 0 } as const;
const solved = { result: 'solved', cause: 'charged_twice' } as const;

interface Case {
  readonly in?: Partial<Omit<Handoff, 'version'>>;
  readonly by?: AgentProfile;
  say(acts: HandoffActs, id: string, by: AgentProfile): Promise<ActResult>;
}
const acts: Readonly<Record<string, Case>> = {
  accept: {
    in: { status: 'offered', offer: { agent: 'lin', until: Number.MAX_SAFE_INTEGER } },
    say: (to, id, by) => to.accept(id, by),
  },
  decline: {
    in: { status: 'offered', offer: { agent: 'lin', until: Number.MAX_SAFE_INTEGER } },
    say: (to, id, by) => to.decline(id, by),
  },
  take: { say: (to, id, by) => to.take(id, by) },
  transfer: { in: assigned, say: (to, id, by) => to.transfer(id, by, { team: 'technical' }, '要查线路') },
  reassign: { in: assigned, by: boss, say: (to, id, by) => to.reassign(id, by, { agent: 'wang' }, '你来') },
  note: { say: (to, id, by) => to.note(id, by, { id: 'note_00001', kind: 'note', text: '查过了' }) },
  'call back': {
    in: assigned,
    say: (to, id, by) =>
      to.bookCallBack(id, by, { from: desk.clock.now() + 30 * minute, until: desk.clock.now() + 60 * minute }),
  },
  finish: { in: assigned, say: (to, id, by) => to.finish(id, by, solved) },
  'not reached': {
    in: { ...assigned, callBack: { phone: '13800000002', from: 0, until: minute } },
    say: (to, id, by) => to.finish(id, by, { ...solved, result: 'not_reached' }),
  },
};

test.each(Object.keys(acts))('%s said again under its key happens once, whatever came between', async (name) => {
  const { in: fields = {}, by = lin, say } = acts[name] as Case;
  const { id } = await desk.put(fields);
  const ask = () => say(desk.acts.once(key(by)), id, by);
  const first = await ask();
  expect(first).toMatchObject({ ok: true, handoff: { version: 2 } });
  const stored = await desk.now(id);
  expect(stored.history?.map(({ key: kept }) => kept)).toEqual(['press-0001:print']);
  const sent = await desk.outbox();
  expect(await ask()).toEqual({ ok: true, handoff: stored });

  // Somebody else goes on with it, where one can.
  await desk.acts.take(id, boss);
  await desk.acts.note(id, boss, { id: 'note_00002', kind: 'note', text: '我看看' });
  const since = await desk.now(id);
  const [entries, added] = [await desk.outbox(), since.version];
  expect(added).toBeGreaterThan(2);
  expect(await ask()).toEqual({ ok: true, handoff: since });
  expect(await desk.outbox()).toEqual(entries);
  expect(entries.slice(0, sent.length)).toEqual(sent);
});

test('the same key for something else is refused and changes nothing; another person’s is another key', async () => {
  const { id } = await desk.put(assigned);
  await desk.acts.once(key(lin)).note(id, lin, { id: 'note_00001', kind: 'note', text: '查过了' });
  const before = await desk.now(id);
  const other = desk.acts.once(key(lin, 'other'));
  expect(await other.finish(id, lin, solved)).toEqual({ ok: false, reason: 'key_reused' });
  expect(await desk.now(id)).toEqual(before);
  expect(await desk.acts.once(key(wang)).note(id, wang, { id: 'note_00002', kind: 'note', text: '好' })).toMatchObject({
    ok: true,
    handoff: { notes: [{ author: 'lin' }, { author: 'wang' }] },
  });
});

test('two at once under one key: one step', async () => {
  const { id } = await desk.put(assigned);
  const to = desk.acts.once(key(lin));
  const results = await Promise.all([1, 2, 3].map(() => to.transfer(id, lin, { team: 'technical' }, '要查线路')));
  for (const result of results) expect(result.ok).toBe(true);
  expect(await desk.now(id)).toMatchObject({ version: 2, notes: [{ kind: 'transfer' }] });
});
