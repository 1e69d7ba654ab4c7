import { setTimeout as pause } from 'node:timers/promises';

/** What `/readyz` of one node said, and when; times of `performance.now()`. */
export class ReadyWatch {
  private readonly said: { readonly at: number; readonly status: number }[] = [];
  private watching = true;

  constructor(base: string) {
    void this.watch(base);
  }

  stop(): void {
    this.watching = false;
  }

  /** Milliseconds from `since` until it first said so afterwards; infinite when it never did. */
  until(status: number, since: number): number {
    const first = this.said.find((one) => one.at >= since && one.status === status);
    return first === undefined ? Number.POSITIVE_INFINITY : first.at - since;
  }

  /** Whether the newest word is this one. */
  isNow(status: number): boolean {
    return this.said.at(-1)?.status === status;
  }

  private async watch(base: string): Promise<void> {
    while (this.watching) {
      const status = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(10_000) }).then(
        (answer) => answer.status,
        () => 0,
      );
      this.said.push({ at: performance.now(), status });
      await pause(100);
    }
  }
}
