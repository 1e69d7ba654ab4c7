import type { Page } from 'playwright-core';

/** Goes to a page of staff and signs in through its form. */
export async function signInForm(page: Page, address: string, name: string, password: string): Promise<void> {
  await page.goto(address);
  await page.locator('#name').fill(name);
  await page.locator('#password').fill(password);
  await page.locator('#password').press('Enter');
}
