import type { Alarms } from '../../../../src/channels/sms/cmpp/alarms';
import { ManualClock } from '../../../support/manual-clock';

/** A clock and its alarms: they ring only when the test lets time pass, in the order of their times. */
export class ManualAlarms implements Alarms {
  readonly clock = new ManualClock();
  private readonly set = new Set<{ readonly at: number; readonly act: () => void }>();

  after(ms: number, act: () => void): () => void {
    const alarm = { at: this.clock.now() + ms, act };
    this.set.add(alarm);
    return () => this.set.delete(alarm);
  }

  /** Lets time pass; between two alarms, what they caused goes through the sockets. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    for (;;) {
      const [next] = [...this.set].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.set.delete(next);
      this.clock.set(Math.max(next.at, this.clock.now()));
      next.act();
      await moment();
    }
    this.clock.set(end);
    await moment();
  }
}

/** So many rounds of the event loop that messages between sockets of this process have come and been answered. */
export async function moment(): Promise<void> {
  for (let round = 0; round < 50; round++) await new Promise((resolve) => setImmediate(resolve));
}
