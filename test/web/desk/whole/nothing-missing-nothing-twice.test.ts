import type { LoggedActivity } from '../../../../src/ports/conversation-store';
import { screenshot } from '../../../support/browser';
import { eventually } from '../../../support/eventually';
import { type Floor, openFloor } from './the-floor';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
}, 180_000);
afterAll(() => floor?.close());

test('pages reloaded and a server killed in the middle: both pages show what is stored, each line once, in order', async () => {
  const [customer, agent] = await Promise.all([floor.customer(), floor.staff('agent2')]);
  const conversation = customer.page.waitForResponse('**/api/chat/session');
  await customer.page.reload();
  const { conversationId } = (await (await conversation).json()) as { conversationId: string };
  await customer.page.locator('.message.bot').first().waitFor();
  await customer.say('上网特别慢，看视频一直转圈');
  await customer.say('转人工');
  await agent.accept();
  await agent.write('您好，我看到您说上网慢。');
  await customer.hears('我看到您说上网慢');

  // While the agent's page loads anew, the customer goes on.
  const reloaded = agent.page.reload();
  await customer.write('刷新的时候我说的话');
  await reloaded;
  await agent.reads('刷新的时候我说的话');
  await agent.write('页面刷新了，我还在。');
  await customer.hears('页面刷新了');

  // Killed with words of both just on their way; both go on writing while there is no server.
  await Promise.all([
    customer.write('断线前客户的话'),
    agent.write('断线前坐席的话'),
    eventually(async () =>
      (await floor.stored(conversationId)).some(({ activity }) => activity.text === '断线前客户的话'),
    ).then(() => floor.kill()),
  ]);
  await agent.page.locator('.connection').waitFor();
  await customer.write('断线时客户的话');
  await agent.write('断线时坐席的话');
  await agent.transcript.locator('.pending .mark.failed').last().waitFor();
  await Promise.all([screenshot(agent.page, 'whole/cut-agent'), screenshot(customer.page, 'whole/cut-customer')]);
  await floor.start();
  await agent.page.locator('.connection').waitFor({ state: 'detached' });
  await sendAgain();

  for (const words of ['断线前客户的话', '断线时客户的话']) await agent.reads(words);
  for (const words of ['断线前坐席的话', '断线时坐席的话']) await customer.hears(words);
  await customer.write('都收到了吗');
  await agent.reads('都收到了吗');
  await agent.write('都收到了。');
  await customer.hears('都收到了。');

  const log = linesOf(await floor.stored(conversationId));
  expect(new Set(log).size).toBe(log.length);
  expect((await agent.all()).filter((line) => line !== 'desk')).toEqual(log);
  // The customer's page shows own words when they are written, so against our side's they may stand earlier.
  const shown = await customer.all();
  for (const who of ['customer', 'bot', 'agent']) {
    const by = (line: string) => line.startsWith(`${who}: `);
    expect(shown.filter(by)).toEqual(log.filter(by));
  }
  await customer.page.reload();
  await eventually(async () => (await customer.all()).length === log.length);
  expect(await customer.all()).toEqual(log);
  await agent.page.reload();
  await agent.reads('都收到了。');
  await eventually(async () => (await agent.all()).filter((line) => line !== 'desk').length === log.length);
  expect((await agent.all()).filter((line) => line !== 'desk')).toEqual(log);

  /** Presses “send again” wherever a page offers it, until all is sent. */
  async function sendAgain(): Promise<void> {
    const failed = agent.transcript.locator('.mark.failed .link:first-of-type');
    const unsent = customer.page.locator('button.delivery');
    await eventually(async () => {
      for (const button of [...(await failed.all()), ...(await unsent.all())])
        await button.click({ timeout: 1000 }).catch(() => undefined);
      const open = agent.page.locator('.transcript .pending');
      const onTheWay = customer.page.locator('.message.own:not([data-delivery=sent])');
      return (await open.count()) + (await onTheWay.count()) === 0;
    }, 30_000);
  }
}, 120_000);

/** The log as both pages are to show it. */
const linesOf = (log: readonly LoggedActivity[]): readonly string[] =>
  log.flatMap(({ direction, activity: { type, text = '', from } }) =>
    type !== 'message'
      ? []
      : [`${direction === 'in' ? 'customer' : from?.id?.startsWith('agent:') ? 'agent' : 'bot'}: ${text}`],
  );
