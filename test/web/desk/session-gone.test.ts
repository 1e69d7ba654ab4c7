import { withBrowser } from '../../support/browser';
import { buildPages } from '../built-pages';
import { busyDesk, signIn } from './desk-browser';

beforeAll(buildPages, 60_000);

test('a session that ended while the server was away leads to the sign-in, and leaves nothing of a customer', async () => {
  const desk = await busyDesk();
  await withBrowser(async (context) => {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await signIn(page, desk);
    await page.locator('.entry').first().waitFor();
    await desk.goDown();
    await page.locator('.connection').waitFor();
    desk.sessions.clear();
    await desk.comeBack();
    await page.locator('.sign-in #name').waitFor();
    expect(await page.locator('.sign-in .fault').isVisible()).toBe(true);
    expect(await page.locator('body').textContent()).not.toContain('139****7788');
  });
  await desk.stop();
}, 60_000);
