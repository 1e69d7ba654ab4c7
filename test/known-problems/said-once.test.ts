import { createKnownProblems, type KnownProblems } from '../../src/known-problems/known-problems';
import type { ActKey } from '../../src/ports/act-key';
import { chen } from '../complaints/office';
import { cause, done, hour, watch } from './watch';

/** R1: an answer was lost on its way, and the supervisor asks again. */

const id = 'P20261123-01';
const key = (name: string, print = 'print'): ActKey => ({ id: name, by: 'chen', print });
type Watch = ReturnType<typeof watch>;
const say: Readonly<
  Record<string, (to: KnownProblems, w: Watch, number: string) => ReturnType<KnownProblems['close']>>
> = {
  update: (to) => to.update(id, chen, { known: '还要两小时' }),
  attach: (to, _, number) => to.attach(id, chen, number),
  dismiss: (to) => to.dismiss(id, chen, '误报'),
  repair: (to) => to.repair(id, chen, { text: '接好了', cause }),
};

test.each(Object.keys(say))('%s said again under its key happens once, whatever came between', async (name) => {
  const w = watch();
  const { number } = w.broken();
  done(await w.problems.openNew(chen, 'product_quality', w.wish));
  const act = say[name] as (typeof say)[string];
  done(await act(w.problems.once(key('press-0001')), w, number));
  await w.problems.update(id, chen, { known: '一位同事写了别的' });
  const since = await w.stored(id);
  expect(since.history.filter(({ key: kept }) => kept === 'press-0001:print')).toHaveLength(1);
  expect(done(await act(w.problems.once(key('press-0001')), w, number))).toEqual(since);
  expect(await w.problems.once(key('press-0001', 'other')).update(id, chen, { known: '又一次' })).toEqual({
    ok: false,
    reason: 'key_reused',
  });
});

test('a new one is opened once under its key: later, on another node, and by two at once', async () => {
  const w = watch();
  const mine = key('press-0001');
  const open = (to: KnownProblems, under = mine) => to.once(under).openNew(chen, 'product_quality', w.wish);
  const results = await Promise.all([w.problems, createKnownProblems(w.common)].map((node) => open(node)));
  expect(results.map((result) => done(result).number)).toEqual([id, id]);
  w.clock.advance(hour);
  expect(done(await open(createKnownProblems(w.common))).number).toBe(id);
  expect(await open(w.problems, key('press-0001', 'other'))).toEqual({ ok: false, reason: 'key_reused' });
  expect(await w.problems.list()).toHaveLength(1);
  expect(done(await open(w.problems, key('press-0002'))).number).not.toBe(id);
});
