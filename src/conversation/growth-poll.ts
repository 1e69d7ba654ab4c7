import type { ConversationStore } from '../ports/conversation-store';
import type { Log } from '../ports/log';

/** Between two looks while something is expected from another node. */
const hurriedMs = 50;
/** How many hurried looks in a row find nothing before it is quiet again. */
const hurriedLooks = 40;

/**
 * Looks which logs grew, on whichever node: one look for all followers of a process, often while other nodes write what
 * somebody here waits for, seldom otherwise, never while nobody follows.
 */
export class GrowthPoll {
  private position: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running = false;
  /** Counts the starts, so that a look that began before a stop changes nothing. */
  private epoch = 0;
  private hurried = 0;
  private looking = false;

  /**
   * @param quietMs between two looks while it is quiet; 0 for never looking
   * @param grew is told whose logs grew, or `undefined` when that is not known: all may have
   */
  constructor(
    private readonly store: Pick<ConversationStore, 'grown'>,
    private readonly log: Log,
    private readonly quietMs: number,
    private readonly grew: (conversations: readonly string[] | undefined) => void,
  ) {}

  /** Looks from now on, or not any more. */
  run(wanted: boolean): void {
    const running = wanted && this.quietMs > 0;
    if (running === this.running) return;
    this.running = running;
    this.epoch += 1;
    this.position = undefined;
    clearTimeout(this.timer);
    if (running) this.schedule(0);
  }

  /** Looks often for a while. */
  hurry(): void {
    const wasQuiet = this.hurried === 0;
    this.hurried = hurriedLooks;
    if (this.running && wasQuiet && !this.looking) this.schedule(this.interval());
  }

  private interval(): number {
    return this.hurried > 0 ? Math.min(hurriedMs, this.quietMs) : this.quietMs;
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    const { epoch } = this;
    this.timer = setTimeout(() => {
      this.looking = true;
      this.look(epoch)
        .catch((error: unknown) => this.log.warn({ err: error }, 'followers: store not readable just now'))
        .finally(() => {
          this.looking = false;
          if (!this.running) return;
          this.hurried = Math.max(0, this.hurried - 1);
          this.schedule(this.interval());
        });
    }, ms).unref();
  }

  private async look(epoch: number): Promise<void> {
    const from = this.position;
    const { position, conversations } = await this.store.grown(from);
    if (epoch !== this.epoch) return;
    this.position = position;
    // Followers read their logs before the position was known: what came in between would never be named.
    this.grew(from === undefined ? undefined : conversations);
  }
}
