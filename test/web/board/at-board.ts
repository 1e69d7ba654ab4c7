import type { Page } from 'playwright-core';
import { complaintsOf, withBrowser } from '../../support/browser';
import { fakePassword } from '../desk/fake-desk';
import { signInForm } from '../sign-in-form';
import { type FakeBoard, startFakeBoard } from './fake-board';

/** Signs in through the form. */
export async function signIn(
  page: Page,
  board: { readonly base: string },
  name = 'supervisor',
  more = '',
): Promise<void> {
  await signInForm(page, `${board.base}/board${more}`, name, fakePassword);
  await page.locator('#heading').waitFor();
}

export interface AtBoard {
  readonly name?: string;
  /** Behind `/board`. */
  readonly address?: string;
  /** The page's time goes on by `page.clock` only. */
  readonly ownClock?: boolean;
}

/** The board, signed in at an address; what the browser complained about fails the test. */
export async function atBoard(
  use: (page: Page, board: FakeBoard) => Promise<void>,
  { name = 'supervisor', address = '', ownClock = false }: AtBoard = {},
): Promise<void> {
  const board = await startFakeBoard();
  const used = withBrowser(
    async (context) => {
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      if (ownClock) await page.clock.install();
      await signIn(page, board, name, address);
      const wrong = complaintsOf(page);
      await use(page, board);
      // What the server refuses the browser logs; it is meant to be refused.
      expect(wrong.filter((text) => !/\b(?:401|403|404|409|503)\b|ERR_CONNECTION|ERR_EMPTY/.test(text))).toEqual([]);
    },
    { viewport: { width: 1366, height: 820 } },
  );
  await used.finally(board.stop);
}
