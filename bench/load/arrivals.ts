import { ChatFault } from './chat';
import { figuresOf, type LoopResult, noteIn } from './closed-loop';
import type { Customer, NewCustomer } from './customers';

export interface ArrivalOptions {
  /** Turns a second, on average; they come at random moments whatever the server does (open loop). */
  readonly rate: number;
  readonly settleMs: number;
  readonly measureMs: number;
  /** How long a customer thinks between two messages, on average: the rate times this many conversations are open. */
  readonly thinkMs: number;
  /** 0 to below 1; seeded, so that every run has the same arrivals. */
  readonly random: () => number;
}

export interface ArrivalResult extends LoopResult {
  /** Turns a second that were due, and that were answered, within the measured time. */
  readonly offered: number;
  readonly answered: number;
  /** Turns that were due in the measured time and answered only after it, or never. */
  readonly behind: number;
  /** Conversations open at the end. */
  readonly open: number;
}

/**
 * An open loop: each turn is due at its time, and its customer's wait counts from then, also when the client is late or
 * the server is behind. A closed loop would ask less of a slow server and call it fast (coordinated omission).
 */
export async function arrivals(
  customer: NewCustomer,
  { rate, settleMs, measureMs, thinkMs, random }: ArrivalOptions,
): Promise<ArrivalResult> {
  const wanted = Math.max(1, Math.round((rate * thinkMs) / 1000));
  const started = performance.now();
  const [from, until] = [started + settleMs, started + settleMs + measureMs];
  const times = new Map<string, number[]>();
  const resting: Customer[] = [];
  const running = new Set<Promise<void>>();
  let open = 0;
  let everOpened = 0;
  let astray: unknown;
  let [due, answered, faults] = [0, 0, 0];

  const next = (): Customer => {
    // Whoever is answered rests until chance picks him; a new one comes when too few are there, or all wait.
    if (open >= wanted && resting.length > 0) {
      const index = Math.floor(random() * resting.length);
      const one = resting[index] as Customer;
      resting[index] = resting[resting.length - 1] as Customer;
      resting.pop();
      return one;
    }
    open += 1;
    everOpened += 1;
    // The first ones are in the middle of their conversations, so that they do not all end together.
    return everOpened <= wanted ? customer(1 + Math.floor(random() * 5)) : customer();
  };

  const turn = async (dueAt: number): Promise<void> => {
    const counts = dueAt >= from && dueAt < until;
    if (counts) due += 1;
    const one = next();
    try {
      const { kind, over } = await one.step();
      const now = performance.now();
      if (now >= from && now < until) answered += 1;
      if (counts) noteIn(times, kind, now - dueAt);
      if (over) open -= 1;
      else resting.push(one);
    } catch (error) {
      open -= 1;
      one.leave();
      if (!(error instanceof ChatFault)) throw error;
      if (counts) faults += 1;
    }
  };

  for (let at = started; at < until; at += (-Math.log(1 - random()) * 1000) / rate) {
    const wait = at - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    if (astray !== undefined) throw astray;
    const one = turn(at).catch((error: unknown) => {
      astray = error;
    });
    running.add(one);
    void one.then(() => running.delete(one));
  }
  const atEnd = open;
  await Promise.all(running);
  if (astray !== undefined) throw astray;
  for (const one of resting) one.leave();
  return {
    ...figuresOf(times, measureMs),
    offered: (due * 1000) / measureMs,
    answered: (answered * 1000) / measureMs,
    behind: Math.max(0, due - answered),
    faults,
    open: atEnd,
  };
}
