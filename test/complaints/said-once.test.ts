import type { Complaint } from '../../src/complaints/complaint';
import type { ComplaintActResult, ComplaintActs } from '../../src/complaints/complaint-acts';
import type { ActKey } from '../../src/ports/act-key';
import { day, hour } from './example-complaint';
import { chen, li, office, ok, wang } from './office';

/** R1: an answer was lost on its way, and whoever asked asks again. */

type Office = ReturnType<typeof office>;
const key = (id: string, by = 'li', print = 'print'): ActKey => ({ id, by, print });
const attempt = { way: 'phone', outcome: 'no_answer' } as const;
const { assessment } = office();
const credit = { id: 'remedy_0001', code: 'credit', amountFen: 600 };

/** Where an act begins, how it is said, and by whom (`li`). */
interface Case {
  before?(desk: Office, id: string, into: string): Promise<unknown>;
  say(acts: ComplaintActs, id: string, into: string): Promise<ComplaintActResult>;
  readonly by?: string;
}

const acts: Readonly<Record<string, Case>> = {
  assign: { say: (to, id) => to.assign(id, li, 'wang') },
  assess: { say: (to, id) => to.assess(id, li, assessment) },
  investigate: { before: assessed, say: (to, id) => to.investigate(id, li) },
  ask: { before: assessed, say: (to, id) => to.askCustomer(id, li, 'details', '哪天的？') },
  answered: { before: asked, say: (to, id) => to.customerAnswered(id, li, '上个月五号') },
  answer: {
    before: investigated,
    say: (to, id) => to.answer(id, li, { text: '已退回6元。', cause: 'ordered_without_consent' }),
  },
  'recheck, solved': { before: told, say: (to, id) => to.recheck(id, li, true) },
  'recheck, not solved': { before: told, say: (to, id) => to.recheck(id, li, false, '还在扣') },
  contact: { before: told, say: (to, id) => to.contact(id, li, attempt) },
  close: { before: solved, say: (to, id) => to.close(id, li) },
  withdraw: { before: assessed, say: (to, id) => to.withdraw(id, li, '客户说弄错了') },
  reopen: { before: told, say: (to, id) => to.reopen(id, li, '又扣了一次') },
  merge: { say: (to, id, into) => to.merge(id, li, into, '同一件事') },
  separate: {
    before: async ({ acts: to }, id, into) => ok(await to.merge(id, li, into, '看着像同一件')),
    say: (to, id) => to.separate(id, li, '是两件事'),
  },
  feedBack: { before: assessed, say: (to, id) => to.feedBack(id, li, '渠道外呼未核实意愿') },
  escalate: { before: assessed, say: (to, id) => to.escalate(id, chen, '金额有争议'), by: 'chen' },
  remedy: { before: assessed, say: (to, id) => to.giveRemedy(id, li, credit) },
  decideRemedy: { before: waiting, say: (to, id) => to.decideRemedy(id, chen, credit.id, true), by: 'chen' },
  payAgain: { before: unpaid, say: (to, id) => to.payAgain(id, li, credit.id) },
};

async function assessed({ acts: to }: Office, id: string): Promise<void> {
  ok(await to.assess(id, li, assessment));
}
async function asked(desk: Office, id: string): Promise<void> {
  await assessed(desk, id);
  ok(await desk.acts.askCustomer(id, li, 'details', '哪天的？'));
}
async function investigated(desk: Office, id: string): Promise<void> {
  await assessed(desk, id);
  ok(await desk.acts.investigate(id, li));
}
async function told(desk: Office, id: string): Promise<void> {
  await desk.tell(id);
}
async function solved(desk: Office, id: string): Promise<void> {
  await desk.tell(id);
  ok(await desk.acts.recheck(id, 'customer', true));
}
async function waiting(desk: Office, id: string): Promise<void> {
  await assessed(desk, id);
  ok(await desk.acts.giveRemedy(id, li, { ...credit, amountFen: 20_000 }));
}
async function unpaid(desk: Office, id: string): Promise<void> {
  await assessed(desk, id);
  ok(await desk.acts.giveRemedy(id, li, credit));
  ok(await desk.acts.remedyPaid(id, credit.id, { ok: false, reason: 'not_allowed' }));
}

test.each(Object.keys(acts))('%s said again under its key happens once, whatever came between', async (name) => {
  const { before, say, by = 'li' } = acts[name] as Case;
  const desk = office();
  const older = desk.file();
  desk.clock.advance(1);
  const { id } = desk.file();
  await before?.(desk, id, older.number);
  const mine = key('press-0001', by);
  const first = ok(await say(desk.acts.once(mine), id, older.number));
  const entries = desk.complaints.outbox.length;
  const others = desk.complaints.get(older.id);
  expect(keysIn(first)).toEqual(['press-0001:print']);

  desk.clock.advance(hour);
  expect(ok(await say(desk.acts.once(mine), id, older.number))).toBe(first);
  // Somebody else goes on with it, where one can.
  await desk.acts.reopen(id, wang, '还没好');
  const since = desk.complaints.get(id);
  const told = desk.complaints.outbox.length;
  expect(ok(await say(desk.acts.once(mine), id, older.number))).toBe(since);
  expect(told - entries).toBeLessThanOrEqual(1);
  expect(desk.complaints.outbox).toHaveLength(told);
  expect(desk.complaints.get(older.id)).toBe(others);
});

test('a second try to reach the customer under a key of its own is a second try', async () => {
  const desk = office();
  const { id } = desk.file();
  await desk.tell(id);
  ok(await desk.acts.once(key('press-0001')).contact(id, li, attempt));
  ok(await desk.acts.once(key('press-0001')).contact(id, li, attempt));
  desk.clock.advance(day + 5 * hour);
  ok(await desk.acts.once(key('press-0001')).contact(id, li, attempt));
  expect(await desk.acts.close(id, li)).toMatchObject({ ok: false, reason: 'needs_recheck' });
  ok(await desk.acts.once(key('press-0002')).contact(id, li, attempt));
  expect(ok(await desk.acts.close(id, li)).status).toBe('closed');
});

test('the same key for something else is refused and changes nothing; another person’s is another key', async () => {
  const desk = office();
  const { id } = desk.file();
  await desk.tell(id);
  const once = ok(await desk.acts.once(key('press-0001')).contact(id, li, attempt));
  const other = desk.acts.once(key('press-0001', 'li', 'other'));
  expect(await other.contact(id, li, { ...attempt, outcome: 'reached' })).toEqual({ ok: false, reason: 'key_reused' });
  expect(await other.recheck(id, li, false)).toEqual({ ok: false, reason: 'key_reused' });
  expect(desk.complaints.get(id)).toBe(once);
  ok(await desk.acts.once(key('press-0001', 'wang')).contact(id, wang, attempt));
  expect(desk.complaints.get(id).contacts).toHaveLength(2);
});

test('two at once under one key: one entry', async () => {
  const desk = office();
  const { id } = desk.file();
  await desk.tell(id);
  const acts = desk.acts.once(key('press-0001'));
  const results = await Promise.all([1, 2, 3].map(() => acts.contact(id, li, attempt)));
  for (const result of results) expect(result.ok).toBe(true);
  expect(desk.complaints.get(id).contacts).toHaveLength(1);
});

test('what is refused leaves no key: it may be said again when it can be done', async () => {
  const desk = office();
  const { id } = desk.file();
  const say = () => desk.acts.once(key('press-0001')).investigate(id, li);
  expect(await say()).toEqual({ ok: false, reason: 'not_now' });
  ok(await desk.acts.assess(id, li, desk.assessment));
  expect(ok(await say()).status).toBe('investigating');
});

const keysIn = ({ history }: Complaint) => history.flatMap(({ key: kept }) => kept ?? []);
