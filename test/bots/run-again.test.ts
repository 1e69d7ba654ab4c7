import { agentActs } from '../support/agent-step';
import { scriptUnderstander } from '../support/describe-scripts';
import { startDesk, type TestDesk } from '../support/desk';
import { tempDirs } from '../support/temp-dir';

// A turn whose commit failed is run again: what it did to the line or to a complaint is done once, and the reply is the same.
const tempDir = tempDirs();
const understander = scriptUnderstander();
const at = '2026-11-21T10:00:00+08:00';
let desk: TestDesk;
beforeEach(() => {
  desk = startDesk({ dir: tempDir(), understander: understander.at({ at }), at });
});
afterEach(() => desk.close());

async function say(id: string, text: string): Promise<string> {
  return (await desk.say(id, text)).map(({ activity }) => activity.text).join('\n');
}
/** The next commit is lost, as when the process dies before it. */
function loseOneCommit(): jest.SpyInstance {
  const { conversations } = desk.store;
  const commit = conversations.commitTurn.bind(conversations);
  let lost = false;
  return jest.spyOn(conversations, 'commitTurn').mockImplementation(async (turn) => {
    if (lost) return commit(turn);
    lost = true;
    throw new Error('lost');
  });
}
async function waiting(...said: readonly string[]): Promise<string> {
  const id = await desk.open('zh-Hans');
  await desk.wait(id, 0);
  for (const text of said) await say(id, text);
  return id;
}
const handoffsOf = (id: string) => desk.store.handoffs.ofConversation(id, 10);

test.each([
  { name: 'entering the line', before: ['你好'], said: '转人工', reply: /您是下一位/, status: 'waiting' },
  { name: 'leaving it', before: ['转人工'], said: '不等了', reply: /不排队了/, status: 'withdrawn' },
  {
    name: 'a call back',
    before: ['我要人工，我的号码是13800000007'],
    said: '明天下午三点给我回电',
    reply: /约好了，明天下午2点到4点打到138\*\*\*\*0007/,
    status: 'call_back_booked',
  },
  {
    name: 'another time for it',
    before: ['我要人工，我的号码是13800000007', '明天下午三点给我回电'],
    said: '改到明天晚上',
    reply: /约好了，明天晚上7点/,
    status: 'call_back_booked',
  },
  {
    name: 'giving it up',
    before: ['我要人工，我的号码是13800000007', '明天下午三点给我回电'],
    said: '取消回电',
    reply: /回电取消了/,
    status: 'withdrawn',
  },
])('$name', async ({ before, said, reply, status }) => {
  const id = await waiting(...before);
  const commit = loseOneCommit();
  expect(await say(id, said)).toMatch(reply);
  expect(commit.mock.calls.length).toBeGreaterThan(1);
  expect(await handoffsOf(id)).toMatchObject([{ status }]);
});

test('the survey and what follows from it', async () => {
  const id = await waiting('我家宽带老是掉线，13800000004', '转人工');
  await agentActs(desk, id, { accept: true, who: 'agent1' });
  await agentActs(desk, id, { finish: 'not_solved', who: 'agent1' });
  await desk.wait(id, 0);
  for (const [text, reply] of [
    ['不满意', /哪里没做好/],
    ['说来说去还是让我等', /资深客服/],
    ['是的', /已经提到优先/],
  ] as const) {
    const commit = loseOneCommit();
    expect(await say(id, text)).toMatch(reply);
    commit.mockRestore();
  }
  const [complaint] = await desk.store.complaints.ofPhone('13800000004', 0);
  expect(complaint).toMatchObject({ priority: 1, additions: [{ text: '说来说去还是让我等' }] });
  expect(await desk.store.records.list('survey', 10)).toHaveLength(2);
});

test('a complaint told while waiting is recorded once when a person takes over', async () => {
  const id = await waiting('转人工', '我家宽带老是掉线，13800000004');
  const commit = loseOneCommit();
  await agentActs(desk, id, { accept: true, who: 'agent1' });
  const [told] = await desk.wait(id, 0);
  expect(told?.activity.text).toMatch(/编号C20261121-0001-3[\s\S]*已接入人工/);
  expect(commit.mock.calls.length).toBeGreaterThan(1);
  expect(await desk.store.complaints.ofPhone('13800000004', 0)).toHaveLength(1);
});
