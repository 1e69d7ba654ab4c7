import { screenshot } from '../../../support/browser';
import { eventually } from '../../../support/eventually';
import { holdAnswers } from '../../hold-answers';
import { type Floor, openFloor } from './the-floor';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
}, 180_000);
afterAll(() => floor?.close());

test('a supervisor sees the floor, whispers, gives a customer to somebody else, and takes over', async () => {
  const [customer, waiting, one, two, supervisor] = await Promise.all([
    floor.customer(),
    floor.customer(),
    floor.staff('agent1'),
    floor.staff('agent2', { away: true }),
    floor.staff('supervisor', { away: true, at: '#/live' }),
  ]);
  await customer.say('营业厅的人态度特别差，还骂我，我要投诉');
  await customer.say('转人工');
  await one.accept();
  await customer.hears('客服小林为您服务');
  await one.presence(1);
  await waiting.say('转人工');

  // Line, load and waits.
  const live = supervisor.page.locator('.live');
  const row = (name: string) => live.locator('tbody tr', { hasText: name });
  await live.locator('.queue .entry').first().waitFor();
  await eventually(async () => /1\/\d/.test((await row('客服小林').textContent()) ?? ''));
  expect(await row('客服小林').textContent()).toContain('忙碌');
  expect(await row('客服小陈').textContent()).toContain('离开');
  await eventually(async () => (await row('综合咨询组').locator('td').first().textContent()) === '1');
  await screenshot(supervisor.page, 'whole/supervisor-live');

  // A whisper is the agent's alone.
  await row('客服小林').locator('.customers a').click();
  await supervisor.note('whisper', '这位客户上月也来过，先道歉再谈');
  await one.brief.locator('.notes', { hasText: '先道歉再谈' }).waitFor();
  await screenshot(one.page, 'whole/supervisor-whisper');
  expect(await customer.page.textContent('body')).not.toContain('先道歉');

  await waiting.say('不等了');

  // Given to somebody else, who reads notes but no whispers of before until it is theirs.
  await two.presence(0);
  await supervisor.passOn('reassign', 'agent:agent2', '小陈熟悉这家营业厅');
  await customer.hears('转给更合适的同事');
  const acts = supervisor.page.locator('.chat-head .acts');
  await acts.getByText('接过来', { exact: true }).waitFor();
  const release = await holdAnswers(supervisor.page, /\/handoffs\/[^/]+$/);
  await two.accept();
  // Buttons change together once the brief is here: none moves away under a pointer.
  await supervisor.page.locator('.chat-head .chip.good').waitFor();
  expect(await acts.locator('button:visible').allTextContents()).toEqual(['备注', '悄悄话', '改派', '接过来']);
  release();
  await customer.hears('客服小陈为您服务');
  await two.brief.locator('.notes').getByText('小陈熟悉这家营业厅').first().waitFor();
  await eventually(async () => (await one.mine.count()) === 0);

  // Taken over; the agent sees it go, and by whom the customer is served now.
  await acts.locator('button', { hasText: '接管' }).click();
  await supervisor.page.locator('#reply').waitFor();
  await customer.hears('班长老周为您服务');
  await eventually(async () => (await two.mine.count()) === 0);
  await supervisor.write('您好，我是班长老周，这件事我来负责。');
  await customer.hears('这件事我来负责');
  await supervisor.reads('客服小陈为您服务');
  await screenshot(supervisor.page, 'whole/supervisor-took-over');
  await screenshot(customer.page, 'whole/supervisor-customer');

  // Everything of it is in the trail.
  await supervisor.page.evaluate("location.hash = '#/audit'");
  await supervisor.page.locator('tbody tr').first().waitFor();
  const trail = (await supervisor.page.locator('tbody').textContent()) ?? '';
  for (const act of ['接过来', '改派', '接起', '查看客户情况']) expect(trail).toContain(act);
  await screenshot(supervisor.page, 'whole/supervisor-trail');
  expect(floor.complaints().filter((text) => !/status of 404/.test(text))).toEqual([]);
}, 120_000);
