import { arrivals } from '../../../bench/load/arrivals';
import { ChatFault } from '../../../bench/load/chat';
import { closedLoop } from '../../../bench/load/closed-loop';
import type { NewCustomer } from '../../../bench/load/customers';
import { random } from '../../../bench/load/random';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Lets the time of a run pass. */
async function passing<T>(run: Promise<T>): Promise<T> {
  // Whoever waits for its failure comes only after the time has passed.
  run.catch(() => {});
  await jest.advanceTimersByTimeAsync(10_000);
  return run;
}

/** Customers of a server that answers after `ms`, one at a time or all at once. */
function customersOf(ms: number, { queue = false, fails = 0 } = {}) {
  let line = Promise.resolve();
  const left: number[] = [];
  const newCustomer: NewCustomer = (most = 5) => {
    let steps = 0;
    return {
      async step() {
        const answer = (queue ? line : Promise.resolve()).then(() => pause(ms));
        line = answer;
        await answer;
        steps += 1;
        if (fails > 0 && steps === fails) throw new ChatFault('unanswered', 'No answer.');
        return { kind: steps === 1 ? 'greeting' : 'question', over: steps > most };
      },
      leave: () => void left.push(steps),
    };
  };
  return { newCustomer, left };
}

const short = { settleMs: 100, measureMs: 500, thinkMs: 100, random: random(7) };

test('turns come at their rate whatever the server does, and each is answered once', async () => {
  const { newCustomer } = customersOf(5);
  const result = await passing(arrivals(newCustomer, { ...short, rate: 100 }));
  expect(result.faults).toBe(0);
  expect(result.offered).toBeGreaterThan(60);
  expect(result.offered).toBeLessThan(150);
  expect(result.all.count).toBe(Math.round((result.offered * short.measureMs) / 1000));
  expect(Object.keys(result.kinds)).toEqual(['greeting', 'question']);
});

test('a server that falls behind is not asked less: waits grow, counted from the time a turn was due', async () => {
  const { newCustomer } = customersOf(20, { queue: true });
  const result = await passing(arrivals(newCustomer, { ...short, rate: 150 }));
  expect(result.offered).toBeGreaterThan(result.answered * 1.5);
  expect(result.all.p99).toBeGreaterThan(400);
});

test('a turn without an answer is a fault, its customer leaves, and the others go on', async () => {
  const { newCustomer, left } = customersOf(1, { fails: 3 });
  const result = await passing(arrivals(newCustomer, { ...short, rate: 100 }));
  expect(result.faults).toBeGreaterThan(0);
  expect(result.all.count).toBeGreaterThan(0);
  expect(left).toContain(3);
});

test('anything else that goes wrong ends the run', async () => {
  const broken: NewCustomer = () => ({ step: () => Promise.reject(new Error('broken')), leave: () => {} });
  await expect(passing(arrivals(broken, { ...short, rate: 100 }))).rejects.toThrow('broken');
});

test('a closed loop asks as fast as answers come, and says so when many go wrong', async () => {
  const loop = { count: 4, settleMs: 50, measureMs: 300 };
  const { all, faults } = await passing(closedLoop(customersOf(10).newCustomer, loop));
  expect(faults).toBe(0);
  // Four at once, 10 ms each.
  expect(all.perSecond).toBe(400);
  await expect(passing(closedLoop(customersOf(5, { fails: 2 }).newCustomer, loop))).rejects.toBeInstanceOf(ChatFault);
});
