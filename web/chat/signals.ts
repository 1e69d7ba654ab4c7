/** What of this page an agent is told while the customer waits for one or talks to one. */
export interface SignalWays {
  /** Somebody is there to be told. */
  wanted(): boolean;
  /** The last entry of the log that is on the page; 0 for none. */
  position(): number;
  typing(): void;
  /** @returns whether it arrived */
  seen(position: number): Promise<boolean>;
}

const typingEveryMs = 3_000;
/** The server takes one a second. */
const seenEveryMs = 1_500;
const seenTries = 3;

/** That the customer types and has read, said seldom: once in a few seconds, and only while the page is in sight. */
export class Signals {
  #typedAt = Number.NEGATIVE_INFINITY;
  #told = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ways: SignalWays) {
    document.addEventListener('visibilitychange', () => this.shown());
  }

  /** A key was pressed in the customer's own text. */
  typed(): void {
    if (!this.ways.wanted() || performance.now() - this.#typedAt < typingEveryMs) return;
    this.#typedAt = performance.now();
    this.ways.typing();
  }

  /** The own text was sent: the next key counts at once. */
  sent(): void {
    this.#typedAt = Number.NEGATIVE_INFINITY;
  }

  /** Something is on the page; a moment later, all that came meanwhile is told at once. */
  shown(): void {
    this.#timer ??= setTimeout(() => void this.#tell(seenTries), seenEveryMs);
  }

  /** Another conversation counts anew. */
  clear(): void {
    this.#told = 0;
  }

  async #tell(tries: number): Promise<void> {
    this.#timer = undefined;
    const position = this.ways.position();
    if (!this.ways.wanted() || document.visibilityState !== 'visible' || position <= this.#told) return;
    if (await this.ways.seen(position)) this.#told = Math.max(this.#told, position);
    else if (tries > 1) this.#timer ??= setTimeout(() => void this.#tell(tries - 1), seenEveryMs);
  }
}
