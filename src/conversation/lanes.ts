/**
 * One lane a key: work for the same key never overlaps, different keys run side by side up to a limit, first come
 * first served.
 */
export class Lanes {
  private readonly waiting = new Set<string>();
  /** Running keys; `true` when the work must run once more afterwards. */
  private readonly running = new Map<string, boolean>();
  private watchers: (() => void)[] = [];
  private stopped = false;

  /** @param work must not reject; what it cannot do it leaves for a later call */
  constructor(
    private readonly limit: number,
    private readonly work: (key: string) => Promise<void>,
  ) {}

  /** Has the work run for this key, once, from now on: also when it is running already. */
  schedule(key: string): void {
    if (this.stopped) return;
    if (this.running.has(key)) this.running.set(key, true);
    else this.waiting.add(key);
    this.fill();
  }

  /**
   * Runs other work in the lane of this key right now, when the lane is free and nothing else waits for a place.
   * @param work must not reject
   * @returns whether it was begun
   */
  runNow(key: string, work: () => Promise<void>): boolean {
    if (this.stopped || this.waiting.size > 0 || this.running.has(key) || this.running.size >= this.limit) return false;
    this.running.set(key, false);
    void work().finally(() => this.ended(key));
    return true;
  }

  /** Starts nothing new; what runs ends by itself. */
  stop(): void {
    this.stopped = true;
    this.waiting.clear();
    this.checkIdle();
  }

  /** Resolves when nothing runs or waits. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.watchers.push(resolve);
      this.checkIdle();
    });
  }

  private fill(): void {
    for (const key of this.waiting) {
      if (this.running.size >= this.limit) return;
      this.waiting.delete(key);
      this.running.set(key, false);
      void this.work(key).finally(() => this.ended(key));
    }
  }

  private ended(key: string): void {
    const again = this.running.get(key) === true;
    this.running.delete(key);
    if (again && !this.stopped) this.waiting.add(key);
    this.fill();
    this.checkIdle();
  }

  private checkIdle(): void {
    if (this.running.size > 0 || this.waiting.size > 0) return;
    const watchers = this.watchers;
    this.watchers = [];
    for (const tell of watchers) tell();
  }
}
