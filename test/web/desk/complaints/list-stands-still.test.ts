import type { Page } from 'playwright-core';
import { screenshot } from '../../../support/browser';
import { buildPages } from '../../built-pages';
import { accessFaults } from '../desk-browser';
import { atDesk, numbers, until } from './at-desk';
import { type FakeComplaints, fakeComplaints } from './fake-complaints';
import { someComplaints } from './some-complaints';

/** The list is asked again every 15 s; who reads it goes on reading it. */

beforeAll(buildPages, 90_000);

const isOpen = ({ status }: { readonly status: string }) => !['closed', 'withdrawn', 'merged'].includes(status);

/** The one that is named comes first from now on, with another status. */
function toTheTop(complaints: FakeComplaints, number: string): void {
  const at = complaints.all.findIndex((one) => one.number === number);
  const [one] = complaints.all.splice(at, 1);
  if (!one) throw new Error(`No complaint ${number}.`);
  complaints.all.unshift({ ...one, version: one.version + 1, priority: 2 });
}
const entry = (page: Page, number: unknown) => page.locator(`.case-list .entry[data-number="${number}"]`);
const focused = (page: Page) => page.evaluate("document.activeElement.getAttribute('data-number')");
const scroll = (page: Page, to: number) => page.evaluate(`document.querySelector('.case-list').scrollTop = ${to}`);
const away = (page: Page) => page.mouse.move(900, 500);
const bar = (page: Page) => page.locator('.case-list .news button');

/** At a list of at least four, with the pointer beside it. */
async function atList(use: (page: Page, complaints: FakeComplaints, before: readonly unknown[]) => Promise<void>) {
  const complaints = fakeComplaints(someComplaints());
  await atDesk(
    async (page) => {
      await entry(page, complaints.all[0]?.number).waitFor();
      await away(page);
      const before = await numbers(page);
      expect(before.length).toBeGreaterThanOrEqual(4);
      await use(page, complaints, before);
    },
    'supervisor',
    '#/complaints?group=open',
    complaints,
    true,
  );
}
/** Asked again, and the answer is drawn. */
async function lookAgain(page: Page): Promise<void> {
  const answer = page.waitForResponse(/\/complaints\?/);
  await page.clock.runFor(15_000);
  await (await answer).finished();
}

test('nobody reads: the new order comes by itself', async () => {
  await atList(async (page, complaints, before) => {
    toTheTop(complaints, String(before[2]));
    await lookAgain(page);
    await until(async () => (await numbers(page))[0], 'toBe', before[2]);
    expect(await bar(page).count()).toBe(0);
  });
}, 60_000);

test('the pointer is over it: places stay, content is new, a bar says how much waits, and it comes when the pointer goes', async () => {
  await atList(async (page, complaints, before) => {
    await entry(page, before[1]).hover();
    const place = await entry(page, before[1]).boundingBox();
    toTheTop(complaints, String(before[2]));
    await lookAgain(page);
    await bar(page).getByText('1 条有变化 · 更新').waitFor();
    expect(await numbers(page)).toEqual(before);
    expect(await entry(page, before[2]).locator('.chip.bad').count()).toBeGreaterThan(0);
    expect(await entry(page, before[1]).boundingBox()).toEqual(place);
    expect(await accessFaults(page)).toEqual([]);
    await screenshot(page, 'desk-zh-Hans-light-list-stands-still');
    await away(page);
    await until(async () => (await numbers(page))[0], 'toBe', before[2]);
    expect(await bar(page).count()).toBe(0);
  });
}, 60_000);

test('the focus is in it: what is gone stays and says so, keys go through what is shown, and the bar is pressed by key', async () => {
  await atList(async (page, complaints, before) => {
    await entry(page, before[1]).focus();
    complaints.all.splice(1, 1);
    toTheTop(complaints, String(before[3]));
    await lookAgain(page);
    await bar(page).getByText('2 条有变化').waitFor();
    // What comes below all of them moves none.
    expect((await numbers(page)).slice(0, before.length)).toEqual(before);
    expect(await focused(page)).toBe(before[1]);
    await entry(page, before[1]).getByText('已不在列表中').waitFor();
    expect(await accessFaults(page)).toEqual([]);
    await page.keyboard.press('j');
    await page.locator('#chosen', { hasText: String(before[0]) }).waitFor();
    expect(await focused(page)).toBe(before[1]);
    await bar(page).press('Enter');
    await until(async () => (await numbers(page))[0], 'toBe', before[3]);
    expect(await numbers(page)).not.toContain(before[1]);
    // The bar is gone; the focus is still in the list.
    expect(await page.evaluate("document.activeElement.matches('.case-list')")).toBe(true);
  });
}, 60_000);

test('it is scrolled: places stay until it is at its top again', async () => {
  await atList(async (page, complaints, before) => {
    await page.setViewportSize({ width: 1366, height: 420 });
    await scroll(page, 40);
    toTheTop(complaints, String(before[2]));
    await lookAgain(page);
    await bar(page).waitFor();
    expect(await numbers(page)).toEqual(before);
    await scroll(page, 0);
    await until(async () => (await numbers(page))[0], 'toBe', before[2]);
  });
}, 60_000);

test('a list drawn anew in another order leaves the focus where it is', async () => {
  await atList(async (page, complaints, before) => {
    await entry(page, before[2]).focus();
    toTheTop(complaints, String(before[2]));
    await lookAgain(page);
    await bar(page).waitFor();
    // Pressed by a pointer that is nobody's: the focus stays on what moves.
    await page.evaluate("document.querySelector('.case-list .news button').click()");
    await until(async () => (await numbers(page))[0], 'toBe', before[2]);
    expect(await focused(page)).toBe(before[2]);
  });
}, 60_000);

test('while nothing newer can be had the list stays where it is, says so below, and asks again when told to', async () => {
  await atList(async (page, complaints, before) => {
    const place = await entry(page, before[0]).boundingBox();
    complaints.down(true);
    await lookAgain(page);
    await bar(page).getByText('列表没有加载出来').waitFor();
    expect(await numbers(page)).toEqual(before);
    expect(await entry(page, before[0]).boundingBox()).toEqual(place);
    complaints.down(false);
    await bar(page).click();
    await until(() => bar(page).count(), 'toBe', 0);
  });
}, 60_000);

test('more is shown at once while one reads, and another group too', async () => {
  await atList(async (page, complaints, before) => {
    await page.locator('.case-list .more').click();
    await until(async () => (await numbers(page)).length, 'toBe', complaints.all.filter(isOpen).length);
    expect((await numbers(page)).slice(0, before.length)).toEqual(before);
    await page.locator('[data-group=due]').click();
    await until(
      async () => (await numbers(page)).join(),
      'toBe',
      complaints.all
        .filter(({ clock, missed, status }) => isOpen({ status }) && ((clock?.used ?? 0) >= 0.8 || missed.length > 0))
        .slice(0, 4)
        .map(({ number }) => number)
        .join(),
    );
    expect(await bar(page).count()).toBe(0);
  });
}, 60_000);
