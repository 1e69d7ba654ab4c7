import { agentActs } from '../support/agent-step';
import { complaintAnswered, complaintGoesOn } from '../support/complaint-step';
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

describe('what becomes of a complaint', () => {
  const filed = async () => {
    const [complaint] = await desk.store.complaints.ofPhone('13800000004', 0);
    if (!complaint) throw new Error('Nothing was filed.');
    return complaint;
  };
  const told = () => waiting('昨天在五一路营业厅被营业员骂了，号码13800000004', '道歉', '可以');
  /** Says it in a turn whose commit is lost the first time. */
  async function sayTwice(id: string, text: string): Promise<string> {
    const commit = loseOneCommit();
    const reply = await say(id, text);
    expect(commit.mock.calls.length).toBeGreaterThan(1);
    commit.mockRestore();
    return reply;
  }

  test('the answer is told once, with its proof', async () => {
    const id = await told();
    const commit = loseOneCommit();
    await complaintAnswered(desk, (await filed()).number, '店长会给您打电话道歉。');
    const replies = await desk.wait(id, 0);
    expect(commit.mock.calls.length).toBeGreaterThan(1);
    const said = replies.filter(({ activity }) => activity.text?.includes('有结果了'));
    expect(said).toHaveLength(1);
    const { answers, rechecks } = await filed();
    expect(answers?.[0]?.told?.reference).toBe(said[0]?.id);
    expect(rechecks).toHaveLength(1);
  });

  test('the word on it, why, and how it was', async () => {
    const id = await told();
    await complaintAnswered(desk, (await filed()).number, '店长会给您打电话道歉。');
    await desk.wait(id, 0);
    expect(await sayTwice(id, '没解决')).toMatch(/资深的同事重新处理[\s\S]*哪里还没解决/);
    expect(await sayTwice(id, '到现在没人打电话')).toContain('写进去了');
    expect(await filed()).toMatchObject({ reopened: 1, level: 1, additions: [{ text: '到现在没人打电话' }] });
    await complaintAnswered(desk, (await filed()).number, '店长已经打过电话。');
    await desk.wait(id, 0);
    expect(await sayTwice(id, '解决了')).toMatch(/办结了[\s\S]*您满意吗/);
    expect(await sayTwice(id, '一般')).toContain('还有什么想说的');
    expect(await sayTwice(id, '慢了一点')).toContain('谢谢');
    expect(await filed()).toMatchObject({ status: 'closed', surveys: [{ score: 'neutral', words: '慢了一点' }] });
  });

  test('the answer to what its handler asked', async () => {
    const id = await told();
    const { number } = await filed();
    await complaintGoesOn(desk, number, { assess: true, who: 'agent1' });
    await complaintGoesOn(desk, number, { ask: '您当时是在几号窗口办的？', who: 'agent1' });
    await desk.wait(id, 0);
    expect(await sayTwice(id, '三号窗口')).toMatch(/收到/);
    expect(await filed()).toMatchObject({ status: 'investigating', additions: [{ text: '三号窗口' }] });
  });

  test('adding to it, taking it back, opening it again', async () => {
    const id = await told();
    await say(id, '补充投诉情况');
    expect(await sayTwice(id, '她姓王')).toContain('补充好了');
    await say(id, '撤回投诉');
    expect(await sayTwice(id, '是的')).toContain('已经撤回');
    await say(id, '重新打开投诉');
    expect(await sayTwice(id, '没人给我道歉')).toContain('重新打开了');
    expect(await filed()).toMatchObject({ status: 'assessed', reopened: 1, additions: [{ text: '她姓王' }] });
  });
});
