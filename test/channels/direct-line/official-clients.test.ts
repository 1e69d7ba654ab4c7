import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import type { Route } from '../../../src/platform/http';
import { openBrowser } from '../../support/browser';
import type { Answer } from './echo-desk';
import { type RunningLine, secret, startLine } from './running-line';
import { webchatBundle } from './webchat-bundle';

/** The product's official clients, unchanged, in a real browser against our server. */

jest.setTimeout(120_000);

const answer: Answer = ({ text, attachments }) => {
  if (attachments !== undefined) return { type: 'message', text: `got ${attachments.length} file` };
  const actions = [{ type: 'imBack', title: '转人工', value: '转人工' }];
  return { type: 'message', text: `echo: ${text}`, suggestedActions: { to: [], actions } } as ReturnType<Answer>;
};

const file = (path: string, type: string, body: Buffer | string): Route => ({
  method: 'GET',
  path,
  access: 'public',
  // Web Chat writes its styles inline; our own page does not.
  handle: async () => ({
    status: 200,
    headers: {
      'content-type': type,
      'content-security-policy': "default-src 'self' 'unsafe-inline' 'unsafe-eval' ws: data: blob:",
    },
    body,
  }),
});

const page = (bundle: string, script: string) => `<!doctype html><meta charset="utf-8">
<div id="root" style="height: 100vh"></div><script src="${bundle}"></script><script>
// The official clients wait 3–15 s before they reconnect: the shortest will do here.
Math.random = () => 0;
const domain = location.origin + '/v3/directline';
${script}
</script>`;

/** Runs directlinejs as its readme says, and keeps what it received. */
const directLineScript = `
const seen = [];
function start(options) {
  window.line = new DirectLine.DirectLine({ domain, pollingInterval: 200, ...options });
  line.activity$.subscribe((activity) => seen.push(activity));
}
const post = (activity) => new Promise((resolve, reject) =>
  line.postActivity({ from: { id: 'dl_li' }, ...activity }).subscribe(resolve, reject));
async function fetchFile() {
  const { attachments } = seen.find((activity) => activity.attachments);
  const response = await fetch(attachments[0].contentUrl);
  return [response.status, response.headers.get('content-type'), (await response.arrayBuffer()).byteLength];
}`;

const webChatScript = `
const start = ({ token }) => WebChat.renderWebChat({
  directLine: WebChat.createDirectLine({ token, domain }), locale: 'en-US', userID: 'dl_li',
}, document.getElementById('root'));`;

let browser: { context: BrowserContext; close(): Promise<void> };
let line: RunningLine;
let extraRoutes: Route[];

beforeAll(async () => {
  const directLineBundle = readFileSync(require.resolve('botframework-directlinejs/dist/directline.js'));
  extraRoutes = [
    file('/webchat.js', 'text/javascript', readFileSync(webchatBundle())),
    file('/directline.js', 'text/javascript', directLineBundle),
    file('/webchat.html', 'text/html', page('/webchat.js', webChatScript)),
    file('/directline.html', 'text/html', page('/directline.js', directLineScript)),
  ];
  browser = await openBrowser();
}, 180_000);
afterAll(() => browser?.close());
beforeEach(async () => {
  line = await startLine({ answer, extraRoutes, limits: { messagesPer10Seconds: 100 } });
});
afterEach(() => line.stop());

const generate = async () =>
  (await line.call('POST', '/v3/directline/tokens/generate', secret, { user: { id: 'dl_li' } })).json;

async function openPage(path: string): Promise<Page> {
  const opened = await browser.context.newPage();
  opened.on('pageerror', (error) => {
    throw error;
  });
  await opened.goto(`${line.base}${path}`);
  return opened;
}

/** Calls a function of the page. */
const call = <T>(tab: Page, name: string, argument: unknown = {}): Promise<T> =>
  tab.evaluate(`${name}(${JSON.stringify(argument)})`);

describe.each([
  ['stream', true],
  ['polling', false],
])('botframework-directlinejs, %s', (_name, webSocket) => {
  it('sends, receives, uploads, and comes back after a cut without loss or repeat', async () => {
    const { token, conversationId } = await generate();
    const tab = await openPage('/directline.html');
    const waitFor = (text: string) => tab.waitForFunction(`seen.some(({ text }) => text === ${JSON.stringify(text)})`);
    await call(tab, 'start', { token, webSocket });
    await waitFor('welcome');

    const id = await call(tab, 'post', { type: 'message', text: '你好' });
    await waitFor('echo: 你好');
    expect(await tab.evaluate('seen.map(({ id }) => id)')).toContain(id);

    const contentUrl = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
    await call(tab, 'post', {
      type: 'message',
      attachments: [{ contentType: 'image/gif', name: '证据.gif', contentUrl }],
    });
    await waitFor('got 1 file');
    expect(await call(tab, 'fetchFile')).toEqual([200, 'image/gif', 42]);

    // What is said while every socket is cut must arrive once, after the client came back by itself.
    line.cutStreams();
    line.desk.say(conversationId, { type: 'message', text: 'said meanwhile' });
    await call(tab, 'post', { type: 'message', text: 'after' });
    await waitFor('echo: after');
    const texts = await tab.evaluate('seen.map(({ text }) => text ?? "a file")');
    const received = [
      'welcome',
      '你好',
      'echo: 你好',
      'a file',
      'got 1 file',
      'said meanwhile',
      'after',
      'echo: after',
    ];
    expect(texts).toEqual(received);
    await tab.close();
  });
});

describe('botframework-webchat', () => {
  it('sends, shows the reply, a suggested action and an upload, and survives a cut stream', async () => {
    const { token, conversationId } = await generate();
    const tab = await openPage('/webchat.html');
    await call(tab, 'start', { token });
    const bubbles = (text: string) => tab.locator('.webchat__bubble', { hasText: text });
    const shows = (text: string) => bubbles(text).first().waitFor();
    await shows('welcome');

    const box = tab.getByPlaceholder('Type your message');
    await box.fill('我的流量还剩多少');
    await box.press('Enter');
    await shows('echo: 我的流量还剩多少');
    await tab.getByRole('toolbar').getByRole('button', { name: '转人工' }).click();
    await shows('echo: 转人工');

    const upload = { name: '账单.txt', mimeType: 'text/plain', buffer: Buffer.from('彩铃 6 元') };
    await tab.locator('input[type=file]').setInputFiles(upload);
    await box.press('Enter');
    await shows('got 1 file');
    expect([...line.attachments.stored.values()]).toMatchObject([{ name: '账单.txt', contentType: 'text/plain' }]);

    line.cutStreams();
    line.desk.say(conversationId, { type: 'message', text: 'said meanwhile' });
    await shows('said meanwhile');
    await box.fill('再问一句');
    await box.press('Enter');
    await shows('echo: 再问一句');
    for (const text of ['welcome', 'echo: 转人工', 'got 1 file', 'said meanwhile', 'echo: 再问一句']) {
      expect(await bubbles(text).count()).toBe(1);
    }
    await tab.close();
  });
});
