import type { Page } from 'playwright-core';
import { buildPages } from '../built-pages';
import { until } from '../desk/complaints/at-desk';
import { atBoard } from './at-board';

beforeAll(buildPages, 90_000);

const query = (page: Page) => Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.split('?')[1] ?? ''));

test('every filter lives in the address: it is asked for, taken along, taken back and shared', async () => {
  await atBoard(
    async (page, board) => {
      await page.locator('.card').first().waitFor();
      await page.getByRole('combobox', { name: '类型', exact: true }).selectOption('after_sales');
      await page.getByLabel('渠道').selectOption('voice');
      await page.getByLabel('时间').selectOption('7');
      await until(() => Object.keys(query(page)).sort(), 'toEqual', ['channel', 'from', 'type', 'until']);
      await until(
        () =>
          board.asked.some(
            (one) => one.includes('by=day') && one.includes('type=after_sales') && one.includes('channel=voice'),
          ),
        'toBe',
        true,
      );
      // The other views look at the same.
      await page.getByRole('link', { name: '原因' }).click();
      await page.locator('.heat-table').first().waitFor();
      expect(query(page)).toMatchObject({ type: 'after_sales', channel: 'voice' });
      expect(await page.getByRole('combobox', { name: '类型', exact: true }).inputValue()).toBe('after_sales');
      await page.goBack();
      await page.goBack();
      await until(() => query(page), 'toEqual', { type: 'after_sales', channel: 'voice' });
      await page.goBack();
      await until(() => page.getByLabel('渠道').inputValue(), 'toBe', '*');

      // A link somebody sent, opened afresh.
      await page.goto(
        `${board.base}/board#/trends?measure=reopen_rate&by=week&from=2026-08-01&until=2026-10-31&team=network`,
      );
      await page.getByRole('heading', { name: '重新打开率走势' }).waitFor();
      expect(await page.getByLabel('部门').inputValue()).toBe('network');
      expect(await page.getByLabel('从').inputValue()).toBe('2026-08-01');
      expect(await page.getByLabel('时间').inputValue()).toBe('own');
      await page.getByRole('button', { name: '清除筛选' }).click();
      await until(() => query(page), 'toEqual', { measure: 'reopen_rate', by: 'week' });
    },
    { address: '#/trends' },
  );
}, 60_000);

test('a list says what it is of, pages, turns to what it is counted of, and lets go of a condition', async () => {
  await atBoard(
    async (page, board) => {
      await page.getByRole('heading', { name: '漏项率' }).waitFor();
      await page.locator('table.list tbody tr').first().waitFor();
      expect(board.asked.find((one) => one.startsWith('board/list'))).toMatch(
        /measure=omission_rate&part=n&.*cause=queue/,
      );
      expect(await page.locator('table.list a').first().getAttribute('href')).toBe(
        '/desk#/complaints/C20261121-0040-0',
      );
      const file = page.getByRole('link', { name: 'Excel' });
      expect(await file.getAttribute('href')).toMatch(
        /^\/desk\/api\/board\/list\?measure=omission_rate&part=n&.*cause=queue&format=xlsx&lang=zh-Hans$/,
      );
      await page.getByRole('link', { name: '下一页' }).click();
      await until(() => query(page)['after'], 'toBe', '20');
      await until(() => page.locator('table.list a').first().textContent(), 'toBe', 'C20261121-0060-0');
      await page.getByRole('link', { name: '全部基数' }).click();
      await until(() => [query(page)['part'], query(page)['after']], 'toEqual', ['of', undefined]);
      await page.getByRole('button', { name: /去掉筛选：原因：营业厅排队久/ }).click();
      await until(() => query(page)['cause'], 'toBe', undefined);
    },
    { address: '#/list?measure=omission_rate&part=n&from=2026-11-01&until=2026-11-20&cause=queue' },
  );
}, 60_000);

test.each([
  '#/nowhere',
  '#/trends?from=2026-99-99&until=x&measure=__proto__&by=constructor',
  '#/list?measure=__proto__',
  '#/week?week=2026-W99',
  '#/causes?type=%E0%A4%A&cause=constructor,__proto__',
  '#/learning?tab=hasOwnProperty&owner=__proto__&week=toString',
  `#/trends?cause=${'x'.repeat(5000)}`,
])(
  'an address that makes no sense shows something that does: %s',
  async (address) => {
    await atBoard(
      async (page) => {
        await page.locator('#heading').waitFor();
        await page.waitForTimeout(400);
        expect(await page.locator('#heading').isVisible()).toBe(true);
      },
      { address },
    );
  },
  60_000,
);
