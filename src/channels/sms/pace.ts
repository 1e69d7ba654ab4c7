import type { Clock } from '../../ports/clock';

export interface PaceOptions {
  readonly clock: Clock;
  /** Most at once. */
  readonly window: number;
  readonly wait?: (ms: number) => Promise<void>;
}

const slowestMs = 5_000;
const gentlestMs = 100;
/** Below this the pause is no longer worth keeping. */
const negligibleMs = 5;

/**
 * How fast may be sent: so many unanswered at once, and after the other side said "slower" with a pause between two,
 * which doubles each time it says so and shrinks by a tenth with each message taken.
 */
export class Pace {
  private inside = 0;
  private readonly queue: (() => void)[] = [];
  private pauseMs = 0;
  private nextAt = 0;
  private slowedAt = Number.NEGATIVE_INFINITY;
  private readonly wait: (ms: number) => Promise<void>;

  constructor(private readonly options: PaceOptions) {
    this.wait = options.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  }

  /** The pause between two messages now, in ms; 0 at full speed. */
  get pause(): number {
    return this.pauseMs;
  }

  /** Does one piece of work when its turn comes. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.options.window) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.inside++;
    try {
      await this.turn();
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next === undefined) this.inside--;
      else next();
    }
  }

  /** One was taken. */
  faster(): void {
    this.pauseMs *= 0.9;
    if (this.pauseMs < negligibleMs) this.pauseMs = 0;
  }

  /** The other side asked to go slower. A whole window may say so at once: that counts as one. */
  slower(): void {
    const now = this.options.clock.now();
    if (now - this.slowedAt < this.pauseMs) return;
    this.slowedAt = now;
    this.pauseMs = Math.min(slowestMs, Math.max(gentlestMs, this.pauseMs * 2));
    this.nextAt = Math.max(this.nextAt, now + this.pauseMs);
  }

  private async turn(): Promise<void> {
    const now = this.options.clock.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + this.pauseMs;
    if (at > now) await this.wait(at - now);
  }
}
