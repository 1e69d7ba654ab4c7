import { conversationOfNumber } from '../../src/channels/sms/conversation-id';
import type { ContactFact } from '../../src/figures/facts';
import { noticeEventName } from '../../src/notices/notice';
import { agentActs } from '../support/agent-step';
import { complaintAnswered } from '../support/complaint-step';
import { stateOf } from '../support/customer';
import { scriptUnderstander } from '../support/describe-scripts';
import { channelSecret, startDesk, type TestDesk } from '../support/desk';
import { smsCustomer } from '../support/sms-customer';
import { tempDirs } from '../support/temp-dir';
import { voiceCustomer } from '../support/voice-customer';
import { webCustomer } from '../support/web-customer';

// What a visit was, recorded once when it is over, on every channel.
const tempDir = tempDirs();
const understander = scriptUnderstander();
const at = '2026-11-23T10:00:00+08:00';
const phone = '13800000004';
const minute = 60_000;
const hour = 60 * minute;
const story = `昨天在五一路营业厅被营业员骂了，号码${phone}`;

let desk: TestDesk;
beforeEach(() => {
  desk = startDesk({ dir: tempDir(), understander: understander.at({ at }), at });
});
afterEach(() => desk.close());

/** Oldest first. */
const contacts = async (): Promise<ContactFact[]> =>
  (await desk.store.records.list('contact', 99)).map(({ data }) => data as unknown as ContactFact).reverse();
/** Time goes by in steps, as timers are looked for. */
async function pass(ms: number, stepMs = 10 * minute): Promise<void> {
  for (let gone = 0; gone < ms; gone += stepMs) {
    desk.clock.advance(Math.min(stepMs, ms - gone));
    await desk.turns.tick();
    await desk.settle();
  }
}
const web = async () => {
  const customer = await webCustomer(desk, { locale: 'zh-Hans' });
  await customer.begin();
  return customer;
};
const replies = async (id: string): Promise<number> =>
  (await desk.turns.read(id, 0, 1000)).filter(({ direction }) => direction === 'out').length;
const now = (): number => desk.clock.now();
const tops = { topics: ['billing.tariff'], answered: 1 };

describe('a visit', () => {
  test('begins with the customer’s words, is over after a silence, and nothing is said about it', async () => {
    const opened = await web();
    await pass(2 * hour);
    expect(await contacts()).toEqual([]);
    const startedAt = now();
    await opened.say('打电话多少钱一分钟');
    await pass(20 * minute);
    await opened.say('嗷呜嗷呜呜呜');
    const endedAt = now();
    const said = await replies(opened.conversationId);
    await pass(29 * minute);
    expect(await contacts()).toEqual([]);
    await pass(2 * minute);
    const [contact, ...more] = await contacts();
    expect(contact).toEqual({
      id: expect.stringMatching(/:contact$/),
      conversationId: opened.conversationId,
      channel: 'web',
      language: 'zh-Hans',
      startedAt,
      endedAt,
      customer: expect.stringMatching(/^[\w-]{22}$/),
      byUs: false,
      messages: 2,
      ...tops,
      missed: 1,
      thumbsDown: 0,
      complaints: [],
      personAsked: false,
      handoffs: [],
    });
    expect(more).toEqual([]);
    expect(await replies(opened.conversationId)).toBe(said);
    await pass(3 * hour);
    expect(await contacts()).toHaveLength(1);
    const state = (await desk.store.conversations.load(opened.conversationId))?.state;
    expect(JSON.stringify(state)).not.toContain(':contact');
    expect((await desk.store.conversations.load(opened.conversationId))?.wakeAt).toBeUndefined();
  });

  test('several of one conversation over days are several, each with its own', async () => {
    const customer = smsCustomer(desk, phone);
    for (const words of ['打电话多少钱一分钟', '彩铃怎么收费', '你好']) {
      await customer.say(words);
      await pass(90 * minute);
      await customer.say('谢谢');
      await pass(26 * hour, hour);
    }
    const all = await contacts();
    expect(all.map(({ topics }) => topics)).toEqual([['billing.tariff'], ['ring_back_tone.fee'], []]);
    expect(all.map(({ messages, answered, byUs }) => [messages, answered, byUs])).toEqual([
      [2, 1, false],
      [2, 1, false],
      [2, 0, false],
    ]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(3);
    expect(new Set(all.map(({ customer: key }) => key)).size).toBe(1);
    expect(JSON.stringify(all)).not.toContain(phone);
  });

  test('a call is one visit, over when it ends; the same customer as by text message', async () => {
    const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA1', from: `+86${phone}` });
    await caller.begin();
    await caller.say('打电话多少钱一分钟');
    desk.clock.advance(5 * minute);
    await caller.hangUp();
    await desk.settle();
    const texter = smsCustomer(desk, phone);
    await texter.say('打电话多少钱一分钟');
    await pass(3 * hour);
    const [call, text] = await contacts();
    expect(call).toMatchObject({ channel: 'voice', ...tops, messages: 1 });
    expect((call?.endedAt ?? 0) - (call?.startedAt ?? 0)).toBe(5 * minute);
    expect(text).toMatchObject({ channel: 'sms', customer: call?.customer });
  });

  test('a complaint made in it, also one that its teller left half told', async () => {
    const customer = await web();
    for (const said of [story, '道歉', '可以']) await customer.say(said);
    await pass(hour);
    const left = await web();
    await left.say('我家宽带三天两头掉线，报修了也没人来，13800000005');
    await pass(2 * hour);
    const [one] = await desk.store.complaints.ofPhone(phone, 0);
    const [other] = await desk.store.complaints.ofPhone('13800000005', 0);
    expect(other).toBeDefined();
    expect((await contacts()).map(({ complaints }) => complaints)).toEqual([[one?.number], [other?.number]]);
  });

  test('goes on while a person has the conversation, whatever the silence', async () => {
    const customer = await web();
    await customer.say('转人工');
    const id = customer.conversationId;
    await pass(70 * minute);
    await agentActs(desk, id, { accept: true, who: 'agent1' });
    await pass(3 * hour);
    await agentActs(desk, id, { say: '您好，我是小林', who: 'agent1' });
    await customer.say('我要退费');
    await pass(2 * hour);
    expect(await contacts()).toEqual([]);
    await agentActs(desk, id, { finish: 'solved', who: 'agent1' });
    await customer.wait(0);
    const endedAt = now();
    await pass(hour);
    const [handoff] = await desk.store.handoffs.ofConversation(id, 1);
    expect(await contacts()).toMatchObject([
      { messages: 2, personAsked: true, handoffs: [handoff?.id], endedAt, startedAt: Date.parse(at) },
    ]);
  });

  test('a thumb down counts, a thumb up does not', async () => {
    const customer = await web();
    const rate = async (value: string) => {
      const log = await desk.turns.read(customer.conversationId, 0, 1000);
      const activityId = log.findLast(({ direction }) => direction === 'out')?.id ?? '';
      await desk.store.records.append({
        kind: 'feedback',
        key: `feedback:${customer.conversationId}:${activityId}:${value}`,
        at: now(),
        conversationId: customer.conversationId,
        data: { activityId, value },
      });
    };
    await customer.say('打电话多少钱一分钟');
    await rate('down');
    await customer.say('彩铃怎么收费');
    await rate('up');
    await pass(hour);
    expect(await contacts()).toMatchObject([{ answered: 2, thumbsDown: 1 }]);
  });

  test('whose number was proved in it is known by that number, not by one that was named', async () => {
    const customer = await web();
    await customer.say('我还有多少话费');
    await customer.say('13800000002');
    await customer.say(desk.lastCode());
    const texter = smsCustomer(desk, '13800000002');
    await texter.say('打电话多少钱一分钟');
    await pass(3 * hour);
    const [page, text] = await contacts();
    expect(page).toMatchObject({ channel: 'web', topics: ['billing.balance'] });
    expect(text?.customer).toBe(page?.customer);
  });
});

describe('begun by us', () => {
  async function told() {
    const customer = smsCustomer(desk, phone);
    for (const said of ['昨天在五一路营业厅被营业员骂了', '道歉', '可以']) await customer.say(said);
    await pass(3 * hour);
    const [complaint] = await desk.store.complaints.ofPhone(phone, 0);
    await complaintAnswered(desk, complaint?.number ?? '', '店长会给您打电话道歉。');
    await desk.settle();
    return customer;
  }

  test('an answer to what we asked, hours later; what follows it the next day is not', async () => {
    const customer = await told();
    await pass(5 * hour, hour);
    await customer.say('解决了');
    await pass(26 * hour, hour);
    await customer.say('打电话多少钱一分钟');
    await pass(3 * hour, hour);
    expect((await contacts()).map(({ byUs }) => byUs)).toEqual([false, true, false]);
  });

  const last = async () => (await contacts()).at(-1);
  test.each<[string, readonly string[], boolean]>([
    ['another matter', ['打电话多少钱一分钟'], false],
    ['an answer, then another matter', ['解决了', '打电话多少钱一分钟'], false],
    ['a question that the business system has to answer, given up', ['我还有多少话费'], false],
    ['what nobody understands', ['解决了', '满意', '跳过', '嗷呜嗷呜呜呜', '嗷呜嗷呜呜呜'], false],
    ['a person', ['转人工'], false],
    ['a new complaint', ['我家宽带三天两头掉线，报修了也没人来'], false],
    ['not solved, and why', ['没解决', '店长根本没有给我打电话'], true],
    ['solved, and how it was', ['解决了', '满意', '跳过'], true],
    ['thanks', ['谢谢'], true],
    ['what we can do', ['帮助'], false],
    ['a question taken for one what we can do', ['你們有哪些方案可以選'], false],
    ['how that complaint stands', ['我的投诉怎么样了'], true],
  ])('%s after it: %j', async (_, words, byUs) => {
    const customer = await told();
    await pass(5 * hour, hour);
    for (const said of words) await customer.say(said);
    await pass(3 * hour, hour);
    expect(await last()).toMatchObject({ byUs });
  });

  test('how another complaint stands is another matter', async () => {
    const customer = smsCustomer(desk, phone);
    for (const said of ['我家宽带三天两头掉线，报修了也没人来', '道歉', '可以']) await customer.say(said);
    await pass(3 * hour);
    const [other] = await desk.store.complaints.ofPhone(phone, 0);
    await told();
    await pass(5 * hour, hour);
    await customer.say(`投诉${other?.number}怎么样了`);
    await pass(3 * hour, hour);
    expect(await last()).toMatchObject({ topics: ['ticket.status'], byUs: false });
  });

  test('what is asked about a notice is about it; anything else is not', async () => {
    const customer = smsCustomer(desk, phone);
    await customer.say('你好');
    await pass(26 * hour, hour);
    const facts = { month: '2026-11', percent: 80, leftMb: 900 };
    for (const [time, words] of ['流量用完了怎么收费', '打电话多少钱一分钟'].entries()) {
      const value = { id: `n${time}`, rule: 'plan_used', facts };
      await desk.turns.receive(customer.conversationId, value.id, { type: 'event', name: noticeEventName, value });
      await desk.settle();
      await pass(2 * hour, hour);
      await customer.say(words);
      await pass(30 * hour, hour);
    }
    expect((await contacts()).map(({ topics, byUs }) => [topics[0]?.split('.')[0], byUs])).toEqual([
      [undefined, false],
      ['data_usage', true],
      ['billing', false],
    ]);
  });

  test('whoever comes later than that comes by themselves', async () => {
    const customer = await told();
    await pass(25 * hour, hour);
    await customer.say('打电话多少钱一分钟');
    await pass(3 * hour, hour);
    expect((await contacts()).map(({ byUs }) => byUs)).toEqual([false, false]);
  });

  test('whoever ends our messages by a word, and asks something later, comes by themselves', async () => {
    const customer = await told();
    await pass(hour, hour);
    expect((await customer.say('全部退订')).text).toContain('全部退订');
    await pass(2 * hour, hour);
    await customer.say('打电话多少钱一分钟');
    await pass(3 * hour, hour);
    expect((await contacts()).map(({ byUs }) => byUs)).toEqual([false, false]);
  });

  test('news that came into a visit were heard in it', async () => {
    const customer = await web();
    for (const said of [story, '道歉', '可以']) await customer.say(said);
    const [complaint] = await desk.store.complaints.ofPhone(phone, 0);
    await complaintAnswered(desk, complaint?.number ?? '', '店长会给您打电话道歉。');
    await customer.wait(0);
    await customer.say('解决了');
    await pass(5 * hour);
    await customer.say('打电话多少钱一分钟');
    await pass(hour);
    expect((await contacts()).map(({ byUs }) => byUs)).toEqual([false, false]);
  });
});

describe('faults', () => {
  /** The next commits are lost, as when the process dies before them. */
  function loseCommits(count: number): void {
    const { conversations } = desk.store;
    const commit = conversations.commitTurn.bind(conversations);
    let left = count;
    const spy = jest.spyOn(conversations, 'commitTurn').mockImplementation(async (turn) => {
      if (left > 0) {
        left -= 1;
        throw new Error('lost');
      }
      spy.mockRestore();
      return commit(turn);
    });
  }

  test('a turn that is run again records the same visit, once', async () => {
    const customer = await web();
    loseCommits(2);
    await customer.say('打电话多少钱一分钟');
    await pass(20 * minute);
    loseCommits(1);
    await pass(20 * minute);
    const [contact, ...more] = await contacts();
    expect(contact).toMatchObject({ messages: 1, ...tops });
    expect(more).toEqual([]);
    expect(await stateOf(desk, customer.conversationId, 'desk')).not.toHaveProperty('contact');
  });

  test('nobody looked for timers: the next visit records the one before it', async () => {
    const customer = await web();
    await customer.say('打电话多少钱一分钟');
    desk.clock.advance(5 * hour);
    loseCommits(1);
    await customer.say('彩铃怎么收费');
    await pass(hour);
    expect((await contacts()).map(({ topics }) => topics)).toEqual([['billing.tariff'], ['ring_back_tone.fee']]);
    expect((await contacts()).map(({ messages }) => messages)).toEqual([1, 1]);
  });

  test('the store is away when it is to be recorded: nobody hears of it, and it is recorded later', async () => {
    const customer = await web();
    await customer.say('打电话多少钱一分钟');
    const said = await replies(customer.conversationId);
    const append = jest.spyOn(desk.store.records, 'append').mockRejectedValue(new Error('away'));
    await pass(40 * minute);
    append.mockRestore();
    await pass(5 * minute, minute);
    expect(await contacts()).toMatchObject([{ messages: 1, ...tops }]);
    expect(await replies(customer.conversationId)).toBe(said);
  });
});

test('erased with its conversation: nothing of it names the customer, and it is a record of theirs', async () => {
  await smsCustomer(desk, phone).say('打电话多少钱一分钟');
  await pass(3 * hour);
  const [record] = await desk.store.records.list('contact', 1);
  expect(record?.conversationId).toBe(conversationOfNumber(phone, channelSecret));
  expect(JSON.stringify(record)).not.toContain(phone);
  expect(await stateOf(desk, record?.conversationId ?? '', 'desk')).not.toHaveProperty('contact');
});
