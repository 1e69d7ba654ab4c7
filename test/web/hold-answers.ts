import type { Page } from 'playwright-core';

/** The server does what it is asked there, and its answers are on their way until they are released. */
export async function holdAnswers(page: Page, address: RegExp): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  });
  return () => release();
}
