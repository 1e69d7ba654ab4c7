import { complaintsOf, screenshot, withBrowser } from '../../support/browser';
import { buildPages } from '../built-pages';
import { accessFaults } from '../desk/desk-browser';
import { signIn } from './at-board';
import { startFakeBoard } from './fake-board';

beforeAll(buildPages, 90_000);

const plots = '.drawing svg';
const views = [
  ['today', '#/today', '.item'],
  ['trends', '#/trends', '.card'],
  ['causes', '#/causes', '.heat-table td a'],
  ['gaps', '#/gaps', 'tbody tr'],
  ['voices', '#/voices', '.voices li'],
  ['problems', '#/problems', '.entry-card'],
  ['learning', '#/learning', '.entry-card'],
  ['learning-causes', '#/learning?tab=causes', 'tbody tr'],
  ['digest', '#/learning?tab=digest', '.sheet tbody tr'],
  ['week', '#/week?week=2026-W46', '.sheet tbody tr'],
  ['list', '#/list?measure=omission_rate&cause=queue', 'tbody tr'],
] as const;

/** Pictures for people to look at; what a machine can check about them is checked here too. Colours know no language. */
test.each([
  ['zh-Hans', 'light'],
  ['zh-Hant', 'dark'],
  ['en', 'light'],
] as const)(
  'in %s, %s, every view is whole and accessible, on a desk and on a phone',
  async (language, colorScheme) => {
    const board = await startFakeBoard();
    const used = withBrowser(
      async (context) => {
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        await signIn(page, board, 'supervisor', `?lang=${language}`);
        const complaints = complaintsOf(page);
        const wrong: string[] = [];
        const look = async (view: string) => {
          await screenshot(page, `board-${language}-${colorScheme}-${view}`);
          wrong.push(
            ...(await accessFaults(page)).map((fault) => `${view}: ${fault}`),
            ...(await page.evaluate<string[]>(
              `[...document.querySelectorAll('button, .chip, .quiet, .strong, h1, h2, h3, h4, .tile *, .value, .change, .segments *, th, .fields *')].filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).textOverflow !== 'ellipsis' && getComputedStyle(e).clipPath === 'none' && getComputedStyle(e).display !== 'inline' && e.tagName !== 'SELECT').map((e) => '${view}: cut ' + e.className + ' ' + e.textContent)`,
            )),
            ...(await page.evaluate<string[]>(
              `[document.documentElement, ...document.querySelectorAll('.page, dialog[open]')].filter((e) => e.scrollWidth > e.clientWidth).map((e) => '${view}: scrolls sideways ' + e.className + ': ' + [...e.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > e.clientWidth + 1 && !one.closest('.table-frame, .top nav')).slice(0, 3).map((one) => one.outerHTML.slice(0, 80)).join(' | '))`,
            )),
            // Letters on the plots that run out of them, or into each other.
            ...(await page.evaluate<string[]>(`[...document.querySelectorAll('${plots}')].flatMap((svg) => {
              const room = svg.getBoundingClientRect();
              const boxes = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
              const out = boxes.filter(([, box]) => box.left < room.left - 1 || box.right > room.right + 1 || box.top < room.top - 1 || box.bottom > room.bottom + 1).map(([text]) => 'out of the plot ' + text);
              const over = boxes.flatMap(([text, a], at) => boxes.slice(at + 1).filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3).map(([other]) => 'letters over letters ' + text + ' ' + other));
              return [...out, ...over].map((text) => '${view}: ' + text);
            })`)),
          );
        };
        for (const size of ['desktop', 'phone'] as const) {
          await page.setViewportSize(size === 'phone' ? { width: 390, height: 844 } : { width: 1366, height: 820 });
          for (const [view, hash, sign] of views) {
            await page.goto(`${board.base}/board?lang=${language}${hash}`);
            await page.locator(sign).first().waitFor();
            if (['trends', 'causes', 'week'].includes(view)) await page.locator(plots).first().waitFor();
            await look(`${size}-${view}`);
            const below = await page.evaluate<boolean>('document.documentElement.scrollHeight > innerHeight + 200');
            if (!below) continue;
            await page.evaluate('scrollTo(0, innerHeight - 120)');
            await screenshot(page, `board-${language}-${colorScheme}-${size}-${view}-lower`);
          }
        }
        expect(wrong).toEqual([]);
        expect(complaints).toEqual([]);
      },
      { viewport: { width: 1366, height: 820 }, colorScheme },
    );
    await used.finally(board.stop);
  },
  240_000,
);
