import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import readExcelFile from 'read-excel-file/node';
import { readCsv } from '../../../desk/board/read-csv';
import { screenshot } from '../../../support/browser';
import { eventually } from '../../../support/eventually';
import { type Floor, openFloor } from '../../desk/whole/the-floor';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
}, 180_000);
afterAll(() => floor?.close());

const story = '你们上个月开始每月扣我6块彩铃费，我根本没开过，要投诉';
const decision = '查到是代理商误开，彩铃已关闭，6元已退回话费。';

/** Presses what the page offers for an act. */
const act = (page: Page, name: string) => page.locator(`[data-act=${name}]:visible`).click();

/** Presses it, fills the dialog it opens and sends that. */
async function fillIn(page: Page, name: string, fill: (dialog: Locator) => Promise<unknown>) {
  await act(page, name);
  const dialog = page.locator('dialog[open]');
  await dialog.waitFor();
  await fill(dialog);
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'hidden' });
}
const status = (page: Page) => page.locator('.case-head .chip').first().textContent();

async function saved(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  const path = await download.path();
  return { name: download.suggestedFilename(), bytes: readFileSync(path) };
}

test('told on the page, answered on the desk, not solved: back with a senior, on the board, on paper and in files', async () => {
  const customer = await floor.customer();
  let said = await customer.say(story);
  for (const words of ['13800000005', '退费', '跳过', '跳过', '可以']) {
    if (/C\d{8}-\d{4}-\d/.test(said)) break;
    said = await customer.say(words);
  }
  const number = /C\d{8}-\d{4}-\d/.exec(said)?.[0] ?? '';
  expect([said, number]).toEqual([said, expect.stringMatching(/^C/)]);
  await screenshot(customer.page, 'board/whole/1-acknowledged');

  const agent = await floor.staff('agent1', { at: `#/complaints/${number}?group=team` });
  const { page } = agent;
  await page.locator('#chosen', { hasText: number }).waitFor();
  expect(await page.textContent('body')).not.toContain('13800000005');
  await act(page, 'take');
  await fillIn(page, 'assess', async (dialog) => {
    for (const index of [0, 1, 2])
      await dialog.locator('fieldset').nth(index).locator('input[type=radio]').first().check({ force: true });
  });
  await eventually(async () => (await status(page)) === '已评估');
  await act(page, 'investigate');
  await eventually(async () => (await status(page)) === '核实中');
  await fillIn(page, 'answer', async (dialog) => {
    await dialog.locator('textarea').fill(decision);
    await dialog.locator('select').first().selectOption('charge');
    await dialog.locator('select').last().selectOption('ordered_without_consent');
  });
  const told = await customer.hears(decision);
  expect(told).toContain(number);
  await screenshot(page, 'board/whole/2-answered-on-the-desk');
  await screenshot(customer.page, 'board/whole/3-customer-is-asked');
  await customer.button('没解决').waitFor();
  expect(await customer.press('没解决')).toContain(number);
  await screenshot(customer.page, 'board/whole/4-not-solved');

  // A senior has it: on the desk, and first on the board.
  const boss = await floor.staff('supervisor', { at: `#/complaints/${number}?group=senior` });
  await boss.page.locator('#chosen', { hasText: number }).waitFor();
  await eventually(async () => (await boss.page.locator('.case-list .entry').count()) === 1);
  await screenshot(boss.page, 'board/whole/5-with-a-senior');
  const pdf = await saved(boss.page, async () => {
    await boss.page.locator('.packet').first().click();
    await boss.page.locator('.menu:popover-open a[download$=".pdf"]').click();
  });
  expect([pdf.name, pdf.bytes.subarray(0, 5).toString()]).toEqual([`${number}.pdf`, '%PDF-']);
  expect(pdf.bytes.length).toBeGreaterThan(5_000);
  // The menu stays open.
  const json = await saved(boss.page, () => boss.page.locator('.menu:popover-open a[download$=".json"]').click());
  const packet = JSON.parse(json.bytes.toString('utf8'));
  expect(packet).toMatchObject({
    number,
    full: false,
    applicant: { phone: '138****0005' },
    answers: [{ text: decision }],
  });
  expect(packet.timeline.length).toBeGreaterThan(5);

  const board = boss.page;
  await board.goto(`${floor.server.base}/board?lang=zh-Hans`);
  await board.locator('#heading').waitFor();
  await board.locator('.today', { hasText: number }).waitFor();
  await screenshot(board, 'board/whole/6-today');
  // The figures follow within seconds.
  const listed = async () => {
    const day = await board.evaluate<string>('new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)');
    const answer = await board.request.get(
      `${floor.server.base}/desk/api/board/list?measure=reopen_rate&part=n&from=${day}&until=${day}`,
    );
    return (await answer.json()) as { total: number; items: { complaint: { number: string } }[] };
  };
  await eventually(async () => (await listed()).total === 1, 20_000);
  expect((await listed()).items[0]?.complaint.number).toBe(number);
  await board.goto(`${floor.server.base}/board?lang=zh-Hans#/list?measure=reopen_rate&part=n`);
  await board.locator('main', { hasText: number }).waitFor();
  await screenshot(board, 'board/whole/7-list');
  for (const format of ['csv', 'xlsx'] as const) {
    const { name, bytes } = await saved(board, () =>
      board.locator(`a[download][href*="format=${format}"]`).first().click(),
    );
    expect(name).toMatch(new RegExp(`^list_reopen_rate_.*\\.${format}$`));
    const rows = format === 'csv' ? readCsv(bytes.toString('utf8')) : ((await readExcelFile(bytes))[0]?.data ?? []);
    expect(rows).toHaveLength(2);
    expect(rows[0]?.[0]).toBe('投诉编号');
    expect(rows[1]?.[0]).toBe(number);
    expect(JSON.stringify(rows)).not.toContain('13800000005');
  }
  expect(floor.complaints()).toEqual([]);
}, 180_000);
