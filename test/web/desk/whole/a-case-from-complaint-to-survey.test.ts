import { screenshot } from '../../../support/browser';
import { eventually } from '../../../support/eventually';
import { type Floor, openFloor } from './the-floor';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
}, 180_000);
afterAll(() => floor?.close());

const told = ['什么是彩铃', '彩铃我根本没开过，这个月凭什么扣我6块钱，我要投诉'];
const agreed = '6 元退到话费账户，三天内到账';

test('from a complaint to a person with the whole story, what was agreed, the survey, and the matter open again', async () => {
  const [customer, agent] = await Promise.all([floor.customer(), floor.staff('agent1')]);
  for (const words of told) await customer.say(words);
  await customer.say('13800000002');
  const said = await customer.press('转人工');
  expect(said).toMatch(/您是下一位/);
  const number = /C\d{8}-\d{4}-\d/.exec(said)?.[0] ?? '';
  expect(number).not.toBe('');

  // Offered, with the seconds that are left.
  await agent.offers.first().waitFor();
  const seconds = async () => Number(await agent.offers.locator('.seconds').textContent());
  const atFirst = await seconds();
  expect(atFirst).toBeGreaterThan(10);
  expect(atFirst).toBeLessThanOrEqual(26);
  await eventually(async () => (await seconds()) < atFirst);
  await screenshot(agent.page, 'whole/case-1-offered');
  await screenshot(customer.page, 'whole/case-2-customer-waits');
  await agent.accept();

  // Everything that was said before is on the agent's screen, and no number in full.
  await customer.hears('客服小林为您服务');
  expect(await customer.standing.textContent()).toContain('客服小林正在为您服务');
  await agent.reads('客服小林为您服务');
  const story = (await agent.all()).join('\n');
  for (const words of [...told, '138****0002', '转人工', number]) expect(story).toContain(words);
  expect(await agent.page.textContent('body')).not.toContain('13800000002');
  const brief = (await agent.brief.textContent()) ?? '';
  for (const words of ['138****0002', number, '未订购被开通扣费', '6.00', '彩铃']) expect(brief).toContain(words);
  await agent.transcript.locator('mark').first().waitFor();
  await screenshot(agent.page, 'whole/case-3-accepted');

  // Both ways, each sees the other type, and the agent sees what was read.
  await agent.page.locator('#reply').pressSequentially('您好，彩铃这 6 元我查过了');
  await customer.page.locator('#typist', { hasText: '客服小林正在输入' }).waitFor();
  await agent.page.locator('#reply').press('Enter');
  await customer.hears('彩铃这 6 元我查过了');
  await agent.transcript.locator('.message.agent .mark.seen').waitFor();
  await customer.page.locator('#input').pressSequentially('那钱能退吗');
  await agent.transcript.locator('.typing').waitFor();
  await screenshot(agent.page, 'whole/case-4-customer-types');
  await customer.page.locator('#input').press('Enter');
  await agent.reads('那钱能退吗');
  await screenshot(customer.page, 'whole/case-5-customer-talks');
  await agent.write('能退，三天内退到您的话费账户。');
  await customer.hears('三天内退到您的话费账户');

  // Nothing is closed without result and cause.
  await agent.act('finish');
  const close = agent.dialog.locator('button[type=submit]');
  await close.click();
  await agent.dialog.locator('input[value=solved]').check({ force: true });
  await close.click();
  expect(await agent.dialog.locator(':invalid').count()).toBeGreaterThan(0);
  expect(await customer.standing.isVisible()).toBe(true);
  await agent.dialog.locator('select').nth(1).selectOption('ordered_without_consent');
  await agent.dialog.locator('select').nth(2).selectOption({ index: 1 });
  await agent.dialog.locator('textarea').first().fill(agreed);
  await screenshot(agent.page, 'whole/case-6-wrap-up');
  await agent.submit();

  // The bot has the customer back, knows what was agreed, and asks how it was.
  const back = await customer.hears('满意吗');
  for (const words of [agreed, number]) expect(back).toContain(words);
  await customer.standing.waitFor({ state: 'hidden' });
  expect(await customer.suggestions()).toEqual(['满意', '一般', '不满意']);
  await screenshot(customer.page, 'whole/case-7-survey');
  await agent.page.locator('.group.mine .entry', { hasText: '已完成' }).waitFor();

  expect(await customer.press('不满意')).toMatch(/抱歉.*哪里没做好/);
  const offer = await customer.say('等了太久才有人理我');
  expect(offer).toContain(number);
  expect(offer).toMatch(/资深客服/);
  const raised = await customer.press('是的');
  expect(raised).toContain(number);
  expect(raised).toMatch(/优先/);
  expect(await customer.say('刚才说好的是什么')).toContain(agreed);
  await screenshot(customer.page, 'whole/case-8-open-again');

  // Whoever finished it reads it up to its end, not what the customer says of them afterwards.
  const seen = (await agent.all()).join('\n');
  expect(seen).toContain('三天内退到您的话费账户');
  expect(seen).not.toContain('等了太久');
  expect(floor.complaints()).toEqual([]);
}, 120_000);
