import type { Page } from 'playwright-core';
import { buildPages } from '../built-pages';
import { until } from '../desk/complaints/at-desk';
import { tabStops } from '../tab-stops';
import { atBoard } from './at-board';

beforeAll(buildPages, 90_000);

const focused = (page: Page) =>
  page.evaluate<string>(
    "(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim()",
  );
const hash = (page: Page) => decodeURIComponent(new URL(page.url()).hash);

test('the keyboard alone reaches every view, every number of a plot, and the list behind it', async () => {
  await atBoard(async (page) => {
    await page.evaluate('document.activeElement?.blur()');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('跳到正文');
    await page.keyboard.press('Enter');
    await until(() => focused(page), 'toBe', '今日');

    await page.keyboard.press('2');
    await until(() => hash(page), 'toBe', '#/trends');
    // Whoever goes to another view reads on from its heading.
    await until(() => focused(page), 'toBe', '趋势');
    expect(await page.title()).toBe('趋势 · 主管看板');

    const points = page.locator('.points a');
    await points.first().waitFor();
    expect(await points.count()).toBe(28);
    // One stop of the Tab key for the whole plot.
    expect(await page.locator('.points a[tabindex="0"]').count()).toBe(1);
    await points.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    const second = await points.nth(1).textContent();
    await until(() => focused(page), 'toBe', second?.trim());
    await until(() => page.locator('.tip').textContent(), 'toBe', second);
    await page.keyboard.press('End');
    const last = (await points.last().textContent())?.trim();
    await until(() => focused(page), 'toBe', last);
    await page.keyboard.press('ArrowRight');
    await until(() => focused(page), 'toBe', last);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await until(() => hash(page).startsWith('#/list?measure=complaints&part=n'), 'toBe', true);
    await page.locator('table.list tbody tr').first().waitFor();
    await page.goBack();
    await until(() => hash(page), 'toBe', '#/trends');
  });
}, 60_000);

test('a heat map is walked in both directions', async () => {
  await atBoard(
    async (page) => {
      const cells = page.locator('.plot', { hasText: '什么时候投诉多' }).locator('.points a');
      await cells.first().waitFor();
      expect(await cells.count()).toBe(7 * 24);
      await cells.first().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      await until(() => focused(page), 'toContain', '周二 01:00');
      await page.keyboard.press('ArrowUp');
      await until(() => focused(page), 'toContain', '周一 01:00');
      await page.keyboard.press('ArrowUp');
      await until(() => focused(page), 'toContain', '周一 01:00');
      await page.keyboard.press('Enter');
      await until(() => hash(page), 'toContain', 'weekday=1&hour=1');
    },
    { address: '#/causes' },
  );
}, 60_000);

test('every plot has a table with the same numbers', async () => {
  await atBoard(
    async (page) => {
      const plots = page.locator('.panel.plot');
      for (const index of [0, 1]) await plots.nth(index).locator('.points a').first().waitFor();
      expect(await plots.count()).toBe(2);
      for (const index of [0, 1]) {
        const plot = plots.nth(index);
        const told = await plot.locator('.points a').allTextContents();
        await plot.getByRole('button', { name: /用表格显示/ }).click();
        await plot.locator('.drawing').waitFor({ state: 'detached' });
        const links = plot.locator('tbody a');
        const labels = await links.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
        // In the table nothing is no link.
        expect(labels).toEqual(told.filter((text) => !text.endsWith('：0')));
      }
    },
    { address: '#/causes' },
  );
}, 60_000);

test('the shortcuts are shown, stay away from fields, and can be turned off', async () => {
  await atBoard(async (page) => {
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('3');
    expect(hash(page)).toBe('');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('3');
    await until(() => hash(page), 'toBe', '#/causes');
    await until(() => focused(page), 'toBe', '原因');
    await page.keyboard.press('f');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SELECT');
    await page.keyboard.press('1');
    expect(hash(page)).toBe('#/causes');
    await page.locator('#heading').focus();
    await page.locator('button.settings').click();
    await page.getByLabel('单键快捷键').uncheck();
    await page.keyboard.press('Escape');
    await page.locator('#heading').focus();
    await page.keyboard.press('1');
    await page.waitForTimeout(200);
    expect(hash(page)).toBe('#/causes');
  });
}, 60_000);

test('wherever the Tab key stops, there and back, one sees it and nothing lies over it', async () => {
  await atBoard(async (page, board) => {
    const found: string[] = [];
    for (const [hash, sign] of [
      ['today', '.item'],
      ['trends', '.points a'],
      ['causes', '.heat-table td a'],
      ['gaps', 'tbody tr'],
      ['voices', '.voices li'],
      ['problems', '.entry-card'],
      ['learning', '.entry-card'],
      ['learning?tab=digest', '.sheet tbody tr'],
      ['week?week=2026-W46', '.sheet tbody tr'],
      ['list?measure=omission_rate&cause=queue', 'tbody tr'],
    ] as const) {
      await page.goto(`${board.base}/board#/${hash}`);
      await page.locator(sign).first().waitFor();
      const { stops, wrong } = await tabStops(page);
      expect(stops.length).toBeGreaterThan(10);
      found.push(...wrong.map((fault) => `${hash}: ${fault}`));
    }
    expect(found).toEqual([]);
  });
}, 120_000);
