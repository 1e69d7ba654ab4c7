import type { ClimbedToMe } from '../../../../src/desk/desk-events';
import { screenshot } from '../../../support/browser';
import { buildPages } from '../../built-pages';
import type { FakeDesk } from '../fake-desk';
import { atDesk, numbers, until } from './at-desk';

beforeAll(buildPages, 90_000);

const climb = (desk: FakeDesk, climbed: ClimbedToMe) => {
  for (const { socket } of desk.clients) socket.send(JSON.stringify({ type: 'climbed', ...climbed }));
};
const one = { number: 'C20261121-0042-7', type: 'pricing_billing', to: 'manager', why: 'law:14#0', at: 1_000 } as const;

test('a supervisor reads at once what climbed and why, and finds it again beside the pages', async () => {
  await atDesk(async (page, desk) => {
    const link = page.locator('.top nav a.climbed');
    await page.locator('.case-list .entry').first().waitFor();
    climb(desk, { complaints: [], inAll: 0 });
    climb(desk, { complaints: [one], inAll: 1 });
    await link.waitFor();
    await until(() => page.locator('.toasts').textContent(), 'toContain', '已升级到经理：法定答复期限第 14 天');
    await screenshot(page, 'desk-climbed');
    await link.click();
    await until(async () => page.url(), 'toContain', 'group=climbed');
    await until(() => page.locator('.groups [aria-current]').textContent(), 'toContain', '升级给我');
  }, 'supervisor');
}, 60_000);

test('lists are narrowed to a step of the ladder, in the address', async () => {
  await atDesk(
    async (page) => {
      await page.locator('.case-list .entry').first().waitFor();
      const all = (await numbers(page)).length;
      await page.locator('.filters select').nth(2).selectOption('1');
      await until(async () => page.url(), 'toContain', 'level=1');
      await until(async () => (await numbers(page)).length < all, 'toBe', true);
    },
    'supervisor',
    '#/complaints?group=open',
  );
}, 60_000);
