import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const candidates = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser'];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const people: BrowserContextOptions = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' };

/**
 * A real Chromium with an empty profile.
 * @throws Error that says what to install when there is none; a browser test never skips itself
 */
export async function openBrowser(
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const executablePath = chromiumPath();
  const profile = mkdtempSync(join(tmpdir(), 'desk-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: flags,
    ...people,
    ...options,
  });
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** A Chromium for several people: each context of it has cookies and storage of its own. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), headless: true, args: flags });

function chromiumPath(): string {
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return found;
  throw new Error('Chromium is missing: apt-get install chromium fonts-noto-cjk (or set CHROMIUM_PATH).');
}

/** One for all tests of a file: each launch takes most of a second. */
let launched: Promise<Browser> | undefined;
afterAll(async () => (await launched)?.close());

/** Runs `use` in cookies and storage of its own. */
export async function withBrowser<Result>(
  use: (context: BrowserContext) => Promise<Result>,
  options: BrowserContextOptions = {},
): Promise<Result> {
  launched ??= launchBrowser();
  const context = await (await launched).newContext({ ...people, ...options });
  try {
    return await use(context);
  } finally {
    await context.close();
  }
}

/** Keeps a picture under `test/screenshots` (not in git), for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const path = join(__dirname, '..', 'screenshots', `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path });
}

/** What a page complains about: refused by its policy, failed scripts, errors. Empty when all is well. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}
