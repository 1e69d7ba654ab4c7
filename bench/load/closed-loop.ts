import { type Summary, summarise } from '../statistics';
import { ChatFault } from './chat';
import type { Customer, NewCustomer } from './customers';

export interface LoopResult {
  readonly all: Summary;
  readonly kinds: Readonly<Record<string, Summary>>;
  /** Turns that were refused, not answered in time, or answered with something else. */
  readonly faults: number;
}

/** More faults than one of so many turns are no noise of an overloaded store. */
const turnsAFault = 50;

/**
 * `count` customers at once, each as fast as answers come: what the server can do, not how long people wait.
 * @throws {ChatFault} the last one, when many turns went wrong
 */
export async function closedLoop(
  customer: NewCustomer,
  { count, settleMs, measureMs }: { count: number; settleMs: number; measureMs: number },
): Promise<LoopResult> {
  const from = performance.now() + settleMs;
  const until = from + measureMs;
  const times = new Map<string, number[]>();
  const faults: ChatFault[] = [];
  let done = 0;
  const wholeConversation = async (one: Customer): Promise<void> => {
    for (let over = false; !over; done += 1) {
      const started = performance.now();
      if (started > until) return one.leave();
      const step = await one.step();
      over = step.over;
      const now = performance.now();
      if (started >= from && now <= until) noteIn(times, step.kind, now - started);
    }
  };
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      // The first ones leave at different times, so that not everyone says the same at once.
      for (let one = customer(1 + (index % 6)); performance.now() < until; one = customer()) {
        try {
          await wholeConversation(one);
        } catch (error) {
          one.leave();
          if (!(error instanceof ChatFault)) throw error;
          faults.push(error);
        }
      }
    }),
  );
  const last = faults.at(-1);
  if (last && faults.length * turnsAFault > done) throw last;
  return { ...figuresOf(times, measureMs), faults: faults.length };
}

export function noteIn(times: Map<string, number[]>, kind: string, ms: number): void {
  const known = times.get(kind);
  if (known) known.push(ms);
  else times.set(kind, [ms]);
}

export const figuresOf = (times: ReadonlyMap<string, readonly number[]>, elapsedMs: number) => ({
  all: summarise([...times.values()].flat(), elapsedMs),
  kinds: Object.fromEntries([...times].sort().map(([kind, ms]): [string, Summary] => [kind, summarise(ms, elapsedMs)])),
});
