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

  /** Lets time pass until something has happened that needs both time and messages. */
  async until<T>(happens: Promise<T>, stepMs = 500): Promise<T> {
    let over = false;
    const end = (): void => {
      over = true;
    };
    happens.then(end, end);
    while (!over) await this.pass(stepMs);
    return happens;
  }
}

/** Some rounds of the event loop, mostly enough for messages between sockets of this process to come. */
export async function moment(): Promise<void> {
  for (let round = 0; round < 50; round++) await new Promise((resolve) => setImmediate(resolve));
}
