import type { Page } from 'playwright-core';
import { bodies, told } from '../../desk/complaints/told-complaint';
import { password, type RunningDesk, runDesk } from '../../desk/running-desk';
import { openBrowser, screenshot } from '../../support/browser';
import { tempDirs } from '../../support/temp-dir';
import { buildPages, builtPages } from '../built-pages';
import { loseAnswers } from '../lose-answers';
import { signInForm } from '../sign-in-form';
import { press, save, until } from './complaints/at-desk';

/** The page before the real desk, with answers that are lost on their way: it was done, and is done once. */

const freshDir = tempDirs();
let desk: RunningDesk;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
beforeAll(async () => {
  buildPages();
  desk = await runDesk({ dir: freshDir(), webDir: builtPages });
  desk.clock.set(Date.now());
  browser = await openBrowser({ viewport: { width: 1366, height: 820 } });
  page = await browser.context.newPage();
  page.setDefaultTimeout(30_000);
  await signInForm(page, `${desk.base}/desk`, 'lin', password);
  await page.locator('.workplace').waitFor();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});
afterEach(() => page.unrouteAll({ behavior: 'wait' }));

const lose = (act: string, times: number) => loseAnswers(page, `**/desk/api/**/${act}`, times);

/** A complaint that lin has answered, open on the page. */
async function answered() {
  const { number } = await told(desk);
  for (const act of ['assign', 'assess', 'investigate', 'answer'] as const)
    expect(await desk.post('lin', `/complaints/${number}/${act}`, bodies[act])).toMatchObject({ status: 200 });
  await page.goto(`${desk.base}/desk#/complaints/${number}`);
  await until(() => page.locator('#chosen').textContent(), 'toBe', number);
  return async () => (await desk.store.complaints.byNumber(number))?.contacts?.map(({ outcome }) => outcome) ?? [];
}
const dialog = () => page.locator('dialog[open]');
async function tried(outcome: string): Promise<void> {
  await press(page, 'contact');
  await dialog().getByLabel(outcome).check();
  await save(page);
}

test('an answer is lost: the page asks again by itself, under the same key', async () => {
  const contacts = await answered();
  const keys = await lose('contact', 1);
  await tried('没人接');
  await dialog().waitFor({ state: 'detached' });
  expect(await contacts()).toEqual(['no_answer']);
  expect(keys).toEqual([keys[0], keys[0]]);
  expect(keys[0]).toMatch(/^"[0-9a-f]{32}"$/);
  // Another dialog is another try.
  await tried('占线');
  await until(contacts, 'toEqual', ['no_answer', 'busy']);
}, 60_000);

test('it is lost twice: whoever presses again in the same dialog does it once', async () => {
  const contacts = await answered();
  const keys = await lose('contact', 2);
  await tried('没人接');
  await dialog().locator('[role=alert]', { hasText: '暂时连不上' }).waitFor();
  await save(page);
  await dialog().waitFor({ state: 'detached' });
  expect(await contacts()).toEqual(['no_answer']);
  expect(new Set(keys).size).toBe(1);
}, 60_000);

test('whoever writes something else instead is told that the first has arrived', async () => {
  const contacts = await answered();
  await lose('contact', 2);
  await tried('没人接');
  await dialog().locator('[role=alert]:not([hidden])').waitFor();
  await dialog().getByLabel('占线').check();
  await save(page);
  await dialog().locator('[role=alert]', { hasText: '第一次提交的内容其实已经生效' }).waitFor();
  await screenshot(page, 'desk/lost-answer');
  await page.keyboard.press('Escape');
  expect(await contacts()).toEqual(['no_answer']);
  await tried('占线');
  await until(contacts, 'toEqual', ['no_answer', 'busy']);
}, 60_000);

test('a customer passed on by an answer that was lost is passed on, and nothing reads like a failure', async () => {
  const { id } = await desk.waiting({ status: 'assigned', agent: 'lin', acceptedAt: desk.clock.now() });
  await page.goto(`${desk.base}/desk#/c/${id}`);
  const keys = await lose('transfer', 1);
  await press(page, 'transfer');
  await dialog().getByLabel('技术').check();
  await dialog().locator('textarea').fill('要查线路');
  await save(page);
  await page.locator('.toast', { hasText: '已转' }).waitFor();
  expect(keys).toEqual([keys[0], keys[0]]);
  expect(await page.locator('.toast.fault').allTextContents()).toEqual([]);
  expect(await desk.store.handoffs.byId(id)).toMatchObject({ version: 2, notes: [{ kind: 'transfer' }] });
}, 60_000);
