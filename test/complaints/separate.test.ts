import { clockOf } from '../../src/complaints/clocks';
import { complaintFact } from '../../src/figures/complaint-fact';
import { roundsOf } from '../../src/figures/rounds';
import { chen, li, office, ok, rules, wang } from './office';

const hour = 3_600_000;
const day = 24 * hour;

/** Two of one customer, the later one merged into the other by mistake two hours after it was told. */
async function merged(before: (o: ReturnType<typeof office>, id: string) => Promise<void> = async () => undefined) {
  const o = office();
  const into = o.file();
  const { id, number } = o.file();
  await before(o, id);
  o.clock.advance(2 * hour);
  ok(await o.acts.merge(id, li, into.number, '看着像同一件'));
  return { ...o, id, number, into };
}
const steps = ({ complaints }: Pick<ReturnType<typeof office>, 'complaints'>) =>
  complaints.outbox.map(({ payload }) => payload['value'] as { step?: string; by?: number; question?: string });

test('what was merged by mistake goes on where it was, with a reason, and the two name each other no more', async () => {
  const o = await merged(async ({ acts, assessment }, id) => {
    ok(await acts.assess(id, li, assessment));
    ok(await acts.investigate(id, li));
  });
  const { acts, complaints, id, number, into } = o;
  expect(await acts.separate(id, li, ' ')).toEqual({ ok: false, reason: 'reason_needed' });
  expect(complaints.get(into.id).linked).toHaveLength(1);
  ok(await acts.separate(id, li, '是两件事'));
  const apart = complaints.get(id);
  expect(apart).toMatchObject({ status: 'investigating', handler: 'li' });
  expect(apart).not.toHaveProperty('mergedInto');
  expect(apart.history.at(-1)).toMatchObject({
    ...{ event: 'separate', actor: 'li', from: 'merged', to: 'investigating', note: '是两件事' },
  });
  expect(complaints.get(into.id).linked).toEqual([]);
  expect(complaints.get(into.id).history.at(-1)).toMatchObject({ event: 'unlink', note: number });
  const [told, ...more] = steps(o).filter(({ step }) => step === 'separated');
  expect(more).toEqual([]);
  expect(told?.by).toBe(clockOf(apart, 'resolve', rules, o.clock.now()).dueAt);
  expect(await acts.separate(id, li, '是两件事')).toEqual({ ok: false, reason: 'not_now' });
  // And back, when it was right after all.
  ok(await acts.merge(id, wang, into.number, '还是同一件'));
  expect(complaints.get(into.id).linked).toHaveLength(1);
});

test('the time it was merged is not lost to our clocks; the law’s runs on; timers are there again', async () => {
  const { acts, clock, complaints, id } = await merged();
  const mergedAt = clock.now();
  expect(complaints.get(id)).not.toHaveProperty('dueAt');
  clock.advance(day);
  ok(await acts.separate(id, chen, '是两件事'));
  const apart = complaints.get(id);
  expect(apart.pauses).toEqual([{ from: mergedAt, until: clock.now(), reason: 'merged' }]);
  const due = (name: 'first_reply' | 'resolve' | 'law') => clockOf(apart, name, rules, clock.now()).dueAt;
  expect(due('resolve')).toBeGreaterThanOrEqual(apart.promise.resolveBy + day);
  expect(due('law')).toBe(apart.promise.answerBy);
  expect(clockOf(apart, 'resolve', rules, clock.now())).toMatchObject({ paused: false });
  expect(apart.dueAt).toBeDefined();
});

test('where the customer was waited for, the question is put again and the wait begins anew', async () => {
  const o = await merged(async ({ acts, assessment }, id) => {
    ok(await acts.assess(id, li, assessment));
    ok(await acts.askCustomer(id, li, 'papers', '请发一张账单截图'));
  });
  const { acts, clock, complaints, id } = o;
  clock.advance(day);
  ok(await acts.separate(id, li, '是两件事'));
  const apart = complaints.get(id);
  expect(apart.status).toBe('waiting_for_customer');
  expect(apart.pauses).toMatchObject([
    { reason: 'papers', until: clock.now() - day },
    { reason: 'merged', until: clock.now() },
    { reason: 'papers', from: clock.now() },
  ]);
  expect(apart.pauses?.at(-1)).not.toHaveProperty('until');
  expect(steps(o).at(-1)?.question).toBe('请发一张账单截图');
  // Figures tell the rounds of one that was opened again with the pauses each had.
  ok(await acts.customerAnswered(id, 'customer', '发了'));
  ok(await acts.withdraw(id, 'customer'));
  ok(await acts.reopen(id, chen, '还要办'));
  expect(roundsOf(complaints.get(id), rules)[0]?.complaint.pauses).toEqual(complaints.get(id).pauses);
  expect(complaintFact(complaints.get(id), rules).status).toBe('assessed');
});

test('one that named the other before it was merged goes on naming it', async () => {
  const { acts, complaints, file, clock } = office();
  const into = file();
  const later = file({}, [into]);
  clock.advance(hour);
  ok(await acts.merge(into.id, li, later.number, '?').then(async () => acts.merge(later.id, li, into.number, '同')));
  ok(await acts.separate(later.id, chen, '不是'));
  expect(complaints.get(later.id).linked).toEqual([{ id: into.id, number: into.number, relation: 'repeat' }]);
  expect(complaints.get(into.id).linked).toEqual([]);
});
