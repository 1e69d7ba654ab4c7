import type { Clock } from '../../src/ports/clock';

/** A clock that stands still until it is told to move. Starts at 2026-11-21 10:00 in Asia/Shanghai unless told. */
export class ManualClock implements Clock {
  constructor(private at = Date.parse('2026-11-21T10:00:00+08:00')) {}

  now(): number {
    return this.at;
  }

  advance(ms: number): void {
    this.at += ms;
  }

  set(at: number): void {
    this.at = at;
  }
}
