import { complaintsOf, screenshot, withBrowser } from '../../support/browser';
import { buildPages } from '../built-pages';
import { tabStops } from '../tab-stops';
import { accessFaults, busyDesk, signIn } from './desk-browser';

beforeAll(buildPages, 60_000);

/** Pictures for people to look at; what a machine can check about them is checked here too. Colours know no language. */
test.each([
  ['zh-Hans', 'light'],
  ['zh-Hant', 'dark'],
  ['en', 'light'],
] as const)(
  'in %s, %s, every view is whole and accessible',
  async (language, colorScheme) => {
    const desk = await busyDesk();
    desk.assign('handoff_2', 'agent1');
    await withBrowser(
      async (context) => {
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        const complaints = complaintsOf(page);
        const wrong: string[] = [];
        const name = (view: string) => `desk-${language}-${colorScheme}-${view}`;
        const look = async (view: string) => {
          await screenshot(page, name(view));
          wrong.push(...(await accessFaults(page)).map((fault) => `${view}: ${fault}`));
          const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
          const cut = await page.evaluate<string[]>(
            `[...document.querySelectorAll('button, .chip, h1, h2')].filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).textOverflow !== 'ellipsis' && getComputedStyle(e).clipPath === 'none').map((e) => e.className + ' ' + e.textContent)`,
          );
          // What its own pane cuts off cannot be reached.
          const hidden = await page.evaluate<string[]>(
            `[...document.querySelectorAll('.inbox, .chat, .brief')].flatMap((pane) => [...pane.querySelectorAll('button, .chip, .time')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > pane.getBoundingClientRect().right + 1).map((e) => e.textContent))`,
          );
          wrong.push(
            ...(await page.evaluate<string[]>(
              `[...document.querySelectorAll('svg text')].filter((e) => e.checkVisibility() && e.getBBox().x < 0).map((e) => '${view}: cut ' + e.textContent)`,
            )),
          );
          wrong.push(...hidden.map((what) => `${view}: beyond its pane ${what}`));
          wrong.push(...cut.map((what) => `${view}: cut ${what}`));
          if (sideways > 0) wrong.push(`${view}: scrolls sideways by ${sideways}`);
        };
        await page.goto(`${desk.base}/desk?lang=${language}`);
        await page.locator('#name').waitFor();
        await look('1-sign-in');
        await signIn(page, desk, 'agent1', `?lang=${language}`);
        complaints.length = 0; // "Who am I" before sign-in is answered 401, which the browser logs.
        await page.locator('.nobody').waitFor();
        desk.offer('handoff_3', 'agent1', 60_000);
        desk.say('handoff_2', '在吗？');
        await page.locator('.offer').waitFor();
        await page.locator('.entry.unread').waitFor();
        await look('2-inbox');

        desk.assign('handoff_1', 'agent1');
        await page.locator('[data-id=handoff_1]').click();
        await page.locator('.brief .account dl').waitFor();
        await page.locator('#reply').fill('王先生您好，我是客服小林，彩铃这笔费用我马上为您查。');
        await page.keyboard.press('Enter');
        await page.locator('.message.agent:not(.pending) .mark').waitFor();
        desk.seen('handoff_1', desk.case('handoff_1').entries.length);
        desk.say('handoff_1', '好的，等你');
        desk.typing('handoff_1');
        await page.locator('.typing').waitFor();
        await look('3-conversation');
        await page.evaluate(
          "document.querySelector('.brief').scrollTo(0, 620); document.querySelector('.transcript').scrollTo(0, 0)",
        );
        await look('4-brief-lower');
        await page.locator('#reply').fill('/');
        await page.locator('[role=option]').first().waitFor();
        await look('5-canned');
        await page.locator('#reply').fill('');
        await page.locator('[data-act=finish]').click();
        await page.locator('dialog[open]').waitFor();
        await look('6-wrap-up');
        await page.keyboard.press('Escape');
        await page.locator('[data-act=transfer]:visible').click();
        await look('7-transfer');
        await page.keyboard.press('Escape');
        await page.locator('.settings').click();
        await look('8-settings');
        await page.keyboard.press('Escape');

        await page.setViewportSize({ width: 390, height: 780 });
        await look('9-phone-chat');
        await page.locator('[data-pane=brief]').click();
        await look('10-phone-brief');
        await page.locator('[data-pane=chat]').click();
        await page.locator('.chat-head .only-narrow').click();
        await look('11-phone-list');
        expect(wrong).toEqual([]);
        expect(complaints).toEqual([]);
      },
      { viewport: { width: 1366, height: 820 }, colorScheme },
    );
    await desk.stop();
  },
  180_000,
);

test.each([
  ['zh-Hans', 'light'],
  ['en', 'dark'],
] as const)(
  'in %s, %s, the supervisor sees the floor',
  async (language, colorScheme) => {
    const desk = await busyDesk();
    desk.assign('handoff_2', 'agent1');
    await withBrowser(
      async (context) => {
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        await signIn(page, desk, 'supervisor', `?lang=${language}#/live`);
        await page.locator('.live tbody tr').first().waitFor();
        const look = async (view: string) => {
          await screenshot(page, `desk-${language}-${colorScheme}-${view}`);
          expect({ view, faults: await accessFaults(page) }).toEqual({ view, faults: [] });
          const sideways =
            "[document.documentElement, document.querySelector('.page') ?? document.body].map((e) => e.scrollWidth - e.clientWidth)";
          expect({ view, sideways: await page.evaluate(sideways) }).toEqual({ view, sideways: [0, 0] });
        };
        await look('12-live');
        await page.goto(`${desk.base}/desk?lang=${language}#/audit`);
        await page.locator('tbody tr').first().waitFor();
        await look('13-audit');
        await page.goto(`${desk.base}/desk?lang=${language}#/c/handoff_2`);
        await page.locator('[data-act=whisper]:visible').waitFor();
        await look('14-supervised');
        await page.keyboard.press('?');
        await page.locator('dialog[open]').waitFor();
        await look('15-shortcuts');
        await page.keyboard.press('Escape');
        await page.setViewportSize({ width: 390, height: 780 });
        await page.goto(`${desk.base}/desk?lang=${language}#/live`);
        await page.locator('.live tbody tr').first().waitFor();
        await look('16-phone-live');
      },
      { viewport: { width: 1366, height: 820 }, colorScheme },
    );
    await desk.stop();
  },
  120_000,
);

test('on a phone, who is away begins with one press, and the button goes', async () => {
  const desk = await busyDesk();
  const used = withBrowser(
    async (context) => {
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      await signIn(page, desk, 'agent3');
      const start = page.locator('.inbox').getByRole('button', { name: '开始接待' });
      await start.waitFor();
      await screenshot(page, 'desk-zh-Hans-light-17-phone-away');
      expect(await accessFaults(page)).toEqual([]);
      await start.click();
      await start.waitFor({ state: 'hidden' });
      expect(await page.locator('.presence').textContent()).toContain('接待中');
      // Beside the list there is room for it: once, not twice.
      await page.setViewportSize({ width: 1366, height: 820 });
      await page.locator('.presence').click();
      await page.getByRole('button', { name: '忙碌' }).click();
      await page.locator('.nobody').getByRole('button', { name: '开始接待' }).waitFor();
      expect(await page.getByRole('button', { name: '开始接待' }).count()).toBe(1);
    },
    { viewport: { width: 390, height: 780 } },
  );
  await used.finally(desk.stop);
}, 120_000);

test('wherever the Tab key stops on the desk, there and back, one sees it and nothing lies over it', async () => {
  const desk = await busyDesk();
  desk.assign('handoff_1', 'supervisor');
  const used = withBrowser(
    async (context) => {
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      await signIn(page, desk, 'supervisor');
      const found: string[] = [];
      for (const [hash, sign] of [
        ['', '.nobody'],
        ['c/handoff_1', '.brief .account dl'],
        ['live', '.live tbody tr'],
        ['audit', '.table-frame[aria-label=操作记录] tbody tr'],
      ] as const) {
        await page.goto(`${desk.base}/desk#/${hash}`);
        await page.locator(sign).first().waitFor();
        const { stops, wrong } = await tabStops(page);
        expect([hash, stops.length > 5, stops]).toEqual([hash, true, stops]);
        found.push(...wrong.map((fault) => `${hash}: ${fault}`));
      }
      expect(found).toEqual([]);
    },
    { viewport: { width: 1366, height: 820 } },
  );
  await used.finally(desk.stop);
}, 120_000);
