import { longestBegunMs, toldBeginning } from '../../src/known-problems/beginning';
import { createKnownProblems, type ProblemWish } from '../../src/known-problems/known-problems';
import { matchProblem, placeMatters } from '../../src/known-problems/match-problem';
import type { DocumentStore } from '../../src/ports/document-store';
import { chen, li, root } from '../complaints/office';
import { memoryDocuments } from '../support/memory-documents';
import { cause, done, hour, minute, signal, watch } from './watch';

const id = 'P20261123-01';
const about = { type: 'product_quality', subType: 'no_signal', area: 'zhongquan' } as const;

describe('the acts', () => {
  it('are for supervisors', async () => {
    const w = watch();
    const { problems, wish } = w;
    for (const by of [li, root]) {
      expect(await problems.openNew(by, 'product_quality', wish)).toEqual({ ok: false, reason: 'not_allowed' });
    }
    done(await problems.openNew(chen, 'product_quality', wish));
    const number = w.broken().number;
    for (const refused of [
      await problems.update(id, li, { known: '快好了' }),
      await problems.attach(id, li, number),
      await problems.dismiss(id, li, '误报'),
      await problems.repair(id, li, { text: '修好了', cause }),
    ])
      expect(refused).toEqual({ ok: false, reason: 'not_allowed' });
  });

  it('refuse what nobody knows, and times that are over', async () => {
    const { problems, wish, clock, broken } = watch();
    const unknown = { ok: false, reason: 'unknown' };
    expect(await problems.openNew(chen, 'product_quality', { ...wish, subTypes: ['rude'] })).toEqual(unknown);
    expect(await problems.openNew(chen, 'product_quality', { ...wish, areas: ['__proto__'] })).toEqual(unknown);
    expect(await problems.openNew(chen, 'product_quality', { ...wish, known: ' ' })).toEqual(unknown);
    expect(await problems.openNew(chen, 'product_quality', { ...wish, repairBy: clock.now() })).toEqual(unknown);
    for (const since of [clock.now() + 1, clock.now() - longestBegunMs - 1])
      expect(await problems.openNew(chen, 'product_quality', { ...wish, since })).toEqual(unknown);
    done(await problems.openNew(chen, 'product_quality', wish));
    expect(await problems.repair(id, chen, { text: '修好了', cause: 'no_such_cause' })).toEqual(unknown);
    expect(await problems.attach(id, chen, 'C20261121-0042-7')).toEqual(unknown);
    expect(await problems.detach(id, chen, broken().number)).toEqual(unknown);
    expect(await problems.close('P20261123-09', chen)).toEqual({ ok: false, reason: 'not_found' });
    expect(await problems.close(id, chen)).toEqual({ ok: false, reason: 'not_now' });
  });

  it('open a suggestion with its complaints, whoever of them can still be attached', async () => {
    const w = watch();
    const numbers = Array.from({ length: 6 }, () => w.broken().number);
    const [first = '', second = ''] = numbers;
    const gone = await w.complaints.byNumber(second);
    await w.acts.withdraw(gone?.id ?? '', 'customer', '');
    w.broken({ phone: '13800000009' });
    await w.job.run(signal);
    expect((await w.stored(id)).status).toBe('suggested');
    const opened = done(await w.problems.open(id, chen, { ...w.wish, numbers: [...numbers, first, 'nothing'] }));
    expect(opened).toMatchObject({ status: 'open', news: 1, known: { by: 'chen' } });
    expect(opened.attaching).toBeUndefined();
    expect(await w.problems.counts(opened)).toMatchObject({ all: 5, open: 5 });
    expect((await w.complaints.byNumber(first))?.history.at(-1)).toMatchObject({
      event: 'attach',
      actor: 'chen',
      note: id,
    });
    await w.job.run(signal);
    expect(w.complaints.told()).toEqual(Array.from({ length: 5 }, () => 'progress problem'));
  });

  it('keep when it began: as said, else the first complaint it is opened with, else nothing', async () => {
    const w = watch();
    const { number, createdAt } = w.broken();
    w.clock.advance(90 * minute);
    const later = w.broken().number;
    const open = async (more: Partial<ProblemWish>) =>
      done(await w.problems.openNew(chen, 'product_quality', { ...w.wish, ...more }));
    const nothing = await open({ areas: ['donghu'] });
    expect(nothing).not.toHaveProperty('since');
    expect(toldBeginning(nothing)).toBeUndefined();
    const attached = await open({ areas: ['xicheng'], numbers: [later, number] });
    expect(attached.since).toBe(createdAt);
    expect(toldBeginning(attached)).toBe(createdAt - (createdAt % hour));
    const since = w.clock.now() - longestBegunMs;
    const said = await open({ areas: ['jiangbei'], since });
    expect(toldBeginning(said)).toBe(since);
    const third = w.broken();
    w.clock.advance(10 * minute);
    const after = await open({ areas: ['hedong'], since: w.clock.now() - minute, numbers: [third.number] });
    expect(after).toMatchObject({ since: w.clock.now() - minute });
    expect(await w.problems.counts(after)).toMatchObject({ all: 1 });
  });

  it('let a supervisor say better than the suggestion when it began', async () => {
    const w = watch();
    const numbers = Array.from({ length: 6 }, () => w.broken().number);
    await w.job.run(signal);
    const since = w.clock.now() - 3 * hour - 7 * minute;
    done(await w.problems.open(id, chen, { ...w.wish, numbers, since }));
    expect(toldBeginning(await w.stored(id))).toBe(since);
  });

  it('change the beginning without telling anybody the same again', async () => {
    const w = watch();
    const { numbers, since } = { numbers: [w.broken().number], since: w.clock.now() - 5 * hour };
    done(await w.problems.openNew(chen, 'product_quality', { ...w.wish, numbers }));
    await w.job.run(signal);
    const told = w.complaints.told().length;
    const { known, repairBy } = w.wish;
    const updated = done(await w.problems.update(id, chen, { known, repairBy, since }));
    expect(updated).toMatchObject({ since, news: 1, status: 'open' });
    expect(toldBeginning(updated)).toBe(since);
    expect(done(await w.problems.update(id, chen, { known, repairBy, since }))).toEqual(updated);
    await w.job.run(signal);
    expect(w.complaints.told()).toHaveLength(told);
    expect(done(await w.problems.update(id, chen, { known: '快好了', repairBy }))).toMatchObject({ since, news: 2 });
    const ahead = { known, repairBy, since: w.clock.now() + 1 };
    expect(await w.problems.update(id, chen, ahead)).toEqual({ ok: false, reason: 'unknown' });
  });

  it('attach the rest after a crash in the middle of opening', async () => {
    const w = watch();
    const numbers = Array.from({ length: 4 }, () => w.broken().number);
    let count = 0;
    const dying = createKnownProblems({
      ...w.common,
      complaintActs: {
        ...w.acts,
        async attach(...all) {
          count += 1;
          if (count === 3) throw new Error('killed');
          return w.acts.attach(...all);
        },
      },
    });
    await expect(dying.openNew(chen, 'product_quality', { ...w.wish, numbers })).rejects.toThrow('killed');
    await w.job.run(signal);
    expect(await w.problems.counts(await w.stored(id))).toMatchObject({ all: 4 });
    expect(await w.stored(id)).not.toHaveProperty('attaching');
  });

  it('said twice are done once', async () => {
    const { problems, wish, clock } = watch();
    const first = done(await problems.openNew(chen, 'product_quality', wish));
    expect(done(await problems.openNew(chen, 'product_quality', wish))).toEqual(first);
    clock.advance(hour);
    expect(done(await problems.openNew(chen, 'product_quality', wish)).id).not.toBe(first.id);
    const repaired = done(await problems.repair(id, chen, { text: '修好了', cause }));
    expect(done(await problems.repair(id, chen, { text: '修好了', cause }))).toEqual(repaired);
    expect(await problems.repair(id, chen, { text: '换了设备', cause })).toEqual({ ok: false, reason: 'not_now' });
  });

  it('compare the words of both languages, so that English said later is another act', async () => {
    const { problems, wish } = watch();
    const english = 'A cable was cut; we are repairing it.';
    const first = done(await problems.openNew(chen, 'product_quality', { ...wish, english }));
    expect(first.known).toMatchObject({ text: wish.known, english });
    expect(done(await problems.openNew(chen, 'product_quality', { ...wish, english: ` ${english} ` }))).toEqual(first);
    expect(done(await problems.openNew(chen, 'product_quality', wish)).id).not.toBe(first.id);
    const { known, repairBy } = wish;
    expect(done(await problems.update(id, chen, { known, english, repairBy }))).toEqual(first);
    const without = done(await problems.update(id, chen, { known, english: ' ', repairBy }));
    expect(without).toMatchObject({ news: 2, newsFor: { chinese: 1, english: 2 } });
    expect(without.known).not.toHaveProperty('english');
    const repaired = done(await problems.repair(id, chen, { text: '修好了', english: 'Repaired.', cause }));
    expect(repaired.repair).toMatchObject({ text: '修好了', english: 'Repaired.' });
    expect(done(await problems.repair(id, chen, { text: '修好了', english: 'Repaired.', cause }))).toEqual(repaired);
    for (const again of [{ text: '修好了' }, { text: '修好了', english: 'Mended.' }])
      expect(await problems.repair(id, chen, { ...again, cause })).toEqual({ ok: false, reason: 'not_now' });
  });

  it('keep one complaint in one problem, and give it back', async () => {
    const w = watch();
    done(await w.problems.openNew(chen, 'product_quality', w.wish));
    done(await w.problems.openNew(chen, 'product_quality', { ...w.wish, areas: ['donghu'] }));
    const { number } = w.broken();
    done(await w.problems.attach(id, chen, number));
    done(await w.problems.attach(id, chen, number));
    expect(await w.problems.attach('P20261123-02', chen, number)).toEqual({ ok: false, reason: 'not_now' });
    expect(await w.problems.dismiss(id, chen, '误报')).toEqual({ ok: false, reason: 'attached' });
    done(await w.problems.detach(id, chen, number));
    done(await w.problems.attach('P20261123-02', chen, number));
    done(await w.problems.dismiss(id, chen, '误报'));
    expect((await w.complaints.byNumber(number))?.problem).toMatchObject({ number: 'P20261123-02' });
  });

  it('survive others who write at the same time', async () => {
    const w = watch();
    done(await w.problems.openNew(chen, 'product_quality', w.wish));
    const numbers = Array.from({ length: 4 }, () => w.broken().number);
    const results = await Promise.all([
      ...numbers.map((number) => w.problems.attach(id, chen, number)),
      w.problems.update(id, chen, { known: '快了' }),
    ]);
    expect(results.every(({ ok }) => ok)).toBe(true);
    const { history, news } = await w.stored(id);
    expect(history.map(({ event }) => event).sort()).toEqual([
      'attach',
      'attach',
      'attach',
      'attach',
      'open',
      'update',
    ]);
    expect(news).toBe(2);
  });

  it('number problems by their day, also where two are opened at once', async () => {
    const { problems, wish } = watch();
    const areas = ['zhongquan', 'donghu', 'xicheng'];
    const made = await Promise.all(
      areas.map((area) => problems.openNew(chen, 'product_quality', { ...wish, areas: [area] })),
    );
    expect(made.map((result) => done(result).number).sort()).toEqual([id, 'P20261123-02', 'P20261123-03']);
  });
});

describe('what customers are told of', () => {
  const of = (areas: readonly string[], subTypes: readonly string[], number: string, status = 'open' as const) =>
    ({ type: 'product_quality', areas, subTypes, number, status }) as const;

  it('is open, of their kind and place; of the district before that of the whole city', () => {
    const here = of(['zhongquan', 'donghu'], ['no_signal'], 'P1');
    const everywhere = of([], [], 'P2');
    expect(matchProblem([everywhere, here], about)).toBe(here);
    expect(matchProblem([everywhere, here], { ...about, area: 'xicheng' })).toBe(everywhere);
    expect(matchProblem([here], { ...about, area: undefined })).toBeUndefined();
    expect(matchProblem([here], { ...about, subType: undefined })).toBeUndefined();
    expect(matchProblem([here], { ...about, subType: 'tv_box' })).toBeUndefined();
    expect(matchProblem([{ ...here, status: 'repaired' as const }], about)).toBeUndefined();
    expect(matchProblem([here], { ...about, type: 'after_sales' })).toBeUndefined();
    expect(matchProblem([here, of(['zhongquan'], [], 'P3')], about)?.number).toBe('P3');
    expect(placeMatters([here], about)).toBe(true);
    expect(placeMatters([everywhere], about)).toBe(false);
  });

  it('is in memory: one look at the store in two seconds, at once after an act here', async () => {
    const begun = watch();
    let lists = 0;
    const inner = memoryDocuments(begun.clock);
    const documents: DocumentStore = {
      ...inner,
      list: (...all) => {
        lists += 1;
        return inner.list(...all);
      },
    };
    const w = watch({ documents });
    const otherNode = createKnownProblems(w.common);
    await Promise.all(Array.from({ length: 50 }, () => otherNode.current()));
    expect(lists).toBe(1);
    done(await w.problems.openNew(chen, 'product_quality', w.wish));
    expect(await w.problems.current()).toHaveLength(1);
    expect(await otherNode.current()).toEqual([]);
    w.clock.advance(2_000);
    expect(await otherNode.current()).toHaveLength(1);
    done(await w.problems.dismiss(id, chen, '误报'));
    expect(await w.problems.current()).toEqual([]);
  });

  it('stays known while the store does not answer', async () => {
    const w = watch();
    done(await w.problems.openNew(chen, 'product_quality', w.wish));
    let isDown = false;
    const problems = createKnownProblems({
      ...w.common,
      documents: {
        ...w.documents,
        list: async (...all) => (isDown ? Promise.reject(new Error()) : w.documents.list(...all)),
      },
    });
    expect(await problems.current()).toHaveLength(1);
    isDown = true;
    w.clock.advance(minute);
    expect(await problems.current()).toHaveLength(1);
  });

  it('may be asked about calmly', () => {
    const { problems } = watch();
    expect(problems.askedAbout('service.signal_help')).toMatchObject({ type: 'product_quality' });
    expect(problems.askedAbout('constructor')).toBeUndefined();
  });
});
