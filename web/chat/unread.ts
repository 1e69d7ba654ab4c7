/** Counts in the page's title what came while nobody looked at it. */
export class Unread {
  #count = 0;
  #title: string;

  constructor(title: string) {
    this.#title = title;
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#show(0);
    });
  }

  /** After the language changed. */
  title(title: string): void {
    this.#title = title;
    this.#show(this.#count);
  }

  /** A message of our side was shown. */
  add(): void {
    if (document.visibilityState !== 'visible') this.#show(this.#count + 1);
  }

  #show(count: number): void {
    this.#count = count;
    document.title = count === 0 ? this.#title : `(${count}) ${this.#title}`;
  }
}
