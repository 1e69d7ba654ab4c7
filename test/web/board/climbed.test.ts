import { buildPages } from '../built-pages';
import { until } from '../desk/complaints/at-desk';
import { atBoard } from './at-board';

beforeAll(buildPages, 90_000);

test('what climbs to whoever has the board open is said at once, and leads to the list of it', async () => {
  await atBoard(async (page, board) => {
    const link = page.locator('.top a[href="/desk#/complaints?group=climbed"]');
    await page.locator('.tile').first().waitFor();
    expect(await link.count()).toBe(0);
    const one = { number: 'C20261121-0042-7', type: 'pricing_billing', to: 'team_lead', why: 'resolve:80#0' } as const;
    board.climb({ complaints: [{ ...one, at: 2_000 }], inAll: 1 });
    await link.waitFor();
    expect(await link.textContent()).toBe('升级给我1');
    await until(() => page.locator('.toasts').textContent(), 'toContain', 'C20261121-0042-7');
    // Somebody has taken it.
    board.climb({ complaints: [], inAll: 0 });
    await link.waitFor({ state: 'detached' });
  });
}, 60_000);
