import type { BrowserContext, Page } from 'playwright-core';
import { aHandoff } from '../desk/a-handoff';
import { complaintsOf, openBrowser, screenshot } from '../support/browser';
import { eventually } from '../support/eventually';
import { deskPassword, type RunningPages, startPages } from './running-pages';

let pages: RunningPages;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let context: BrowserContext;
let page: Page;
const base = aHandoff();
const asked = Date.now() - 95_000;
const hostile = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';

beforeAll(async () => {
  pages = await startPages({
    handoffs: [
      aHandoff({ createdAt: asked, reason: 'regulator_or_press', priority: 2 }),
      aHandoff({
        id: 'handoff_2',
        createdAt: asked - 600_000,
        priority: 0,
        reason: 'customer_asked',
        brief: {
          ...base.brief,
          customer: { identity: 'none' },
          topic: { intent: 'data_usage.remaining', complaintTypes: [] },
          summary: hostile,
          slots: { [hostile]: hostile, item: [hostile] },
          answered: [hostile],
          wantedOutcome: hostile,
          promises: [hostile],
          complaints: [{ number: hostile, type: hostile, status: hostile, createdAt: asked }],
          attachments: [{ id: 'x', name: hostile, contentType: hostile }],
          transcript: [{ at: asked, from: 'customer', text: hostile }],
          suggestedOpening: hostile,
        },
      }),
    ],
  });
  browser = await openBrowser({ viewport: { width: 1280, height: 800 } });
  context = browser.context;
}, 60_000);
afterAll(async () => {
  await browser.close();
  await pages.stop();
});
beforeEach(async () => {
  await context.clearCookies();
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
});
afterEach(() => page.close());

async function signIn(language = 'zh-Hans'): Promise<void> {
  await page.goto(`${pages.base}/desk?lang=${language}`);
  await page.locator('#name').fill('agent1');
  await page.locator('#password').fill(deskPassword);
  await page.locator('#password').press('Enter');
  await page.locator('.entry').first().waitFor();
}

test('without sign-in nothing of a customer is there; a wrong password says so', async () => {
  await page.goto(`${pages.base}/desk`);
  await page.locator('#name').fill('agent1');
  await page.locator('#password').fill('wrong');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('账号或密码不对').waitFor();
  expect(await page.locator('#password').inputValue()).toBe('');
  expect(await page.locator('#desk').isHidden()).toBe(true);
  expect(await page.content()).not.toContain('138****0002');
});

test('the list shows why and how long, the brief the whole story, masked', async () => {
  const complaints = complaintsOf(page);
  await signIn();
  complaints.length = 0; // The question "who am I" before sign-in is answered 401, which the browser logs.
  const first = page.locator('.entry').first();
  expect(await first.textContent()).toMatch(/138\*{4}0002紧急已等 1 分钟提到监管或媒体 · 价格与结算/);
  await first.click();
  const brief = page.locator('#brief');
  await brief.getByText('建议开场白').waitFor();
  const text = (await brief.textContent()) ?? '';
  for (const part of [
    '王**',
    '22 岁',
    '已验证',
    '91%',
    '¥6.00',
    '24 小时内回复',
    'C20261121-0042-7',
    '账单.png',
    '最高“愤怒”',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain('13800000002');
  expect(await brief.getByRole('img').getAttribute('aria-label')).toBe('共 2 条消息，最高“愤怒”，最近“愤怒”');
  await screenshot(page, 'desk-zh-Hans-desktop');
  await page.setViewportSize({ width: 375, height: 740 });
  await screenshot(page, 'desk-zh-Hans-phone');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  await page.getByRole('button', { name: '返回列表' }).click();
  await first.waitFor();
  await screenshot(page, 'desk-zh-Hans-phone-list');
  expect(complaints).toEqual([]);
});

test('hostile words of a customer stay words', async () => {
  await signIn();
  await page.locator('.entry').nth(1).click();
  await page.locator('#brief .opening').waitFor();
  expect(await page.locator('#brief').getByText(hostile, { exact: true }).count()).toBeGreaterThanOrEqual(7);
  expect(await page.locator('#desk :is(script, img)').count()).toBe(0);
  expect(await page.evaluate('window.hit')).toBeUndefined();
});

test('a customer who comes while one reads appears, and the one who reads keeps the place', async () => {
  await signIn();
  await page.locator('.entry').first().click();
  await page.locator('#brief .opening').waitFor();
  await page.locator('.entry').first().focus();
  pages.handoffs.push(aHandoff({ id: 'handoff_3', createdAt: Date.now() }));
  await page.locator('.entry').nth(2).waitFor();
  expect(await page.locator('.entry').first().getAttribute('aria-current')).toBe('true');
  expect(await page.evaluate('document.activeElement.dataset.id')).toBe('handoff_1');
  pages.handoffs.pop();
});

test('signing out, here or elsewhere, leaves nothing of a customer on the page', async () => {
  await signIn('en');
  await screenshot(page, 'desk-en-desktop');
  await page.locator('.entry').first().click();
  await page.locator('#brief .opening').waitFor();
  await context.clearCookies();
  await page.getByText('Your session has ended').waitFor();
  expect(await page.locator('body').textContent()).not.toContain('138****0002');
  await eventually(() => page.locator('#desk').isHidden());
});
