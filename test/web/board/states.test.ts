import { screenshot } from '../../support/browser';
import { buildPages } from '../built-pages';
import { until } from '../desk/complaints/at-desk';
import { accessFaults } from '../desk/desk-browser';
import { atBoard } from './at-board';

beforeAll(buildPages, 90_000);

const minute = 60_000;

test('today is refreshed, and what somebody reads stays where it is', async () => {
  await atBoard(
    async (page, board) => {
      await page.locator('.item').first().waitFor();
      const numbers = () => page.locator('section:has(#omissions) .item a').allTextContents();
      const before = await numbers();
      await page.locator('section:has(#omissions) .item a').first().focus();
      const [first, ...rest] = board.says.today.omissions;
      const fresh = {
        number: 'C20261101-0099-9',
        mark: 'recorded' as const,
        dueAt: Date.now() - 9e8,
        owner: 'network',
      };
      board.says.today = { ...board.says.today, omissions: [fresh, ...rest], omissionsInAll: 9, open: 131 };
      await page.clock.runFor(30_000);
      await until(() => page.locator('.tile').first().locator('b').textContent(), 'toBe', '9');
      // The numbers are new, the lines are where they were, also the one that is done meanwhile.
      expect(await numbers()).toEqual(before);
      expect(before[0]).toBe(first?.number);
      await page.getByRole('button', { name: /有变化 · 更新/ }).click();
      await until(async () => (await numbers())[0], 'toBe', 'C20261101-0099-9');
    },
    { ownClock: true },
  );
}, 60_000);

test('a server that is away: old figures with their time, a way to try again, and back by itself', async () => {
  await atBoard(
    async (page, board) => {
      await page.locator('.item').first().waitFor();
      await board.goDown();
      await page.clock.runFor(30_000);
      await page.getByText(/没有刷新成功/).waitFor();
      expect(await page.locator('.item').count()).toBeGreaterThan(0);
      await screenshot(page, 'board-zh-Hans-light-state-stale');
      await page.getByRole('link', { name: '原因' }).click();
      await until(() => page.locator('.trouble').count(), 'toBe', 4);
      await screenshot(page, 'board-zh-Hans-light-state-away');
      expect(await accessFaults(page)).toEqual([]);
      await board.comeBack();
      await page.getByRole('link', { name: '今日' }).click();
      await until(() => page.getByText(/没有刷新成功/).count(), 'toBe', 0);
      await page.getByRole('link', { name: '原因' }).click();
      await page.locator('.heat-table').first().waitFor();
    },
    { ownClock: true },
  );
}, 90_000);

test('one question that fails leaves the others alone, and its button asks again', async () => {
  await atBoard(
    async (page, board) => {
      await page.locator('.entry-card').first().waitFor();
      board.refuse((path) => (path === 'board/gaps' ? 503 : undefined));
      await page.getByLabel('时间').selectOption('7');
      await page.locator('.trouble').first().waitFor();
      await page.locator('.entry-card').first().waitFor();
      board.refuse(undefined);
      await page.locator('.trouble button').first().click();
      await page.getByText('副卡可以单独设流量上限吗').first().waitFor();
    },
    { address: '#/gaps' },
  );
}, 60_000);

test('while it loads there is room for what comes, and it is said', async () => {
  await atBoard(async (page, board) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/board/figures?*', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('link', { name: '原因' }).click();
    await page.locator('.skeleton').first().waitFor();
    expect(await page.locator('.skeleton').first().getAttribute('role')).toBe('status');
    await screenshot(page, 'board-zh-Hans-light-state-loading');
    expect(await accessFaults(page)).toEqual([]);
    release();
    await page.locator('.heat-table').first().waitFor();
    expect(board.asked.length).toBeGreaterThan(0);
  });
}, 60_000);

test('nothing at all is said in words, view by view', async () => {
  await atBoard(async (page, board) => {
    board.says.today = {
      ...board.says.today,
      omissions: [],
      omissionsInAll: 0,
      deadlines: [],
      deadlinesInAll: 0,
      problems: [],
      ownData: [],
      open: 0,
    };
    board.says.gaps = { missed: [], thumbsDown: [] };
    board.says.voices = { voices: [] };
    board.says.problems = [];
    board.says.learning = { actions: [], causes: [] };
    board.says.drafts.length = 0;
    board.says.list = () => ({ total: 0, items: [] });
    board.says.figures = () => ({ asOf: Date.now() - 20 * minute, rows: [] });
    const words = async (hash: string, expected: readonly string[]) => {
      await page.goto(`${board.base}/board${hash}`);
      for (const text of expected) await page.getByText(text, { exact: true }).first().waitFor();
      expect(await accessFaults(page)).toEqual([]);
      await screenshot(page, `board-zh-Hans-light-empty-${/\w+/.exec(hash)?.[0]}`);
    };
    await page.reload();
    await words('#/today', ['没有漏项。', '没有待处理的投诉。', '没有群体故障。', '没有待答复的申请。']);
    await words('#/causes', ['这段时间没有数据。']);
    await words('#/trends', ['上期无数据']);
    await words('#/gaps', ['没有待审的回答。', '这段时间没有答不上的问题。', '这段时间没有人点“没帮助”。']);
    await words('#/voices', ['这段时间没有评价。']);
    await words('#/problems', ['没有群体故障。']);
    await words('#/learning', ['还没有整改措施。']);
    await words('#/list?measure=contacts', ['没有符合条件的记录。']);
    await words('#/week?week=2026-W46', ['本周没有漏项。', '本周没有留言。']);
  });
}, 90_000);

test('figures that are old are said to be', async () => {
  await atBoard(
    async (page, board) => {
      const { figures } = board.says;
      board.says.figures = (query) => ({ ...figures(query), asOf: Date.now() - 20 * minute });
      await page.reload();
      await page.locator('.as-of.soon').first().waitFor();
    },
    { address: '#/causes' },
  );
}, 60_000);

test('gaps and voices say how fresh they are, and ask again when told to', async () => {
  await atBoard(async (page, board) => {
    const { voices } = board.says;
    for (const [hash, sign] of [
      ['#/gaps', 'tbody tr'],
      ['#/voices', '.voices li'],
    ] as const) {
      await page.goto(`${board.base}/board${hash}`);
      await page.locator(sign).first().waitFor();
      await page.locator('.page-head .as-of').waitFor();
      board.says.gaps = { missed: [], thumbsDown: [] };
      board.says.voices = { voices: [] };
      await page.locator('.page-head button').first().click();
      await page.locator(sign).first().waitFor({ state: 'detached' });
      board.says.voices = voices;
    }
  });
}, 60_000);

test('agents read causes and fixes, and nothing else', async () => {
  await atBoard(
    async (page, board) => {
      await page.getByRole('heading', { name: '改进' }).waitFor();
      await page.getByText('订购确认不清').first().waitFor();
      expect(await page.locator('.top nav a').allTextContents()).toEqual(['改进']);
      await page.getByRole('link', { name: '整改措施' }).click();
      await page.locator('.entry-card').first().waitFor();
      expect(await page.locator('[data-act]').count()).toBe(0);
      expect(await page.getByRole('button', { name: '新建措施' }).count()).toBe(0);
      await page.goto(`${board.base}/board#/today`);
      await page.getByText('此页面供班长使用。').waitFor();
      expect(await accessFaults(page)).toEqual([]);
      await screenshot(page, 'board-zh-Hans-light-state-agent');
      await page.getByRole('link', { name: '去看改进' }).click();
      await page.locator('.tabs').waitFor();
      expect(board.asked.filter((path) => path.startsWith('board/'))).toEqual([]);
    },
    { name: 'agent1' },
  );
}, 60_000);

test('a session that ended leads to the sign-in and leaves nothing behind; the same address is open after it', async () => {
  await atBoard(
    async (page, board) => {
      await page.locator('.entry-card').first().waitFor();
      // Words that are still on their way would hear of it first.
      await page.waitForLoadState('networkidle');
      board.sessions.clear();
      await page.getByRole('button', { name: '刷新' }).click();
      await page.getByText('登录已过期，请重新登录。').waitFor();
      expect(await page.locator('body').textContent()).not.toContain('P20261121-02');
      await page.locator('#name').fill('supervisor');
      await page.locator('#password').fill('open sesame 123');
      await page.keyboard.press('Enter');
      await page.getByText('P20261121-02').first().waitFor();
    },
    { address: '#/problems' },
  );
}, 60_000);
