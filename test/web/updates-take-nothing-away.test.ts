import type { Page } from 'playwright-core';
import { screenshot, withBrowser } from '../support/browser';
import { atBoard } from './board/at-board';
import { buildPages } from './built-pages';
import { press as act, atDesk, until } from './desk/complaints/at-desk';
import { fakeComplaints } from './desk/complaints/fake-complaints';
import { busyDesk, signIn } from './desk/desk-browser';
import type { FakeDesk } from './desk/fake-desk';
import { startPages } from './running-pages';

/** What the server tells a page meanwhile takes away nothing that is read, written or about to be pressed. */

beforeAll(buildPages, 90_000);

async function atBusyDesk(use: (page: Page, desk: FakeDesk) => Promise<void>, hash = ''): Promise<void> {
  const desk = await busyDesk();
  const used = withBrowser(async (context) => {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await signIn(page, desk, 'agent1', hash);
    await page.mouse.move(900, 500);
    await use(page, desk);
  });
  await used.finally(desk.stop);
}
const line = (page: Page) =>
  page.locator('.group.waiting .entry').evaluateAll((all) => all.map((one) => one.getAttribute('data-id')));
const focused = (page: Page, attribute: string) =>
  page.evaluate(`document.activeElement.getAttribute(${JSON.stringify(attribute)})`);

test(
  'the desk: who waits stands still under the pointer, and goes on without it',
  () =>
    atBusyDesk(async (page, desk) => {
      await page.locator('[data-id=handoff_4]').hover();
      const before = await line(page);
      expect(before).toEqual(['handoff_3', 'handoff_1', 'handoff_2', 'handoff_4']);
      desk.assign('handoff_3', 'agent2');
      await page.locator('.waiting .news button').getByText('1 条有变化 · 更新').waitFor();
      expect(await line(page)).toEqual(before);
      await page.locator('[data-id=handoff_3]').getByText('已不在列表中').waitFor();
      await screenshot(page, 'desk-zh-Hans-light-line-stands-still');
      // Who has gone is not gone to by key.
      await page.keyboard.press('j');
      await page.waitForURL(/#\/c\/handoff_1$/);
      await page.mouse.move(900, 500);
      await until(() => line(page), 'toEqual', ['handoff_1', 'handoff_2', 'handoff_4']);
    }),
  60_000,
);

test(
  'the desk: who has the focus keeps it when he is offered, and when the offer is over',
  () =>
    atBusyDesk(async (page, desk) => {
      await page.locator('.waiting [data-id=handoff_2]').focus();
      desk.offer('handoff_2', 'agent1', 600_000);
      await page.locator('.offer [data-id=handoff_2]').waitFor();
      await until(() => focused(page, 'data-id'), 'toBe', 'handoff_2');
      await page.locator('.offer .answers .strong').focus();
      const one = desk.case('handoff_2');
      const { offer: _, ...rest } = one.detail;
      delete one.offeredTo;
      one.detail = { ...rest, status: 'waiting' };
      desk.changed('handoff_2');
      await page.locator('.offer').waitFor({ state: 'detached' });
      await until(() => focused(page, 'data-id'), 'toBe', 'handoff_2');
    }),
  60_000,
);

test(
  'the desk: what is written at the end of a conversation stays when somebody else takes it over',
  () =>
    atBusyDesk(async (page, desk) => {
      desk.assign('handoff_1', 'agent1');
      await page.locator('.group.mine [data-id=handoff_1]').click();
      await page.locator('#reply').waitFor();
      await page.locator('[data-act=finish]:visible').click();
      const words = page.locator('dialog[open] textarea').first();
      await words.fill('周五前退回 6 元');
      desk.assign('handoff_1', 'agent2');
      await page.locator('.mine [data-id=handoff_1]').waitFor({ state: 'detached' });
      expect(await words.inputValue()).toBe('周五前退回 6 元');
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    }),
  60_000,
);

test('the desk: a complaint that goes to somebody else leaves what is being written about it', async () => {
  const complaints = fakeComplaints();
  await atDesk(
    async (page) => {
      await act(page, 'ask');
      const words = page.locator('dialog[open] textarea').first();
      await words.fill('请问是哪一天办的');
      const [mine] = complaints.all.splice(0, 1);
      const answer = page.waitForResponse((response) => response.url().endsWith(`/complaints/${mine?.number}`));
      await page.clock.runFor(15_000);
      await (await answer).finished();
      await until(() => page.locator('.case-list .news button').count(), 'toBe', 0);
      expect(await words.inputValue()).toBe('请问是哪一天办的');
      await page.keyboard.press('Escape');
      await page.clock.runFor(15_000);
      await page.getByText('不存在，或不归您这边处理').waitFor();
    },
    'agent1',
    `#/complaints/${complaints.all[0]?.number}`,
    complaints,
    true,
  );
}, 60_000);

test('the desk: after a step the focus is where it began, or at the complaint when that is no step any more', async () => {
  const complaints = fakeComplaints();
  await atDesk(
    async (page) => {
      await act(page, 'assign');
      await page.locator('dialog[open] input[type=radio]').first().check();
      await page.locator('dialog[open] button[type=submit]').click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      await until(() => page.evaluate('document.activeElement !== document.body'), 'toBe', true);
      await page.locator('[data-act=investigate]:visible, [data-act=answer]:visible').first().focus();
      const [first] = complaints.all;
      if (!first) throw new Error('No complaint.');
      complaints.all[0] = { ...first, version: first.version + 1, status: 'closed' };
      await page.clock.runFor(15_000);
      await page.locator('[data-act=answer]:visible').waitFor({ state: 'detached' });
      await until(() => page.evaluate("document.activeElement.matches('.case')"), 'toBe', true);
    },
    'supervisor',
    `#/complaints/${complaints.all[0]?.number}`,
    complaints,
    true,
  );
}, 60_000);

test(
  'the desk: who reads above stays there, whatever is said and however much is put above it',
  () =>
    atBusyDesk(async (page, desk) => {
      for (let said = 1; said <= 150; said++) desk.say('handoff_1', `第 ${said} 句`);
      await page.locator('[data-id=handoff_1]').click();
      await page.getByText('第 150 句', { exact: true }).waitFor();
      const scroll = (to: number) => page.evaluate(`document.querySelector('.transcript').scrollTop = ${to}`);
      await scroll(0);
      await page.locator('.below').waitFor();
      const top = page.getByText('第 51 句', { exact: true });
      const place = await top.boundingBox();
      desk.say('handoff_1', '还有一句');
      await page.locator('.below', { hasText: '新' }).waitFor();
      expect(await top.boundingBox()).toEqual(place);
      await page.locator('.earlier').click();
      await page.getByText('第 1 句', { exact: true }).waitFor();
      await until(async () => Math.abs(((await top.boundingBox())?.y ?? 0) - (place?.y ?? 0)) < 60, 'toBe', true);
      expect(await page.evaluate("document.activeElement.matches('.transcript')")).toBe(true);
    }),
  60_000,
);

test('the board: a list nobody reads any more is as new as the rest of the page', async () => {
  await atBoard(
    async (page, board) => {
      const numbers = () => page.locator('section:has(#omissions) .item a').allTextContents();
      await page.locator('section:has(#omissions) .item').first().hover();
      const before = await numbers();
      const [, ...rest] = board.says.today.omissions;
      board.says.today = { ...board.says.today, omissions: rest };
      await page.clock.runFor(30_000);
      const bar = page.locator('section:has(#omissions) .news button');
      await bar.getByText('1 条有变化 · 更新').waitFor();
      expect(await numbers()).toEqual(before);
      await page.locator('.item.gone').getByText('已不在列表中').waitFor();
      await screenshot(page, 'board-zh-Hans-light-list-stands-still');
      await page.mouse.move(2, 2);
      await until(numbers, 'toEqual', before.slice(1));
      expect(await bar.count()).toBe(0);
    },
    { ownClock: true },
  );
}, 60_000);

test('the board: a step that somebody else has taken leaves the focus with its problem', async () => {
  await atBoard(
    async (page, board) => {
      await page.locator('[data-act=open]').first().focus();
      board.says.problems = board.says.problems.filter(({ status }) => status !== 'suggested');
      await page.clock.runFor(30_000);
      await page.locator('[data-act=open]').waitFor({ state: 'detached' });
      expect(await page.evaluate("document.activeElement.matches('.page')")).toBe(true);
    },
    { address: '#/problems', ownClock: true },
  );
}, 60_000);

test('the chat: an answer chosen by key is still chosen when a message comes', async () => {
  const pages = await startPages({
    answer: ({ text = '' }) => ({
      type: 'message',
      text: `收到：${text}`,
      suggestedActions: {
        to: [],
        actions: ['解决了', '没解决'].map((title) => ({ type: 'imBack', title, value: title })),
      },
    }),
  });
  const used = withBrowser(async (context) => {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const session = page.waitForResponse('**/api/chat/session');
    await page.goto(pages.base);
    const { conversationId } = (await (await session).json()) as { conversationId: string };
    await page.locator('.message.bot').first().waitFor();
    await page.locator('#input').fill('修好了吗');
    await page.locator('#input').press('Enter');
    const chosen = page.getByRole('button', { name: '没解决' });
    await chosen.focus();
    await page.locator('#input').evaluate((input: { value: string }) => {
      input.value = '还没写完';
    });
    const same = ['解决了', '没解决'].map((title) => ({ type: 'imBack', title, value: title }));
    pages.bot.say(conversationId, { type: 'message', text: '请选一个', suggestedActions: { to: [], actions: same } });
    await page.getByText('请选一个').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('没解决');
    pages.bot.say(conversationId, { type: 'message', text: '不用选了' });
    await page.getByText('不用选了').waitFor();
    expect(await focused(page, 'id')).toBe('scroller');
    expect(await page.locator('#input').inputValue()).toBe('还没写完');
  });
  await used.finally(() => pages.stop());
}, 60_000);
