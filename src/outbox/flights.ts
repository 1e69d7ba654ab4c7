import type { OutboxEntry } from '../ports/outbox';
import { lineOf } from './lines';

/** Entries on their way: of each line one, the others of the line wait behind it without taking a place. */
export class Flights {
  private readonly flying = new Set<Promise<void>>();
  private readonly waiting = new Map<string, OutboxEntry[]>();
  private waitingCount = 0;

  /** @param send must not reject */
  constructor(private readonly send: (entry: OutboxEntry) => Promise<void>) {}

  /** How many are on their way. */
  get size(): number {
    return this.flying.size;
  }

  /** How many wait behind another of their line. */
  get inLine(): number {
    return this.waitingCount;
  }

  add(entry: OutboxEntry): void {
    const line = lineOf(entry);
    const behind = line === undefined ? undefined : this.waiting.get(line);
    if (behind) {
      behind.push(entry);
      this.waitingCount += 1;
      return;
    }
    if (line !== undefined) this.waiting.set(line, []);
    this.launch(entry, line);
  }

  /** Resolves with the next end; there must be one on its way. */
  oneEnds(): Promise<void> {
    return Promise.race(this.flying);
  }

  async allEnd(): Promise<void> {
    while (this.flying.size > 0) await Promise.all(this.flying);
  }

  private launch(entry: OutboxEntry, line: string | undefined): void {
    const flight: Promise<void> = this.send(entry).finally(() => {
      this.flying.delete(flight);
      const next = line === undefined ? undefined : this.waiting.get(line)?.shift();
      if (next) {
        this.waitingCount -= 1;
        this.launch(next, line);
      } else if (line !== undefined) this.waiting.delete(line);
    });
    this.flying.add(flight);
  }
}
