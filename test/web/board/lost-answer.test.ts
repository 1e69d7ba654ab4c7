import type { Page } from 'playwright-core';
import { password, type RunningDesk } from '../../desk/running-desk';
import { openBrowser } from '../../support/browser';
import { tempDirs } from '../../support/temp-dir';
import { deskBehindPages } from '../desk-behind-pages';
import { loseAnswers } from '../lose-answers';
import { signInForm } from '../sign-in-form';

/** The page before the real desk, with answers that are lost on their way: it was done, and is done once. */

const freshDir = tempDirs();
let desk: RunningDesk;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
beforeAll(async () => {
  desk = await deskBehindPages(freshDir());
  browser = await openBrowser({ viewport: { width: 1366, height: 820 } });
  page = await browser.context.newPage();
  page.setDefaultTimeout(30_000);
  await signInForm(page, `${desk.base}/board#/problems`, 'boss', password);
  await page.locator('#heading').waitFor();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

test('a problem is opened once: the page asks again by itself, and the supervisor in the same dialog', async () => {
  const keys = await loseAnswers(page, '**/desk/api/problems', 2);
  const dialog = page.locator('dialog[open]');
  await page.getByRole('button', { name: '新建' }).click();
  await dialog.getByRole('combobox', { name: '类型', exact: true }).selectOption('product_quality');
  await dialog.locator('input[type=checkbox]').first().check();
  await dialog.getByLabel(/目前的情况/).fill('云山县基站停电。');
  await dialog.locator('button[type=submit]').click();
  await dialog.locator('[role=alert]', { hasText: '暂时连不上' }).waitFor();
  // Longer than a button pressed twice: it is the key that knows.
  desk.clock.advance(120_000);
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
  expect((await desk.get('boss', '/problems')).body.problems).toHaveLength(1);
}, 60_000);
