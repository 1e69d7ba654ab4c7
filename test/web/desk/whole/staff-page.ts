import type { Locator, Page } from 'playwright-core';

/** Somebody's desk, as they use it. Found by what the page means, not by its words: it may be in any language. */
export class StaffPage {
  readonly offers: Locator;
  readonly mine: Locator;
  readonly waiting: Locator;
  readonly brief: Locator;
  readonly transcript: Locator;
  readonly toasts: Locator;
  readonly dialog: Locator;

  constructor(
    readonly page: Page,
    readonly name: string,
  ) {
    this.offers = page.locator('.group.offered .offer');
    this.mine = page.locator('.group.mine .entry');
    this.waiting = page.locator('.group.waiting .entry');
    this.brief = page.locator('.brief');
    this.transcript = page.locator('.transcript');
    this.toasts = page.locator('.toast');
    this.dialog = page.locator('dialog[open]');
  }

  async signIn(address: string, password: string): Promise<void> {
    await this.page.goto(address);
    await this.page.locator('#name').fill(this.name);
    await this.page.locator('#password').fill(password);
    await this.page.locator('#password').press('Enter');
    await this.page.locator('.workplace').waitFor();
  }

  /** By the place in the menu: 0 available, 1 busy, then the reasons for being away. */
  async presence(choice: number): Promise<void> {
    await this.page.locator('.presence').click();
    await this.page.locator('.menu:popover-open .choice').nth(choice).click();
    const dot = ['available', 'busy'][choice] ?? 'away';
    await this.page.locator(`.presence .dot.${dot}`).waitFor();
  }

  async accept(): Promise<void> {
    await this.offers.locator('button.strong').first().click();
    await this.page.locator('#reply').waitFor();
  }

  async write(text: string): Promise<void> {
    await this.page.locator('#reply').fill(text);
    await this.page.locator('#reply').press('Enter');
  }

  /** Waits until the transcript has these words. */
  async reads(words: string): Promise<void> {
    await this.transcript.locator('.message', { hasText: words }).last().waitFor();
  }

  /** A button of the head, or in its menu where the window is narrow. */
  async act(name: string): Promise<void> {
    await this.page.locator(`[data-act=${name}]:visible`).click();
    await this.dialog.waitFor();
  }
  async submit(): Promise<void> {
    await this.dialog.locator('button[type=submit]').click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  async passOn(how: 'transfer' | 'reassign', to: string, note: string): Promise<void> {
    await this.act(how);
    await this.dialog.locator(`input[type=radio][value="${to}"]`).check({ force: true });
    await this.dialog.locator('textarea').fill(note);
    await this.submit();
  }

  async note(kind: 'note' | 'whisper', text: string): Promise<void> {
    await this.act(kind);
    await this.dialog.locator('textarea').fill(text);
    await this.submit();
  }

  /** Everything of the transcript, in order, as `who: words`; lines of the desk itself as `desk`. */
  async all(): Promise<readonly string[]> {
    return this.page.evaluate<string[]>(
      `[...document.querySelectorAll('.transcript .message, .transcript .desk-line')].map((one) => one.classList.contains('desk-line') ? 'desk' : (['customer', 'agent'].find((who) => one.classList.contains(who)) ?? 'bot') + ': ' + (one.querySelector('.bubble')?.textContent ?? ''))`,
    );
  }
}
