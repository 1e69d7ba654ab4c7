import type { Page } from 'playwright-core';
import { password, type RunningDesk } from '../desk/running-desk';
import { withBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { tempDirs } from '../support/temp-dir';
import { deskBehindPages } from './desk-behind-pages';
import { signInForm } from './sign-in-form';

/** S16: a page that looks for news of its own accord lets the session end; whoever presses anything is there. */

const freshDir = tempDirs();
let desk: RunningDesk;
beforeAll(async () => {
  desk = await deskBehindPages(freshDir());
}, 120_000);
afterAll(() => desk?.stop());

const minute = 60_000;
const isSignedOut = (page: Page) => page.getByText('登录已过期，请重新登录。').isVisible();

/** What the page asks for from now on. */
function heard(page: Page) {
  const asked: string[] = [];
  let answered = 0;
  const over = () => {
    answered += 1;
  };
  page.on('request', (request) => asked.push(request.url()));
  page.on('requestfinished', over);
  page.on('requestfailed', over);
  return {
    of: (path: string) => asked.filter((url) => url.includes(path)).length,
    isQuiet: () => answered === asked.length,
  };
}

/** So long it stays open, by the server's clock and its own; what it asks for meanwhile is answered. */
async function pass(page: Page, { isQuiet }: ReturnType<typeof heard>, minutes: number): Promise<void> {
  for (let at = 0; at < minutes; at += 1) {
    desk.clock.advance(minute);
    await page.clock.runFor(minute);
    await eventually(isQuiet);
  }
}

const pages = {
  '/board#/today': 'board/today',
  '/board#/problems': 'problems',
  '/desk#/live': 'live',
  '/desk#/complaints': 'complaints',
};

test.each(Object.entries(pages))(
  '%s open and nobody there: it asks on, and the session ends; a key that asks for nothing keeps it',
  async (address, asks) => {
    await withBrowser(
      async (context) => {
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        await page.clock.install();
        const requests = heard(page);
        await signInForm(page, `${desk.base}${address}`, 'boss', password);
        await page.locator('main.page, main.desk').waitFor();
        await eventually(requests.isQuiet);
        const before = requests.of(`/desk/api/${asks}`);
        await pass(page, requests, 25);
        expect([await isSignedOut(page), requests.of(`/desk/api/${asks}`) - before >= 25]).toEqual([false, true]);
        await page.keyboard.press('Shift');
        await pass(page, requests, 25);
        expect(await isSignedOut(page)).toBe(false);
        await pass(page, requests, 10);
        await eventually(() => isSignedOut(page));
      },
      { viewport: { width: 1366, height: 820 } },
    );
  },
  120_000,
);
