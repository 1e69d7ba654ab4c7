import type { Page } from 'playwright-core';
import { complaintsOf, openBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { type ServerProcess, startServer } from '../support/server-process';
import { xssPayloads } from './xss-payloads';

/**
 * S10 for the web: what customers write, name their files and set as language is shown on the chat page and on the
 * desk, and none of it runs.
 */

jest.setTimeout(180_000);

const password = 'xss tests password 1';
/** Texts of one conversation: with the uploads and the request for a person below the 20 messages of S12. */
const perChat = 14;
const perUpload = 5;
const batches = Array.from({ length: Math.ceil(xssPayloads.length / perChat) }, (_, index) =>
  xssPayloads.slice(index * perChat, (index + 1) * perChat),
);

let server: ServerProcess;
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  server = await startServer({ DEMO_PASSWORD: password, LISTEN_WINDOW_MS: '0', DIRECT_LINE_SECRET: 'x'.repeat(40) });
  browser = await openBrowser({ viewport: { width: 1280, height: 900 } });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Everything a payload could do: call, ask, open, load from elsewhere, trip over the policy. */
async function watched(): Promise<{ page: Page; harm: string[] }> {
  const page = await browser.context.newPage();
  page.setDefaultTimeout(20_000);
  const harm = complaintsOf(page);
  await page.exposeFunction('hit', () => harm.push('a payload ran'));
  await page.addInitScript("addEventListener('securitypolicyviolation', (event) => hit())");
  page.on('dialog', (dialog) => {
    harm.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => harm.push('a window opened'));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.base) && !/^(?:data|blob):/.test(request.url())) harm.push(request.url());
  });
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(server.base)) harm.push(`went to ${frame.url()}`);
  });
  return { page, harm };
}

/** A conversation of this browser in which all of these were said, sent as files and set as language. */
async function chatWith(payloads: readonly string[]): Promise<string> {
  const { request } = browser.context;
  const body = { fresh: true, locale: payloads[0] };
  const session = await (await request.post(`${server.base}/api/chat/session`, { data: body })).json();
  const path = `${server.base}/v3/directline/conversations/${session.conversationId}`;
  const headers = { authorization: `Bearer ${session.token}` };
  const post = async (text: string): Promise<void> => {
    const data = { type: 'message', text, locale: text, channelData: { clientActivityID: text } };
    expect((await request.post(`${path}/activities`, { headers, data })).status()).toBe(200);
  };
  for (const payload of payloads) await post(payload);
  for (let from = 0; from < payloads.length; from += perUpload) {
    const form = new FormData();
    for (const name of payloads.slice(from, from + perUpload)) {
      form.append('file', new Blob([name], { type: 'text/html' }), `${name}.html`);
    }
    const answer = await fetch(`${path}/upload`, { method: 'POST', headers, body: form });
    expect(answer.status).toBe(200);
  }
  await post('转人工');
  return session.conversationId;
}

/** Elements and attributes a page of ours never has, which a payload would have made. Text, as it runs in the page. */
const findForeign = `[...document.querySelectorAll('*')]
  .filter((one) => /^(?:iframe|object|embed|math|video|audio|marquee|base|style)$/i.test(one.tagName)
    || [...one.attributes].some(({ name, value }) => name.startsWith('on') || /^\\s*(?:javascript|data:text)/i.test(value)))
  .map((one) => one.outerHTML.slice(0, 120))`;
const foreign = (page: Page): Promise<string[]> => page.evaluate(findForeign);

/** Takes each as markup, in turn; answers how many ran. */
const takeAsMarkup = `(async (payloads) => {
  const ran = new Set();
  let at = -1;
  window.hit = () => ran.add(at);
  for (const [index, payload] of payloads.entries()) {
    if (/http-equiv|<base/.test(payload)) continue;
    at = index;
    const place = document.body.appendChild(document.createElement('div'));
    place.innerHTML = payload;
    await new Promise((resolve) => setTimeout(resolve, 25));
    place.remove();
  }
  return ran.size;
})(${JSON.stringify(xssPayloads)})`;

test('the payloads would bite: many run where they are taken as markup', async () => {
  const page = await browser.context.newPage();
  const ran = await page.evaluate<number>(takeAsMarkup);
  await page.close();
  expect(xssPayloads.length).toBeGreaterThanOrEqual(60);
  expect(new Set(xssPayloads).size).toBe(xssPayloads.length);
  expect(ran).toBeGreaterThan(25);
});

test('none runs on the chat page, as text, file name or language', async () => {
  for (const payloads of batches) {
    await chatWith(payloads);
    const { page, harm } = await watched();
    await page.goto(
      `${server.base}/?lang=${encodeURIComponent(payloads[0] ?? '')}#${encodeURIComponent(payloads[1] ?? '')}`,
    );
    const words = page.locator('.message.own .words');
    await eventually(async () => (await words.count()) >= payloads.length, 15_000);
    // They are there, letter by letter, as text.
    const shown = await words.allTextContents();
    for (const payload of payloads) expect(shown.map((text) => text.trim())).toContain(payload.trim());
    expect(await foreign(page)).toEqual([]);
    // One typed by hand goes the page's own way.
    await page.locator('#input').fill(payloads[2] ?? '');
    await page.locator('#input').press('Enter');
    await page.mouse.move(300, 300);
    await page.waitForTimeout(150);
    expect(harm).toEqual([]);
    await page.close();
  }
});

test('none runs on the desk, in the list or the brief', async () => {
  const { page, harm } = await watched();
  await page.goto(`${server.base}/desk?lang=${encodeURIComponent(xssPayloads[0] ?? '')}`);
  await page.locator('#name').fill(xssPayloads[7] ?? '');
  await page.locator('#password').fill('a guess');
  const [refused] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/desk/api/sign-in')),
    page.locator('#password').press('Enter'),
  ]);
  expect(refused.status()).toBe(401);
  await page.locator('#name').fill('agent1');
  await page.locator('#password').fill(password);
  await page.locator('#password').press('Enter');
  await page.locator('.entry').first().waitFor();
  const entries = page.locator('.entry');
  expect(await entries.count()).toBe(batches.length);
  const briefs: string[] = [];
  for (let index = 0; index < batches.length; index += 1) {
    await entries.nth(index).click();
    await page
      .locator('#brief .transcript li')
      .nth(perChat / 2)
      .waitFor();
    await page.waitForTimeout(100);
    briefs.push((await page.locator('#brief').textContent()) ?? '');
    expect(await foreign(page)).toEqual([]);
  }
  const all = briefs.join('\n');
  const missing = xssPayloads.filter((payload) => !all.includes(payload.trim()));
  expect(missing).toEqual([]);
  // The browser says of the refused sign-in that it was one.
  expect(harm.filter((one) => !one.includes('status of 401'))).toEqual([]);
  await page.close();
});
