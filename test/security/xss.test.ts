import { openBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { type ServerProcess, startServer } from '../support/server-process';
import { xssPayloads } from './xss-payloads';
import { foreign, watched } from './xss-watch';

/**
 * S10 for the web: what customers write, name their files and set as language is shown on the chat page, and none of it
 * runs. What staff see of it: xss-desk.test.ts.
 */

jest.setTimeout(180_000);

/** Texts of one conversation: with the uploads below the 20 messages of S12. */
const perChat = 14;
const perUpload = 5;
const batches = Array.from({ length: Math.ceil(xssPayloads.length / perChat) }, (_, index) =>
  xssPayloads.slice(index * perChat, (index + 1) * perChat),
);

let server: ServerProcess;
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  server = await startServer({ LISTEN_WINDOW_MS: '0', DIRECT_LINE_SECRET: 'x'.repeat(40) });
  browser = await openBrowser({ viewport: { width: 1280, height: 900 } });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

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
  return session.conversationId;
}

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
    const { page, harm } = await watched(browser.context, server.base);
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
