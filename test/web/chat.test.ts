import { readFileSync } from 'node:fs';
import type { Activity } from 'botframework-schema';
import type { BrowserContext, Page } from 'playwright-core';
import { complaintsOf, openBrowser, screenshot } from '../support/browser';
import { eventually } from '../support/eventually';
import { type RunningPages, startPages } from './running-pages';

jest.setTimeout(60_000);

let pages: RunningPages;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let context: BrowserContext;
let page: Page;

const reply = (text: string, over: Partial<Activity> = {}): Partial<Activity> => ({ type: 'message', text, ...over });

function answer({ text = '', attachments = [], locale = '' }: Partial<Activity>): Partial<Activity> | undefined {
  if (text === 'silence') return undefined;
  if (text === 'choices') {
    const actions = [
      { type: 'imBack', title: '取消彩铃', value: '帮我取消彩铃' },
      { type: 'imBack', title: '我要投诉', value: '我要投诉' },
    ];
    return reply('您要怎么处理？', { suggestedActions: { to: [], actions } });
  }
  if (text === 'rate me') return reply('彩铃功能费每月 6.00 元。', { channelData: { rateable: true } });
  if (attachments.length > 0) return reply(`收到文件：${attachments.map(({ name }) => name).join('、')}`);
  return reply(`收到（${locale}）：${text}`);
}

beforeAll(async () => {
  pages = await startPages({ answer });
  browser = await openBrowser({ viewport: { width: 375, height: 740 } });
  context = browser.context;
}, 60_000);
afterAll(async () => {
  await browser.close();
  await pages.stop();
});
beforeEach(async () => {
  await context.clearCookies();
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
});
afterEach(async () => {
  await page.evaluate('localStorage.clear()');
  await page.close();
});

const open = async (query = ''): Promise<void> => {
  await page.goto(`${pages.base}/${query}`);
  await page.locator('.message.bot').first().waitFor();
};
const say = async (text: string): Promise<void> => {
  await page.locator('#input').fill(text);
  await page.locator('#input').press('Enter');
};
const texts = (): Promise<string[]> => page.locator('.message .words').allTextContents();
/** What the server holds of the page's conversation: one line a customer's message. */
const received = async (): Promise<(string | undefined)[]> => {
  const id = JSON.parse(
    await page.evaluate<string>(
      `fetch('/api/chat/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then((r) => r.text())`,
    ),
  ).conversationId;
  return pages.bot.log(id).flatMap(({ direction, activity }) => (direction === 'in' ? [activity.text] : []));
};

test('the page says what it is, loads nothing from elsewhere, and breaks no rule of its own policy', async () => {
  const complaints = complaintsOf(page);
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await open();
  await say('你好');
  await page.getByText('收到（zh-Hans）：你好').waitFor();
  expect(await page.title()).toBe('智能客服 · 自动应答');
  expect(await page.locator('h1').textContent()).toMatch(/智能客服\s+自动应答/);
  expect(await page.locator('.privacy').textContent()).toContain('请勿发送任何密码');
  expect([...hosts]).toEqual([new URL(pages.base).host]);
  expect(complaints).toEqual([]);
});

test('after a reload the whole conversation is back, each message once and in order', async () => {
  await open();
  await say('第一句');
  await page.getByText('收到（zh-Hans）：第一句').waitFor();
  await say('第二句');
  await page.getByText('收到（zh-Hans）：第二句').waitFor();
  const before = await texts();
  await page.reload();
  await page.getByText('收到（zh-Hans）：第二句').waitFor();
  expect(await texts()).toEqual(before);
  expect(before).toHaveLength(5);
});

test('a pressed suggestion says its words, and the suggestions are gone', async () => {
  await open();
  await say('choices');
  await page.getByRole('button', { name: '取消彩铃' }).click();
  await page.getByText('收到（zh-Hans）：帮我取消彩铃').waitFor();
  expect(await page.locator('.suggestion').count()).toBe(0);
});

test.each([
  ['zh-Hans', '转人工', '转人工'],
  ['zh-Hant', '真人客服', '轉真人客服'],
  ['en', 'Talk to a person', 'talk to a person'],
])('the way to a person is in sight at 320 px with large text, and asks in %s', async (language, label, said) => {
  await page.setViewportSize({ width: 320, height: 568 });
  await open(`?lang=${language}`);
  await page.locator('#large').click();
  const button = page.getByRole('button', { name: label, exact: true });
  const box = await button.boundingBox();
  expect(box).toMatchObject({ x: expect.any(Number) });
  expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 320 && (box?.y ?? 999) < 200).toBe(true);
  // Nothing covers it, and the page does not scroll sideways.
  await button.click({ trial: true });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await button.click();
  await page.getByText(`收到（${language}）：${said}`).waitFor();
});

test('thumbs reach the records and still show after a reload', async () => {
  await open();
  await say('rate me');
  const up = page.getByRole('button', { name: '有帮助' });
  await up.click();
  expect(await up.count()).toBe(1);
  await page.getByText('谢谢您的反馈').waitFor();
  expect([...pages.records.all.values()].at(-1)).toMatchObject({ kind: 'feedback', data: { value: 'up' } });
  await page.reload();
  await page.locator('.thumb[aria-pressed="true"]').waitFor();
  expect(await page.getByRole('button', { name: '有帮助' }).getAttribute('aria-pressed')).toBe('true');
});

test('Enter inside an input method sends nothing; Shift+Enter breaks the line', async () => {
  await open();
  await page.locator('#input').fill('nihao');
  for (const key of ['{ isComposing: true }', '{ keyCode: 229 }']) {
    await page.evaluate(
      `document.querySelector('#input').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...${key} }))`,
    );
  }
  await page.locator('#input').press('Shift+Enter');
  await page.locator('#input').pressSequentially('第二行');
  expect(await page.locator('.message.own').count()).toBe(0);
  await page.locator('#input').press('Enter');
  await page.locator('.message.own[data-delivery="sent"]').waitFor();
  expect(await received()).toEqual(['nihao\n第二行']);
});

test('typing shows until the answer comes', async () => {
  await open();
  await say('silence');
  await page.locator('.message.own[data-delivery="sent"]').waitFor();
  const id = await conversationId();
  await typing(id, { type: 'typing' });
  pages.bot.say(id, reply('查到了'));
  await page.getByText('查到了').waitFor();
  expect(await page.locator('#typing').isHidden()).toBe(true);
});

const conversationId = async (): Promise<string> =>
  page.evaluate<string>(
    `fetch('/api/chat/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then((r) => r.json()).then((s) => s.conversationId)`,
  );

/** Said again until it shows: it is stored nowhere, so who does not listen yet does not hear it. */
const typing = (id: string, activity: Partial<Activity>): Promise<void> =>
  eventually(async () => {
    pages.bot.pass(id, activity);
    await page.waitForTimeout(50);
    return page.locator('#typing').isVisible();
  });

describe('a person of ours', () => {
  const lin = { id: 'agent:lin', name: '客服小林', role: 'bot' } as const;
  const says = (text: string): Partial<Activity> =>
    reply(text, { from: lin, channelData: { agent: { name: '客服小林' } } });
  const standing = () => page.locator('#standing');

  test('has a name and a badge; the bot says what it is when it speaks again', async () => {
    await open();
    const id = await conversationId();
    pages.bot.say(id, says('您好，我是小林'));
    pages.bot.say(id, says('您的情况我都看到了'));
    await page.getByText('您的情况我都看到了').waitFor();
    expect(await page.locator('.who').allTextContents()).toEqual(['客服小林 人工']);
    expect(await standing().textContent()).toBe('客服小林正在为您服务');
    expect(await page.locator('#person').isHidden()).toBe(true);
    pages.bot.say(id, reply('刚才小林答应了您什么，我都记着。', { channelData: { handoff: { state: 'over' } } }));
    await page.getByText('我都记着').waitFor();
    expect(await page.locator('.who').allTextContents()).toEqual(['客服小林 人工', '智能客服 自动应答']);
    expect([await standing().isHidden(), await page.locator('#person').isVisible()]).toEqual([true, true]);
  });

  test('is waited for under a line that says the place, in the language of the page, and after a reload', async () => {
    await open();
    const id = await conversationId();
    const waiting = (over: object) => reply('请稍等', { channelData: { handoff: { state: 'waiting', ...over } } });
    pages.bot.say(id, waiting({}));
    await standing().getByText('正在为您安排人工客服').waitFor();
    pages.bot.say(id, waiting({ position: 3, waitMinutes: 5 }));
    await standing().getByText('正在排队，您排在第 3 位 · 大约还要 5 分钟').waitFor();
    // The bot goes on helping; the place is kept.
    await say('再问一句');
    await page.getByText('收到（zh-Hans）：再问一句').waitFor();
    expect(await standing().isVisible()).toBe(true);
    await page.getByRole('button', { name: 'English' }).click();
    expect(await standing().textContent()).toBe('You are number 3 in line · about 5 min');
    await page.reload();
    await standing().getByText('You are number 3 in line · about 5 min').waitFor();
    pages.bot.say(id, waiting({ position: 1 }));
    await standing().getByText('You are next in line', { exact: true }).waitFor();
    pages.bot.say(id, reply('好的', { channelData: { handoff: { state: 'accepted', agent: { name: '林老师' } } } }));
    await standing().getByText('林老师 is helping you').waitFor();
  });

  test.each([
    'x',
    null,
    7,
    { state: 'constructor' },
    { state: 'waiting', position: '<b>1</b>', waitMinutes: -3 },
    { state: 'accepted', agent: { name: { toString: 'x' } } },
  ])('is not believed in when told in an odd way: %j', async (handoff) => {
    const complaints = complaintsOf(page);
    await open();
    pages.bot.say(await conversationId(), reply('怪', { channelData: { handoff } }));
    await page.getByText('怪').waitFor();
    const known = ['', '正在为您安排人工客服', '人工客服正在为您服务'];
    expect(known).toContain(await standing().textContent());
    expect(complaints).toEqual([]);
  });

  test('types by name, until the message comes', async () => {
    await open();
    const id = await conversationId();
    await typing(id, { type: 'typing', from: lin });
    await page.locator('#typing').getByText('客服小林正在输入').waitFor();
    pages.bot.say(id, says('查到了'));
    await page.getByText('查到了').waitFor();
    expect(await page.locator('#typing').isHidden()).toBe(true);
  });

  test('sees that the customer types, once in a few seconds, and only when there is one', async () => {
    await open();
    const id = await conversationId();
    const passed: string[] = [];
    pages.bot.follow(id, 0, { logged: () => {}, passing: ({ type }) => passed.push(type ?? '') });
    await page.locator('#input').pressSequentially('没有人在听');
    pages.bot.say(id, says('您好'));
    await page.getByText('您好', { exact: true }).waitFor();
    await page.locator('#input').pressSequentially('现在有人在听了');
    await eventually(async () => passed.includes('typing'));
    await page.waitForTimeout(300);
    expect(passed.filter((type) => type === 'typing')).toHaveLength(1);
    expect(await page.locator('#typing').isHidden()).toBe(true);
  });

  test('sees how far the customer has read, but not while the page is out of sight', async () => {
    await open();
    const id = await conversationId();
    const seen = () => (pages.documents.all.get(`seen/${id}`)?.value as { seq: number } | undefined)?.seq;
    await page.waitForTimeout(1800);
    expect(seen()).toBeUndefined();
    await hide(true);
    pages.bot.say(id, says('在吗'));
    pages.bot.say(id, says('我帮您查了账单'));
    await page.getByText('我帮您查了账单').waitFor();
    await page.waitForTimeout(1800);
    expect([seen(), await page.title()]).toEqual([undefined, '(2) 智能客服 · 自动应答']);
    await hide(false);
    await eventually(async () => seen() === 3);
    expect(await page.title()).toBe('智能客服 · 自动应答');
  });

  const talk = {
    'zh-Hans': {
      waiting: '已经为您排上了，您排在第 2 位，大约还要 3 分钟。等的时候可以继续问我。',
      choices: ['不等了', '约个时间回电'],
      name: '客服小林',
      person: '您好，我是小林。彩铃那 6 元我看到了，是 11 月 3 日短信开通的，我这就帮您退回，您稍等一分钟。',
      over: '刚才小林答应给您退回 6.00 元，11 月 25 日前到账。这次人工服务您满意吗？',
      scores: ['满意', '一般', '不满意'],
    },
    'zh-Hant': {
      waiting: '已經為您排上了，您排在第 2 位，大約還要 3 分鐘。等的時候可以繼續問我。',
      choices: ['不等了', '約個時間回電'],
      name: '客服小林',
      person: '您好，我是小林。來電答鈴那 6 元我看到了，是 11 月 3 日簡訊開通的，我這就幫您退回，您稍等一分鐘。',
      over: '剛才小林答應退回 6.00 元，11 月 25 日前到帳。這次真人服務您滿意嗎？',
      scores: ['滿意', '普通', '不滿意'],
    },
    en: {
      waiting: 'You are number 2 in line, about 3 minutes. Meanwhile, just go on asking me.',
      choices: ['Stop waiting', 'Book a call back'],
      name: 'Lin',
      person: 'Hello, I am Lin. I can see the 6 yuan for the ring-back tone and am giving it back right now.',
      over: 'Lin promised you 6.00 yuan back by 25 November. How was the service?',
      scores: ['Good', 'Fair', 'Poor'],
    },
  } as const;

  test.each(Object.entries(talk))(
    'looks right in %s: waiting, talking, asked how it was; nothing is cut off',
    async (language, { waiting, choices, name, person, over, scores }) => {
      const actions = (titles: readonly string[]) => ({
        to: [],
        actions: titles.map((title) => ({ type: 'imBack', title, value: title })),
      });
      const check = async (what: string): Promise<void> => {
        for (const [size, width, height, scheme] of [
          ['phone', 375, 740, 'light'],
          ['small', 320, 640, 'dark'],
          ['desktop', 1280, 800, 'light'],
        ] as const) {
          await page.setViewportSize({ width, height });
          await page.emulateMedia({ colorScheme: scheme });
          await screenshot(page, `chat-person-${language}-${what}-${size}`);
          const cut = await page.evaluate<string[]>(
            `[...document.querySelectorAll('button, .bubble, .who, #standing, #typing')].filter((e) => e.checkVisibility() && (e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth + 1)).map((e) => e.id || e.className)`,
          );
          expect({ what, size, cut }).toEqual({ what, size, cut: [] });
        }
      };
      await open(`?lang=${language}`);
      const id = await conversationId();
      const from = { id: 'agent:lin', name, role: 'bot' } as const;
      const standing = { state: 'waiting', position: 2, waitMinutes: 3 };
      pages.bot.say(id, reply(waiting, { channelData: { handoff: standing }, suggestedActions: actions(choices) }));
      await page.locator('.suggestion').first().waitFor();
      await check('waiting');
      pages.bot.say(id, reply(person, { from, channelData: { agent: { name } } }));
      await page.getByText(person).waitFor();
      await typing(id, { type: 'typing', from });
      await check('talking');
      pages.bot.say(
        id,
        reply(over, { channelData: { handoff: { state: 'over' } }, suggestedActions: actions(scores) }),
      );
      await page.getByText(over).waitFor();
      await check('over');
      await page.setViewportSize({ width: 375, height: 740 });
      await page.emulateMedia({ colorScheme: null });
    },
  );

  const hide = (hidden: boolean): Promise<unknown> =>
    page.evaluate(
      `Object.defineProperty(document, 'visibilityState', { value: '${hidden ? 'hidden' : 'visible'}', configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
    );
});

describe('lost connections', () => {
  test('a cut stream comes back by itself, nothing lost and nothing twice', async () => {
    await open();
    const id = await conversationId();
    for (const round of [1, 2, 3]) {
      pages.cutStreams();
      pages.bot.say(id, reply(`说于断线 ${round}`));
      await page.getByText(`说于断线 ${round}`).waitFor();
    }
    await say('还在吗');
    await page.getByText('收到（zh-Hans）：还在吗').waitFor();
    const all = await texts();
    expect(new Set(all).size).toBe(all.length);
    expect(all.slice(1, 4)).toEqual(['说于断线 1', '说于断线 2', '说于断线 3']);
  });

  test('an expired token is renewed without a word', async () => {
    await open();
    let refused = 0;
    await page.route('**/v3/directline/conversations/*?watermark=*', async (route) => {
      refused += 1;
      if (refused > 1) return route.fallback();
      return route.fulfill({ status: 403, json: { error: { code: 'TokenExpired', message: '' } } });
    });
    pages.cutStreams();
    await say('在吗');
    await page.getByText('收到（zh-Hans）：在吗').waitFor();
    expect(refused).toBeGreaterThan(1);
  });

  /** The page's time goes by in leaps until `check` holds: it waits 15 s, and longer from one try to the next. */
  const sooner = (check: () => Promise<boolean>): Promise<void> =>
    eventually(async () => {
      await page.clock.fastForward(2_000);
      await page.waitForTimeout(50);
      return check();
    }, 25_000);

  test('with the server away the customer is told, keeps the message, and it is sent once afterwards', async () => {
    await page.clock.install();
    await open();
    await say('先说一句');
    await page.getByText('收到（zh-Hans）：先说一句').waitFor();
    await pages.goDown();
    await page
      .locator('#notice')
      .filter({ hasText: /重新连接|自动重试/ })
      .waitFor();
    await say('断线时说的');
    const unsent = page.locator('.message.own[data-delivery="unsent"]');
    await sooner(async () => (await unsent.count()) === 1);
    await pages.comeBack();
    await sooner(() => page.locator('#notice').isHidden());
    await page.getByRole('button', { name: '重新发送' }).click();
    await page.getByText('收到（zh-Hans）：断线时说的').waitFor();
    expect(await received()).toEqual(['先说一句', '断线时说的']);
  }, 90_000);

  test('without the browser network the page says so, and is back when it is', async () => {
    await open();
    await context.setOffline(true);
    await page.getByText('您的网络已断开').waitFor();
    await context.setOffline(false);
    await page.getByText('已重新连接').waitFor();
    await say('回来了');
    await page.getByText('收到（zh-Hans）：回来了').waitFor();
  });

  test('where no stream gets through, polling carries the conversation', async () => {
    await page.routeWebSocket(/stream/, (socket) => socket.close());
    await open();
    await say('轮询');
    await page.getByText('收到（zh-Hans）：轮询').waitFor();
  }, 40_000);

  test('a forgotten conversation is replaced by a new one, and what was read stays', async () => {
    await open();
    await say('旧的对话');
    await page.getByText('收到（zh-Hans）：旧的对话').waitFor();
    await context.clearCookies();
    await page.route('**/v3/directline/conversations/*?watermark=*', (route) => route.fulfill({ status: 404 }), {
      times: 1,
    });
    pages.cutStreams();
    await page.getByText('之前的对话已结束').waitFor();
    await say('新的对话');
    await page.getByText('收到（zh-Hans）：新的对话').waitFor();
    expect(await texts()).toContain('旧的对话');
  });
});

describe('files', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const choose = (...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> =>
    page.locator('#picker').setInputFiles(files);

  test('a chosen file shows its name, can be taken away, and arrives with the message', async () => {
    await open();
    await choose(
      { name: '账单.png', mimeType: 'image/png', buffer: png },
      { name: '多余.png', mimeType: 'image/png', buffer: png },
    );
    await page.getByRole('button', { name: '移除 多余.png' }).click();
    expect(await page.locator('.chosen li').allInnerTexts()).toEqual(['账单.png']);
    await say('这是截图');
    await page.getByText('收到文件：账单.png').waitFor();
    expect(await page.locator('.message.own .files li').allInnerTexts()).toEqual(['账单.png']);
    expect([...pages.attachments.stored.values()].at(-1)).toMatchObject({
      name: '账单.png',
      contentType: 'image/png',
      size: png.length,
    });
  });

  test('what cannot be taken is said before it is sent', async () => {
    await open();
    await choose({ name: 'setup.exe', mimeType: 'application/x-msdownload', buffer: png });
    await page.getByText('“setup.exe”的格式收不了').waitFor();
    await choose({ name: '大.png', mimeType: 'image/png', buffer: Buffer.alloc(10 * 1024 * 1024 + 1) });
    await page.getByText('“大.png”超过 10 MB').waitFor();
    await choose(...Array.from({ length: 6 }, (_, n) => ({ name: `${n}.png`, mimeType: 'image/png', buffer: png })));
    await page.getByText('一次最多 5 个附件').waitFor();
    expect(await page.locator('.chosen li').count()).toBe(5);
  });

  test('a file that is not what it says is refused by the server, in words', async () => {
    await open();
    await choose({ name: 'not-really.png', mimeType: 'image/png', buffer: Buffer.from('MZ\0\0program') });
    await say('');
    await page.getByText('这种文件收不了').waitFor();
    expect(await page.getByRole('button', { name: '重新发送' }).count()).toBe(0);
  });
});

describe('settings', () => {
  test('another language greets anew, speaks to the bot, and is remembered', async () => {
    await open();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('welcome en').waitFor();
    expect(await texts()).toEqual(['welcome en']);
    await say('hello');
    await page.getByText('收到（en）：hello').waitFor();
    await page.getByRole('button', { name: '繁體中文' }).click();
    // Mid-conversation nothing is thrown away.
    expect(await texts()).toContain('收到（en）：hello');
    await say('你好');
    await page.getByText('收到（zh-Hant）：你好').waitFor();
    await page.reload();
    await page.getByRole('button', { name: '真人客服' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant');
  });

  test('large text is larger, and remembered', async () => {
    await open();
    const before = await page.evaluate<string>(`getComputedStyle(document.querySelector('#input')).fontSize`);
    await page.getByRole('button', { name: '大字版' }).click();
    await page.reload();
    await page.locator('.message.bot').first().waitFor();
    const after = await page.evaluate<string>(`getComputedStyle(document.querySelector('#input')).fontSize`);
    expect([before, after]).toEqual(['16px', '22px']);
    expect(await page.getByRole('button', { name: '大字版' }).getAttribute('aria-pressed')).toBe('true');
  });

  test('a new conversation asks first, then begins with an empty page', async () => {
    await open();
    await say('旧的');
    await page.getByText('收到（zh-Hans）：旧的').waitFor();
    await page.getByRole('button', { name: '新对话' }).click();
    await page.getByRole('button', { name: '继续当前对话' }).click();
    expect(await texts()).toContain('旧的');
    await page.getByRole('button', { name: '新对话', exact: true }).click();
    await page.getByRole('button', { name: '开始新对话' }).click();
    await eventually(async () => (await texts()).join() === 'welcome zh-Hans');
    await page.reload();
    await page.locator('.message.bot').first().waitFor();
    expect(await texts()).toEqual(['welcome zh-Hans']);
  });
});

describe('accessibility', () => {
  test('by keyboard alone: every control is reached, named, and shows its focus', async () => {
    await open();
    await say('choices');
    await page.locator('.suggestion').first().waitFor();
    await page.locator('[data-language]').first().focus();
    const seen: string[] = [];
    for (let step = 0; step < 10; step++) {
      await page.keyboard.press('Tab');
      seen.push(
        await page.evaluate<string>(
          `(() => { const e = document.activeElement; const s = getComputedStyle(e); return [e.ariaLabel || e.textContent.trim(), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2].join('|'); })()`,
        ),
      );
    }
    expect(seen).toEqual(
      [
        '繁體中文',
        'EN, English',
        '大字版',
        '新对话',
        '转人工',
        '对话内容',
        '取消彩铃',
        '我要投诉',
        '添加附件',
        '输入您的问题',
      ].map((name) => `${name}|true`),
    );
  });

  test.each(['light', 'dark'] as const)(
    'axe finds nothing to mend, with a person on the line (%s)',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await open();
      const id = await conversationId();
      const faults = async (): Promise<string[]> => {
        await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
        return page.evaluate<string[]>(
          `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' ')))`,
        );
      };
      const waiting = { state: 'waiting', position: 2, waitMinutes: 3 };
      const actions = [{ type: 'imBack', title: '不等了', value: '不等了' }];
      pages.bot.say(
        id,
        reply('您排在第 2 位。', { channelData: { handoff: waiting }, suggestedActions: { to: [], actions } }),
      );
      await page.locator('.suggestion').first().waitFor();
      expect(await faults()).toEqual([]);
      const lin = { id: 'agent:lin', name: '客服小林', role: 'bot' };
      pages.bot.say(id, reply('您好', { from: lin, channelData: { agent: { name: '客服小林' } } }));
      await typing(id, { type: 'typing', from: lin });
      expect(await faults()).toEqual([]);
      await page.emulateMedia({ colorScheme: null });
    },
  );

  test('new messages are read out, the replayed history is not', async () => {
    await open();
    expect(await page.getByRole('log').getAttribute('aria-live')).toBe('polite');
    await say('一句');
    await page.getByText('收到（zh-Hans）：一句').waitFor();
    // How each line came on the page.
    await page.addInitScript(
      `addEventListener('DOMContentLoaded', () => { const log = document.querySelector('#log'); globalThis.ways = []; new MutationObserver(() => ways.push(log.getAttribute('aria-live'))).observe(log, { childList: true }); })`,
    );
    await page.reload();
    await page.getByText('收到（zh-Hans）：一句').waitFor();
    expect(await page.evaluate('[...new Set(ways)]')).toEqual(['off']);
    await eventually(async () => (await page.getByRole('log').getAttribute('aria-live')) === 'polite');
  });

  test('who wants less motion gets none', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open();
    expect(await page.evaluate(`getComputedStyle(document.querySelector('#typing i')).animationName`)).toBe('none');
  });

  /** Texts that stand out too little from what is behind them. */
  const poorPairs = (): Promise<string[]> =>
    page.evaluate<string[]>(`(() => {
      const luminance = (c) => { const f = c.map((v) => { const s = v / 255; return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; }); return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
      const parse = (text) => text.match(/[\\d.]+/g).map(Number);
      const ground = (e) => { for (let at = e; at; at = at.parentElement) { const c = parse(getComputedStyle(at).backgroundColor); if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
      const poor = [];
      for (const e of document.querySelectorAll('body *')) {
        const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
        if (!own || !e.checkVisibility()) continue;
        const [a, b] = [luminance(parse(getComputedStyle(e).color)), luminance(ground(e))].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < 4.5) poor.push(e.className + ' ' + e.textContent.trim() + ' ' + ratio.toFixed(2));
      }
      return poor;
    })()`);

  test.each(['light', 'dark'] as const)(
    'text stands out from its ground by 4.5 : 1 at least (%s)',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await open();
      await say('rate me');
      await page.locator('.thumb').first().waitFor();
      const id = await conversationId();
      const waiting = reply('正在转接', {
        channelData: { handoff: { state: 'waiting', position: 2, waitMinutes: 3 } },
      });
      pages.bot.say(id, waiting);
      await page.locator('#standing[data-state="waiting"]').waitFor();
      expect(await poorPairs()).toEqual([]);
      const lin = { id: 'agent:lin', name: '客服小林', role: 'bot' };
      pages.bot.say(id, reply('您好，我是小林', { from: lin, channelData: { agent: { name: '客服小林' } } }));
      await typing(id, { type: 'typing', from: lin });
      expect(await poorPairs()).toEqual([]);
      await say('choices');
      await page.locator('.suggestion').first().waitFor();
      expect(await poorPairs()).toEqual([]);
    },
  );
});

test('hostile words stay words, from either side', async () => {
  const complaints = complaintsOf(page);
  await open();
  const id = await conversationId();
  const payloads = [
    '<img src=x onerror="window.hit=1">',
    '<script>window.hit=1</script>',
    '"><svg onload=window.hit=1>',
    'javascript:window.hit=1',
    '[a](javascript:window.hit=1)',
    '<iframe srcdoc="<script>parent.hit=1</script>">',
    '{{constructor.constructor("window.hit=1")()}}',
    '<a href="data:text/html,<script>window.hit=1</script>">x</a>',
    '\u202Egnp.exe <b onmouseover=window.hit=1>',
  ];
  for (const payload of payloads) {
    pages.bot.say(
      id,
      reply(payload, {
        attachments: [{ contentType: 'image/png', name: payload, contentUrl: 'javascript:window.hit=1' }],
        suggestedActions: { to: [], actions: [{ type: 'imBack', title: payload, value: payload }] },
      }),
    );
    await say(payload);
  }
  await eventually(async () => (await page.locator('.message.own[data-delivery="sent"]').count()) === payloads.length);
  await page.locator('.suggestion').first().waitFor({ state: 'detached' });
  await eventually(async () => (await page.locator('.message').count()) >= 3 * payloads.length + 1);
  // A person's name is shown too, and may be anything.
  const named = (name: string) => ({
    from: { id: `agent:${name}`, name, role: 'bot' },
    channelData: { agent: { name } },
  });
  for (const payload of payloads) {
    pages.bot.say(id, reply('我在', named(payload)));
    pages.bot.pass(id, { type: 'typing', from: { id: `agent:${payload}`, name: payload, role: 'bot' } });
    const handoff = { state: 'accepted', agent: { name: payload } };
    pages.bot.say(id, reply('接上了', { channelData: { handoff } }));
  }
  await eventually(async () => (await page.getByText('接上了', { exact: true }).count()) === payloads.length);
  // Of the last of them, when it is heard that this one serves.
  await page.locator('#standing', { hasText: '<b onmouseover=window.hit=1>' }).waitFor();
  const shown = await texts();
  for (const payload of payloads) expect(shown.filter((text) => text === payload)).toHaveLength(2);
  expect(await page.locator('.scroller :is(img, script, iframe, a, b, svg[onload])').count()).toBe(0);
  expect(await page.evaluate('window.hit')).toBeUndefined();
  expect(complaints).toEqual([]);
});
