import fc from 'fast-check';
import { nextDueAt } from '../../src/complaints/timers';
import { day, hour } from './example-complaint';
import { at, chen, li, monday, office, ok, root, rules, wang } from './office';

const answer = { text: '已退回6元，今天到账。', cause: 'ordered_without_consent' };

describe('from filing to closing', () => {
  test('each real step is told once, the proof of the answer is on record, a yes closes after a day', async () => {
    const { acts, assessment, clock, complaints, file, pass } = office();
    const { id, number, conversationId } = file();
    expect(complaints.get(id).dueAt).toBeDefined();
    clock.advance(hour / 4);
    ok(await acts.assess(id, li, assessment));
    expect(complaints.get(id)).toMatchObject({ status: 'assessed', handler: 'li', assessment: { by: 'li' } });
    ok(await acts.investigate(id, li));
    ok(await acts.answer(id, li, answer));
    expect(complaints.get(id).answers).toEqual([{ ...answer, at: clock.now(), by: 'li', owner: 'value_added' }]);
    const told = { at: clock.now(), way: 'chat', reference: 'act_9' } as const;
    ok(await acts.communicated(id, told));
    expect(complaints.get(id)).toMatchObject({
      status: 'decision_communicated',
      answers: [{ told }],
      rechecks: [{ askedAt: clock.now() }],
    });
    clock.advance(hour);
    ok(await acts.recheck(id, 'customer', true, '到账了'));
    expect(complaints.get(id)).toMatchObject({
      status: 'rechecked',
      rechecks: [{ answeredAt: clock.now(), solved: true, words: '到账了' }],
      marks: { rechecked: { actor: 'customer' } },
    });
    await pass(23 * hour);
    expect(complaints.get(id).status).toBe('rechecked');
    await pass(hour);
    expect(complaints.get(id).status).toBe('closed');
    expect(complaints.told()).toEqual(['progress assessed', 'progress investigating', 'answered']);
    expect(complaints.outbox[2]).toEqual({
      key: `${id}:v4:complaint.answered`,
      kind: 'conversation',
      conversationId,
      payload: { name: 'complaint.answered', value: { id, number, text: answer.text } },
    });
  });

  test('what an assessment made sooner is not told later again when work begins', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id } = file();
    ok(await acts.assess(id, li, { ...assessment, severity: 'high' }));
    ok(await acts.investigate(id, li));
    const [assessed, begun] = complaints.outbox.map(({ payload }) => (payload['value'] as { by?: number }).by);
    expect(assessed).toBeLessThan(complaints.get(id).promise.resolveBy);
    expect(begun).toBe(assessed);
  });

  test('the same act again changes nothing', async () => {
    const { acts, clock, complaints, file, tell } = office();
    const { id } = file();
    await tell(id);
    const before = complaints.get(id);
    const entries = complaints.outbox.length;
    ok(await acts.answer(id, li, answer));
    ok(await acts.communicated(id, { at: clock.now(), way: 'sms', reference: 'other' }));
    expect(complaints.get(id)).toBe(before);
    ok(await acts.recheck(id, 'customer', true));
    const once = complaints.get(id);
    ok(await acts.recheck(id, 'customer', true));
    ok(await acts.close(id, 'customer'));
    ok(await acts.close(id, 'customer'));
    ok(await acts.recheck(id, 'customer', true));
    expect(complaints.get(id).version).toBe(once.version + 1);
    expect(complaints.outbox).toHaveLength(entries);
  });

  test('who does not answer is asked after 24 and 48 hours; two tries at other times of day close it, and say so', async () => {
    const { acts, clock, complaints, file, pass, tell } = office();
    const { id } = file();
    await tell(id);
    const refused = await acts.close(id, li);
    const lacks = { told: true, tries: 0, of: 2, sameTimeOfDay: false };
    expect(refused).toEqual({ ok: false, reason: 'needs_recheck', lacks });
    await pass(3 * day);
    expect(complaints.told().filter((name) => name === 'recheck')).toHaveLength(2);
    clock.set(at('2026-11-27 15:40'));
    ok(await acts.contact(id, li, { way: 'phone', outcome: 'no_answer' }));
    expect(await acts.close(id, li)).toEqual({ ok: false, reason: 'needs_recheck', lacks: { ...lacks, tries: 1 } });
    clock.set(at('2026-11-30 18:10'));
    ok(await acts.contact(id, wang, { way: 'phone', outcome: 'busy' }));
    await pass(day);
    expect(complaints.get(id)).toMatchObject({ status: 'closed', marks: { recorded: expect.anything() } });
    expect(complaints.told().at(-1)).toBe('progress closed');
    expect(complaints.get(id).history.at(-1)).toMatchObject({ actor: 'desk', note: 'no word after two tries' });
  });

  test('nothing closes by itself without a word or two tries', async () => {
    const { complaints, file, pass, tell } = office();
    const { id } = file();
    await tell(id);
    await pass(120 * day, day);
    expect(complaints.get(id).status).toBe('decision_communicated');
  });
});

describe('back to work', () => {
  test('not solved: for the seniors, one step and one priority up, new promise, the customer told nothing twice', async () => {
    const { acts, clock, complaints, file, tell } = office();
    const { id } = file();
    await tell(id);
    clock.advance(day);
    ok(await acts.recheck(id, 'customer', false, '还是扣了'));
    ok(await acts.recheck(id, 'customer', false, '还是扣了'));
    expect(complaints.get(id)).toMatchObject({
      status: 'assessed',
      level: 1,
      priority: 1,
      reopened: 1,
      promise: { resolveBy: clock.now() + day, answerBy: clock.now() + 15 * day },
      rechecks: [{ solved: false, words: '还是扣了' }],
    });
    expect(complaints.get(id)).not.toHaveProperty('handler');
    expect(complaints.get(id).marks.handled).toBeUndefined();
    expect(complaints.told()).not.toContain('progress reopened');
    await tell(id);
    ok(await acts.reopen(id, li, '客户来电说没解决'));
    expect(complaints.get(id)).toMatchObject({ level: 2, priority: 2, reopened: 2 });
    expect(complaints.told().at(-1)).toBe('progress reopened');
    expect(complaints.outbox.at(-1)?.payload).toMatchObject({ value: { by: complaints.get(id).promise.resolveBy } });
  });

  test('what one of ours says for the customer is told to the customer, what they say themselves is not', async () => {
    const { acts, complaints, file, tell } = office();
    const [own, taken, noted] = [file(), file(), file()];
    ok(await acts.withdraw(own.id, 'customer'));
    expect(complaints.told()).toEqual([]);
    ok(await acts.withdraw(taken.id, li, '客户来电说弄错了'));
    ok(await acts.withdraw(taken.id, li, '客户来电说弄错了'));
    expect(complaints.told()).toEqual(['progress withdrawn']);
    await tell(noted.id);
    ok(await acts.recheck(noted.id, li, true, '电话里说好了'));
    ok(await acts.recheck(noted.id, li, true, '电话里说好了'));
    ok(await acts.close(noted.id, li));
    expect(complaints.told().slice(1)).toEqual([
      'progress assessed',
      'progress investigating',
      'answered',
      'progress solved',
    ]);
  });

  test('a bad survey opens it again, once for each resolution', async () => {
    const { acts, complaints, file, tell } = office();
    const { id } = file();
    await tell(id);
    ok(await acts.recheck(id, 'customer', true));
    ok(await acts.close(id, 'customer'));
    ok(await acts.survey(id, { score: 'unsatisfied', words: '等太久' }));
    ok(await acts.survey(id, { score: 'satisfied' }));
    expect(complaints.get(id)).toMatchObject({ status: 'assessed', surveys: [{ score: 'unsatisfied' }], reopened: 1 });
    await tell(id);
    ok(await acts.survey(id, { score: 'satisfied' }));
    ok(await acts.survey(id, { score: 'unsatisfied' }));
    expect(complaints.get(id)).toMatchObject({
      status: 'decision_communicated',
      surveys: [{ words: '等太久' }, { score: 'satisfied' }],
    });
  });

  test('a customer who answers before the proof came back has heard the answer', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id } = file();
    ok(await acts.assess(id, li, assessment));
    ok(await acts.investigate(id, li));
    ok(await acts.answer(id, li, answer));
    ok(await acts.recheck(id, 'customer', true));
    expect(complaints.get(id)).toMatchObject({ status: 'rechecked', answers: [{ told: { reference: 'recheck' } }] });
  });

  test('the same trouble again goes to the same person, one step up', () => {
    const { file } = office();
    const first = { ...file(), handler: 'wang' };
    const second = file({}, [first]);
    expect(second).toMatchObject({ handler: 'wang', level: 1, repeatCount: 1 });
    const third = file({}, [first, second]);
    expect(third).toMatchObject({ handler: 'wang', level: 2, repeatCount: 2 });
  });
});

describe('waiting for the customer', () => {
  test('the question is told, the answer kept, the time added', async () => {
    const { acts, assessment, clock, complaints, file } = office();
    const { id, promise } = file();
    ok(await acts.assess(id, li, assessment));
    expect(await acts.askCustomer(id, li, 'because', '?')).toEqual({ ok: false, reason: 'unknown' });
    expect(await acts.askCustomer(id, li, 'constructor', '?')).toEqual({ ok: false, reason: 'unknown' });
    ok(await acts.askCustomer(id, li, 'papers', '请发一张账单截图'));
    expect(complaints.outbox.at(-1)?.payload).toMatchObject({ value: { question: '请发一张账单截图' } });
    clock.advance(2 * day);
    ok(await acts.customerAnswered(id, 'customer', '发了'));
    expect(complaints.get(id)).toMatchObject({
      status: 'investigating',
      additions: [{ at: clock.now(), text: '发了' }],
      pauses: [{ reason: 'papers', until: clock.now() }],
      promise,
    });
    expect(complaints.told().filter((name) => name === 'progress investigating')).toEqual([]);
  });

  test('no answer for the longest time of the reason: work goes on, and the customer hears by when', async () => {
    const { acts, assessment, complaints, file, pass } = office();
    const { id, promise } = file();
    ok(await acts.assess(id, li, assessment));
    ok(await acts.askCustomer(id, li, 'details', '是哪个月的？'));
    await pass(3 * day - hour);
    expect(complaints.get(id)).toMatchObject({ status: 'waiting_for_customer' });
    expect(complaints.get(id).fired ?? []).toEqual([]);
    await pass(hour);
    expect(complaints.get(id)).toMatchObject({ status: 'investigating', pauses: [{ until: monday + 3 * day }] });
    expect(complaints.outbox.at(-1)?.payload).toMatchObject({
      value: { step: 'investigating', by: promise.resolveBy + 3 * day },
    });
  });
});

describe('remedies', () => {
  const credit = (id: string, amountFen: number) => ({ id, code: 'credit', amountFen });

  test('within the limit an agent gives it and it is paid once; many small ones are a big one', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id, phone } = file();
    ok(await acts.assess(id, li, assessment));
    ok(await acts.giveRemedy(id, li, credit('r1', 3000)));
    ok(await acts.giveRemedy(id, li, credit('r1', 3000)));
    ok(await acts.giveRemedy(id, li, credit('r2', 2001)));
    expect(complaints.get(id).remedies).toMatchObject([{ status: 'given' }, { status: 'waiting_approval', by: 'li' }]);
    const paid = () => complaints.outbox.filter(({ kind }) => kind === 'remedy');
    expect(paid()).toMatchObject([
      {
        key: `${id}:remedy:r1`,
        payload: { complaintId: id, remedyId: 'r1', phone, code: 'credit', amountFen: 3000 },
      },
    ]);
    expect(await acts.decideRemedy(id, li, 'r2', true)).toEqual({ ok: false, reason: 'not_allowed' });
    expect(await acts.decideRemedy(id, chen, 'r9', true)).toEqual({ ok: false, reason: 'unknown' });
    ok(await acts.decideRemedy(id, chen, 'r2', true));
    ok(await acts.decideRemedy(id, chen, 'r2', true));
    expect(await acts.decideRemedy(id, chen, 'r2', false)).toEqual({ ok: false, reason: 'not_now' });
    expect(complaints.get(id).remedies?.[1]).toMatchObject({ status: 'given', decidedBy: 'chen' });
    expect(paid()).toHaveLength(2);
    expect(complaints.told()).not.toContain('progress remedy');
    ok(await acts.remedyPaid(id, 'r2', { ok: true, reference: 'D202611210002' }));
    // The answer to the approval was lost, and it is said again.
    expect(ok(await acts.decideRemedy(id, chen, 'r2', true)).remedies?.[1]).toMatchObject({ status: 'paid' });
    expect(paid()).toHaveLength(2);
  });

  test('the customer hears of money once it is there', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id } = file();
    ok(await acts.assess(id, li, assessment));
    ok(await acts.giveRemedy(id, li, credit('r1', 3000)));
    for (let times = 0; times < 2; times += 1)
      ok(await acts.remedyPaid(id, 'r1', { ok: true, reference: 'D202611210001' }));
    const [remedy] = complaints.get(id).remedies ?? [];
    expect(remedy).toMatchObject({ status: 'paid', reference: 'D202611210001', settledAt: monday });
    expect(complaints.get(id).history.at(-1)).toMatchObject({ actor: 'desk', event: 'remedy_paid' });
    expect(complaints.told().filter((name) => name === 'progress remedy')).toHaveLength(1);
    expect(complaints.outbox.at(-1)?.payload['value']).toMatchObject({ amountFen: 3000 });
    expect(await acts.remedyPaid(id, 'r9', { ok: true, reference: 'x' })).toEqual({ ok: false, reason: 'unknown' });
    expect(ok(await acts.remedyPaid(id, 'r1', { ok: false, reason: 'not_allowed' })).remedies).toEqual([remedy]);
  });

  test('what could not be paid waits for somebody: tried again within the limits, or dropped by a supervisor', async () => {
    const { acts, assessment, complaints, file, pass } = office();
    const { id } = file();
    ok(await acts.assess(id, li, assessment));
    for (const remedy of ['r1', 'r2']) {
      ok(await acts.giveRemedy(id, li, credit(remedy, 2000)));
      ok(await acts.remedyPaid(id, remedy, { ok: false, reason: 'not_allowed' }));
    }
    expect(complaints.get(id).remedies).toMatchObject([{ status: 'failed', failure: 'not_allowed' }, {}]);
    expect(complaints.told()).not.toContain('progress remedy');
    await pass(day);
    expect(complaints.get(id).fired).toContain('unpaid:r1-0#0');
    ok(await acts.giveRemedy(id, li, credit('r3', 4000)));
    expect(await acts.payAgain(id, li, 'r1')).toEqual({ ok: false, reason: 'above_limit' });
    ok(await acts.payAgain(id, chen, 'r1'));
    ok(await acts.payAgain(id, chen, 'r1'));
    const [again] = complaints.get(id).remedies ?? [];
    expect(again).toMatchObject({ status: 'given', again: 1, rekeyed: 1 });
    expect(again).not.toHaveProperty('failure');
    const keys = complaints.outbox.filter(({ kind }) => kind === 'remedy').map(({ key }) => key);
    expect(keys).toEqual(['r1', 'r2', 'r3', 'r1:1'].map((tail) => `${id}:remedy:${tail}`));
    expect(await acts.decideRemedy(id, chen, 'r2', true)).toEqual({ ok: false, reason: 'not_now' });
    expect(await acts.decideRemedy(id, li, 'r2', false)).toEqual({ ok: false, reason: 'not_allowed' });
    expect(ok(await acts.decideRemedy(id, chen, 'r2', false)).remedies?.[1]).toMatchObject({ status: 'refused' });
    expect(await acts.payAgain(id, chen, 'r2')).toEqual({ ok: false, reason: 'not_now' });
  });

  test('it is not closed over money that did not arrive', async () => {
    const { acts, complaints, file, pass, tell } = office();
    const { id } = file();
    await tell(id);
    ok(await acts.giveRemedy(id, li, credit('r1', 3000)));
    ok(await acts.remedyPaid(id, 'r1', { ok: false, reason: 'unreachable' }));
    ok(await acts.recheck(id, 'customer', true));
    await pass(2 * day);
    expect(complaints.get(id).status).toBe('rechecked');
    // Nobody knows whether it was paid: the same key, so that it is not paid twice.
    expect(ok(await acts.payAgain(id, li, 'r1')).remedies?.[0]).not.toHaveProperty('rekeyed');
    ok(await acts.remedyPaid(id, 'r1', { ok: true, reference: 'D1' }));
    await pass(hour);
    expect(complaints.get(id).status).toBe('closed');
  });

  test('what is refused costs nothing and is told to nobody; a severe one has its own limit', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id } = file();
    ok(await acts.assess(id, li, { ...assessment, severity: 'high' }));
    ok(await acts.giveRemedy(id, li, credit('r1', 10_000)));
    ok(await acts.giveRemedy(id, li, credit('r2', 1)));
    ok(await acts.decideRemedy(id, chen, 'r2', false));
    expect(complaints.get(id).remedies).toMatchObject([{ status: 'given' }, { status: 'refused' }]);
    expect(complaints.outbox.filter(({ kind }) => kind === 'remedy')).toHaveLength(1);
  });

  test.each([
    ['no such code', { id: 'r', code: '__proto__' }],
    ['less than nothing', { id: 'r', code: 'credit', amountFen: -5 }],
    ['parts of a fen', { id: 'r', code: 'credit', amountFen: 0.5 }],
  ])('%s is refused', async (_, remedy) => {
    const { acts, assessment, file } = office();
    const { id } = file();
    ok(await acts.assess(id, li, assessment));
    expect(await acts.giveRemedy(id, li, remedy)).toEqual({ ok: false, reason: 'unknown' });
  });

  test('money without an amount and a gift without a worth say what they need', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id } = file();
    ok(await acts.assess(id, li, assessment));
    for (const code of ['credit', 'small_gift'])
      expect(await acts.giveRemedy(id, li, { id: 'r', code })).toEqual({ ok: false, reason: 'needs_amount' });
    ok(await acts.giveRemedy(id, li, { id: 'r1', code: 'small_gift', amountFen: 2000 }));
    ok(await acts.giveRemedy(id, li, { id: 'r2', code: 'small_gift', amountFen: 1001 }));
    // Both together are above the limit; a thing is not paid to the account.
    expect(complaints.get(id).remedies).toMatchObject([{ status: 'given' }, { status: 'waiting_approval' }]);
    expect(complaints.outbox.filter(({ kind }) => kind === 'remedy')).toEqual([]);
  });

  test('nobody to pay to: money is refused, an apology is not', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id } = file({ phone: undefined });
    ok(await acts.assess(id, li, assessment));
    expect(await acts.giveRemedy(id, li, credit('r1', 100))).toEqual({ ok: false, reason: 'unknown' });
    ok(await acts.giveRemedy(id, li, { id: 'r2', code: 'apology_call' }));
    expect(complaints.told()).not.toContain('progress remedy');
  });

  test('it is not closed over a remedy nobody has decided on; a supervisor is reminded', async () => {
    const { acts, complaints, file, pass, tell } = office();
    const { id } = file();
    await tell(id);
    ok(await acts.giveRemedy(id, li, credit('r1', 9000)));
    ok(await acts.recheck(id, 'customer', true));
    await pass(2 * day);
    expect(complaints.get(id)).toMatchObject({ status: 'rechecked', level: 1 });
    ok(await acts.decideRemedy(id, chen, 'r1', true));
    await pass(hour);
    expect(complaints.get(id).status).toBe('closed');
  });
});

describe('people', () => {
  test('only colleagues are given complaints, administrators do nothing, whoever has left has none', async () => {
    const { acts, assessment, complaints, file, staff } = office();
    const { id } = file();
    expect(await acts.assign(id, chen, 'nobody_here')).toEqual({ ok: false, reason: 'unknown' });
    expect(await acts.assign(id, chen, 'root')).toEqual({ ok: false, reason: 'unknown' });
    expect(await acts.assess(id, root, assessment)).toEqual({ ok: false, reason: 'not_allowed' });
    ok(await acts.assign(id, chen, 'wang'));
    ok(await acts.assess(id, li, assessment));
    expect(complaints.get(id).handler).toBe('wang');
    staff.splice(staff.indexOf(wang), 1);
    ok(await acts.investigate(id, li));
    expect(complaints.get(id).handler).toBe('li');
    ok(await acts.assign(id, chen, undefined));
    expect('handler' in complaints.get(id)).toBe(false);
  });

  test('what somebody had who has left is free to take', async () => {
    const { acts, complaints, file, staff } = office();
    const { id } = file();
    ok(await acts.assign(id, chen, 'wang'));
    expect(await acts.assign(id, li, 'li', true)).toEqual({ ok: false, reason: 'taken' });
    staff.splice(staff.indexOf(wang), 1);
    ok(await acts.assign(id, li, 'li', true));
    expect(complaints.get(id).handler).toBe('li');
  });

  test('the history says from whom to whom and why, and what an assessment replaces', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id } = file();
    ok(await acts.assign(id, li, 'li', true));
    ok(await acts.assess(id, li, assessment));
    ok(await acts.assess(id, li, { ...assessment, severity: 'high', actAtOnce: true }));
    ok(await acts.assign(id, chen, 'wang', false, ' 休假交接 '));
    ok(await acts.assign(id, wang, undefined));
    const { history } = complaints.get(id);
    const notes = (name: string) => history.filter(({ event }) => event === name).map(({ note }) => note);
    expect(notes('assign')).toEqual(['nobody → li', 'li → wang: 休假交接', 'wang → nobody']);
    expect(notes('assess')).toEqual(['low, simple, one', 'low, simple, one → high, simple, one, act at once']);
  });

  test('two take it from the list at once: the second is told that it is taken', async () => {
    const { acts, complaints, file } = office();
    const { id } = file();
    complaints.meanwhile = async () => {
      ok(await acts.assign(id, wang, 'wang', true));
    };
    expect(await acts.assign(id, li, 'li', true)).toEqual({ ok: false, reason: 'taken' });
    expect(await acts.assign(id, li, 'li')).toEqual({ ok: false, reason: 'taken' });
    expect(await acts.assign(id, chen, 'chen', true)).toEqual({ ok: false, reason: 'taken' });
    expect(ok(await acts.assign(id, wang, 'wang', true)).handler).toBe('wang');
    ok(await acts.assign(id, wang, 'li'));
    expect(ok(await acts.assign(id, chen, 'wang')).handler).toBe('wang');
  });

  test('two at once: both acts happen, one after the other', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id } = file();
    complaints.meanwhile = async () => {
      ok(await acts.assign(id, chen, 'wang'));
    };
    ok(await acts.assess(id, li, assessment));
    expect(
      complaints
        .get(id)
        .history.slice(-2)
        .map(({ event }) => event),
    ).toEqual(['assign', 'assess']);
  });

  test('others who never stop writing: busy, nothing half done', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id } = file();
    const spoil = () => {
      const stored = complaints.get(id);
      complaints.put({ ...stored, version: stored.version + 1 });
      complaints.meanwhile = spoil;
    };
    complaints.meanwhile = spoil;
    expect(await acts.assess(id, li, assessment)).toEqual({ ok: false, reason: 'busy' });
    expect(complaints.outbox).toEqual([]);
    expect(await acts.assess('nothing', li, assessment)).toEqual({ ok: false, reason: 'not_found' });
  });

  test('two that are merged into each other at the same time: one stays', async () => {
    const { acts, complaints, file } = office();
    const [one, other] = [file(), file()];
    await Promise.all([acts.merge(one.id, li, other.number, '同'), acts.merge(other.id, wang, one.number, '同')]);
    expect([one, other].map(({ id }) => complaints.get(id).status)).toEqual(['acknowledged', 'merged']);
  });

  test('a customer who wants it closed has said that it is solved', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id } = file();
    ok(await acts.assess(id, li, assessment));
    ok(await acts.investigate(id, li));
    expect(await acts.close(id, 'customer')).toEqual({ ok: false, reason: 'needs_answer' });
    ok(await acts.answer(id, li, answer));
    ok(await acts.close(id, 'customer'));
    expect(complaints.get(id)).toMatchObject({ status: 'closed', rechecks: [{ solved: true }] });
    expect(complaints.get(id).marks.rechecked).toMatchObject({ actor: 'customer' });
  });

  test('the same matter told twice goes on in one; both say so', async () => {
    const { acts, assessment, complaints, file } = office();
    const [other, one] = [file(), file()];
    expect(await acts.merge(one.id, li, one.number, 'same')).toEqual({ ok: false, reason: 'unknown' });
    expect(await acts.merge(one.id, li, 'C20260101-0001-0', 'same')).toEqual({ ok: false, reason: 'unknown' });
    ok(await acts.merge(one.id, li, other.number, '同一件事'));
    ok(await acts.merge(one.id, li, other.number, '同一件事'));
    expect(complaints.get(one.id)).toMatchObject({
      status: 'merged',
      mergedInto: { id: other.id, number: other.number },
    });
    expect('dueAt' in complaints.get(one.id)).toBe(false);
    expect(complaints.get(other.id).linked).toEqual([{ id: one.id, number: one.number, relation: 'repeat' }]);
    expect(await acts.merge(other.id, li, one.number, 'back')).toEqual({ ok: false, reason: 'not_now' });
    expect(await acts.assess(one.id, li, assessment)).toEqual({ ok: false, reason: 'not_now' });
    const merged = complaints.outbox.map(({ payload }) => payload['value'] as { step?: string });
    expect(merged.filter(({ step }) => step === 'merged')).toEqual([
      { step: 'merged', id: one.id, number: one.number, into: other.number },
    ]);
  });

  test('merged into another customer’s complaint: told, without that one’s number', async () => {
    const { acts, complaints, file } = office();
    const [other, one] = [file({ phone: '13800000009', conversationId: 'conv_9' }), file()];
    ok(await acts.merge(one.id, li, other.number, '同一处断网'));
    expect(complaints.outbox.at(-1)?.payload['value']).toEqual({ step: 'merged', id: one.id, number: one.number });
  });
});

test('every write leaves the next timer as the standard has it, whatever is done in whatever order', async () => {
  const does = fc.constantFrom(
    ...(['assess', 'investigate', 'ask', 'answered', 'answer', 'told', 'yes', 'no', 'try', 'close'] as const),
    ...(['withdraw', 'reopen', 'feedBack', 'escalate', 'remedy', 'survey'] as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(does, fc.nat(5 * day)), { maxLength: 30 }), async (steps) => {
      const { acts, assessment, clock, complaints, file } = office();
      const { id } = file();
      for (const [what, ms] of steps) {
        const before = complaints.get(id);
        if (what === 'assess') await acts.assess(id, li, { ...assessment, severity: ms % 2 === 0 ? 'high' : 'low' });
        if (what === 'investigate') await acts.investigate(id, li);
        if (what === 'ask') await acts.askCustomer(id, li, 'papers', '?');
        if (what === 'answered') await acts.customerAnswered(id, 'customer', '好');
        if (what === 'answer') await acts.answer(id, li, answer);
        if (what === 'told') await acts.communicated(id, { at: clock.now(), way: 'sms', reference: 'sms_1' });
        if (what === 'yes') await acts.recheck(id, 'customer', true);
        if (what === 'no') await acts.recheck(id, 'customer', false);
        if (what === 'try') await acts.contact(id, li, { way: 'phone', outcome: 'no_answer' });
        if (what === 'close') await acts.close(id, chen);
        if (what === 'withdraw') await acts.withdraw(id, 'customer');
        if (what === 'reopen') await acts.reopen(id, 'customer', '又来了');
        if (what === 'feedBack') await acts.feedBack(id, li, '已转');
        if (what === 'escalate') await acts.escalate(id, chen, '急');
        if (what === 'remedy') await acts.giveRemedy(id, li, { id: `r${ms}`, code: 'credit', amountFen: 3000 });
        if (what === 'survey') await acts.survey(id, { score: 'unsatisfied' });
        const after = complaints.get(id);
        expect(after.history.slice(0, before.history.length)).toEqual(before.history);

        expect(after.dueAt).toBe(nextDueAt(after, rules));
        clock.advance(ms);
      }
    }),
    { numRuns: 60 },
  );
});
