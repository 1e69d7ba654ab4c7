import type { Locator, Page } from 'playwright-core';

/** A customer's chat page, as somebody uses it. */
export class ChatPage {
  readonly messages: Locator;
  /** The line under the head: place in line, or who serves. */
  readonly standing: Locator;

  constructor(readonly page: Page) {
    this.messages = page.locator('.message .words');
    this.standing = page.locator('#standing');
  }

  /** Until the greeting stands. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.page.locator('.message.bot').first().waitFor();
  }

  async write(text: string): Promise<void> {
    await this.page.locator('#input').fill(text);
    await this.page.locator('#input').press('Enter');
  }

  /** Writes or presses, and waits for our side's next message; answers everything that came. */
  async say(text: string): Promise<string> {
    return this.answerTo(() => this.write(text));
  }
  async press(button: string): Promise<string> {
    return this.answerTo(() => this.button(button).click());
  }
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Waits until our side said something with these words. */
  async hears(words: string | RegExp, withinMs = 25_000): Promise<string> {
    const found = this.page.locator('.message.bot .words').filter({ hasText: words }).last();
    await found.waitFor({ timeout: withinMs });
    return (await found.textContent()) ?? '';
  }

  /** Everything on the page, in order, as `who: words`. */
  async all(): Promise<readonly string[]> {
    return this.page.evaluate<string[]>(
      `[...document.querySelectorAll('.message')].map((one) => (one.classList.contains('own') ? 'customer' : one.classList.contains('person-wrote') ? 'agent' : 'bot') + ': ' + (one.querySelector('.words')?.textContent ?? ''))`,
    );
  }

  async suggestions(): Promise<readonly string[]> {
    return this.page.locator('.suggestion').allTextContents();
  }

  private async answerTo(act: () => Promise<void>): Promise<string> {
    const answers = this.page.locator('.message.bot .words');
    const before = await answers.count();
    await act();
    await answers.nth(before).waitFor();
    // What is said in one turn comes in one frame of the stream.
    return (await answers.allTextContents()).slice(before).join('\n');
  }
}
