import { complaintAnswered, complaintGoesOn } from '../support/complaint-step';
import { scriptUnderstander } from '../support/describe-scripts';
import { startDesk, type TestDesk } from '../support/desk';
import { smsCustomer } from '../support/sms-customer';
import { tempDirs } from '../support/temp-dir';
import { voiceCustomer } from '../support/voice-customer';
import { webCustomer } from '../support/web-customer';

// Closed after two tries that reached nobody: the message that says so asks whether it is solved, once, and whoever answers
// is asked how it was, or has it back at work.
const tempDir = tempDirs();
const understander = scriptUnderstander();
const at = '2026-11-23T10:00:00+08:00';
const phone = '13800000004';
const hour = 3_600_000;
const story = '昨天在五一路营业厅被营业员骂了';

let desk: TestDesk;
beforeEach(() => {
  desk = startDesk({ dir: tempDir(), understander: understander.at({ at }), at });
});
afterEach(() => desk.close());

const filed = async () => {
  const [complaint] = await desk.store.complaints.ofPhone(phone, 0);
  if (!complaint) throw new Error('Nothing was filed.');
  return complaint;
};
/** Newest first. */
const texts = (): string[] => [...desk.transport.inboxOf(phone)].reverse();

async function toldOnThePage() {
  const customer = await webCustomer(desk, { locale: 'zh-Hans' });
  await customer.begin();
  for (const said of [`${story}，号码${phone}`, '道歉', '可以']) await customer.say(said);
  return customer;
}

async function toldByTelephone() {
  const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA1', from: `+86${phone}` });
  await caller.begin();
  for (const said of [story, '道歉', '可以']) await caller.say(said);
  await caller.hangUp();
  return smsCustomer(desk, phone);
}

async function timers(): Promise<void> {
  await complaintGoesOn(desk, (await filed()).number, { timers: true, who: 'agent1' });
  await desk.settle();
}

/** Decided, told, and called twice at different times of day. */
async function triedTwice(): Promise<void> {
  desk.clock.advance(hour);
  await complaintAnswered(desk, (await filed()).number, '店长会给您打电话道歉。');
  await desk.settle();
  for (const hours of [5, 17]) {
    desk.clock.advance(hours * hour);
    await complaintGoesOn(desk, (await filed()).number, { tried: true, who: 'agent1' });
  }
}

async function closedUnheard(): Promise<void> {
  await triedTwice();
  desk.clock.advance(25 * hour);
  await timers();
  expect((await filed()).status).toBe('closed');
}

it('the closing message asks, and a yes by digit leads to the survey, once', async () => {
  const customer = await toldByTelephone();
  await closedUnheard();
  expect(texts()[0]).toMatch(/先办结了[\s\S]*问题解决了吗[\s\S]*1 解决了\n2 没解决/);
  expect((await customer.say('1')).text).toMatch(/办结了[\s\S]*您满意吗/);
  await customer.say('1');
  await customer.say('跳过');
  const { status, marks, surveys, rechecks } = await filed();
  expect([status, surveys]).toMatchObject(['closed', [{ score: 'satisfied' }]]);
  expect([marks.rechecked?.actor, rechecks?.at(-1)?.solved]).toEqual(['customer', true]);
  expect((await customer.say('解决了')).text).not.toContain('您满意吗');
});

it('nobody is asked again, and a word counts days later as well', async () => {
  const customer = await toldByTelephone();
  await closedUnheard();
  const sent = texts().length;
  desk.clock.advance(6 * 24 * hour);
  await timers();
  expect(texts()).toHaveLength(sent);
  expect((await customer.say('没解决')).text).toMatch(/没给您解决好[\s\S]*哪里还没解决/);
  expect(await filed()).toMatchObject({ status: 'assessed', level: 1, reopened: 1 });
});

it('on the page it has buttons, and a no has it back with a senior', async () => {
  const customer = await toldOnThePage();
  await triedTwice();
  await customer.wait(0);
  desk.clock.advance(25 * hour);
  await timers();
  const asked = await customer.wait(0);
  expect(asked.text).toContain('先办结了');
  expect(asked.choices).toEqual(['解决了', '没解决']);
  expect((await customer.say('没解决')).text).toMatch(/没给您解决好[\s\S]*哪里还没解决/);
  expect(await filed()).toMatchObject({ status: 'assessed', level: 1, reopened: 1 });
});

it('whoever asks something else first may still say so, and is asked how it was', async () => {
  const customer = await toldOnThePage();
  await closedUnheard();
  await customer.wait(0);
  await customer.say('流量套餐有哪些');
  expect((await customer.say('解决了')).choices).toEqual(['满意', '一般', '不满意']);
  const { status, rechecks } = await filed();
  expect([status, rechecks?.at(-1)]).toMatchObject(['closed', { solved: true }]);
});

it('opened again before it could be told, it asks nothing', async () => {
  const customer = await toldOnThePage();
  await triedTwice();
  await customer.wait(0);
  // Something else is under way, and what is told waits for its end.
  await customer.say('我要投诉');
  desk.clock.advance(25 * hour);
  const { id } = await filed();
  expect((await desk.complaintActs.fireTimers(id)).ok).toBe(true);
  expect((await filed()).status).toBe('closed');
  expect((await desk.complaintActs.reopen(id, 'customer', '还是不对')).ok).toBe(true);
  await desk.settle();
  expect((await customer.wait(hour)).text).not.toContain('先办结了');
});
