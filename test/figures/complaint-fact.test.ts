import fc from 'fast-check';
import { clockNames, runningClock } from '../../src/complaints/clocks';
import { type Complaint, complaintTypes, severities } from '../../src/complaints/complaint';
import { correctType } from '../../src/complaints/correct-type';
import { missedMarks } from '../../src/complaints/missed-marks';
import { complaintFact } from '../../src/figures/complaint-fact';
import type { ComplaintFact, Duty } from '../../src/figures/facts';
import { roundsOf } from '../../src/figures/rounds';
import { chen, li, office, ok, rules, wang } from '../complaints/office';

const hour = 3_600_000;
const day = 24 * hour;
const answer = { text: '已退回6元，今天到账。', cause: 'ordered_without_consent' };
const isMissed = (duty: Duty | undefined, now: number): boolean =>
  duty !== undefined && (duty.at === undefined ? now > duty.dueAt : duty.at > duty.dueAt);

describe('a complaint as a row', () => {
  test('as it is filed: what is promised, nothing done', () => {
    const { clock, file } = office();
    const complaint = file({ type: 'pricing_billing' });
    const fact = complaintFact(complaint, rules);
    expect(fact).toMatchObject({
      number: complaint.number,
      createdAt: clock.now(),
      type: 'pricing_billing',
      botType: 'pricing_billing',
      team: complaint.promise.owner,
      recorded: { dueAt: clock.now(), at: clock.now() },
      firstReply: { dueAt: complaint.promise.firstReplyBy },
      handled: { dueAt: complaint.promise.resolveBy },
      law: { dueAt: complaint.promise.answerBy },
      reopened: 0,
      costFen: 0,
    });
    for (const name of ['rechecked', 'fedBack', 'closedAt', 'score', 'cause', 'handler'])
      expect(fact).not.toHaveProperty(name);
    expect(JSON.stringify(fact)).not.toContain(complaint.phone ?? 'no phone');
  });

  test('re-opened, it keeps what its first round did, late or not', async () => {
    const { acts, clock, complaints, file, tell } = office();
    const { id, promise } = file();
    await tell(id);
    const decidedAt = clock.now();
    clock.advance(3 * day);
    ok(await acts.recheck(id, 'customer', false, '还没到账'));
    const askedAt = clock.now();
    let fact = complaintFact(complaints.get(id), rules);
    expect(fact.resolve).toEqual({ dueAt: promise.resolveBy, at: decidedAt });
    expect(fact.handled?.at).toBeUndefined();
    expect(fact.handled?.dueAt).toBeGreaterThan(clock.now());
    // He said that it is not solved: he was asked.
    expect(fact.rechecked).toMatchObject({ at: askedAt });
    expect(fact.reopened).toBe(1);
    clock.advance(30 * day);
    await tell(id);
    fact = complaintFact(complaints.get(id), rules);
    expect(fact.resolve).toEqual({ dueAt: promise.resolveBy, at: decidedAt });
    // The second round was late, and a mark that was late in any round is left out.
    expect(isMissed(fact.handled, clock.now())).toBe(true);
  });

  test('fed back in its first round, and owed again when it ends with another cause: each round has its own', async () => {
    const { acts, clock, complaints, file, tell } = office();
    const { id } = file();
    await tell(id);
    const fact = () => complaintFact(complaints.get(id), rules);
    clock.advance(hour);
    const fedBackAt = clock.now();
    ok(await acts.feedBack(id, li, 'told the department'));
    ok(await acts.recheck(id, 'customer', false));
    clock.advance(hour);
    ok(await acts.investigate(id, chen));
    ok(await acts.answer(id, chen, { text: '查明是重复扣费，已退回。', cause: 'charged_twice' }));
    const again = clock.now() + rules.standard.feed_back_days * day;
    expect(complaints.get(id).marks).not.toHaveProperty('fedBack');
    expect(roundsOf(complaints.get(id), rules)[0]?.complaint.marks.fedBack).toEqual({ at: fedBackAt, actor: 'li' });
    expect(fact().fedBack).toEqual({ dueAt: again });
    expect(missedMarks(complaints.get(id), again + 1, rules).map(({ mark }) => mark)).toContain('fedBack');
    clock.advance(day);
    ok(await acts.feedBack(id, chen, 'told the other one'));
    expect(fact().fedBack).toEqual({ dueAt: again, at: clock.now() });
  });

  test('what the bot took it for stays, however often it was corrected', () => {
    const { clock, file } = office();
    const first = file({ type: 'pricing_billing' });
    let complaint = first;
    for (const type of ['after_sales', 'staff_attitude'] as const) {
      const result = correctType(complaint, { type }, { actor: 'bot', now: clock.now(), catalogue: rules });
      complaint = result.ok ? result.complaint : complaint;
    }
    expect(complaintFact(complaint, rules)).toMatchObject({ botType: 'pricing_billing', type: 'staff_attitude' });
  });

  test('withdrawn, it owes its record only; taken up again it owes what the new round promises', async () => {
    const { acts, clock, complaints, file } = office();
    const { id } = file();
    ok(await acts.withdraw(id, 'customer'));
    expect(complaintFact(complaints.get(id), rules)).not.toHaveProperty('handled');
    clock.advance(day);
    ok(await acts.reopen(id, chen, 'she wants it after all'));
    const { promise } = complaints.get(id);
    expect(complaintFact(complaints.get(id), rules)).toMatchObject({
      handled: { dueAt: promise.resolveBy },
      resolve: { dueAt: promise.resolveBy },
      law: { dueAt: promise.answerBy },
    });
  });

  test('while the customer is waited for there is no due time, but for the law’s', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id, promise } = file();
    ok(await acts.assess(id, li, assessment));
    ok(await acts.askCustomer(id, li, 'papers', 'a photo of the bill, please'));
    const fact = complaintFact(complaints.get(id), rules);
    expect(fact.handled).toEqual({ dueAt: Number.POSITIVE_INFINITY });
    expect(fact.law).toEqual({ dueAt: promise.answerBy });
  });
});

test('a gift costs its worth from when it is given, money once it is there', async () => {
  const { acts, assessment, complaints, file } = office();
  const { id } = file();
  const cost = () => complaintFact(complaints.get(id), rules).costFen;
  ok(await acts.assess(id, li, assessment));
  ok(await acts.giveRemedy(id, li, { id: 'r1', code: 'small_gift', amountFen: 2500 }));
  ok(await acts.giveRemedy(id, li, { id: 'r2', code: 'small_gift', amountFen: 900 }));
  ok(await acts.giveRemedy(id, li, { id: 'r3', code: 'credit', amountFen: 600 }));
  expect(cost()).toBe(2500);
  ok(await acts.decideRemedy(id, chen, 'r2', true));
  ok(await acts.remedyPaid(id, 'r3', { ok: true, reference: 'D1' }));
  expect(cost()).toBe(4000);
});

/** What may happen next, some of it refused. */
const steps = fc.array(
  fc.record({
    after: fc.oneof(fc.integer({ min: 0, max: 5 * hour }), fc.integer({ min: 0, max: 12 * day })),
    what: fc.constantFrom(
      'assess',
      'investigate',
      'ask',
      'answered',
      'answer',
      'communicated',
      'yes',
      'no',
      'contact',
      'close',
      'withdraw',
      'reopen',
      'feedBack',
      'survey',
      'correct',
      ...(['whole', 'whole'] as const),
    ),
    pick: fc.nat(20),
  }),
  { minLength: 3, maxLength: 30 },
);

test('whatever happens: each round is told again from the history as it was when it ended, and the ledger is covered', async () => {
  let rounds = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(...complaintTypes), async (all, type) => {
      const { acts, clock, complaints, file, tell } = office();
      const { id } = file({ type });
      const ended: Complaint[] = [];
      let before = complaints.get(id);
      const one = async (what: string, pick: number): Promise<unknown> => {
        const told = { at: clock.now(), way: 'chat', reference: `act_${clock.now()}` } as const;
        const severity = severities[pick % 3] ?? 'low';
        switch (what) {
          case 'assess':
            return acts.assess(id, li, { severity, complexity: 'simple', impact: 'one', actAtOnce: false });
          case 'investigate':
            return acts.investigate(id, wang);
          case 'ask':
            return acts.askCustomer(id, li, 'papers', 'which bill?');
          case 'answered':
            return acts.customerAnswered(id, 'customer', 'this one');
          case 'answer':
            return acts.answer(id, li, { ...answer, text: `${answer.text} ${clock.now()}` });
          case 'communicated':
            return acts.communicated(id, told);
          case 'yes':
          case 'no':
            return acts.recheck(id, 'customer', what === 'yes', 'so it is');
          case 'contact':
            return acts.contact(id, li, { way: 'phone', outcome: 'no_answer' });
          case 'close':
            return acts.close(id, chen);
          case 'withdraw':
            return acts.withdraw(id, 'customer');
          case 'reopen':
            return acts.reopen(id, chen, `again ${clock.now()}`);
          case 'feedBack':
            return acts.feedBack(id, li, 'told them');
          case 'survey':
            return acts.survey(id, {
              score: (['satisfied', 'neutral', 'unsatisfied'] as const)[pick % 3] ?? 'neutral',
            });
          case 'correct': {
            const to = { type: complaintTypes[pick % 4] ?? 'after_sales' };
            const result = correctType(complaints.get(id), to, { actor: 'bot', now: clock.now(), catalogue: rules });
            return result.ok ? complaints.replace(result.complaint) : undefined;
          }
          default:
            return ['acknowledged', 'assessed'].includes(complaints.get(id).status) ? tell(id) : undefined;
        }
      };
      for (const { after, what, pick } of all) {
        clock.advance(after);
        await one(what, pick);
        const now = complaints.get(id);
        // A bad survey is written and takes the complaint up again in one go.
        if ((now.reopened ?? 0) > (before.reopened ?? 0)) ended.push(before);
        before = now;
      }
      const complaint = complaints.get(id);
      const found = roundsOf(complaint, rules);
      expect(found).toHaveLength(ended.length + 1);
      rounds += ended.length;
      for (const [index, was] of ended.entries()) {
        // Who says "not solved" has heard the answer, also where the proof had not come: that is written in the same go.
        if (was.status === 'answered') continue;
        const told = found[index]?.complaint as Complaint;
        for (const name of clockNames) {
          const [is, wanted] = [runningClock(told, name, rules), runningClock(was, name, rules)];
          expect([name, is.at(1), is.doneAt]).toEqual([name, wanted.at(1), wanted.doneAt]);
        }
        expect(told.marks.handled?.at).toBe(was.marks.handled?.at);
        expect(told.status).toBe(was.status);
        expect(told.type).toBe(was.type);
      }
      const fact = complaintFact(complaint, rules);
      const duties: Readonly<Record<string, Duty | undefined>> = { ...fact } as unknown as Record<string, Duty>;
      const now = clock.now() + 20 * day;
      for (const { mark, dueAt } of missedMarks(complaint, now, rules)) {
        expect([mark, isMissed(duties[mark], now)]).toEqual([mark, true]);
        if (ended.length === 0) expect(duties[mark]?.dueAt).toBe(dueAt);
      }
      expect(sound(fact)).toEqual([]);
      // Whoever was taken up again had a decision, or had been withdrawn.
      const isDecided = complaint.history.some(({ event }) => event === 'answer');
      const isWithdrawn = complaint.history.some(({ event }) => event === 'withdraw');
      if (!isWithdrawn) expect(fact.resolve.at !== undefined).toBe(isDecided);
    }),
    { numRuns: 400, seed: 3 },
  );
  expect(rounds).toBeGreaterThan(100);
});

/** What no row may be. */
function sound(fact: ComplaintFact): string[] {
  const { closedAt, reopenedAt, createdAt } = fact;
  return [
    ...(reopenedAt !== undefined && (closedAt === undefined || reopenedAt < closedAt)
      ? ['re-opened before closed']
      : []),
    ...(fact.resolve.at !== undefined && fact.resolve.at < createdAt ? ['decided before it was filed'] : []),
    ...(fact.reopened === 0 && reopenedAt !== undefined ? ['re-opened and not'] : []),
  ];
}
