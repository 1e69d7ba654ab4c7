import { openBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { type ServerProcess, startServer } from '../support/server-process';
import { xssPayloads } from './xss-payloads';
import { foreign, missingIn, watched } from './xss-watch';

/** S10 the other way: what somebody on the desk writes is shown on the customer's page, and none of it runs. */

jest.setTimeout(120_000);

const password = 'xss tests password 2';
let server: ServerProcess;
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  server = await startServer({ DEMO_PASSWORD: password, LISTEN_WINDOW_MS: '0' });
  browser = await openBrowser({ viewport: { width: 800, height: 900 } });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('none runs at the customer’s', async () => {
  const { page, harm } = await watched(browser.context, server.base);
  await page.goto(server.base);
  await page.locator('.message').first().waitFor();
  await page.locator('#input').fill('转人工');
  await page.locator('#input').press('Enter');

  const headers = { origin: server.base, 'x-desk': '1' };
  const signedIn = await fetch(`${server.base}/desk/api/sign-in`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'supervisor', password }),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const desk = async (path: string, data?: object) => {
    const response = await fetch(`${server.base}/desk/api${path}`, {
      headers: { ...headers, cookie, ...(data && { 'content-type': 'application/json' }) },
      ...(data && { method: 'POST', body: JSON.stringify(data) }),
      ...(path.endsWith('/take') && { method: 'POST' }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  let id = '';
  await eventually(async () => {
    id = (await desk('/handoffs')).body.waiting[0]?.id ?? '';
    return id !== '';
  }, 15_000);
  expect((await desk(`/handoffs/${id}/take`)).status).toBe(200);

  // Thirty messages in ten seconds are a person's limit.
  const perMessage = Math.ceil(xssPayloads.length / 25);
  for (let from = 0; from < xssPayloads.length; from += perMessage) {
    const text = xssPayloads.slice(from, from + perMessage).join('\n');
    const sent = await desk(`/handoffs/${id}/messages`, { id: `message-${from}-of-these-tests`, text });
    expect([text, sent.status]).toEqual([text, 202]);
  }
  const shown = async () => (await page.locator('.message').allTextContents()).join('\n');
  await eventually(async () => missingIn(await shown()).length === 0, 20_000);
  expect(await foreign(page)).toEqual([]);
  expect(harm).toEqual([]);
});
