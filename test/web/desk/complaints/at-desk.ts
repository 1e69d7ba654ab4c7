import type { Page } from 'playwright-core';
import { complaintsOf, withBrowser } from '../../../support/browser';
import { signIn } from '../desk-browser';
import { aCase, someStaff } from '../fake-cases';
import { type FakeDesk, startFakeDesk } from '../fake-desk';
import { fakeComplaints } from './fake-complaints';

type Use = (page: Page, desk: FakeDesk) => Promise<void>;

/**
 * The desk with the complaints given, signed in at an address.
 * @param ownClock the page's time goes on by `page.clock` only
 */
export async function atDesk(
  use: Use,
  name = 'agent1',
  hash = '#/complaints',
  complaints = fakeComplaints(),
  ownClock = false,
): Promise<void> {
  const desk = await startFakeDesk({ cases: [aCase()], staff: someStaff(), complaints });
  const used = withBrowser(
    async (context) => {
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      if (ownClock) await page.clock.install();
      await signIn(page, desk, name, hash);
      const wrong = complaintsOf(page);
      await use(page, desk);
      // What the server refuses the browser logs; it is meant to be refused.
      expect(wrong.filter((text) => !/\b(?:404|409|503)\b/.test(text))).toEqual([]);
    },
    { viewport: { width: 1366, height: 820 } },
  );
  await used.finally(desk.stop);
}
/** Waits for it, and says what it is instead. */
export async function until(
  look: () => unknown,
  how: 'toBe' | 'toEqual' | 'toContain',
  wanted: unknown,
): Promise<void> {
  for (const end = Date.now() + 15_000; ; await new Promise((soon) => setTimeout(soon, 50))) {
    const seen = await look();
    try {
      expect(seen)[how](wanted);
      return;
    } catch (fault) {
      if (Date.now() > end) throw fault;
    }
  }
}
export const acts = (desk: FakeDesk) => desk.calls.filter(({ call }) => call.startsWith('complaints/'));
export const numbers = (page: Page) =>
  page.locator('.case-list .entry').evaluateAll((all) => all.map((one) => one.getAttribute('data-number')));
export const press = (page: Page, act: string) => page.locator(`[data-act=${act}]:visible`).click();
export const save = (page: Page) => page.locator('dialog[open] button[type=submit]').click();
export const status = (page: Page) => page.locator('.case-head .chip').first().textContent();
