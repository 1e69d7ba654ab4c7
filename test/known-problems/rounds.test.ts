import { attachedTo } from '../../dialogs/known-problem';
import type { Complaint } from '../../src/complaints/complaint';
import { applyProblemEvent } from '../../src/known-problems/apply-problem-event';
import { createKnownProblemJob } from '../../src/known-problems/known-problem-job';
import { at, chen, li, ok } from '../complaints/office';
import { memoryDocuments } from '../support/memory-documents';
import { cause, done, hour, minute, problemRules, signal, watch } from './watch';

type Watch = ReturnType<typeof watch>;
const id = 'P20261123-01';
const text = '光缆已经接好，信号恢复。';

async function opened(w: Watch, attached: number): Promise<readonly Complaint[]> {
  const problem = done(await w.problems.openNew(chen, 'product_quality', w.wish));
  const children: Complaint[] = [];
  for (let one = 0; one < attached; one += 1) {
    w.clock.advance(1);
    children.push(w.broken({ problem: attachedTo(problem) }));
  }
  return children;
}
const stages = (w: Watch, children: readonly Complaint[]) => children.map((child) => w.complaints.get(child.id).status);
/** Everything the conversations were told, by kind and complaint. */
const toldTo = (w: Watch, child: Complaint): readonly string[] =>
  w.complaints.outbox
    .filter(({ payload }) => (payload as { value: { id: string } }).value.id === child.id)
    .map(({ payload }) => {
      const { name, value } = payload as { name: string; value: { step?: string; by?: number } };
      return [name, ...(value.step === undefined ? [] : [value.step])].join(' ');
    });

/** Dies at every nth write to a complaint or a document. */
function mortal(w: Watch, every: number) {
  let count = 0;
  const dying = async <Result>(write: () => Promise<Result>): Promise<Result> => {
    count += 1;
    // Before the write one time, after it another.
    if (count % every === 0 && count % (2 * every) !== 0) throw new Error('killed');
    const result = await write();
    if (count % (2 * every) === 0) throw new Error('killed');
    return result;
  };
  const { acts, documents, common } = w;
  return createKnownProblemJob({
    ...common,
    complaintActs: {
      ...acts,
      answerRepaired: (...all) => dying(() => acts.answerRepaired(...all)),
      tellProblem: (...all) => dying(() => acts.tellProblem(...all)),
      close: (...all) => dying(() => acts.close(...all)),
      detach: (...all) => dying(() => acts.detach(...all)),
    },
    documents: {
      get: (...all) => documents.get(...all),
      list: (...all) => documents.list(...all),
      remove: (...all) => documents.remove(...all),
      put: (...all) => dying(() => documents.put(...all)),
    },
  });
}

describe('a repair', () => {
  it('is told to a thousand once each, with crashes in the middle and two nodes at it', async () => {
    const w = watch();
    const children = await opened(w, 1_000);
    done(await w.problems.repair(id, chen, { text, cause }));
    const jobs = [mortal(w, 7), mortal(w, 11)];
    for (let run = 0; run < 400; run += 1) {
      // A process that was killed is started anew; both may run at the same time.
      await Promise.all(jobs.map((job) => job.run(signal).catch(() => undefined)));
      if ((await w.stored(id)).mending?.finished) break;
    }
    await w.node().run(signal);
    expect(new Set(stages(w, children))).toEqual(new Set(['answered']));
    for (const child of children) expect(toldTo(w, child)).toEqual(['complaint.answered']);
    const { mending, ...problem } = await w.stored(id);
    expect(problem).toMatchObject({ status: 'repaired', repair: { text, cause, by: 'chen' } });
    expect(mending).toMatchObject({ done: 1_000, of: 1_000, finished: true });
  }, 60_000);

  it('sets the marks and leaves every stage in the history', async () => {
    const w = watch();
    const [child] = await opened(w, 1);
    done(await w.problems.repair(id, chen, { text, cause }));
    await w.job.run(signal);
    const { history, answers, marks, assessment, handler } = w.complaints.get(child?.id ?? '');
    expect(history.map(({ event, actor }) => `${event} ${actor}`)).toEqual([
      ...['receive customer', 'acknowledge bot', 'attach customer'],
      ...['assess chen', 'investigate chen', 'answer chen'],
    ]);
    expect(answers).toMatchObject([{ text, cause, by: 'chen', owner: 'network' }]);
    expect(marks.handled).toMatchObject({ actor: 'chen' });
    expect(assessment).toMatchObject({ impact: 'many' });
    // Whoever says no is nobody's yet, and no supervisor's pile.
    expect(handler).toBeUndefined();
  });

  it('ends a wait for the customer, and leaves what is decided or ended as it is', async () => {
    const w = watch();
    const children = await opened(w, 4);
    const [waiting, answered, withdrawn, under] = children;
    for (const child of [waiting, answered, under]) ok(await w.acts.assess(child?.id ?? '', li, w.assessment));
    ok(await w.acts.askCustomer(waiting?.id ?? '', li, 'details', '几号楼？'));
    ok(await w.acts.investigate(answered?.id ?? '', li));
    ok(await w.acts.answer(answered?.id ?? '', li, { text: '是您的手机卡坏了。', cause: 'phone_setting' }));
    ok(await w.acts.withdraw(withdrawn?.id ?? '', 'customer', ''));
    done(await w.problems.repair(id, chen, { text, cause }));
    await w.job.run(signal);
    expect(stages(w, children)).toEqual(['answered', 'answered', 'withdrawn', 'answered']);
    expect(w.complaints.get(answered?.id ?? '').answers).toMatchObject([{ by: 'li' }]);
    expect(w.complaints.get(waiting?.id ?? '').pauses?.every(({ until }) => until !== undefined)).toBe(true);
  });

  it('does not answer anew who said no meanwhile, though its page is done again', async () => {
    const w = watch();
    const [child] = await opened(w, 1);
    done(await w.problems.repair(id, chen, { text, cause }));
    await w.job.run(signal);
    ok(await w.acts.recheck(child?.id ?? '', 'customer', false, '还是没信号'));
    const read = await w.documents.get<{ mending?: object }>('known_problem', id);
    const { mending: _, ...anew } = read?.value ?? {};
    await w.documents.put('known_problem', id, anew, read?.version ?? 0);
    await w.job.run(signal);
    expect(w.complaints.get(child?.id ?? '')).toMatchObject({ status: 'assessed', level: 1 });
    expect(toldTo(w, child as Complaint)).toEqual(['complaint.answered']);
  });

  it('waits for the morning', async () => {
    const w = watch({ begin: at('2026-11-23 20:30') });
    const children = await opened(w, 2);
    w.clock.set(at('2026-11-23 21:00'));
    done(await w.problems.repair(id, chen, { text, cause }));
    await w.job.run(signal);
    w.clock.set(at('2026-11-24 07:59'));
    await w.job.run(signal);
    expect(stages(w, children)).toEqual(['acknowledged', 'acknowledged']);
    w.clock.set(at('2026-11-24 08:00'));
    await w.job.run(signal);
    expect(stages(w, children)).toEqual(['answered', 'answered']);
  });

  it('reaches who joined in the moment it was repaired', async () => {
    const w = watch();
    await opened(w, 150);
    const problem = await w.stored(id);
    done(await w.problems.repair(id, chen, { text, cause }));
    await w.job.run(signal);
    w.clock.advance(1);
    const late = w.broken({ problem: attachedTo(problem) });
    await w.job.run(signal);
    expect(w.complaints.get(late.id).status).toBe('answered');
  });
});

describe('news', () => {
  it('reach everybody attached once, those attached by hand too; who was just told hears nothing', async () => {
    const w = watch();
    const old = w.broken();
    const children = await opened(w, 230);
    await w.job.run(signal);
    expect(w.complaints.outbox).toEqual([]);
    done(await w.problems.attach(id, chen, old.number));
    await w.job.run(signal);
    await w.node().run(signal);
    expect(toldTo(w, old)).toEqual(['complaint.progress problem']);
    expect(w.complaints.outbox).toHaveLength(1);
    const repairBy = w.clock.now() + 6 * hour;
    done(await w.problems.update(id, chen, { known: '光缆要换一段', repairBy }));
    done(await w.problems.update(id, chen, { known: '光缆要换一段', repairBy }));
    for (let run = 0; run < 3; run += 1) await w.node().run(signal);
    for (const child of children) {
      expect(toldTo(w, child)).toEqual(['complaint.progress problem']);
      expect(w.complaints.get(child.id).problem).toEqual({ id, number: id, news: 2, repairBy });
    }
    expect(toldTo(w, old)).toHaveLength(2);
    done(await w.problems.update(id, chen, { known: '光缆要换一段' }));
    await w.job.run(signal);
    expect(w.complaints.get(old.id).problem).toEqual({ id, number: id, news: 3 });
    expect(await w.stored(id)).toMatchObject({ news: 3, status: 'open' });
    expect((await w.stored(id)).repairBy).toBeUndefined();
  });

  it('go round anew when there are newer ones in the middle of a round, and are told once', async () => {
    const w = watch();
    const children = await opened(w, 250);
    done(await w.problems.update(id, chen, { known: '光缆要换一段' }));
    let told = 0;
    const { acts } = w;
    const job = createKnownProblemJob({
      ...w.common,
      complaintActs: {
        ...acts,
        async tellProblem(...all) {
          told += 1;
          if (told === 120) done(await w.problems.update(id, chen, { known: '今晚十点接好' }));
          return acts.tellProblem(...all);
        },
      },
    });
    await job.run(signal);
    await job.run(signal);
    for (const child of children) {
      expect(w.complaints.get(child.id).problem?.news).toBe(3);
      expect(toldTo(w, child).length).toBeLessThanOrEqual(2);
    }
  });

  it('wait for the morning, and what was said of the time is said to be over only then', async () => {
    const w = watch({ begin: at('2026-11-23 19:00') });
    const [child] = await opened(w, 1);
    const known = await w.stored(id);
    expect(known.repairBy).toBe(at('2026-11-23 23:00'));
    w.clock.set(at('2026-11-23 22:00'));
    done(await w.problems.update(id, chen, { known: '光缆要换一段', repairBy: at('2026-11-26 12:00') }));
    await w.job.run(signal);
    expect(w.complaints.outbox).toEqual([]);
    w.clock.set(at('2026-11-24 08:00'));
    await w.job.run(signal);
    expect(toldTo(w, child as Complaint)).toEqual(['complaint.progress problem']);
    // The clock of 48 hours runs out on the evening of the 25th; the customer knows of the 26th.
    await w.pass(at('2026-11-26 11:59') - w.clock.now());
    expect(toldTo(w, child as Complaint)).toEqual(['complaint.progress problem']);
    expect(w.complaints.get(child?.id ?? '').fired).toContain('resolve:100#0');
    expect(w.complaints.get(child?.id ?? '').level ?? 0).toBe(0);
    await w.pass(hour);
    expect(toldTo(w, child as Complaint).slice(1)).toEqual(['complaint.progress late']);
  });
});

describe('closing together', () => {
  async function answered(w: Watch, count: number) {
    const children = await opened(w, count);
    done(await w.problems.repair(id, chen, { text, cause }));
    await w.job.run(signal);
    return children;
  }
  const say = async (w: Watch, child: Complaint | undefined, solved: boolean) =>
    ok(await w.acts.recheck(child?.id ?? '', 'customer', solved, ''));

  it('closes those who said yes, lets go who said no, and waits for the rest', async () => {
    const w = watch();
    const children = await answered(w, 5);
    const [yes, no, unhappy, silent, tried] = children;
    await say(w, yes, true);
    await say(w, no, false);
    await say(w, unhappy, true);
    ok(await w.acts.survey(unhappy?.id ?? '', { score: 'unsatisfied' }));
    for (const time of ['2026-11-23 10:00', '2026-11-23 16:00']) {
      w.clock.set(at(time));
      if (w.complaints.get(tried?.id ?? '').status === 'answered')
        ok(await w.acts.communicated(tried?.id ?? '', { at: w.clock.now(), way: 'sms', reference: 'x' }));
      ok(await w.acts.contact(tried?.id ?? '', li, { way: 'phone', outcome: 'no_answer' }));
    }
    expect(await w.problems.counts(await w.stored(id))).toEqual({
      all: 5,
      open: 5,
      solved: 1,
      notSolved: 2,
      noWord: 2,
    });
    done(await w.problems.close(id, chen));
    await w.job.run(signal);
    expect(stages(w, children)).toEqual(['closed', 'assessed', 'assessed', 'answered', 'closed']);
    expect(w.complaints.get(no?.id ?? '')).toMatchObject({ level: 1, priority: 1 });
    expect(w.complaints.get(no?.id ?? '').problem).toBeUndefined();
    expect(w.complaints.get(no?.id ?? '').history.at(-1)).toMatchObject({
      ...{ event: 'detach', actor: 'chen', note: `${id}: not solved` },
    });
    expect(await w.stored(id)).toMatchObject({ status: 'repaired', left: [no?.id, unhappy?.id] });
    expect(await w.problems.counts(await w.stored(id))).toEqual({
      all: 3,
      open: 1,
      solved: 1,
      notSolved: 2,
      noWord: 2,
    });
    // The last one says yes: nobody is left open, and it ends by itself.
    await say(w, silent, true);
    ok(await w.acts.close(silent?.id ?? '', 'customer'));
    w.clock.advance(minute);
    await w.job.run(signal);
    expect(await w.stored(id)).toMatchObject({ status: 'closed' });
    expect((await w.stored(id)).history.at(-1)).toMatchObject({ event: 'end', actor: 'desk' });
  });

  it('does not end while somebody is open, whoever asks', async () => {
    const w = watch();
    await answered(w, 2);
    done(await w.problems.close(id, chen));
    for (let run = 0; run < 3; run += 1) {
      w.clock.advance(minute);
      await w.job.run(signal);
    }
    expect(await w.stored(id)).toMatchObject({ status: 'repaired', closing: { done: 2, of: 2, finished: true } });
  });

  it('counts who left exactly, with crashes in the middle', async () => {
    const w = watch();
    const children = await answered(w, 260);
    for (const [index, child] of children.entries()) await say(w, child, index % 2 === 0);
    done(await w.problems.close(id, chen));
    for (let run = 0; run < 400; run += 1) {
      await mortal(w, 9)
        .run(signal)
        .catch(() => undefined);
      if ((await w.stored(id)).closing?.finished) break;
    }
    w.clock.advance(minute);
    await w.node().run(signal);
    expect(await w.stored(id)).toMatchObject({ status: 'closed' });
    expect(await w.problems.counts(await w.stored(id))).toMatchObject({
      all: 130,
      solved: 130,
      notSolved: 130,
      open: 0,
    });
  });
});

describe('whoever opened it', () => {
  it('is reminded before the time told runs out, once for each time', async () => {
    const w = watch();
    await opened(w, 1);
    const reminders = async () => (await w.stored(id)).history.filter(({ event }) => event === 'remind');
    w.clock.advance(3 * hour - 60_000);
    await w.job.run(signal);
    expect(await reminders()).toEqual([]);
    w.clock.advance(60_000);
    for (let run = 0; run < 3; run += 1) await w.job.run(signal);
    expect(await reminders()).toMatchObject([{ actor: 'desk', note: 'repair_time' }]);
    done(await w.problems.update(id, chen, { known: '还要一会儿' }));
    w.clock.advance(problemRules.remind_without_time_minutes * minute);
    for (let run = 0; run < 3; run += 1) await w.job.run(signal);
    expect((await reminders()).map(({ note }) => note)).toEqual(['repair_time', 'no_time']);
  });
});

test('who joined what was dismissed a moment before is on his own again', async () => {
  const w = watch();
  const problem = done(await w.problems.openNew(chen, 'product_quality', w.wish));
  done(await w.problems.dismiss(id, chen, '弄错了'));
  const child = w.broken({ problem: attachedTo(problem) });
  await w.job.run(signal);
  expect(w.complaints.get(child.id).problem).toBeUndefined();
});

test('what ended long ago is removed; one that cannot be worked on keeps the others from nothing', async () => {
  const w = watch();
  done(await w.problems.openNew(chen, 'product_quality', w.wish));
  done(await w.problems.dismiss(id, chen, '弄错了'));
  w.clock.advance((problemRules.keep_days + 1) * 24 * hour);
  await w.job.run(signal);
  expect(await w.problems.list()).toEqual([]);
  const documents = memoryDocuments(w.clock);
  const actor = { role: 'supervisor', id: 'chen' } as const;
  const base = { type: 'product_quality' as const, subTypes: [], areas: [], since: 0, history: [], news: 1 };
  for (const number of ['P20261123-01', 'P20261123-02']) {
    const made = applyProblemEvent({ ...base, id: number, number }, 'open', actor, w.clock.now());
    if (made.ok) await documents.put('known_problem', number, made.problem, 0);
  }
  const seen: string[] = [];
  const job = createKnownProblemJob({
    ...w.common,
    documents,
    complaints: {
      byNumber: (number) => w.complaints.byNumber(number),
      list: async () => [],
      async ofProblem(problemId) {
        if (problemId === 'P20261123-01') throw new Error('broken');
        seen.push(problemId);
        return [];
      },
    },
  });
  w.clock.set(at('2026-11-24 10:00'));
  await job.run(signal);
  expect(seen).toContain('P20261123-02');
});

test('who said no climbs the ladder again, though still on the paper of the problem', async () => {
  const w = watch();
  const [child] = await opened(w, 1);
  done(await w.problems.repair(id, chen, { text, cause }));
  await w.job.run(signal);
  ok(await w.acts.recheck(child?.id ?? '', 'customer', false, ''));
  expect(w.complaints.get(child?.id ?? '')).toMatchObject({ level: 1, problem: { id } });
  await w.pass(49 * hour);
  expect(w.complaints.get(child?.id ?? '').level).toBe(2);
});
