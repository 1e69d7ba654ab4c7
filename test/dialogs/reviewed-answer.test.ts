import { createDraftJob } from '../../src/learning/draft-job';
import { createDrafts } from '../../src/learning/drafts';
import { silentLog } from '../../src/ports/log';
import type { Understander } from '../../src/understanding/understanding';
import { rules } from '../learning/learning-of';
import { agentActs } from '../support/agent-step';
import { startDesk, type TestDesk } from '../support/desk';
import { tempDirs } from '../support/temp-dir';
import { heardOf } from './heard';

const tempDir = tempDirs();
/** What the bot takes the question for, where it has an answer of its own. */
let taken = 'None';
/** Understands a wish for a person, a greeting, and nothing else. */
const understander: Understander = {
  understand: async (text, previous = 'zh-Hans') =>
    heardOf(text, {
      language: /[a-z]{5}/.test(text) ? 'en' : /[們麼錶]/.test(text) ? 'zh-Hant' : previous,
      intent: /人工/.test(text) ? 'agent.request' : /您好$/.test(text) ? 'smalltalk.greeting' : taken,
      score: 0.95,
      mood: { anger: /气死/.test(text) ? 2 : 0, urgency: 0 },
    }),
};
let desk: TestDesk;
beforeEach(() => {
  taken = 'None';
  desk = startDesk({ dir: tempDir(), understander });
});
afterEach(() => desk.close());

const never = new AbortController().signal;
const question = '我的手表一号双终端怎么开通';
const answer = '带上身份证和手表，在手机营业厅搜“一号双终端”，按提示扫码就能开通，每月10元。';
const asking = async (text: string, id?: string) => {
  const conversation = id ?? (await desk.open('zh-Hans'));
  if (id === undefined) await desk.wait(conversation, 0);
  return desk.say(conversation, text);
};
const texts = (said: Awaited<ReturnType<typeof asking>>) => said.map(({ activity }) => activity.text).join('\n');

/** Asked, not understood, answered by an agent, and made a draft of. */
async function drafted(): Promise<string> {
  const { store, clock } = desk;
  const job = createDraftJob({
    queue: store.handoffs,
    conversations: store.conversations,
    records: store.records,
    documents: store.documents,
    clock,
    log: silentLog,
    rules: rules.drafts,
  });
  await job.run(never);
  const id = await desk.open('zh-Hans');
  await desk.wait(id, 0);
  expect(texts(await desk.say(id, question))).toContain('没听明白');
  await desk.say(id, '人工');
  await agentActs(desk, id, { accept: true, who: 'agent1' });
  await agentActs(desk, id, { say: answer, who: 'agent1' });
  await desk.settle();
  await agentActs(desk, id, { finish: 'solved', who: 'agent1' });
  await desk.settle();
  await desk.say(id, '满意');
  await job.run(never);
  const [draft] = await drafts().all();
  if (!draft) throw new Error('no draft');
  expect(draft).toMatchObject({ status: 'draft', question, answer });
  return draft.id;
}
const drafts = () => createDrafts({ documents: desk.store.documents, clock: desk.clock });

test('from a question nobody understood to an answer for everybody: only after a supervisor has published it', async () => {
  const id = await drafted();
  expect(texts(await asking(question))).toContain('没听明白');
  await drafts().act('supervisor', id, { act: 'publish' });
  desk.clock.advance(3_000);
  const [said, ...more] = await asking('请问手表的一号双终端如何开通？');
  expect(more).toEqual([]);
  expect(said?.activity).toMatchObject({
    text: answer,
    speak: answer,
    locale: 'zh-Hans',
    channelData: { rateable: true, topic: 'reviewed_answer', source: id },
  });
  await drafts().act('supervisor', id, { act: 'reject', why: '资费已变' });
  desk.clock.advance(3_000);
  expect(texts(await asking(question))).toContain('没听明白');
});

describe('published', () => {
  beforeEach(async () => {
    await drafts().act('supervisor', await drafted(), { act: 'publish' });
    desk.clock.advance(3_000);
  });

  test('nearly the same is another question, and other languages get no Simplified Chinese', async () => {
    for (const text of ['我的手表一号双终端怎么取消', '手表怎么开通', '手錶的一號雙終端怎麼開通'])
      expect(texts(await asking(text))).not.toContain('扫码');
  });

  test('it is an answer: nothing counts as missed, and the next miss is the first one again', async () => {
    const conversation = await desk.open('zh-Hans');
    await desk.wait(conversation, 0);
    const misses = async () => (await desk.store.records.list('miss', 99)).length;
    await asking('唔知道讲乜嘢呀', conversation);
    const before = await misses();
    expect(texts(await asking(question, conversation))).toBe(answer);
    expect(await misses()).toBe(before);
    expect(texts(await asking('噼里啪啦叽里咕噜', conversation))).toContain('没听明白');
  });

  test('it speaks instead of a general answer, and not instead of one from the account or of an act', async () => {
    taken = 'data_usage.sharing';
    expect(texts(await asking(question))).toBe(answer);
    expect(texts(await asking('我的手表一号双终端怎么取消'))).toContain('共用');
    for (taken of ['billing.balance', 'data_usage.order_pack'])
      expect(texts(await asking(question))).not.toContain(answer);
  });

  test('anger and wishes for a person come before it', async () => {
    expect(texts(await asking(`气死我了${question}`))).not.toContain(answer);
    expect(texts(await asking('人工'))).not.toContain(answer);
  });

  test('the visit counts it as answered', async () => {
    const conversation = await desk.open('zh-Hans');
    await desk.wait(conversation, 0);
    await asking(question, conversation);
    await desk.wait(conversation, 2 * 3_600_000);
    const visits = (await desk.store.records.list('contact', 99)).filter((one) => one.conversationId === conversation);
    expect(visits.map(({ data }) => [data['answered'], data['missed'], data['topics']])).toEqual([
      [1, 0, ['reviewed_answer']],
    ]);
  });
});
