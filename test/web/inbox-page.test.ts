import type { DemoMessage } from '../../src/desk/demo-inbox';
import { complaintsOf, screenshot, withBrowser } from '../support/browser';
import { startPages } from './running-pages';

test('the demo inbox shows the newest message first, by itself, as text', async () => {
  const sent: DemoMessage[] = [];
  const pages = await startPages({ sent });
  await withBrowser(
    async (context) => {
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await page.goto(`${pages.base}/demo/inbox`);
      await page.getByText('还没有短信').waitFor();
      sent.push({ to: '13800000002', text: '您的验证码是 482913，5 分钟内有效。', at: Date.now() - 1000 });
      await page.getByText('482913').waitFor();
      sent.push({
        to: '13800000001',
        text: '<b onmouseover=alert(1)>投诉</b> C20261121-0042-7 已登记',
        at: Date.now(),
      });
      await page.getByText('C20261121-0042-7').waitFor();
      const shown = await page.locator('#messages .words').allTextContents();
      expect(shown).toEqual([sent[1]?.text, sent[0]?.text]);
      await screenshot(page, 'inbox-zh-Hans-phone');
      expect(complaints).toEqual([]);
    },
    { viewport: { width: 375, height: 740 } },
  );
  await pages.stop();
});
