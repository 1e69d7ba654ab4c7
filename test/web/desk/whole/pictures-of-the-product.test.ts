import { screenshot } from '../../../support/browser';
import { type Floor, openFloor } from './the-floor';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
}, 180_000);
afterAll(() => floor?.close());

const stories = {
  'zh-Hans': ['宽带断了三天没人来修，我要投诉', '转人工', '好的，我等您消息'],
  'zh-Hant': ['寬頻斷了三天沒人來修，我要投訴', '轉真人客服', '好的，我等您消息'],
  en: [
    'My broadband has been down for three days and nobody came, I want to complain',
    'A person please',
    'OK, thanks',
  ],
} as const;

/** Pictures for people to look at, with nothing made up: what a machine can check about them is checked in `../pictures`. */
test.each([
  ['zh-Hans', 'light'],
  ['zh-Hant', 'dark'],
  ['en', 'light'],
] as const)(
  'the whole product in %s, %s, on a desktop and on a phone',
  async (language, colorScheme) => {
    const [story, person, thanks] = stories[language];
    const [customer, agent] = await Promise.all([
      floor.customer({ language, colorScheme }),
      floor.staff('agent2', { language, colorScheme, away: true }),
    ]);
    const look = (view: string) => screenshot(agent.page, `whole/${language}-${colorScheme}-${view}`);
    await customer.say(story);
    await customer.say(person);
    await agent.presence(0);
    await agent.offers.first().waitFor();
    await look('1-offered');
    await agent.accept();
    await customer.page.locator('#standing[data-state=person]').waitFor();
    await agent.page.keyboard.press('Escape');
    await agent.page.keyboard.press('o');
    await agent.page.locator('#reply').press('Enter');
    await customer.page.locator('.message.person-wrote').waitFor();
    await customer.write(thanks);
    await agent.reads(thanks);
    await agent.transcript.locator('.mark.seen').waitFor();
    await look('2-conversation');
    await agent.act('finish');
    await look('3-wrap-up');
    await agent.page.keyboard.press('Escape');
    await agent.page.setViewportSize({ width: 390, height: 780 });
    await look('4-phone-conversation');
    await agent.page.locator('[data-pane=brief]').click();
    await look('5-phone-brief');
    await agent.brief.evaluate('(brief) => brief.scrollTo(0, 600)');
    await look('6-phone-brief-lower');
    await screenshot(customer.page, `whole/${language}-${colorScheme}-7-customer`);
    expect(await agent.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await agent.page.setViewportSize({ width: 1366, height: 820 });
    await agent.act('finish');
    await agent.dialog.locator('input[value=solved]').check({ force: true });
    await agent.dialog.locator('select').nth(1).selectOption({ index: 1 });
    await agent.submit();
    await customer.page.locator('.suggestion').first().waitFor();
    await screenshot(customer.page, `whole/${language}-${colorScheme}-8-survey`);
    expect(floor.complaints()).toEqual([]);
    await Promise.all([customer, agent].map(({ page }) => page.context().close()));
  },
  120_000,
);
