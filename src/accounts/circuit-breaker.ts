import type { Clock } from '../ports/clock';

/** Whether a call may go out, and what became of it. */
export interface CircuitBreaker {
  /** `false` while open; in the half-open moment `true` for one caller. */
  enter(): boolean;
  succeeded(): void;
  failed(): void;
}

/**
 * Opens after `failures` in a row, for `openMs`; then one call tries. A try that never reports back is given up after
 * another `openMs`.
 */
export function createCircuitBreaker(clock: Clock, failures = 5, openMs = 15_000): CircuitBreaker {
  let inRow = 0;
  let openUntil = 0;
  return {
    enter() {
      if (inRow < failures) return true;
      const now = clock.now();
      if (now < openUntil) return false;
      openUntil = now + openMs;
      return true;
    },
    succeeded() {
      inRow = 0;
    },
    failed() {
      inRow += 1;
      if (inRow >= failures) openUntil = clock.now() + openMs;
    },
  };
}
