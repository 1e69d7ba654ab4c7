import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { complaintsOf, openBrowser, screenshot } from '../support/browser';
import { type RunningPages, startPages } from './running-pages';

let site: Server;
let siteOrigin: string;
let pages: RunningPages;
let browser: Awaited<ReturnType<typeof openBrowser>>;

/** A shop's page with a policy as strict as it can be and still show us. */
beforeAll(async () => {
  site = createServer((request, response) => {
    const policy = `default-src 'none'; script-src ${pages.base}; frame-src ${pages.base}`;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', policy);
    response.end(
      `<!doctype html><html lang="zh-CN"><title>店</title><script src="${pages.base}/embed.js" data-language="zh-Hant" async></script><h1>商店</h1><a href="#top">連結</a>${request.url}`,
    );
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  siteOrigin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  pages = await startPages({ embedOrigins: [siteOrigin] });
  browser = await openBrowser({ viewport: { width: 1280, height: 800 } });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await pages.stop();
  await new Promise((resolve) => site.close(resolve));
});

test('one script tag brings the chat into a foreign page, keyboard and all', async () => {
  const page = await browser.context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints = complaintsOf(page);
  await page.goto(siteOrigin);
  const launcher = page.getByRole('button', { name: '開啟智慧客服' });
  await launcher.waitFor();
  await screenshot(page, 'embed-closed');
  await launcher.focus();
  await page.keyboard.press('Enter');

  const chat = page.frameLocator('iframe');
  await chat.locator('.message.bot').first().waitFor();
  await chat.getByRole('button', { name: '真人客服' }).waitFor();
  await chat.locator('#input').fill('在嗎');
  await chat.locator('#input').press('Enter');
  await chat.getByText('echo: 在嗎').waitFor();
  await screenshot(page, 'embed-open');

  // Esc inside the frame closes it and gives the focus back; opening again shows the same conversation.
  await chat.locator('#input').press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.shadowRoot.activeElement.className')).toBe('launcher');
  await page.keyboard.press('Enter');
  await chat.getByText('echo: 在嗎').waitFor();
  expect(await chat.getByText('echo: 在嗎').count()).toBe(1);

  // Tab past the last control stays within the dialog.
  await chat.getByRole('button', { name: '關閉' }).focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.shadowRoot !== null')).toBe(true);
  await chat.getByRole('button', { name: '關閉' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(complaints).toEqual([]);

  await page.setViewportSize({ width: 375, height: 740 });
  await launcher.click();
  expect(await page.locator('iframe').boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 740 });
  await screenshot(page, 'embed-phone');
});

test('a site that was not allowed gets no frame', async () => {
  const strangers = await startPages({ embedOrigins: [] });
  const page = await browser.context.newPage();
  await page.goto(siteOrigin);
  const answer = await page.request.get(`${strangers.base}/?embed=1`);
  expect(answer.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
  await strangers.stop();
});
