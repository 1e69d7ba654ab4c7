import { complaintsOf, screenshot, withBrowser } from '../../../support/browser';
import { buildPages } from '../../built-pages';
import { accessFaults, signIn } from '../desk-browser';
import { aCase, someStaff } from '../fake-cases';
import { startFakeDesk } from '../fake-desk';

beforeAll(buildPages, 90_000);

/** Pictures for people to look at; what a machine can check about them is checked here too. Colours know no language. */
test.each([
  ['zh-Hans', 'light'],
  ['zh-Hant', 'dark'],
  ['en', 'light'],
] as const)(
  'in %s, %s, the work on complaints is whole and accessible',
  async (language, colorScheme) => {
    const desk = await startFakeDesk({ cases: [aCase()], staff: someStaff() });
    const used = withBrowser(
      async (context) => {
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        const wrong: string[] = [];
        const look = async (view: string) => {
          await screenshot(page, `complaints-${language}-${colorScheme}-${view}`);
          wrong.push(...(await accessFaults(page)).map((fault) => `${view}: ${fault}`));
          wrong.push(
            ...(await page.evaluate<string[]>(
              `[...document.querySelectorAll('button, .chip, .strong, .quiet, h1, h2, .stages .name, .time')].filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).textOverflow !== 'ellipsis' && getComputedStyle(e).clipPath === 'none' && getComputedStyle(e).display !== 'inline').map((e) => '${view}: cut ' + e.className + ' ' + e.textContent)`,
            )),
            ...(await page.evaluate<string[]>(
              `[document.documentElement, ...document.querySelectorAll('.case, .case-list, dialog[open]')].filter((e) => e.scrollWidth > e.clientWidth).map((e) => '${view}: scrolls sideways ' + e.className)`,
            )),
          );
        };
        const open = async (number: string) => {
          await page.locator(`[data-number="${number}"]`).click();
          await page.getByRole('heading', { name: number }).waitFor();
        };
        const dialog = async (act: string, view: string) => {
          await page.locator(`[data-act=${act}]:visible`).click();
          await page.locator('dialog[open]').waitFor();
          await look(view);
          await page.keyboard.press('Escape');
        };
        await signIn(page, desk, 'supervisor', `?lang=${language}#/complaints?group=open`);
        const complaints = complaintsOf(page);
        await page.locator('.entry').first().waitFor();
        await look('1-list');
        await open('C20261121-0042-7');
        await look('2-investigating');
        await page.evaluate("document.querySelector('.case').scrollTo(0, 700)");
        await look('3-lower');
        await page.locator('[data-act=answer]:visible').click();
        await page
          .locator('dialog textarea')
          .fill('两个月的彩铃功能费 12 元已经退到您的账户，彩铃也已取消，下个月起不再收取。');
        await page.locator('dialog select').first().selectOption('charges');
        await page.locator('dialog select').last().selectOption('unclear_consent');
        await look('4-answer');
        await page.keyboard.press('Escape');
        await dialog('ask', '5-ask');
        await dialog('assign', '6-assign');
        await page.locator('[data-act=remedy]:visible').click();
        await page.locator('dialog input[type=radio]').nth(1).check();
        await page.locator('dialog input[type=number]').fill('60');
        await look('7-remedy');
        await page.keyboard.press('Escape');
        await open('C20261112-0009-4');
        await look('8-left-out');
        await dialog('recheck', '9-recheck');
        await dialog('contact', '10-contact');
        await page.locator('.packet').click();
        await look('11-papers');
        await page.keyboard.press('Escape');
        await open('C20261120-0033-1');
        await look('12-paused');
        await open('C20261121-0051-2');
        await dialog('assess', '13-assess');
        await page.setViewportSize({ width: 390, height: 780 });
        await look('14-phone');
        await page.locator('.not-wide button:visible').first().click();
        await look('15-phone-acts');
        await page.keyboard.press('Escape');
        await page.locator('.case-head .only-narrow').click();
        await page.locator('.entry').first().waitFor();
        await look('16-phone-list');
        expect(wrong).toEqual([]);
        expect(complaints).toEqual([]);
      },
      { viewport: { width: 1366, height: 820 }, colorScheme },
    );
    await used.finally(desk.stop);
  },
  180_000,
);
