import { continuationSender } from '../../src/channels/sms/continuation-sender';
import { agentActs } from '../support/agent-step';
import { scriptUnderstander } from '../support/describe-scripts';
import { channelSecret, startDesk, type TestDesk } from '../support/desk';
import { smsCustomer } from '../support/sms-customer';
import { tempDirs } from '../support/temp-dir';
import { voiceCustomer } from '../support/voice-customer';
import { webCustomer } from '../support/web-customer';

// What is begun on one channel goes on on another.
const tempDir = tempDirs();
const understander = scriptUnderstander();
const at = '2026-11-21T10:00:00+08:00';
const phone = '13800000002';
const dayMs = 24 * 3600_000;

let desk: TestDesk;
const start = (options: { answersTexts?: boolean } = {}): void => {
  desk = startDesk({ dir: tempDir(), understander: understander.at({ at }), at, ...options });
};
afterEach(() => desk.close());

/** Tells half a complaint by telephone and hangs up. */
async function callAndHangUp(from: string, ...said: readonly string[]): Promise<void> {
  const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: `CA-${from}-${said.length}`, from });
  await caller.begin();
  for (const words of said) await caller.say(words);
  await caller.hangUp();
}
const textsTo = (to: string): string[] => desk.transport.inboxOf(to);
const filed = (of = phone) => desk.store.complaints.ofPhone(of, 0);

describe('a caller who hangs up in the middle of a complaint', () => {
  it('is offered to go on by text message, and goes on without a question asked twice', async () => {
    start();
    await callAndHangUp(`+86${phone}`, '你们营业员把我骂了一顿', '五一路营业厅');
    expect(textsTo(phone)).toEqual([
      expect.stringContaining('您刚才电话里说到“态度粗暴、骂人吼人”，还没登记完。您说过的我都记着，要接着办吗？'),
    ]);
    expect(textsTo(phone)[0]).toMatch(/1 接着办\n2 不用了/);
    const customer = smsCustomer(desk, phone);
    await customer.begin();
    const next = await customer.say('1');
    expect(next.text).toContain('哪天');
    expect(next.text).not.toMatch(/营业厅|骂/);
    await customer.say('昨天');
    await customer.say('跳过');
    const summary = await customer.say('要她道歉');
    const whole = summary.text.includes('核对一下') ? summary : await customer.say('跳过');
    expect(whole.text).toMatch(/核对一下[\s\S]*五一路[\s\S]*道歉/);
    expect((await customer.say('可以，就这样登记')).text).toContain('登记好了');
    expect(await filed()).toMatchObject([{ type: 'staff_attitude', channel: 'sms', slots: { place: '五一路营业厅' } }]);
  });

  it('answers the question the call broke off at', async () => {
    start();
    await callAndHangUp(phone, '昨天在五一路营业厅被营业员骂了', '跳过', '道歉', '跳过');
    const customer = smsCustomer(desk, phone);
    expect((await customer.say('好的')).text).toContain('核对一下');
    expect((await customer.say('可以')).text).toContain('登记好了');
    expect(await filed()).toHaveLength(1);
  });

  it('may leave it', async () => {
    start();
    await callAndHangUp(phone, '你们营业员把我骂了一顿');
    const customer = smsCustomer(desk, phone);
    expect((await customer.say('2')).text).toContain('先不登记');
    await customer.wait(2 * dayMs);
    expect(await filed()).toHaveLength(0);
  });

  it('hears after a day that it is recorded as told', async () => {
    start();
    await callAndHangUp(phone, '你们营业员把我骂了一顿', '五一路营业厅');
    const customer = smsCustomer(desk, phone);
    expect((await customer.wait(dayMs - 60_000)).text).toBe('');
    expect((await customer.wait(120_000)).text).toMatch(/电话里说的事，我先按您说的登记好[\s\S]*C20261122/);
    expect(await filed()).toMatchObject([{ type: 'staff_attitude', slots: { place: '五一路营业厅' } }]);
  });

  it('asks something else first, and the offer stands', async () => {
    start();
    await callAndHangUp(phone, '你们营业员把我骂了一顿');
    const customer = smsCustomer(desk, phone);
    expect((await customer.say('什么是彩铃')).text).toMatch(/别人打您电话[\s\S]*要接着办吗/);
    await customer.wait(2 * 3600_000);
    expect(await filed()).toHaveLength(0);
    await customer.say('接着办');
    expect((await customer.say('接着办')).text).toContain('营业厅');
  });

  it('tells more of it instead of yes', async () => {
    start();
    await callAndHangUp(phone, '你们营业员把我骂了一顿');
    const customer = smsCustomer(desk, phone);
    expect((await customer.say('那个营业员还让我滚，就在五一路营业厅')).text).toContain('哪天');
  });

  it('is asked which of two it was when the call ended before that', async () => {
    start();
    await callAndHangUp(phone, '我要投诉', '你们这个服务真不行');
    expect(textsTo(phone)[0]).toContain('您刚才电话里反映的事还没登记完');
    const customer = smsCustomer(desk, phone);
    expect((await customer.say('1')).text).toContain('最不满意的是哪一件');
  });

  it('is written to in the language of the call', async () => {
    start();
    const caller = voiceCustomer(desk, { locale: 'en', callId: 'CA-en', from: phone });
    await caller.begin();
    await caller.say('The man at your shop was extremely rude to me');
    await caller.hangUp();
    expect(textsTo(phone)[0]).toContain('On the phone just now you told us about');
  });

  it('is offered it once, however often the platform reports the end', async () => {
    start();
    await callAndHangUp(phone, '你们营业员把我骂了一顿');
    await callAndHangUp(phone);
    const again = { callId: `CA-${phone}-1`, from: phone, to: '10086', step: 9 };
    await desk.calls.handle({ ...again, what: { kind: 'ended', reason: 'completed' } });
    await desk.settle();
    expect(textsTo(phone)).toHaveLength(1);
  });

  it('is offered it once, though a crash brings the draft a second time', async () => {
    start();
    await callAndHangUp(phone, '你们营业员把我骂了一顿');
    const [entry] = (await desk.store.outbox.list('sent', 10)).filter(({ kind }) => kind === 'continuation');
    if (!entry) throw new Error('Nothing was sent.');
    expect(await continuationSender(desk.turns, channelSecret)(entry, new AbortController().signal)).toEqual({
      ok: true,
    });
    await desk.settle();
    expect(textsTo(phone)).toHaveLength(1);
  });

  it('gets at most three such messages in ten minutes (S12)', async () => {
    start();
    for (const words of ['你们营业员骂我', '营业员冲我吼', '你们营业员骂人', '营业员对我大喊大叫', '那个营业员骂我']) {
      const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: `CA ${words}`, from: phone });
      await caller.begin();
      await caller.say(words);
      await caller.hangUp();
    }
    expect(textsTo(phone).length).toBeLessThanOrEqual(3);
  });

  it('is recorded at once where nobody can answer a text message', async () => {
    start({ answersTexts: false });
    await callAndHangUp(phone, '你们营业员把我骂了一顿', '五一路营业厅');
    expect(await filed()).toMatchObject([{ type: 'staff_attitude', channel: 'voice' }]);
    expect(textsTo(phone)).toEqual([expect.stringContaining('您的投诉已登记')]);
  });

  it('is recorded at once, without a number, where none is known', async () => {
    start();
    await callAndHangUp('anonymous', '你们营业员把我骂了一顿');
    expect(await desk.store.complaints.byNumber('C20261121-0001-3')).toMatchObject({ type: 'staff_attitude' });
    expect(desk.transport.sent).toHaveLength(0);
  });

  it('leaves nothing where nothing was told', async () => {
    start();
    await callAndHangUp(phone, '我要投诉');
    expect(textsTo(phone)).toHaveLength(0);
  });

  it('is not put between the questions of another complaint told by text message', async () => {
    start();
    const customer = smsCustomer(desk, phone);
    await customer.say('我家宽带老是掉线');
    await callAndHangUp(phone, '你们营业员把我骂了一顿');
    expect(textsTo(phone).at(-1)).toMatch(/电话里说的事，我已经登记好了，编号C[\s\S]*哪里/);
    expect((await customer.say('阳光小区')).text).not.toContain('营业厅');
    expect(await filed()).toMatchObject([{ type: 'staff_attitude' }]);
  });
});

describe('a caller who hangs up while a person answers the same number by text message', () => {
  it('has the complaint on record, and the bot does not break in', async () => {
    start();
    const customer = smsCustomer(desk, phone);
    await customer.say('转人工');
    await agentActs(desk, customer.conversationId, { accept: true, who: 'agent1' });
    await desk.settle();
    const before = textsTo(phone).length;
    await callAndHangUp(phone, '你们营业员把我骂了一顿');
    expect(textsTo(phone)).toHaveLength(before);
    expect(await filed()).toMatchObject([{ type: 'staff_attitude' }]);
    await agentActs(desk, customer.conversationId, { finish: 'solved', who: 'agent1' });
    expect((await customer.wait(0)).text).toContain('投诉编号C20261121-0001-3');
  });
});

describe('a complaint of one number', () => {
  it('made on the page is found by telephone and by text message, after the code', async () => {
    start();
    const onPage = await webCustomer(desk, { locale: 'zh-Hans' });
    await onPage.begin();
    await onPage.say(`昨天在五一路营业厅被营业员骂了，号码${phone}`);
    await onPage.say('道歉');
    expect((await onPage.say('可以')).text).toContain('登记好了');
    desk.clock.advance(11 * 60_000);

    const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA1', from: phone });
    await caller.begin();
    expect((await caller.say('我的投诉到哪一步了')).text).not.toContain('五一路');
    await caller.say('算了');
    await caller.say('查余额');
    await caller.say(desk.lastCode());
    expect((await caller.say('我的投诉到哪一步了')).text).toContain('已经登记');

    const writer = smsCustomer(desk, phone);
    await writer.say('查余额');
    await writer.say(desk.lastCode());
    expect((await writer.say('我的投诉到哪一步了')).text).toContain('已经登记');
    await writer.say('补充投诉情况');
    expect((await writer.say('当时有监控')).text).toContain('补充好了');
    expect(await filed()).toMatchObject([{ additions: [{ text: '当时有监控' }] }]);
  });
});

describe('a story in several text messages', () => {
  it('is one story with one reply', async () => {
    start();
    const customer = smsCustomer(desk, phone);
    for (const text of ['我真的是受够了', '你们那个营业厅', '那个女的冲我吼'])
      await customer.say(text, { burst: true });
    expect((await customer.say('就在中泉营业厅')).text).toContain('对不起');
    expect(textsTo(phone)).toHaveLength(1);
  });
});

describe('a number the channel tells', () => {
  it('is not asked for, and kept out of the complaint when the customer says so', async () => {
    start();
    const customer = smsCustomer(desk, phone);
    const asked = await customer.say('昨天在五一路营业厅被营业员骂了');
    expect(asked.text).not.toContain('手机号');
    let said = asked;
    for (let tries = 0; tries < 4 && !said.text.includes('怎么做'); tries += 1) said = await customer.say('跳过');
    expect((await customer.say('匿名')).text).toContain('怎么做');
    expect((await customer.say('道歉')).text).toContain('匿名登记，不留号码');
    expect((await customer.say('可以')).text).toContain('登记好了');
    expect(await desk.store.complaints.byNumber('C20261121-0001-3')).toMatchObject({ type: 'staff_attitude' });
    expect(await filed()).toHaveLength(0);
  });

  it('belongs to a complaint whose teller goes silent', async () => {
    start();
    const customer = smsCustomer(desk, phone);
    await customer.say('你们营业员把我骂了一顿');
    expect((await customer.wait(31 * 60_000)).text).toContain('先按您说的登记好');
    expect(await filed()).toHaveLength(1);
  });
});
