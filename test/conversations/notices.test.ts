import { conversationOfNumber } from '../../src/channels/sms/conversation-id';
import type { AccountEvent, NoticeValue } from '../../src/notices/notice';
import { noticeEventName } from '../../src/notices/notice';
import { createNoticeQueue } from '../../src/notices/notice-queue';
import { createWhereabouts } from '../../src/notices/whereabouts';
import { noticesOf } from '../../src/notices-of';
import { silentLog } from '../../src/ports/log';
import { noMetrics } from '../../src/ports/metrics';
import { scriptUnderstander } from '../support/describe-scripts';
import { channelSecret, dataDir, startDesk, type TestDesk } from '../support/desk';
import { sequentialIds } from '../support/sequential-ids';
import { smsCustomer } from '../support/sms-customer';
import { tempDirs } from '../support/temp-dir';
import { voiceCustomer } from '../support/voice-customer';
import { webCustomer } from '../support/web-customer';

// What customers are told before they ask, and what they can do with it; from the event to the handset.
const tempDir = tempDirs();
const understander = scriptUnderstander();
const at = '2026-11-23T10:00:00+08:00';
const month = '2026-11';
const minute = 60_000;

let desk: TestDesk;
let serial = 0;
let happens: (phone: string, what: object) => Promise<void>;
let runJob: () => Promise<void>;
function start(options: { answersTexts?: boolean; at?: string } = {}): void {
  desk = startDesk({ dir: tempDir(), understander: understander.at({ at }), at, ...options });
  const { store, clock, services } = desk;
  const notices = noticesOf({
    documents: store.documents,
    outbox: store.outbox,
    accounts: services.accounts,
    consents: services.consents,
    sms: services.sms,
    conversationOf: (phone) => conversationOfNumber(phone, channelSecret),
    whereabouts: createWhereabouts(store.documents, clock),
    dataDir,
    clock,
    ids: sequentialIds(),
    log: silentLog,
    metrics: noMetrics,
    accepted: () => undefined,
    told: () => undefined,
  });
  const queue = createNoticeQueue(store.documents, clock);
  runJob = async () => {
    await notices.job.run(new AbortController().signal);
    await desk.settle();
  };
  happens = async (phone, what) => {
    serial += 1;
    await queue.accept([{ id: `evt_${serial}`, phone, at: clock.now(), ...what } as AccountEvent]);
    await runJob();
  };
}
afterEach(() => desk.close());

const textsTo = (phone: string): string[] => [...desk.transport.inboxOf(phone)].reverse();
const proved = async (phone: string) => {
  const customer = await webCustomer(desk, { locale: 'zh-Hans' });
  await customer.begin();
  await customer.say(`查一下${phone}的余额`);
  await customer.say(desk.lastCode());
  return customer;
};
const bill = { kind: 'bill_ready', month };

describe('by text message', () => {
  it('an abnormal bill, and why', async () => {
    start();
    const phone = '13800000006';
    await happens(phone, bill);
    expect(textsTo(phone)).toEqual([
      expect.stringMatching(/11月到现在的话费\d+[\s\S]*国际漫游流量费286元[\s\S]*回复1：为什么变高/),
    ]);
    const customer = smsCustomer(desk, phone);
    expect((await customer.say('1')).text).toMatch(/验证码/);
    expect((await customer.say(desk.lastCode())).text).toMatch(/国际漫游/);
  });

  it('a service nobody ordered becomes a complaint that knows what it is about', async () => {
    start();
    const phone = '13800000002';
    await happens(phone, { kind: 'service_ordered', serviceId: 's2-crbt' });
    expect(textsTo(phone)[0]).toMatch(/11月3日通过短信开通了彩铃功能，每月6元/);
    const customer = smsCustomer(desk, phone);
    expect((await customer.say('1')).text).not.toMatch(/哪一项/);
    for (const said of ['退钱', '跳过', '可以']) await customer.say(said);
    const [complaint] = await desk.store.complaints.ofPhone(phone, 0);
    expect(complaint).toMatchObject({ type: 'pricing_billing', slots: { amountFen: 600 } });
  });

  it('a plan that is used up offers a cap and no pack', async () => {
    start();
    await happens('13800000005', { kind: 'data_used' });
    const [text = ''] = textsTo('13800000005');
    expect(text).toMatch(/11月的流量用完了[\s\S]*1 流量用在哪了\n2 设流量封顶/);
    expect(text).not.toMatch(/流量包|加油包|订/);
  });

  it('a suspended line, a repair visit', async () => {
    start();
    await happens('13800000004', { kind: 'line_status', status: 'suspended_arrears' });
    expect(textsTo('13800000004')[0]).toMatch(/欠费35.40元已停机[\s\S]*怎么复机/);
    const from = desk.clock.now() + 47 * 60 * minute;
    const visit = { kind: 'repair_appointment', from, until: from + 120 * minute, place: '幸福小区3栋' };
    await happens('13800000001', visit);
    await happens('13800000001', { ...visit, from: from + 60 * minute });
    expect(textsTo('13800000001')[0]).toMatch(/上门维修改到后天上午10点到11点（幸福小区3栋）/);
    desk.clock.set(Date.parse('2026-11-24T18:00:00+08:00'));
    await runJob();
    expect(textsTo('13800000001')[0]).toMatch(/明天上午10点到11点师傅上门维修/);
  });

  it('is not told once it was refused, from the very next message on', async () => {
    start();
    const phone = '13800000006';
    const customer = smsCustomer(desk, phone);
    expect((await customer.say('全部退订')).text).toContain('全部退订');
    await happens(phone, bill);
    expect(textsTo(phone)).toHaveLength(1);
    await customer.say('恢复');
    desk.clock.advance(minute);
    await happens(phone, { ...bill });
    expect(textsTo(phone)[0]).toMatch(/话费/);
  });

  it('TD ends offers and greetings, and what is owed goes on', async () => {
    start();
    const phone = '13800000006';
    await smsCustomer(desk, phone).say('TD');
    await happens(phone, bill);
    expect(textsTo(phone)[0]).toMatch(/话费/);
  });

  it('waits while something else is under way, and is refused in between', async () => {
    start();
    const phone = '13800000006';
    const customer = smsCustomer(desk, phone);
    await customer.say('查余额');
    const before = textsTo(phone).length;
    await happens(phone, bill);
    expect(textsTo(phone)).toHaveLength(before);
    expect((await customer.say(desk.lastCode())).text).toMatch(/余额[\s\S]*11月到现在的话费/);
    const other = '13800000005';
    const second = smsCustomer(desk, other);
    await second.say('查余额');
    await happens(other, { kind: 'data_used' });
    await second.say('全部退订');
    expect((await second.say(desk.lastCode())).text).not.toMatch(/用完/);
  });

  it('where nobody can answer, nothing is offered', async () => {
    start({ answersTexts: false });
    await happens('13800000006', bill);
    expect(textsTo('13800000006')[0]).toMatch(/话费[^1]*$/);
    expect(textsTo('13800000006')[0]).not.toMatch(/回复1/);
  });

  it('speaks the language a complaint was told in', async () => {
    start();
    const phone = '13800000006';
    const customer = await webCustomer(desk, { locale: 'en' });
    await customer.begin();
    await customer.say(`A clerk at your Zhongshan Road shop shouted at me yesterday. My number is ${phone}.`);
    for (const said of ['Skip', 'Skip', 'Apology', 'Skip', 'Yes, record it']) await customer.say(said);
    await happens(phone, bill);
    expect(textsTo(phone)[0]).toMatch(/Your November bill is at .* yuan so far.*Data while roaming abroad: 286 yuan/s);
  });

  it('counts against the limit of messages we begin (S12)', async () => {
    start();
    const phone = '13800000006';
    await happens(phone, bill);
    const [sent] = await desk.store.outbox.list('sent', 1);
    expect(sent).toMatchObject({ kind: 'sms', payload: { to: phone, kind: 'service' } });
  });
});

describe('on the page', () => {
  const phone = '13800000006';

  it('whoever proved the number there and is there hears it there, with a button', async () => {
    start();
    const customer = await proved(phone);
    const before = textsTo(phone).length;
    await happens(phone, bill);
    const { text, choices } = await customer.wait(0);
    expect([text, choices]).toEqual([expect.stringMatching(/11月到现在的话费/), ['为什么变高']]);
    expect(textsTo(phone)).toHaveLength(before);
    expect((await customer.say('为什么变高')).text).toMatch(/国际漫游/);
  });

  it('whoever has left hears it by text message', async () => {
    start();
    const customer = await proved(phone);
    desk.clock.advance(11 * minute);
    await happens(phone, bill);
    expect((await customer.wait(0)).text).toBe('');
    expect(textsTo(phone)[0]).toMatch(/话费/);
  });

  it('an event that comes to a page where nobody is any more goes on to the number, once', async () => {
    start();
    const customer = await proved(phone);
    desk.clock.advance(40 * minute);
    const facts = { status: 'active', arrearsFen: 0 };
    const value: NoticeValue = { id: 'ntc_9', rule: 'line_status', facts };
    for (let time = 0; time < 2; time += 1)
      await desk.turns.receive(customer.conversationId, 'notice:9', { type: 'event', name: noticeEventName, value });
    expect((await customer.wait(0)).text).toBe('');
    expect(textsTo(phone).filter((text) => text.includes('恢复使用'))).toHaveLength(1);
  });

  it('a page whose number was never proved tells nothing of it', async () => {
    start();
    const customer = await webCustomer(desk, { locale: 'zh-Hans' });
    await customer.begin();
    const value: NoticeValue = { id: 'ntc_9', rule: 'line_status', facts: { status: 'active', arrearsFen: 0 } };
    await desk.turns.receive(customer.conversationId, 'n', { type: 'event', name: noticeEventName, value });
    expect((await customer.wait(0)).text).toBe('');
    expect(desk.transport.sent).toEqual([]);
  });
});

describe('refusing in words', () => {
  it.each(['不要再发了', '别再给我发短信了', '不想再收到你们的消息', 'no more messages please'])(
    'on the page: %s',
    async (words) => {
      start();
      const customer = await proved('13800000001');
      await desk.services.consents.decide('13800000001', ['greeting'], { given: true, at: 1, by: 'x|1' });
      expect((await customer.say(words)).text).toMatch(/退订|unsubscribed/);
      expect(await desk.services.consents.may('13800000001', 'greeting')).toBe(false);
      expect(await desk.services.consents.may('13800000001', 'service')).toBe(true);
    },
  );

  it('all of it, and back', async () => {
    start();
    const customer = await proved('13800000001');
    expect((await customer.say('什么都别发了，全部退订')).text).toContain('全部退订');
    expect(await desk.services.consents.may('13800000001', 'service')).toBe(false);
    expect((await customer.say('恢复提醒')).text).toContain('恢复了');
    expect(await desk.services.consents.may('13800000001', 'service')).toBe(true);
  });

  it('where no number is known it is asked for; more than offers and greetings takes a proof', async () => {
    start();
    const customer = await webCustomer(desk, { locale: 'zh-Hans' });
    await customer.begin();
    expect((await customer.say('不要再发短信了')).text).toContain('哪个手机号');
    expect((await customer.say('13800000001')).text).toContain('已经为您退订');
    expect(await desk.services.consents.of('13800000001')).toMatchObject({ offers: { given: false } });
    const other = await webCustomer(desk, { locale: 'zh-Hans' });
    await other.begin();
    await other.say('全部退订');
    expect((await other.say('13800000001')).text).toContain('验证码');
    expect(await desk.services.consents.may('13800000001', 'service')).toBe(true);
    expect((await other.say(desk.lastCode())).text).toContain('全部退订');
    expect(await desk.services.consents.may('13800000001', 'service')).toBe(false);
  });

  it('in a call, for the number called from', async () => {
    start();
    const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA1', from: '+8613800000001' });
    await caller.begin();
    expect((await caller.say('别再给我发短信了')).text).toContain('退订');
    expect(await desk.services.consents.of('13800000001')).toMatchObject({ greeting: { given: false } });
  });

  it.each(['希望不要再发生了', '别再给我发验证码了', '能不能不要再发短信了吗', '退订彩铃', '取消'])(
    'other words are no refusal: %s',
    async (words) => {
      start();
      const customer = await proved('13800000001');
      expect((await customer.say(words)).text).not.toContain('已经为您');
      expect(await desk.services.consents.of('13800000001')).toEqual({});
    },
  );

  it('words that answer a question are that answer', async () => {
    start();
    const phone = '13800000002';
    const customer = smsCustomer(desk, phone);
    await customer.say('取消彩铃');
    expect((await customer.say(desk.lastCode())).text).toMatch(/取消/);
    expect((await customer.say('退订')).text).not.toContain('推广');
    expect(await desk.services.consents.of(phone)).toEqual({});
    // With nothing open it is what it is on every text message.
    expect((await customer.say('退订')).text).toContain('推广和问候');
  });

  it('in a complaint it is part of what is told', async () => {
    start();
    const customer = await webCustomer(desk, { locale: 'zh-Hans' });
    await customer.begin();
    await customer.say('营业员天天发短信推销套餐，烦死了，号码13800000004');
    await customer.say('不要再给我发了');
    expect(await desk.services.consents.of('13800000004')).toEqual({});
  });

  it('beside an open question that question stands', async () => {
    start();
    const customer = await webCustomer(desk, { locale: 'zh-Hans' });
    await customer.begin();
    await customer.say('查一下13800000001的余额');
    const code = desk.lastCode();
    expect((await customer.say('不要再发短信了')).text).toMatch(/已经为您退订[\s\S]*验证码/);
    expect((await customer.say(code)).text).toContain('余额');
  });
});
