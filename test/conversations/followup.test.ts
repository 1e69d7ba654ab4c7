import fc from 'fast-check';
import { conversationOfNumber } from '../../src/channels/sms/conversation-id';
import { complaintEventNames } from '../../src/complaints/protocol';
import { type ComplaintStep, complaintAnswered, complaintGoesOn } from '../support/complaint-step';
import { stateOf } from '../support/customer';
import { scriptUnderstander } from '../support/describe-scripts';
import { channelSecret, startDesk, type TestDesk } from '../support/desk';
import { smsCustomer } from '../support/sms-customer';
import { tempDirs } from '../support/temp-dir';
import { voiceCustomer } from '../support/voice-customer';
import { webCustomer } from '../support/web-customer';

// What becomes of a complaint reaches its customer, wherever that is by now; and with proof.
const tempDir = tempDirs();
const understander = scriptUnderstander();
const at = '2026-11-23T10:00:00+08:00';
const phone = '13800000004';
const minute = 60_000;
const story = `昨天在五一路营业厅被营业员骂了，号码${phone}`;
const result = '店长会给您打电话道歉。';

let desk: TestDesk;
const start = (options: { answersTexts?: boolean } = {}): void => {
  desk = startDesk({ dir: tempDir(), understander: understander.at({ at }), at, ...options });
};
afterEach(() => desk.close());

const filed = async (of = phone) => {
  const [complaint] = await desk.store.complaints.ofPhone(of, 0);
  if (!complaint) throw new Error('Nothing was filed.');
  return complaint;
};
/** Newest first. */
const textsTo = (to: string): string[] => [...desk.transport.inboxOf(to)].reverse();
const step = async (what: ComplaintStep): Promise<void> => complaintGoesOn(desk, (await filed()).number, what);

/** A complaint told on the page by somebody who stays there. */
async function told(words = story) {
  const customer = await webCustomer(desk, { locale: 'zh-Hans' });
  await customer.begin();
  for (const said of [words, '道歉', '可以']) await customer.say(said);
  return customer;
}

async function callerTold() {
  const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA1', from: `+86${phone}` });
  await caller.begin();
  for (const said of ['昨天在五一路营业厅被营业员骂了', '道歉', '可以']) await caller.say(said);
  await caller.hangUp();
  return caller;
}

describe('the way to the customer', () => {
  it('is the page while somebody is there, and the reply is the proof', async () => {
    start();
    const customer = await told();
    const before = textsTo(phone).length;
    await complaintAnswered(desk, (await filed()).number, result);
    expect((await customer.wait(0)).text).toContain(result);
    expect(textsTo(phone)).toHaveLength(before);
    const { status, answers, rechecks } = await filed();
    expect(status).toBe('decision_communicated');
    expect(rechecks).toHaveLength(1);
    const reference = answers?.[0]?.told?.reference ?? '';
    expect(answers?.[0]?.told).toMatchObject({ way: 'chat', at: desk.clock.now() });
    const log = await desk.turns.read(customer.conversationId, 0, 1000);
    expect(log.find(({ id }) => id === reference)?.activity.text).toContain(result);
  });

  it('is the number as well once the page was left, where 1 and 2 answer', async () => {
    start();
    const customer = await told();
    const number = smsCustomer(desk, phone);
    await step({ assess: true, who: 'agent1' });
    await step({ investigate: true, who: 'agent1' });
    await customer.wait(0);
    desk.clock.advance(20 * minute);
    await step({ answer: result, who: 'agent1' });
    expect((await customer.wait(0)).text).toContain(result);
    const text = textsTo(phone)[0] ?? '';
    expect(text).toMatch(/有结果了[\s\S]*店长会给您打电话道歉[\s\S]*1 解决了\n2 没解决/);
    const { answers } = await filed();
    expect(answers?.[0]?.told?.way).toBe('sms');
    const sent = desk.transport.sent.find(({ text: one }) => one === text);
    expect(answers?.[0]?.told?.reference).toBe(sent?.key);
    expect((await number.say('2')).text).toContain('资深的同事重新处理');
    expect((await filed()).status).toBe('assessed');
    // On the page the question still stands: whoever answers it hears how it is now.
    expect((await customer.say('解决了')).text).toContain('服务质量小组');
    expect((await filed()).status).toBe('assessed');
  });

  it('is a bare notice where nobody can answer a text message', async () => {
    start({ answersTexts: false });
    const customer = await told();
    await step({ assess: true, who: 'agent1' });
    await step({ investigate: true, who: 'agent1' });
    await customer.wait(0);
    desk.clock.advance(20 * minute);
    await step({ answer: result, who: 'agent1' });
    expect((await customer.wait(0)).text).toContain(result);
    expect(textsTo(phone)[0]).toMatch(/有新进展/);
    expect(textsTo(phone)[0]).not.toContain(result);
    expect(textsTo(phone)).toHaveLength(2);
    expect((await filed()).answers?.[0]?.told?.way).toBe('chat');
  });

  it('is the number for a caller, and the next call after the number was proved', async () => {
    start();
    await callerTold();
    desk.clock.advance(20 * minute);
    await complaintAnswered(desk, (await filed()).number, result);
    await desk.settle();
    expect(textsTo(phone)[0]).toMatch(/有结果了[\s\S]*问题解决了吗/);
    expect((await filed()).answers?.[0]?.told?.way).toBe('sms');
    // Codes and news share the limit of messages to one number (S12).
    desk.clock.advance(20 * minute);
    const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA2', from: `+86${phone}` });
    expect((await caller.begin()).text).not.toMatch(/投诉C|有结果/);
    expect((await caller.say('查一下余额')).text).not.toMatch(/投诉C|有结果|店长/);
    const heard = await caller.say(desk.lastCode());
    expect(heard.shown).toMatch(
      /余额[\s\S]*您的投诉有结果了[\s\S]*店长会给您打电话道歉[\s\S]*问题解决了吗？ 解决了，请按一。 没解决，请按二。/,
    );
    const again = await caller.say('没解决');
    expect(again.shown).toMatch(/资深的同事重新处理[\s\S]*幺二三零零[\s\S]*哪里还没解决/);
    expect(again.shown.split('\n')[0]).not.toMatch(/[0-9]/);
    expect((await caller.say('到现在没人打电话')).text).toContain('写进去了');
    expect(await filed()).toMatchObject({ status: 'assessed', additions: [{ text: '到现在没人打电话' }] });
    // Answered in the call: the question by text message is over.
    expect((await smsCustomer(desk, phone).say('解决了')).text).not.toContain('办结了');
  });

  it('is nowhere for a caller without a number, and nothing claims otherwise', async () => {
    start();
    const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA1' });
    await caller.begin();
    for (const said of ['昨天在五一路营业厅被营业员骂了', '匿名', '道歉', '可以']) await caller.say(said);
    await caller.hangUp();
    const [complaint] = await desk.store.complaints.list({}, 1);
    if (!complaint) throw new Error('Nothing was filed.');
    const before = desk.transport.sent.length;
    await complaintAnswered(desk, complaint.number, result);
    await desk.settle();
    expect(desk.transport.sent).toHaveLength(before);
    expect((await desk.store.complaints.byId(complaint.id))?.status).toBe('answered');
  });

  it('speaks the language of the complaint where nobody has spoken yet', async () => {
    start();
    const customer = await webCustomer(desk, { locale: 'en' });
    await customer.begin();
    for (const said of [`A clerk at your shop shouted at me yesterday. My number is ${phone}.`, 'Skip', 'Skip'])
      await customer.say(said);
    for (const said of ['Apology', 'Skip', 'Yes, record it']) await customer.say(said);
    desk.clock.advance(20 * minute);
    await step({ assess: true, who: 'agent1' });
    await desk.settle();
    expect(textsTo(phone)[0]).toContain('now has somebody in charge');
  });
});

describe('what is asked', () => {
  it('is asked again while there is no word, and not after it', async () => {
    start();
    const customer = await told();
    await complaintAnswered(desk, (await filed()).number, result);
    await customer.wait(0);
    desk.clock.advance(24 * 60 * minute + 1);
    await step({ timers: true, who: 'agent1' });
    expect((await customer.wait(0)).text).toMatch(/想跟您确认一下[\s\S]*问题解决了吗/);
    expect(textsTo(phone)[0]).toMatch(/想跟您确认一下/);
    await customer.say('解决了');
    desk.clock.advance(24 * 60 * minute);
    await step({ timers: true, who: 'agent1' });
    expect((await customer.wait(60 * minute)).text).toBe('');
  });

  it('about satisfaction is asked once for a resolution, its words are kept', async () => {
    start();
    const customer = await told();
    await complaintAnswered(desk, (await filed()).number, result);
    await customer.wait(0);
    expect((await customer.say('解决了')).text).toContain('您满意吗');
    await customer.say('满意');
    await customer.say('谢谢你们，处理得挺快');
    const { id, number, surveys } = await filed();
    expect(surveys).toMatchObject([{ score: 'satisfied', words: '谢谢你们，处理得挺快' }]);
    // Beside the complaint too, where supervisors find what customers say by its time.
    expect(await desk.store.records.list('survey', 10)).toMatchObject([
      { key: `${id}#1:words`, data: { score: 'satisfied', words: '谢谢你们，处理得挺快', complaintId: id, number } },
      { key: `${id}#1`, data: { score: 'satisfied', complaintId: id, number } },
    ]);
    await customer.say('查投诉进度');
    expect((await customer.say('解决了')).text).not.toContain('您满意吗');
    expect((await filed()).surveys).toHaveLength(1);
  });

  it('a bad score opens it again, and the words go to whoever takes it', async () => {
    start();
    const customer = await told();
    await complaintAnswered(desk, (await filed()).number, result);
    await customer.wait(0);
    await customer.say('解决了');
    const { text } = await customer.say('不满意');
    expect(text).toMatch(/处理得没让您满意[\s\S]*资深的同事重新跟进[\s\S]*12300[\s\S]*哪里让您不满意/);
    expect(text).not.toContain('解决');
    expect(await filed()).toMatchObject({ status: 'assessed', level: 1, reopened: 1 });
    expect((await customer.say('道歉太敷衍')).text).toContain('写进去了');
    const { additions, surveys } = await filed();
    expect(additions).toMatchObject([{ text: '道歉太敷衍' }]);
    expect(surveys).toMatchObject([{ score: 'unsatisfied', words: '道歉太敷衍' }]);
  });

  it('a score that takes the yes back is answered as not solved', async () => {
    start();
    const customer = await told();
    await complaintAnswered(desk, (await filed()).number, result);
    await customer.wait(0);
    await customer.say('解决了');
    expect((await customer.say('没解决')).text).toMatch(/没给您解决好[\s\S]*哪里还没解决/);
    expect(await filed()).toMatchObject({ status: 'assessed', level: 1, surveys: [{ score: 'unsatisfied' }] });
  });

  it('a yes that one of ours has noted is put to the customer, who is asked how it was, and may say otherwise', async () => {
    start();
    await callerTold();
    desk.clock.advance(20 * minute);
    await complaintAnswered(desk, (await filed()).number, result);
    await desk.settle();
    // The question by text message stands open; somebody calls.
    desk.clock.advance(40 * minute);
    await step({ noted: 'solved', who: 'agent1' });
    await step({ close: true, who: 'agent1' });
    await desk.settle();
    const { number } = await filed();
    expect(textsTo(phone)[0]).toMatch(/记下您说已经解决了，这就办结[\s\S]*“重新处理”[\s\S]*您满意吗[\s\S]*3 不满意/);
    expect(textsTo(phone)[0]).toContain(number);
    const customer = smsCustomer(desk, phone);
    expect((await customer.say('没解决')).text).toMatch(/没给您解决好[\s\S]*12300/);
    expect(await filed()).toMatchObject({ status: 'assessed', level: 1 });
  });

  it('a yes that one of ours has noted leads to the survey, once', async () => {
    start();
    const customer = await told();
    await complaintAnswered(desk, (await filed()).number, result);
    await customer.wait(0);
    await customer.say('晚点再说');
    await step({ noted: 'solved', who: 'agent1' });
    const asked = await customer.wait(40 * minute);
    expect(asked.choices).toEqual(['满意', '一般', '不满意']);
    await customer.say('满意');
    await customer.say('跳过');
    expect(await filed()).toMatchObject({ status: 'rechecked', surveys: [{ score: 'satisfied' }] });
    desk.clock.advance(25 * 60 * minute);
    await step({ timers: true, who: 'agent1' });
    expect((await customer.wait(0)).text).toBe('');
    expect((await filed()).status).toBe('closed');
  });

  it('what one of ours takes back is told to the customer, who may say otherwise', async () => {
    start();
    const customer = await told();
    await step({ noted: 'withdrawn', who: 'agent1' });
    expect((await customer.wait(0)).text).toMatch(/记下您要撤回[\s\S]*“重新处理”/);
    await customer.say('重新处理');
    await customer.say('我没说要撤回');
    expect(await filed()).toMatchObject({ status: 'assessed', level: 1 });
  });

  it('a no counts though the customer goes away without a reason', async () => {
    start();
    const customer = await told();
    await complaintAnswered(desk, (await filed()).number, result);
    await customer.wait(0);
    await customer.say('没解决');
    expect(await filed()).toMatchObject({ status: 'assessed', level: 1 });
    expect((await customer.say('流量套餐有哪些')).text).not.toContain('写进去了');
  });
});

/** Solved, surveyed, and asked whether we may write some days later. */
async function surveyedByText(answer: string, score = '满意') {
  start();
  await callerTold();
  desk.clock.advance(20 * minute);
  await complaintAnswered(desk, (await filed()).number, result);
  await desk.settle();
  const number = smsCustomer(desk, phone);
  await number.say('解决了');
  await number.say(score);
  const asked = (await number.say('跳过')).text;
  const heard = (await number.say(answer)).text;
  return { number, asked, heard };
}
async function someDaysLater(): Promise<string> {
  desk.clock.advance(6 * 24 * 60 * minute);
  const before = textsTo(phone).length;
  await step({ timers: true, who: 'agent1' });
  await desk.settle();
  return textsTo(phone).length > before ? (textsTo(phone)[0] ?? '') : '';
}

describe('a greeting afterwards', () => {
  it('comes to whoever agreed, and can be refused', async () => {
    const { asked, heard, number } = await surveyedByText('可以');
    expect(asked).toMatch(/谢谢您[\s\S]*过几天[\s\S]*可以吗/);
    expect(heard).toContain('不要再发了');
    expect(await desk.services.consents.of(phone)).toMatchObject({
      greeting: { given: true, words: '可以', by: expect.stringMatching(/^sms_/) },
    });
    expect(await someDaysLater()).toMatch(/后来都好吗[\s\S]*回复TD/);
    expect((await number.say('TD')).text).toContain('已经为您退订');
    expect(await desk.services.consents.may(phone, 'greeting')).toBe(false);
  });

  it.each(['不用了', '算了', '查话费余额'])('does not come after “%s”, and nobody is asked again', async (answer) => {
    const { number } = await surveyedByText(answer);
    expect(await someDaysLater()).toBe('');
    await number.say('重新处理投诉');
    await number.say('还是一样');
    await complaintAnswered(desk, (await filed()).number, result);
    await desk.settle();
    await number.say('解决了');
    await number.say('满意');
    expect((await number.say('跳过')).text).not.toContain('过几天');
  });

  it('does not come when it was refused while it was on its way', async () => {
    const { number } = await surveyedByText('可以');
    desk.clock.advance(6 * 24 * 60 * minute);
    await step({ timers: true, who: 'agent1' });
    await number.say('别再给我发短信了');
    expect(textsTo(phone).slice(0, 2).join()).not.toContain('后来都好吗');
    expect(await desk.services.consents.may(phone, 'greeting')).toBe(false);
  });

  it('is not offered to the dissatisfied, nor to somebody of whom we have no number', async () => {
    const { asked } = await surveyedByText('跳过', '不满意');
    expect(asked).not.toContain('过几天');
    expect(await desk.services.consents.of(phone)).toEqual({});
  });

  it('is asked about in a call, by key', async () => {
    start();
    await callerTold();
    desk.clock.advance(20 * minute);
    await complaintAnswered(desk, (await filed()).number, result);
    await desk.settle();
    desk.clock.advance(20 * minute);
    const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA2', from: `+86${phone}` });
    await caller.begin();
    await caller.say('查一下余额');
    await caller.say(desk.lastCode());
    await caller.say('解决了');
    await caller.say('满意');
    const { shown } = await caller.say('跳过');
    expect(shown).toMatch(/后来怎么样，可以吗？ 可以，请按一。 不用了，请按二。/);
    await caller.say('可以');
    expect(await desk.services.consents.of(phone)).toMatchObject({ greeting: { given: true } });
  });

  it('is asked about and refused in words on the page', async () => {
    start();
    const customer = await told();
    await complaintAnswered(desk, (await filed()).number, result);
    await customer.wait(0);
    await customer.say('解决了');
    await customer.say('一般');
    const { text, choices } = await customer.say('跳过');
    expect([text, choices]).toEqual([expect.stringContaining('可以吗'), ['可以', '不用了']]);
    await customer.say('可以');
    expect(await desk.services.consents.may(phone, 'greeting')).toBe(true);
    expect((await customer.say('不要再发了')).text).toContain('已经为您退订');
    expect(await desk.services.consents.may(phone, 'greeting')).toBe(false);
    expect(await desk.services.consents.may(phone, 'service')).toBe(true);
  });
});

test('a real repeat goes to the same handler, one step up', async () => {
  start();
  const customer = await told();
  await step({ assess: true, who: 'agent2' });
  await customer.wait(0);
  await told(`昨天在中山路营业厅又被营业员骂了，号码${phone}`);
  expect(await filed()).toMatchObject({ repeatCount: 1, handler: 'agent2', level: 1 });
});

test('an event that comes twice is told once', async () => {
  start();
  const customer = await told();
  const { id, number } = await filed();
  const event = { type: 'event', name: complaintEventNames.progress, value: { id, number, step: 'investigating' } };
  for (let time = 0; time < 2; time += 1) await desk.turns.receive(customer.conversationId, 'same', event);
  expect((await customer.wait(0)).text.match(/正在核实处理/g)).toHaveLength(1);
});

test('a complaint that was erased is no news', async () => {
  start();
  const customer = await told();
  const value = { id: 'cmp_gone', number: 'C20261123-0009-1', step: 'investigating' };
  const event = { type: 'event', name: complaintEventNames.progress, value };
  await desk.turns.receive(customer.conversationId, 'gone', event);
  expect((await customer.wait(0)).text).toBe('');
});

test('whatever is under way, no news is lost and none is told twice', async () => {
  const acts = fc.oneof(
    { weight: 3, arbitrary: fc.constant('news' as const) },
    fc.constantFrom(
      '什么是彩铃',
      '撤回投诉',
      '先不用',
      '补充投诉情况',
      '还有一点要说',
      '查余额',
      '算了',
      '转人工',
      '不等了',
    ),
    fc.constant(40 * minute),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 3, maxLength: 12 }), async (list) => {
      start();
      try {
        const customer = await told();
        const { id, number } = await filed();
        const seen: string[] = [];
        let sent = 0;
        for (const act of list) {
          if (act === 'news') {
            // A time of its own tells one from the other.
            const by = Date.parse('2027-01-01T00:00:00+08:00') + sent * 24 * 60 * minute;
            const value = { id, number, step: 'reopened', by };
            const event = { type: 'event', name: complaintEventNames.progress, value };
            await desk.turns.receive(customer.conversationId, `news ${sent}`, event);
            sent += 1;
            seen.push((await customer.wait(0)).text);
          } else if (typeof act === 'number') seen.push((await customer.wait(act)).text);
          else seen.push((await customer.say(act)).text);
        }
        for (let more = 0; more < 3; more += 1) seen.push((await customer.wait(40 * minute)).text);
        const days = [...seen.join('\n').matchAll(/重新处理，由更资深的同事接手，2027年1月(\d+)日/g)].map(
          ([, day]) => day,
        );
        expect(days).toEqual(Array.from({ length: sent }, (_, index) => String(index + 1)));
        expect((await stateOf(desk, customer.conversationId, 'desk'))?.['news']).toBeUndefined();
      } finally {
        await desk.close();
      }
    }),
    { numRuns: 12, seed: 7 },
  );
  start();
}, 120_000);

test('the conversation of a number is found again by the number', async () => {
  start();
  await callerTold();
  await step({ assess: true, who: 'agent1' });
  await desk.settle();
  const record = await desk.store.conversations.load(conversationOfNumber(phone, channelSecret));
  expect(record).toMatchObject({ channel: 'sms', userId: phone });
});
