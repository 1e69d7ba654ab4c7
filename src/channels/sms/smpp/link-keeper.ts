import type { Clock } from '../../../ports/clock';
import { reconnectDelay } from '../backoff';
import { SmppLink, type SmppLinkOptions } from './smpp-link';

export interface LinkKeeperOptions extends SmppLinkOptions {
  readonly clock: Clock;
  readonly random: () => number;
}

/** A link that held so long was a good one: the next failure counts from the start again. */
const steadyMs = 10_000;

/** Keeps one link to the message centre: makes a new one whenever the last has ended. */
export class LinkKeeper {
  private current: SmppLink | undefined;
  private failures = 0;
  private madeAt = 0;
  private retry: NodeJS.Timeout | undefined;
  private stopped = true;

  constructor(private readonly options: LinkKeeperOptions) {}

  /** The link, when it is bound. */
  get link(): SmppLink | undefined {
    return this.current?.bound ? this.current : undefined;
  }

  start(): void {
    this.stopped = false;
    this.connect();
  }

  /** Unbinds and stays down. */
  async stop(withinMs: number): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.current?.unbind(withinMs);
  }

  private connect(): void {
    this.madeAt = this.options.clock.now();
    this.current = new SmppLink({ ...this.options, onClosed: (link, why) => this.closed(link, why) });
  }

  private closed(link: SmppLink, why: string): void {
    const { bind, clock, log, random } = this.options;
    this.current = undefined;
    this.options.onClosed(link, why);
    if (this.stopped) return;
    this.failures = clock.now() - this.madeAt >= steadyMs ? 1 : this.failures + 1;
    const delayMs = reconnectDelay(this.failures, random());
    log.warn({ bind, why, delayMs }, 'The SMPP link is down; it is tried again.');
    this.retry = setTimeout(() => this.connect(), delayMs);
  }
}
