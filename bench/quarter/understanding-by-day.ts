import type { Clock } from '../../src/ports/clock';
import type { Understander } from '../../src/understanding/understanding';
import { recordedUnderstander } from '../turns/recorded-understander';
import { dayOf } from './own-calendar';

/** Understands each text once a day: people of the simulation say the same, and "yesterday" is another day each day. */
export function understandingByDay(real: Understander, clock: Clock): Understander {
  let today = { day: '', understander: real };
  return {
    understand(text, previous) {
      const day = dayOf(clock.now());
      if (day !== today.day) today = { day, understander: recordedUnderstander(real) };
      return today.understander.understand(text, previous);
    },
  };
}
