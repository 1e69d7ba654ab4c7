import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { screenshot } from '../../support/browser';
import { buildPages } from '../built-pages';
import { atBoard } from './at-board';

beforeAll(buildPages, 90_000);

test.each([
  ['the weekly report', '#/week?week=2026-W46', 'week'],
  ["a department's digest", '#/learning?tab=digest&owner=value_added&week=2026-W46', 'digest'],
])(
  '%s prints black on white on A4, also from the dark theme',
  async (_, address, name) => {
    await atBoard(
      async (page) => {
        await page.evaluate("document.documentElement.dataset.theme = 'dark'");
        await page.locator('.sheet tbody tr').first().waitFor();
        if (name === 'week') await page.locator('.drawing text').first().waitFor();
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        const look = (selector: string, property: string) =>
          page.evaluate<string>(
            `getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`,
          );
        expect(await look('body', 'background-color')).toBe('rgb(255, 255, 255)');
        expect(await look('.sheet', 'color')).toBe('rgb(0, 0, 0)');
        for (const selector of ['.top', '.page-head', '.sheet .points', '.tabs, .page-head'])
          if ((await page.locator(selector).count()) > 0)
            expect(await page.locator(selector).first().isVisible()).toBe(false);
        // As wide as A4 less its margins: nothing is cut off.
        await page.setViewportSize({ width: 703, height: 995 });
        const over = await page.evaluate<string[]>(
          `[...document.querySelectorAll('.sheet *')].filter((one) => one.checkVisibility() && !one.closest('.only-heard') && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((one) => one.outerHTML.slice(0, 80))`,
        );
        expect(over).toEqual([]);
        await screenshot(page, `board-zh-Hans-paper-${name}`);
        const pdf = await page.pdf({ preferCSSPageSize: true });
        writeFileSync(join(__dirname, '..', '..', 'screenshots', `board-zh-Hans-paper-${name}.pdf`), pdf);
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
        const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
        expect(pages).toBeGreaterThan(0);
        expect(pages).toBeLessThan(8);
      },
      { address },
    );
  },
  60_000,
);
