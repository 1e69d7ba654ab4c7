import { complaintsOf, screenshot, withBrowser } from '../support/browser';
import { type ServerProcess, startServer } from '../support/server-process';

const password = 'demo password 1';
let server: ServerProcess;

beforeAll(async () => {
  server = await startServer({ DEMO_PASSWORD: password });
}, 180_000);
afterAll(() => server.stop());

test('a customer asks, proves the number with a code, asks for a person, and the desk has the whole story', async () => {
  const base = `http://127.0.0.1:${server.port}`;
  await withBrowser(
    async (context) => {
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const complaints = complaintsOf(page);
      const answers = page.locator('.message.bot .words');
      const say = async (text: string): Promise<string> => {
        const before = await answers.count();
        await page.locator('#input').fill(text);
        await page.locator('#input').press('Enter');
        await answers.nth(before).waitFor();
        return (await answers.allTextContents()).slice(before).join('\n');
      };

      await page.goto(`${base}/`);
      await answers.first().waitFor();
      expect(await answers.first().textContent()).toContain('智能客服');
      await screenshot(page, 'product-1-greeting');

      expect(await say('什么是彩铃')).toContain('彩铃');
      await page.getByRole('button', { name: '有帮助', exact: true }).first().click();
      await page.getByText('谢谢您的反馈').waitFor();

      await say('我这个月话费怎么多了6块钱');
      await say('13800000002');
      const inbox = await context.newPage();
      await inbox.goto(`${base}/demo/inbox`);
      const sms = await inbox.locator('#messages .words').first().textContent();
      await inbox.close();
      const bill = await say(/[0-9]{6}/.exec(sms ?? '')?.[0] ?? '');
      expect(bill).toMatch(/彩铃.*6/s);
      await screenshot(page, 'product-2-bill');

      const before = await answers.count();
      await page.getByRole('button', { name: '转人工' }).click();
      await answers.nth(before).waitFor();
      await screenshot(page, 'product-3-person');
      expect(complaints).toEqual([]);

      const desk = await context.newPage();
      desk.setDefaultTimeout(30_000);
      await desk.setViewportSize({ width: 1280, height: 800 });
      await desk.goto(`${base}/desk`);
      await desk.locator('#name').fill('agent1');
      await desk.locator('#password').fill(password);
      await desk.getByRole('button', { name: '登录' }).click();
      await desk.locator('.entry').first().click();
      await desk.locator('.brief .section').first().waitFor();
      await desk.getByText('我这个月话费怎么多了6块钱').first().waitFor();
      await screenshot(desk, 'product-4-desk');
      const story = (await desk.locator('.desk').textContent()) ?? '';
      expect(story).toContain('138****0002');
      expect(story).not.toContain('13800000002');
    },
    { viewport: { width: 375, height: 740 } },
  );
}, 120_000);
