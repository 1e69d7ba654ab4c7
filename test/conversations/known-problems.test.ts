import { scriptUnderstander } from '../support/describe-scripts';
import { startDesk, type TestDesk } from '../support/desk';
import { type ProblemStep, problemGoesOn } from '../support/problem-step';
import { smsCustomer } from '../support/sms-customer';
import { tempDirs } from '../support/temp-dir';
import { voiceCustomer } from '../support/voice-customer';
import { webCustomer } from '../support/web-customer';

// What is known reaches its customers wherever they are by now.
const tempDir = tempDirs();
const understander = scriptUnderstander();
const at = '2026-11-21T10:00:00+08:00';
const phone = '13800000004';
const minute = 60_000;
const story = '我在中泉区五一路的手机没信号';

let desk: TestDesk;
beforeEach(async () => {
  desk = startDesk({ dir: tempDir(), understander: understander.at({ at }), at });
  await supervisor({
    open: { type: 'product_quality', sub_types: ['no_signal'], areas: ['zhongquan'], known: '基站停电', hours: 3 },
  });
});
afterEach(() => desk.close());

const supervisor = (step: ProblemStep): Promise<void> => problemGoesOn(desk, step);
const filed = () => desk.store.complaints.ofPhone(phone, 0);
const textsTo = (): string[] => [...desk.transport.inboxOf(phone)].reverse();
const visitor = async () => {
  const customer = await webCustomer(desk, { locale: 'zh-Hans' });
  await customer.begin();
  return customer;
};

it('who left the page is told by text message, and answers there', async () => {
  const customer = await visitor();
  await customer.say(`${story}，${phone}`);
  await customer.say('好的');
  desk.clock.advance(20 * minute);
  await supervisor({ update: { known: '变压器要换', hours: 6 } });
  expect((await customer.wait(0)).text).toContain('变压器要换');
  expect(textsTo()[0]).toMatch(/有新消息：变压器要换。预计今天下午4点20分前恢复/);
  const number = smsCustomer(desk, phone);
  await supervisor({ repair: '已经来电了。' });
  await customer.wait(0);
  expect(textsTo()[0]).toMatch(/已经来电了[\s\S]*1 解决了\n2 没解决/);
  expect((await number.say('1')).text).toContain('您满意吗');
  expect(await filed()).toMatchObject([
    { status: 'closed', answers: [{ cause: 'line_damage', told: { way: 'sms' } }] },
  ]);
});

it('a caller is attached with a key, and hears of the repair by text message', async () => {
  const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA1', from: `+86${phone}` });
  await caller.begin();
  expect((await caller.say(story)).shown).toMatch(/预计今天下午一点前恢复[\s\S]*请按一/);
  const done = await caller.say('好，登记上');
  expect(done.shown).toMatch(/登记好了[\s\S]*一起处理/);
  expect(done.shown.split('\n')[0]).not.toMatch(/[0-9]/);
  await caller.hangUp();
  await supervisor({ repair: '已经来电了。' });
  await desk.settle();
  expect(textsTo()[0]).toMatch(/已经来电了/);
});

it('a caller who hangs up at the question is asked it by text message', async () => {
  const caller = voiceCustomer(desk, { locale: 'zh-Hans', callId: 'CA1', from: `+86${phone}` });
  await caller.begin();
  await caller.say(story);
  await caller.hangUp();
  await desk.settle();
  const number = smsCustomer(desk, phone);
  expect((await number.say('1')).text).toMatch(/基站停电。预计今天下午1点前恢复/);
  expect((await number.say('1')).text).toContain('一起处理');
  expect(await filed()).toMatchObject([{ problem: { number: 'P20261121-01', news: 1 } }]);
});

it('who only asked and goes away has complained of nothing', async () => {
  const customer = await visitor();
  await customer.say('中泉区手机信号不好怎么办');
  expect((await customer.wait(40 * minute)).text).toBe('');
  expect(await desk.store.complaints.list({}, 10)).toEqual([]);
});

it('who tells of it and goes away is recorded, and attached by nobody but himself or a supervisor', async () => {
  const customer = await visitor();
  await customer.say(`${story}，${phone}`);
  expect((await customer.wait(40 * minute)).text).toMatch(/C20261121/);
  const [complaint] = await filed();
  expect(complaint).toMatchObject({ area: 'zhongquan' });
  expect(complaint).not.toHaveProperty('problem');
});

it('the button of another language is a yes', async () => {
  const customer = await visitor();
  await customer.say(`${story}，${phone}`);
  await customer.say('English please');
  expect((await customer.say('好，登记上')).text).toMatch(/C20261121/);
  expect(await filed()).toMatchObject([{ problem: { number: 'P20261121-01' } }]);
});

it('in the night nobody is told, in the morning everybody', async () => {
  const customer = await visitor();
  await customer.say(`${story}，${phone}`);
  await customer.say('好的');
  desk.clock.set(Date.parse('2026-11-21T23:00:00+08:00'));
  await supervisor({ repair: '已经来电了。' });
  expect((await customer.wait(0)).text).toBe('');
  desk.clock.set(Date.parse('2026-11-22T08:00:00+08:00'));
  await desk.known.work();
  expect((await customer.wait(0)).text).toContain('已经来电了');
});
