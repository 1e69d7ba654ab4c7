import type { BrowserContext, Page } from 'playwright-core';
import { complaintsOf } from '../support/browser';
import { xssPayloads } from './xss-payloads';

export interface Watched {
  readonly page: Page;
  /** Everything a payload did, in words; empty when none ran. */
  readonly harm: string[];
}

/** Everything a payload could do: call, ask, open, load from elsewhere, trip over the policy, notify. */
export async function watched(context: BrowserContext, base: string): Promise<Watched> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const harm = complaintsOf(page);
  await page.exposeFunction('hit', () => harm.push('a payload ran'));
  await page.addInitScript("addEventListener('securitypolicyviolation', (event) => hit())");
  page.on('dialog', (dialog) => {
    harm.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => harm.push('a window opened'));
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !/^(?:data|blob):/.test(request.url())) harm.push(request.url());
  });
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(base)) harm.push(`went to ${frame.url()}`);
  });
  return { page, harm };
}

/** Elements and attributes a page of ours never has, which a payload would have made. Text, as it runs in the page. */
const findForeign = `[...document.querySelectorAll('*')]
  .filter((one) => /^(?:iframe|object|embed|math|video|audio|marquee|base|style)$/i.test(one.tagName)
    || [...one.attributes].some(({ name, value }) => name.startsWith('on') || (/^(?:src|srcset|srcdoc|data|poster|style)$|href|action/.test(name)
      && /^\\s*(?:javascript|data:text)/i.test(value))))
  .map((one) => one.outerHTML.slice(0, 120))`;
export const foreign = (page: Page): Promise<string[]> => page.evaluate(findForeign);

/** Parts that are long enough to be told from ordinary words, as a page would show them. */
export const missingIn = (shown: string, payloads: readonly string[] = xssPayloads): readonly string[] =>
  payloads.filter((payload) => !shown.includes(payload.trim()));
