import type { Page } from 'playwright-core';
import { withBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { atBoard } from './board/at-board';
import { buildPages } from './built-pages';
import { atDesk, numbers } from './desk/complaints/at-desk';
import { busyDesk, signIn } from './desk/desk-browser';
import { startPages } from './running-pages';

/** What is pressed is what happens, however fast one presses and whatever comes meanwhile. */

beforeAll(buildPages, 90_000);

/** Everything the page's streams bring from now on. */
function frames(page: Page): readonly string[] {
  const heard: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  return heard;
}

/** @param meanwhile what happens while the button of the mouse is down, and the word of it that reaches the page */
async function press(page: Page, selector: string, heard: readonly string[], word: string, meanwhile: () => void) {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not to be seen.`);
  // Timers stand still, so a slow machine does not make it a press that is too long.
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  meanwhile();
  await eventually(() => heard.some((text) => text.includes(word)));
  // It is drawn by now, unless it is held back.
  await page.clock.runFor(200);
  for (let task = 0; task < 3; task++)
    await page.evaluate(
      'new Promise((soon) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = soon; port2.postMessage(0); })',
    );
}
async function release(page: Page): Promise<void> {
  await page.mouse.up();
  await page.clock.resume();
}

test('the desk: an offer that comes while a customer is pressed opens the one who was pressed', async () => {
  const desk = await busyDesk();
  const used = withBrowser(async (context) => {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.clock.install();
    const heard = frames(page);
    await signIn(page, desk);
    await press(page, '[data-id=handoff_2]', heard, '"offered"', () => desk.offer('handoff_1', 'agent1', 600_000));
    expect(await page.locator('.offer').count()).toBe(0);
    await release(page);
    await page.waitForURL(/#\/c\/handoff_2$/);
    await page.locator('.offer').waitFor();
  });
  await used.finally(desk.stop);
}, 60_000);

test('the chat: a message that comes while an answer is pressed does not take the answer away', async () => {
  const pages = await startPages({
    answer: ({ text = '' }) => ({
      type: 'message',
      text: `收到：${text}`,
      suggestedActions: { to: [], actions: [{ type: 'imBack', title: '没解决', value: '还没解决' }] },
    }),
  });
  const used = withBrowser(async (context) => {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.clock.install();
    const heard = frames(page);
    await page.goto(pages.base);
    await page.locator('.message.bot').first().waitFor();
    const session = page.waitForResponse('**/api/chat/session');
    await page.reload();
    const { conversationId } = (await (await session).json()) as { conversationId: string };
    await page.locator('.message.bot').first().waitFor();
    await page.locator('#input').fill('修好了吗');
    await page.locator('#input').press('Enter');
    await press(page, '.suggestion', heard, '前面还有一位', () =>
      pages.bot.say(conversationId, { type: 'message', text: '前面还有一位' }),
    );
    await release(page);
    await page.getByText('收到：还没解决').waitFor();
    expect(await page.getByText('前面还有一位').count()).toBe(1);
  });
  await used.finally(() => pages.stop());
}, 60_000);

test('the desk: two keys pressed at once go two complaints on', async () => {
  await atDesk(
    async (page) => {
      await page.locator('.case-list .entry').first().waitFor();
      const listed = await numbers(page);
      await page.evaluate(
        "for (const key of ['j', 'j']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))",
      );
      await page.locator('#chosen', { hasText: String(listed[1]) }).waitFor();
    },
    'agent1',
    '#/complaints?group=open',
  );
}, 60_000);

test('the board: of two filters set at once both count', async () => {
  await atBoard(
    async (page) => {
      await page.locator('.filter option[value=voice]').waitFor({ state: 'attached' });
      await page.evaluate(`for (const value of ['after_sales', 'voice']) {
        const select = document.querySelector('.filter option[value=' + value + ']').closest('select');
        select.value = value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      }`);
      await page.waitForURL(/type=after_sales&channel=voice/);
    },
    { address: '#/trends' },
  );
}, 60_000);
