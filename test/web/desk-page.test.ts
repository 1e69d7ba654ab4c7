import type { BrowserContext, Page } from 'playwright-core';
import { complaintsOf, openBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { buildPages } from './built-pages';
import { busyDesk, signIn } from './desk/desk-browser';
import type { FakeDesk } from './desk/fake-desk';

jest.setTimeout(90_000);

let desk: FakeDesk;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  buildPages();
  browser = await openBrowser({ viewport: { width: 1366, height: 820 } });
  context = browser.context;
}, 90_000);
afterAll(() => browser.close());
beforeEach(async () => {
  desk = await busyDesk();
  await context.clearCookies();
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
});
afterEach(async () => {
  await page.close();
  await desk.stop();
});

const text = async (selector: string) => (await page.locator(selector).textContent()) ?? '';
const called = (call: string) => desk.calls.filter((one) => one.call === call).map(({ body }) => body);
const reply = () => page.locator('#reply');

describe('sign-in', () => {
  test('a wrong password says so and leaves the field empty; a locked account says for how long', async () => {
    await page.goto(`${desk.base}/desk`);
    await page.locator('#name').fill('agent1');
    await page.locator('#password').fill('wrong');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('账号或密码不对').waitFor();
    expect(await page.locator('#password').inputValue()).toBe('');
    expect(await page.content()).not.toContain('138****0002');
    await page.locator('#name').fill('locked');
    await page.locator('#password').fill('x');
    await page.locator('#password').press('Enter');
    await page.getByText('请 14 分钟后再试').waitFor();
  });

  test("the company's own way in is offered where there is one, and says why it failed", async () => {
    let tell = () => {};
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    await page.route('**/sign-in-ways', async (route) => {
      await told;
      await route.fulfill({ json: { password: true, oidc: '中泉账号' } });
    });
    await page.goto(`${desk.base}/desk#sign-in-failed=unknown`);
    await page.getByText('还没有坐席权限').waitFor();
    // Nothing to fill in that would move away when the other way in is known.
    expect(await page.locator('#name').count()).toBe(0);
    tell();
    await page.locator('#name:focus').waitFor();
    expect(await page.getByRole('link', { name: '使用中泉账号登录' }).getAttribute('href')).toBe('/desk/oidc/start');
    expect(page.url()).not.toContain('sign-in-failed');
  });

  test('a session ended elsewhere leaves nothing of a customer on the page', async () => {
    await signIn(page, desk);
    await page.locator('[data-id=handoff_1]').click();
    await page.locator('.message').first().waitFor();
    desk.endSessions();
    await page.getByText('登录已过期').waitFor();
    expect(await page.content()).not.toContain('138****0002');
  });
});

test('an offer is accepted, the brief tells the story, both talk, it is wrapped up', async () => {
  const complaints = complaintsOf(page);
  await signIn(page, desk);
  complaints.length = 0; // "Who am I" before sign-in is answered 401, which the browser logs.
  desk.offer('handoff_1', 'agent1');
  const offer = page.locator('.offer');
  await offer.waitFor();
  expect(await offer.getByRole('img').getAttribute('aria-label')).toMatch(/还剩 2\d 秒/);
  await eventually(async () => (await page.title()) === '(1) 坐席工作台');
  await offer.getByRole('button', { name: '接起' }).click();
  await reply().waitFor();
  expect(page.url()).toContain('#/c/handoff_1');
  await page.locator('.brief .account dl').waitFor();
  const brief = await text('.brief');
  for (const part of [
    '138****0002',
    '王**',
    '已验证',
    '22 岁',
    '退费',
    'C20261121-0042-7',
    '未订购被开通扣费',
    '把握 91%',
    '还剩 1 小时',
    '不超过 50 元',
    '工作人员',
    '最高“愤怒”',
    '你们那个啥功能到底谁弄的',
    '动感地带',
    '彩铃功能费',
    '有争议',
    'C20261028-0017-3',
    '11月账单.png',
  ]) {
    expect(brief).toContain(part);
  }
  // Of the transcript, which comes by itself.
  await page.locator('mark').nth(1).waitFor();
  expect(await page.locator('mark').allInnerTexts()).toEqual(['压根没开过彩铃', '每个月扣我6块']);

  await page.getByRole('button', { name: '使用', exact: true }).click();
  expect(await reply().inputValue()).toContain('我是客服小林');
  await reply().press('Enter');
  await page.locator('.message.agent:not(.pending) .mark').waitFor();
  expect(await text('.message.agent')).toContain('已发出');
  expect(await reply().inputValue()).toBe('');
  desk.seen('handoff_1', desk.case('handoff_1').entries.length);
  await page.getByText('已读').waitFor();
  desk.typing('handoff_1');
  await page.getByText('客户正在输入').waitFor();
  desk.say('handoff_1', '好的，我等你');
  await page.getByText('好的，我等你').waitFor();
  await page.getByText('客户正在输入').waitFor({ state: 'detached' });

  await page.locator('[data-act=finish]').click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('button', { name: '保存并结束' }).click();
  expect(called('handoffs/handoff_1/finish')).toEqual([]);
  await dialog.getByLabel('需要跟进').check();
  await dialog.getByLabel('具体原因').selectOption('unclear_consent');
  await dialog.getByLabel('补救').selectOption('credit');
  await dialog.getByRole('button', { name: '保存并结束' }).click();
  // A follow-up needs its day.
  expect(called('handoffs/handoff_1/finish')).toEqual([]);
  await dialog.getByLabel('跟进日期').fill('2099-01-31');
  await dialog.getByLabel('与客户的约定').fill('退 6 元，当场取消');
  await dialog.getByRole('button', { name: '保存并结束' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(called('handoffs/handoff_1/finish')).toEqual([
    {
      result: 'follow_up',
      cause: 'unclear_consent',
      remedy: 'credit',
      followUpOn: '2099-01-31',
      agreed: '退 6 元，当场取消',
    },
  ]);
  await page.getByText('对话已结束。').waitFor();
  await page.locator('.brief').getByText('约定：退 6 元，当场取消').waitFor();
  expect(complaints).toEqual([]);
});

test('the keyboard alone is enough', async () => {
  await signIn(page, desk);
  desk.offer('handoff_1', 'agent1');
  await page.locator('.offer').waitFor();
  await page.keyboard.press('a');
  await reply().waitFor();
  // Who has just accepted begins with the answer.
  await page.locator('#reply:focus').waitFor();
  await page.keyboard.type('/退');
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  expect(await reply().inputValue()).toMatch(/^彩铃的 6 元会在 .+ 前退到您的账户。$/);
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('请放心');
  await page.keyboard.press('Enter');
  await page.locator('.message.agent:not(.pending) .mark').waitFor();
  expect(called('handoffs/handoff_1/messages')).toEqual([
    { id: expect.any(String), text: expect.stringMatching(/账户。\n请放心$/) },
  ]);
  // Writing is no shortcut; Escape leaves the box.
  await page.keyboard.type('n');
  expect(await page.locator('dialog').count()).toBe(0);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  expect(await page.evaluate('document.activeElement.id')).toBe('reply');
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.locator('dialog[open] textarea').waitFor();
  await page.keyboard.press('Tab');
  await page.locator('dialog[open] textarea').focus();
  await page.keyboard.type('客户要短信通知结果');
  await page.keyboard.press('Control+Enter');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.locator('.brief').getByText('客户要短信通知结果').waitFor();
  await page.keyboard.press('?');
  await page.locator('dialog[open] kbd').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('j');
  await eventually(() => !page.url().endsWith('handoff_1'));
  await page.keyboard.press('k');
  await eventually(() => page.url().endsWith('handoff_1'));
  await page.locator('.brief').getByText('客户要短信通知结果').waitFor();
  await page.keyboard.press('w');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
});

test('a reload and a server that was away lose nothing and double nothing', async () => {
  desk.assign('handoff_2', 'agent1');
  desk.assign('handoff_1', 'agent1');
  await signIn(page, desk);
  await page.locator('[data-id=handoff_1]').click();
  await page.locator('.message').first().waitFor();
  await reply().fill('写了一半');
  desk.say('handoff_2', '还在吗');
  await page.locator('[data-id=handoff_2] .count').waitFor();
  await page.reload();
  await page.locator('.message').first().waitFor();
  expect(page.url()).toContain('#/c/handoff_1');
  expect(await reply().inputValue()).toBe('写了一半');
  await page.locator('[data-id=handoff_2] .count').waitFor();

  desk.cutStreams();
  desk.say('handoff_1', '断线时说的第一句');
  await desk.goDown();
  await page.getByText('连接断开，正在重连').waitFor();
  desk.say('handoff_1', '断线时说的第二句');
  await reply().press('Enter');
  await page.getByText('没有发出去').waitFor();
  await desk.comeBack();
  await page.getByText('断线时说的第二句').waitFor();
  await page.getByText('连接断开，正在重连').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '重发' }).click();
  await page.locator('.message.agent:not(.pending)').waitFor();
  await eventually(async () => (await page.locator('.bubble', { hasText: '断线时说的' }).count()) === 2);
  expect(await page.locator('.bubble', { hasText: '写了一半' }).count()).toBe(1);
  expect(await page.locator('.message').count()).toBe(
    desk.case('handoff_1').entries.filter(({ from }) => from !== 'desk').length,
  );
});

test('who was slower is told who has it', async () => {
  await signIn(page, desk);
  desk.offer('handoff_1', 'agent1');
  await page.locator('.offer').waitFor();
  // Somebody else is faster than the news of it.
  const found = desk.case('handoff_1');
  found.detail = { ...found.detail, status: 'assigned', agent: 'agent2' };
  await page.locator('.offer').getByRole('button', { name: '接起' }).click();
  await page.getByText('客服小陈已经先接起了').waitFor();
});

test('full values need a reason, and hide when one looks elsewhere', async () => {
  desk.assign('handoff_1', 'agent1');
  desk.assign('handoff_2', 'agent1');
  await signIn(page, desk, 'agent1', '#/c/handoff_1');
  await page.getByRole('button', { name: '显示完整信息' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('button', { name: '显示', exact: true }).click();
  expect(called('handoffs/handoff_1/reveal')).toEqual([]);
  await dialog.getByLabel('需要给客户打电话').check();
  await dialog.getByRole('button', { name: '显示', exact: true }).click();
  await page.locator('.brief-head').getByText('13800000002').waitFor();
  expect(called('handoffs/handoff_1/reveal')).toEqual([{ what: 'phone', why: '需要给客户打电话' }]);
  await page.locator('[data-id=handoff_2]').click();
  await page.locator('.brief-head h2').getByText('138****0002').waitFor();
  await page.locator('[data-id=handoff_1]').click();
  await page.locator('.brief .complaint').waitFor();
  expect(await page.content()).not.toContain('13800000002');
});

test('type corrected, call back booked, passed on with a note', async () => {
  desk.assign('handoff_1', 'agent1');
  await signIn(page, desk, 'agent1', '#/c/handoff_1');
  await page.getByRole('button', { name: '更正类型' }).click();
  await page.getByLabel('配套与售后').check();
  await page.getByLabel('细类').selectOption('no_show');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已人工确认').waitFor();
  expect(called('handoffs/handoff_1/type')).toEqual([
    { number: 'C20261121-0042-7', type: 'after_sales', subType: 'no_show' },
  ]);
  await page.locator('[data-act=transfer]:visible').click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel('客服小陈').check();
  await dialog.getByLabel('给接手同事的话').fill('账单已核对，等退费审批');
  await dialog.getByRole('button', { name: '转接' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(called('handoffs/handoff_1/transfer')).toEqual([{ agent: 'agent2', note: '账单已核对，等退费审批' }]);
  desk.assign('handoff_1', 'agent1');
  await page.locator('[data-act=call_back]:visible').click();
  await page.locator('dialog[open] input[type=radio]').first().check();
  await page.locator('dialog[open]').getByRole('button', { name: '约好' }).click();
  await page.getByText('回电已约好').waitFor();
});

test('who is away is told so, and starts with one button', async () => {
  await signIn(page, desk, 'agent3');
  await page.locator('.nobody').getByText('您现在不接新客户').waitFor();
  await page.getByRole('button', { name: '开始接待' }).click();
  await page.getByRole('button', { name: '状态：接待中' }).waitFor();
  expect(called('presence')).toEqual([{ status: 'available' }]);
});

test('a supervisor sees the floor, whispers and takes over', async () => {
  desk.assign('handoff_1', 'agent1');
  await signIn(page, desk, 'supervisor', '#/live');
  await page
    .getByRole('link', { name: /138\*{4}0002/ })
    .first()
    .click();
  await page.locator('[data-act=whisper]:visible').click();
  await page.locator('dialog[open] textarea').fill('可以直接退 12 元');
  await page.locator('dialog[open]').getByRole('button', { name: '保存' }).click();
  await page.locator('.notes .whisper').getByText('可以直接退 12 元').waitFor();
  expect(await reply().count()).toBe(0);
  await page.getByRole('button', { name: '接管' }).click();
  await reply().waitFor();
});

test('an administrator sends again what was given up', async () => {
  await signIn(page, desk, 'admin', '#/outbox');
  await page.getByRole('button', { name: '重新发送' }).click();
  await page.getByText('已重新发送').waitFor();
  expect(called('outbox/resend')).toEqual([{ key: 'k' }]);
});

test('knowledge and similar cases are at hand, and an answer goes into the reply', async () => {
  desk.assign('handoff_1', 'agent1');
  await signIn(page, desk, 'agent1', '#/c/handoff_1');
  await reply().fill('您好');
  await page.getByLabel('搜索知识库').fill('彩铃怎么收费');
  await page.getByRole('button', { name: '搜索', exact: true }).click();
  await page.getByRole('button', { name: '插入' }).click();
  expect(await reply().inputValue()).toBe('您好\n彩铃功能费每月 6 元，随时可以取消，次月起不再收取。');
  await page.getByText('类似的已解决投诉').click();
  await page.getByText('退回两个月功能费 12 元').waitFor();
  await page.getByText('原因：订购确认不清').waitFor();
});

test('a canned reply with a gap is not sent before the gap is filled', async () => {
  desk.assign('handoff_2', 'agent1');
  await signIn(page, desk, 'agent1', '#/c/handoff_2');
  await page.getByRole('button', { name: '常用语' }).click();
  await page.getByLabel('找常用语').fill('退费');
  await page.locator('.menu:popover-open .choice').click();
  await reply().press('Enter');
  await page.getByText('先填好 {deadline} 再发送').waitFor();
  expect(called('handoffs/handoff_2/messages')).toEqual([]);
});

test('a call put through opens its brief and the words spoken so far; it is answered by voice', async () => {
  desk.assign('handoff_4', 'agent1');
  await signIn(page, desk);
  await page.goto(`${desk.base}/desk?conversation=conv_4`);
  await page.getByText('这是电话').waitFor();
  expect(page.url()).toMatch(/\/desk#\/c\/handoff_4$/);
  await page.locator('.message').first().waitFor();
  expect(await reply().count()).toBe(0);
});

test('presence, language and looks are kept', async () => {
  await signIn(page, desk);
  await page.getByRole('button', { name: '状态：接待中' }).click();
  await page.getByRole('button', { name: '用餐' }).click();
  await page.getByRole('button', { name: '状态：离开 · 用餐' }).waitFor();
  expect(called('presence')).toEqual([{ status: 'away', reason: 'meal' }]);
  await page.locator('.settings').click();
  await page.getByLabel('English').check();
  await page.getByLabel('Dark').check();
  await page.reload();
  await page.getByRole('button', { name: 'Status: Away · Meal' }).waitFor();
  expect(
    await page.evaluate('[document.documentElement.lang, getComputedStyle(document.documentElement).colorScheme]'),
  ).toEqual(['en', 'dark']);
  await page.evaluate('localStorage.clear()');
});

test('what was said long ago comes when asked for, and reading it is not disturbed by new words', async () => {
  desk.assign('handoff_1', 'agent1');
  for (let n = 0; n < 150; n++) desk.say('handoff_1', `第 ${n} 句`);
  await signIn(page, desk, 'agent1', '#/c/handoff_1');
  await page.getByText('第 149 句').waitFor();
  expect(await page.locator('.message').count()).toBe(100);
  await page.evaluate("document.querySelector('.transcript').scrollTo(0, 0)");
  await page.getByRole('button', { name: '回到最新' }).waitFor();
  desk.say('handoff_1', '最新一句');
  await page.getByRole('button', { name: '有新消息' }).waitFor();
  expect(await page.evaluate("document.querySelector('.transcript').scrollTop")).toBeLessThan(50);
  await page.getByRole('button', { name: /显示更早/ }).click();
  await page.getByText('上个月的话费怎么多了？').waitFor();
  await page.getByRole('button', { name: '有新消息' }).click();
  await eventually(() =>
    page.evaluate(
      "(() => { const t = document.querySelector('.transcript'); return t.scrollHeight - t.scrollTop - t.clientHeight < 5; })()",
    ),
  );
});
