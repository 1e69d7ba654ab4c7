import type { ComplaintList } from '../../../src/desk/complaint-api';
import { tempDirs } from '../../support/temp-dir';
import { type RunningDesk, runDesk, staff } from '../running-desk';
import { bodies, day, hour, monday, told } from './told-complaint';

const freshDir = tempDirs();
let desk: RunningDesk;
beforeEach(async () => {
  desk = await runDesk({ dir: freshDir() });
  desk.clock.set(monday);
});
afterEach(() => desk.stop());

const list = async (who: string, query: string): Promise<ComplaintList> => {
  const { status, body } = await desk.get(who, `/complaints?${query}`);
  expect(status).toBe(200);
  return body;
};
const numbers = ({ complaints }: ComplaintList) => complaints.map(({ number }) => number);
/** The clocks are looked at, as the job does every 5 s. */
async function pass(id: string, ms: number): Promise<void> {
  desk.later(ms);
  await desk.complaintActs.fireTimers(id);
}

test('what climbs to a supervisor is in a list of theirs until somebody takes it', async () => {
  const { id, number } = await told(desk);
  await pass(id, 3 * hour);
  expect(await list('boss', 'group=climbed')).toMatchObject({
    complaints: [{ number, level: 1 }],
    counts: { climbed: 1 },
  });
  expect(await list('lin', 'group=climbed')).toMatchObject({ complaints: [] });
  expect((await list('lin', 'group=mine')).counts).not.toHaveProperty('climbed');
  await desk.post('lin', `/complaints/${number}/assess`, bodies.assess);
  expect(await list('boss', 'group=climbed')).toMatchObject({ complaints: [], counts: { climbed: 0, senior: 1 } });
});

test('a team lead has what climbed to team leads of the own departments, a manager what climbed to managers', async () => {
  const boss = staff.find(({ name }) => name === 'boss');
  if (!boss) throw new Error('There is no boss.');
  desk.setStaff([
    ...staff.filter(({ name }) => name !== 'boss'),
    { ...boss, ladder: 'team_lead', teams: ['billing', 'service'] },
    { ...boss, name: 'manager', ladder: 'manager' },
  ]);
  const { id, number } = await told(desk);
  await pass(id, 3 * hour);
  expect(numbers(await list('boss', 'group=climbed'))).toEqual([number]);
  expect(numbers(await list('manager', 'group=climbed'))).toEqual([]);
  await pass(id, 3 * day);
  expect(numbers(await list('boss', 'group=climbed'))).toEqual([]);
  expect(numbers(await list('manager', 'group=climbed'))).toEqual([number]);
});

test('lists can be had of one step of the ladder', async () => {
  const [first, second] = [await told(desk), await told(desk)];
  await desk.post('boss', `/complaints/${first.number}/escalate`, bodies.escalate);
  for (let nth = 0; nth < 2; nth += 1)
    await desk.post('boss', `/complaints/${second.number}/escalate`, bodies.escalate);
  expect(numbers(await list('boss', 'group=senior&level=2'))).toEqual([second.number]);
  expect(new Set(numbers(await list('boss', 'group=open&level=1')))).toEqual(new Set([first.number, second.number]));
  expect((await desk.get('boss', '/complaints?group=senior&level=3')).status).toBe(400);
});

test('climbed comes in pages, the newest first', async () => {
  const all: string[] = [];
  for (let index = 0; index < 60; index += 1) {
    desk.clock.advance(1_000);
    const { id, number } = await told(desk, { conversationId: 'conv_many' });
    await desk.complaintActs.escalate(id, { name: 'boss', role: 'supervisor' }, 'look');
    all.unshift(number);
  }
  const first = await list('boss', 'group=climbed');
  expect(first.complaints).toHaveLength(50);
  const second = await list('boss', `group=climbed&before=${encodeURIComponent(first.next ?? '')}`);
  expect([...numbers(first), ...numbers(second)]).toEqual(all);
  expect(second).not.toHaveProperty('next');
});

test('a note for the agent makes it due soon for its handler, day 7 of 15 as well', async () => {
  const { id, number } = await told(desk);
  await desk.post('lin', `/complaints/${number}/assign`, { handler: 'lin' });
  await pass(id, hour);
  expect(await list('lin', 'group=due')).toMatchObject({
    complaints: [{ number, soon: ['first_reply'] }],
    counts: { due: 1 },
  });
  // Nobody else is bothered with half of a time used.
  expect(numbers(await list('wang', 'group=due'))).toEqual([]);
  expect(numbers(await list('boss', 'group=due'))).toEqual([]);
  await desk.post('lin', `/complaints/${number}/assess`, bodies.assess);
  expect(numbers(await list('lin', 'group=due'))).toEqual([]);
  await desk.post('lin', `/complaints/${number}/ask`, bodies.ask);
  await pass(id, 7 * day);
  expect(await list('lin', 'group=due')).toMatchObject({
    complaints: [{ number, soon: expect.arrayContaining(['law']) }],
  });
});

test('an open page of a supervisor hears of it at once, and when it is seen to; nobody else does', async () => {
  const [boss, lin] = [await desk.page('boss'), await desk.page('lin')];
  await boss.hears('climbed', ({ inAll }) => inAll === 0);
  const { id, number, story } = await told(desk);
  desk.clock.advance(3 * hour);
  await desk.complaintActs.fireTimers(id);
  desk.clock.advance(1_000);
  const event = await boss.hears('climbed', ({ inAll }) => inAll === 1);
  expect(event.complaints).toEqual([
    { number, type: 'pricing_billing', at: monday + 3 * hour, to: 'team_lead', why: 'first_reply:100#0' },
  ]);
  expect(JSON.stringify(boss.events)).not.toContain(story);
  await desk.complaintActs.assign(id, { name: 'boss', role: 'supervisor' }, 'lin');
  desk.clock.advance(1_000);
  const count = () => boss.events.filter((one) => one.type === 'climbed' && one.inAll === 0).length;
  await boss.hears('climbed', () => count() === 2);
  expect(lin.events.filter(({ type }) => type === 'climbed')).toEqual([]);
});

test('whoever has only the board open hears of it and is not there for customers', async () => {
  const page = await desk.page('boss', {}, '?page=board');
  await page.hears('climbed');
  expect((await desk.presence.of('boss'))?.seenAt).toBeUndefined();
});
