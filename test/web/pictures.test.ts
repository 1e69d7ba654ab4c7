import type { Activity } from 'botframework-schema';
import { screenshot, withBrowser } from '../support/browser';
import { startPages } from './running-pages';

const story: Record<string, Partial<Activity>> = {
  我这个月话费怎么多了6块钱: {
    text: '您 11 月的账单里多了一项：彩铃功能费 6.00 元。\n11 月 3 日通过短信开通，此前的账单里没有这一项。\n如果不是您本人开通的，我可以现在帮您取消，从下个月起不再收费；也可以为您登记投诉。',
    channelData: { rateable: true },
    suggestedActions: {
      to: [],
      actions: ['取消彩铃', '这笔费用有问题，我要投诉', '知道了'].map((title) => ({
        type: 'imBack',
        title,
        value: title,
      })),
    },
  },
  这笔费用有问题: {
    text: '彩铃没有开通就被扣了 6 元，确实不应该，我先向您道歉。\n已为您登记，投诉编号 C20261121-0042-7。资费部会在今天 16:00 前给您第一次答复，48 小时内处理完。',
    channelData: { rateable: true },
  },
};

/** Pictures for people to look at; what a machine can check about them is checked here too. */
test.each(['zh-Hans', 'zh-Hant', 'en'])(
  'in %s nothing is cut off or scrolls sideways at any size',
  async (language) => {
    const pages = await startPages({
      answer: ({ text = '' }) => ({ type: 'message', text: `… ${text}`, ...story[text] }),
    });
    await withBrowser(
      async (context) => {
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        await page.goto(`${pages.base}/?lang=${language}`);
        await page.locator('.message.bot').first().waitFor();
        for (const text of ['这笔费用有问题', '我这个月话费怎么多了6块钱']) {
          await page.locator('#input').fill(text);
          await page.locator('#input').press('Enter');
          await page
            .locator('.message.bot')
            .nth(text === '这笔费用有问题' ? 1 : 2)
            .waitFor();
        }
        for (const [name, width, height] of [
          ['phone', 375, 740],
          ['small', 320, 640],
          ['desktop', 1280, 800],
        ] as const) {
          for (const size of ['', '-large']) {
            await page.setViewportSize({ width, height });
            await screenshot(page, `chat-${language}-${name}${size}`);
            const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
            const cut = await page.evaluate<string[]>(
              `[...document.querySelectorAll('button, .bubble, h1, .privacy')].filter((e) => e.checkVisibility() && (e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth + 1)).map((e) => e.id || e.className)`,
            );
            expect({ name, size, sideways, cut }).toEqual({ name, size, sideways: 0, cut: [] });
            await page.locator('#large').click();
          }
        }
        await page.emulateMedia({ colorScheme: 'dark' });
        await screenshot(page, `chat-${language}-dark`);
      },
      { deviceScaleFactor: 2 },
    );
    await pages.stop();
  },
  60_000,
);
