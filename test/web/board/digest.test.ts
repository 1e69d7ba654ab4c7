import { screenshot } from '../../support/browser';
import { buildPages } from '../built-pages';
import { atBoard } from './at-board';

beforeAll(buildPages, 90_000);

test("an agent reads a department's rates in its week, without a way to the lists behind", async () => {
  await atBoard(
    async (page, board) => {
      const rates = page.locator('.sheet .measures tbody tr');
      await rates.first().waitFor();
      expect(await rates.count()).toBe(3);
      const named = board.says.words.measures.find(({ measure }) => measure === 'on_time_rate');
      const first = (await rates.first().textContent()) ?? '';
      expect(first).toContain(named?.names['zh-Hans']);
      expect(first).toContain('55 / 61');
      expect(await page.locator('.sheet a').count()).toBe(0);
      expect(board.asked.filter((path) => path.startsWith('board/'))).toEqual([]);
      await screenshot(page, 'board-zh-Hans-light-digest-agent');
    },
    { name: 'agent1', address: '#/learning?tab=digest&week=2026-W46&owner=network' },
  );
}, 60_000);
