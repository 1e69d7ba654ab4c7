import type { Page } from 'playwright-core';
import { screenshot } from '../../support/browser';
import { buildPages } from '../built-pages';
import { until } from '../desk/complaints/at-desk';
import { accessFaults } from '../desk/desk-browser';
import { atBoard } from './at-board';
import type { FakeBoard } from './fake-board';

beforeAll(buildPages, 90_000);

/** Presses a number and reads the list behind it: its heading, its columns, what was asked. */
async function opened(page: Page, board: FakeBoard, press: () => Promise<void>) {
  const before = board.asked.length;
  await press();
  await page.locator('table.list tbody tr').first().waitFor();
  // Among what the view before it still asks for.
  const lists = () =>
    board.asked.slice(before).filter((path) => /^board\/(list|attached|waiting|missed|rated|unsent)\b/.test(path));
  await until(() => lists().length > 0, 'toBe', true);
  const [asked] = lists();
  return {
    asked,
    heading: await page.locator('#heading').textContent(),
    columns: await page.locator('table.list thead th').allTextContents(),
  };
}

const name = (view: string) => `board-zh-Hans-light-desktop-list-${view}`;

test('each number of a problem opens its complaints, and the other answers are one key away', async () => {
  await atBoard(
    async (page, board) => {
      const card = page.locator('.entry-card', { has: page.getByText('P20261118-01', { exact: true }) });
      for (const [place, [part, title]] of [
        ['attached', '已并入'],
        ['solved', '已解决'],
        ['notSolved', '没解决'],
        ['noWord', '没回音'],
      ].entries()) {
        const list = await opened(page, board, () => card.locator('.counts a').nth(place).click());
        expect(list.asked).toBe(`board/attached?problem=p3&part=${part}`);
        expect(list.columns[0]).toBe('编号');
        expect(list.heading).toContain('p3');
        expect(await page.locator('.segments [aria-current]').textContent()).toBe(title);
        await page.goBack();
      }
      const list = await opened(page, board, () => card.locator('.counts a').nth(2).click());
      expect(list.asked).toContain('part=notSolved');
      await screenshot(page, name('problem'));
      // A list says how fresh it is, and can be asked again, like every view.
      expect(await page.locator('.page-head .as-of').textContent()).toMatch(/\d\d:\d\d/);
      const before = board.asked.length;
      await page.locator('.page-head').getByRole('button', { name: '刷新' }).click();
      await until(() => board.asked.slice(before), 'toContain', 'board/attached?problem=p3&part=notSolved');
      expect(await accessFaults(page)).toEqual([]);
      await page.locator('.segments').getByText('没回音').click();
      await until(() => board.asked.at(-1), 'toBe', 'board/attached?problem=p3&part=noWord');
      expect(await page.getByRole('link', { name: 'CSV' }).getAttribute('href')).toBe(
        '/desk/api/board/attached?problem=p3&part=noWord&format=csv&lang=zh-Hans',
      );
      await page.getByRole('link', { name: '下一页' }).click();
      await until(() => board.asked.at(-1), 'toBe', 'board/attached?problem=p3&part=noWord&after=20');
      await page.goto(`${board.base}/board#/problems`);
      const all = await opened(page, board, () => page.getByRole('link', { name: '等 9 件' }).click());
      expect(all.asked).toBe('board/attached?problem=p1&part=suggested');
      expect(await page.locator('.segments').count()).toBe(0);
    },
    { address: '#/problems' },
  );
}, 90_000);

test('how often a question had no answer opens each time it was put', async () => {
  await atBoard(
    async (page, board) => {
      const [first] = board.says.gaps.missed;
      const list = await opened(page, board, () => page.getByRole('link', { name: /儿童手表.*23/ }).click());
      expect(list.asked).toMatch(new RegExp(`^board/missed\\?question=${first?.id}&from=2026-11-01&until=2026-11-20$`));
      expect(list.columns).toEqual(['时间', '渠道', '语言', '客户的问题', '对话']);
      const rows = page.locator('table.list tbody tr');
      expect(await rows.nth(0).getByRole('link').getAttribute('href')).toBe('/desk#/c/handoff_7');
      expect(await rows.nth(1).textContent()).toContain('没有转过人工');
      expect(await rows.nth(3).textContent()).toContain('未知渠道');
      expect(await rows.nth(1).locator('[lang=zh-Hant]').count()).toBe(1);
      expect(await page.getByLabel('时间').count()).toBe(1);
      await screenshot(page, name('missed'));
      expect(await accessFaults(page)).toEqual([]);
    },
    { address: '#/gaps?from=2026-11-01&until=2026-11-20' },
  );
}, 60_000);

test('how often answers were rated down opens them, with what was asked and said', async () => {
  await atBoard(
    async (page, board) => {
      const list = await opened(page, board, () => page.getByRole('link', { name: /没帮助的.*：31/ }).click());
      expect(list.asked).toMatch(/^board\/rated\?topic=billing\.why_higher&part=n&from=/);
      expect(list.heading).toContain('话费为什么变多');
      expect(list.columns).toEqual(['时间', '渠道', '评价', '客户的问题', '机器人的回答', '对话']);
      await page.getByText('没有说会员是谁开的').waitFor();
      await screenshot(page, name('rated'));
      expect(await accessFaults(page)).toEqual([]);
      await page.locator('.segments').getByText('全部评价').click();
      await until(() => /part=of/.test(board.asked.at(-1) ?? ''), 'toBe', true);
    },
    { address: '#/gaps' },
  );
}, 60_000);

test('the same in English on a phone', async () => {
  await atBoard(
    async (page) => {
      await page.setViewportSize({ width: 390, height: 844 });
      for (const [address, sign] of [
        ['rated=billing.why_higher', 'Not helpful'],
        ['unsent=all', 'Refused by the other side'],
      ]) {
        await page.goto(`${new URL(page.url()).origin}/board?lang=en#/list?${address}`);
        await page
          .getByText(sign ?? '')
          .first()
          .waitFor();
        await screenshot(page, `board-en-light-phone-list-${address?.split('=')[0]}`);
        expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
        expect(await accessFaults(page)).toEqual([]);
      }
    },
    { address: '?lang=en#/gaps' },
  );
}, 60_000);

test('what could not be sent: what, whose and why in words, and nothing to press but the way to it', async () => {
  await atBoard(async (page, board) => {
    const list = await opened(page, board, () => page.locator('.tile', { hasText: '发送失败' }).click());
    expect(list.asked).toBe('board/unsent');
    expect(list.columns).toEqual(['产生时间', '内容种类', '关于', '次数', '停止发送', '原因']);
    const rows = await page.locator('table.list tbody tr').allTextContents();
    expect(rows[0]).toMatch(/短信C20261121-0042-7138\*\*\*\*0002打开对话3.*对方不接收/);
    expect(rows[2]).toMatch(/推送到其他系统的通知–291.*对方没有响应代码 503/);
    expect(await page.locator('table.list button').count()).toBe(0);
    await screenshot(page, name('unsent'));
    expect(await accessFaults(page)).toEqual([]);
    board.says.unsent = { total: 0, items: [] };
    await page.reload();
    await page.getByText('没有符合条件的记录。').waitFor();
  });
}, 60_000);

test('what waits for a word, and all deadlines, are lists of complaints', async () => {
  await atBoard(async (page, board) => {
    const approvals = await opened(page, board, () => page.locator('.tile', { hasText: '待批' }).click());
    expect(approvals).toMatchObject({ asked: 'board/waiting?what=approvals' });
    await page.goBack();
    const deadlines = await opened(page, board, () => page.getByRole('link', { name: /共 37 件/ }).click());
    expect(deadlines).toMatchObject({ asked: 'board/waiting?what=deadlines' });
    await page.goBack();
    const attached = await opened(page, board, () => page.getByRole('link', { name: '已并入 46 件' }).click());
    expect(attached).toMatchObject({ asked: 'board/attached?problem=p2&part=attached' });
  });
}, 60_000);

test('sums, wholes and what was before open their lists too, view by view', async () => {
  await atBoard(async (page, board) => {
    const week = 'from=2026-11-02&until=2026-11-08';
    const seen: string[] = [];
    for (const [address, sign, number, wanted] of [
      ['#/trends?from=2026-11-09&until=2026-11-15', '.card', '.card .under a', /part=of&from=2026-11-09/],
      ['#/causes', '.heat-table', '.heat-table td:last-child a', /measure=complaints&part=n&.*&type=[a-z_]+$/],
      ['#/causes', '.heat-table', '.columns section:last-child .heat-table td:last-child a', /&botType=[a-z_]+$/],
      ['#/week?week=2026-W46', '.measures', '.measures td:nth-child(4) a', new RegExp(`part=n&${week}`)],
      ['#/week?week=2026-W46', '.measures', '.measures td:nth-child(3) a', /part=of&from=2026-11-09/],
      ['#/learning?tab=digest&week=2026-W46&owner=network', '.sheet', '.sheet .lead a', /2026-11-09.*team=network$/],
      ['#/learning?tab=digest&week=2026-W46&owner=network', '.sheet', '.measures a', /2026-11-09.*team=network$/],
      [
        '#/learning?tab=digest&week=2026-W46&owner=network',
        '.sheet',
        'section:has(.numbers) tbody td:nth-child(3) a',
        new RegExp(`${week}&team=network&cause=unclear_consent$`),
      ],
      ['#/learning', '.effect', '.effect a', /&cause=wrong_charge$/],
    ] as const) {
      await page.goto(`${board.base}/board${address}`);
      await page.locator(sign).first().waitFor();
      await page.locator(number).first().waitFor();
      const { asked } = await opened(page, board, () => page.locator(number).first().click());
      seen.push(`${address} ${wanted.test(decodeURIComponent(asked ?? '')) ? 'opens its list' : asked}`);
    }
    expect(seen.filter((one) => !one.endsWith('opens its list'))).toEqual([]);
    await page.goto(`${board.base}/board#/learning?tab=causes`);
    await page.locator('tbody tr', { hasText: '上门超时' }).locator('td').last().getByRole('link').click();
    await until(() => page.locator('.entry-card h4').allTextContents(), 'toEqual', ['上门超时']);
    await screenshot(page, 'board-zh-Hans-light-desktop-learning-cause');
    expect(await accessFaults(page)).toEqual([]);
    await page.getByRole('link', { name: '全部措施' }).click();
    await until(() => page.locator('.entry-card').count(), 'toBe', 5);
    await page.goto(`${board.base}/board#/week?week=2026-W46`);
    await page.getByRole('link', { name: 'P20261121-02' }).click();
    await page.locator('.entry-card.chosen').waitFor();
  });
}, 120_000);

test('a list nobody knows says so', async () => {
  await atBoard(
    async (page) => {
      await page.getByText('没有这份明细。').waitFor();
      expect(await accessFaults(page)).toEqual([]);
    },
    { address: '#/list?nothing=1' },
  );
}, 60_000);
