import { deadlineLines } from '../../../src/desk/board/today';
import type { ComplaintList } from '../../../src/desk/complaint-api';
import { rules } from '../../complaints/office';
import { tempDirs } from '../../support/temp-dir';
import { type RunningDesk, runDesk, staff } from '../running-desk';
import { bodies, day, draft, hour, monday, told } from './told-complaint';

const freshDir = tempDirs();
let desk: RunningDesk;
beforeEach(async () => {
  desk = await runDesk({ dir: freshDir() });
  desk.clock.set(monday);
});
afterEach(() => desk.stop());

const list = async (who: string, group: string, before = ''): Promise<ComplaintList> => {
  const query = before === '' ? '' : `&before=${encodeURIComponent(before)}`;
  const { status, body } = await desk.get(who, `/complaints?group=${group}${query}`);
  expect(status).toBe(200);
  return body;
};
const numbers = ({ complaints }: ComplaintList) => complaints.map(({ number }) => number);

test('everybody sees the complaints of their teams and their own, supervisors all, administrators none', async () => {
  const billing = await told(desk);
  const network = await told(desk, { type: 'product_quality', story: '在家没信号', slots: {} });
  const mine = await told(desk, { type: 'product_quality', story: '打不出去', slots: {} });
  await desk.post('boss', `/complaints/${mine.number}/assign`, { handler: 'lin' });

  expect(numbers(await list('lin', 'team'))).toEqual([billing.number]);
  expect(numbers(await list('lin', 'open'))).toEqual([billing.number]);
  expect(numbers(await list('lin', 'mine'))).toEqual([mine.number]);
  expect((await list('lin', 'mine')).counts).toEqual({ mine: 1, team: 1, senior: 0, due: 0, open: 1 });
  expect(numbers(await list('chen', 'team'))).toEqual([network.number]);
  expect(new Set(numbers(await list('chen', 'open')))).toEqual(new Set([network.number, mine.number]));
  expect(numbers(await list('boss', 'open')).sort()).toEqual(
    [billing, network, mine].map(({ number }) => number).sort(),
  );
  for (const group of ['mine', 'team', 'senior', 'due', 'open', 'done'])
    expect(await list('root', group)).toMatchObject({
      complaints: [],
      counts: { mine: 0, team: 0, senior: 0, due: 0, open: 0 },
    });
});

test('what somebody had who has left is the team’s, and one of them may take it', async () => {
  const { number } = await told(desk);
  const other = await told(desk);
  await desk.post('boss', `/complaints/${number}/assign`, { handler: 'wang' });
  await desk.post('boss', `/complaints/${other.number}/assign`, { handler: 'boss' });
  expect(numbers(await list('lin', 'team'))).toEqual([]);
  desk.setStaff(staff.filter(({ name }) => name !== 'wang'));
  const team = await list('lin', 'team');
  expect(numbers(team)).toEqual([number]);
  expect(team.counts.team).toBe(1);
  expect(team.complaints[0]).not.toHaveProperty('handler');
  const { body } = await desk.get('lin', `/complaints/${number}`);
  expect(body).not.toHaveProperty('handler');
  expect(body.may).toContain('assign');
  const taken = await desk.post('lin', `/complaints/${number}/assign`, { handler: 'lin', free: true });
  expect(taken).toMatchObject({ status: 200, body: { handler: 'lin' } });
  expect(taken.body.complaint.history.at(-1)).toMatchObject({ event: 'assign', note: 'wang → lin' });
  expect(numbers(await list('lin', 'team'))).toEqual([]);
  expect(numbers(await list('lin', 'mine'))).toEqual([number]);
});

test('the board shows what is left behind as nobody’s', async () => {
  const { id, number } = await told(desk);
  await desk.post('boss', `/complaints/${number}/assign`, { handler: 'wang' });
  const context = { complaints: desk.store.complaints, catalogue: rules, clock: desk.clock };
  const handlers = async (isHere: boolean) =>
    (await deadlineLines({ ...context, isHere: () => isHere }, [{ id }])).map(({ handler }) => handler);
  expect(await handlers(true)).toEqual(['wang']);
  expect(await handlers(false)).toEqual([undefined]);
});

test('a line is masked, says which clock runs out next and what was missed', async () => {
  const { number } = await told(desk);
  desk.later(3 * hour);
  const [line] = (await list('wang', 'team')).complaints;
  expect(line).toMatchObject({
    number,
    type: 'pricing_billing',
    owner: 'value_added',
    phone: '138****0002',
    status: 'acknowledged',
    priority: 0,
    level: 0,
    reopened: 0,
    clock: { name: 'first_reply', startedAt: monday, dueAt: monday + 2 * hour, paused: false },
    missed: [],
  });
  expect(line?.clock?.used).toBeGreaterThan(1);
  expect(JSON.stringify(line)).not.toMatch(/13800000002|482913/);
  desk.later(2 * day);
  expect((await list('wang', 'team')).complaints[0]).toMatchObject({ missed: ['handled'] });
});

test('due: clocks nearly out, marks missed and things to do, the longest overdue first', async () => {
  const late = await told(desk);
  desk.later(hour);
  const fresh = await told(desk);
  desk.later(50 * 60_000);
  expect(numbers(await list('lin', 'due'))).toEqual([late.number]);
  expect((await list('lin', 'mine')).counts.due).toBe(1);
  desk.later(hour);
  expect(numbers(await list('lin', 'due'))).toEqual([late.number, fresh.number]);
  // Taken up by somebody, it is due no longer, and that at once.
  await desk.post('lin', `/complaints/${late.number}/assess`, bodies.assess);
  expect(numbers(await list('wang', 'due'))).toEqual([fresh.number]);
  expect(numbers(await list('chen', 'due'))).toEqual([]);
});

test('what waits for a word of a supervisor is due for supervisors alone', async () => {
  const { number } = await told(desk);
  await desk.post('lin', `/complaints/${number}/assess`, bodies.assess);
  expect((await desk.post('lin', `/complaints/${number}/remedy`, { ...bodies.remedy, amountFen: 9_900 })).status).toBe(
    200,
  );
  expect(numbers(await list('lin', 'due'))).toEqual([]);
  expect(await list('boss', 'due')).toMatchObject({ complaints: [{ number, todo: ['decide_remedy'] }] });
  await desk.post('boss', `/complaints/${number}/decideRemedy`, bodies.decideRemedy);
  expect(numbers(await list('boss', 'due'))).toEqual([]);
});

test('senior: what climbed, by oneself or after the customer said that it is not solved', async () => {
  const { number } = await told(desk);
  await desk.post('boss', `/complaints/${number}/escalate`, bodies.escalate);
  expect(numbers(await list('boss', 'senior'))).toEqual([number]);
  expect(numbers(await list('lin', 'senior'))).toEqual([number]);
  expect(numbers(await list('chen', 'senior'))).toEqual([]);
  expect((await list('boss', 'mine')).counts.senior).toBe(1);
});

test('done: what has ended, and nothing else', async () => {
  const { number } = await told(desk);
  await told(desk);
  await desk.post('lin', `/complaints/${number}/withdraw`, bodies.withdraw);
  expect(numbers(await list('lin', 'done'))).toEqual([number]);
  expect(numbers(await list('lin', 'open'))).not.toContain(number);
  expect((await list('lin', 'done')).complaints[0]).not.toHaveProperty('clock');
});

test.each(['team', 'due'])('%s comes in pages of 50, none left out and none twice', async (group) => {
  const all: string[] = [];
  for (let index = 0; index < 103; index += 1) {
    // Several of one moment.
    if (index % 3 === 0) desk.clock.advance(1_000);
    all.push((await told(desk, { conversationId: 'conv_many' })).number);
  }
  desk.later(3 * hour);
  const seen: string[] = [];
  let next: string | undefined = '';
  const sizes: number[] = [];
  while (next !== undefined) {
    const page: ComplaintList = await list('wang', group, next);
    seen.push(...numbers(page));
    sizes.push(page.complaints.length);
    next = page.next;
  }
  expect(sizes).toEqual([50, 50, 3]);
  expect(new Set(seen)).toEqual(new Set(all));
  expect(seen).toHaveLength(103);
});

test.each(['group=theirs', 'before=x', 'before=1', 'before=1:%00', 'group=__proto__'])(
  '%s is no list: 400',
  async (query) => {
    expect(await desk.get('lin', `/complaints?${query}`)).toMatchObject({ status: 400, code: 'BadArgument' });
  },
);

test('the ledger lists every omission by number, for supervisors only', async () => {
  const forgotten = await told(desk);
  const handled = await told(desk, { ...draft, phone: '13800000003' });
  for (const act of ['assess', 'investigate', 'answer'] as const)
    await desk.post('lin', `/complaints/${handled.number}/${act}`, bodies[act]);
  expect((await desk.get('boss', '/ledger')).body).toEqual({ now: monday, omissions: [] });
  desk.later(8 * day);
  const { body } = await desk.get('boss', '/ledger');
  expect(body.omissions.map(({ number, mark, handler }: Record<string, string>) => [number, mark, handler])).toEqual([
    [forgotten.number, 'handled', undefined],
    [handled.number, 'rechecked', 'lin'],
    [handled.number, 'fedBack', 'lin'],
  ]);
  for (const who of ['lin', 'root']) expect(await desk.get(who, '/ledger')).toMatchObject({ status: 403 });
});
