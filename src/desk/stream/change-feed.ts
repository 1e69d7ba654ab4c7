import type { Handoff } from '../../handoff/handoff';
import type { HandoffQueue } from '../../ports/handoff-queue';
import type { Log } from '../../ports/log';

export interface Subscription {
  /** Resolves when no change from now on is missed: what is read afterwards and what is heard fit together. */
  readonly ready: Promise<void>;
  stop(): void;
}

/** Hand-overs as they change, on whichever node: one look for all open pages of a process, never without any. */
export class ChangeFeed {
  private readonly listeners = new Set<(changed: readonly Handoff[]) => void>();
  private position: string | undefined;
  private first: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private again = false;
  /** Counts beginnings, so that a look of before an end changes nothing. */
  private epoch = 0;

  constructor(
    private readonly queue: Pick<HandoffQueue, 'changed'>,
    private readonly log: Log,
    private readonly everyMs: number,
  ) {}

  subscribe(listener: (changed: readonly Handoff[]) => void): Subscription {
    this.listeners.add(listener);
    this.first ??= this.begin();
    // Whoever is gone by then waits for it no longer.
    this.first.catch(() => undefined);
    return {
      ready: this.first,
      stop: () => {
        this.listeners.delete(listener);
        if (this.listeners.size === 0) this.stop();
      },
    };
  }

  /** Something changed on this node: look at once. */
  nudge(): void {
    if (this.position === undefined) return;
    if (this.looking) this.again = true;
    else this.run();
  }

  stop(): void {
    this.listeners.clear();
    clearTimeout(this.timer);
    this.epoch += 1;
    this.position = undefined;
    this.first = undefined;
  }

  private async begin(): Promise<void> {
    const { epoch } = this;
    try {
      const { position } = await this.queue.changed();
      if (epoch !== this.epoch) return;
      this.position = position;
      this.schedule();
    } catch (error) {
      // Whoever waits for it is told and comes back; the next one begins anew.
      if (epoch === this.epoch) this.first = undefined;
      throw error;
    }
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), this.everyMs).unref();
  }

  private run(): void {
    clearTimeout(this.timer);
    const { epoch } = this;
    this.looking = this.look(epoch)
      .catch((error: unknown) => this.log.warn({ err: error }, 'desk: changes not readable just now'))
      .finally(() => {
        this.looking = undefined;
        if (epoch !== this.epoch) return;
        if (!this.again) return this.schedule();
        this.again = false;
        this.run();
      });
  }

  private async look(epoch: number): Promise<void> {
    const { position, handoffs } = await this.queue.changed(this.position);
    if (epoch !== this.epoch) return;
    this.position = position;
    if (handoffs.length === 0) return;
    for (const listener of [...this.listeners]) listener(handoffs);
  }
}
