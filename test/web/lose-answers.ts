import type { Page } from 'playwright-core';

/** The server does what is posted there, and its answer is lost, so many times. @returns the keys it was said under */
export async function loseAnswers(
  page: Page,
  address: string,
  times: number,
): Promise<readonly (string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  await page.route(address, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > times) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  return keys;
}
