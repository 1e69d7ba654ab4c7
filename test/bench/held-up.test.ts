import { setTimeout as pause } from 'node:timers/promises';
import { watchHeldUp } from '../../bench/held-up';

const wait = new Int32Array(new SharedArrayBuffer(4));

test('work that lets nothing else in counts whole, also as the own; standing still without a processor does not', async () => {
  const ends = watchHeldUp();
  await pause(20);
  const until = process.cpuUsage().user + process.cpuUsage().system + 60_000;
  while (process.cpuUsage().user + process.cpuUsage().system < until);
  await pause(20);
  const busy = ends();
  expect(busy.longestMs).toBeGreaterThan(30);
  if (process.platform === 'linux') expect(busy.own?.longestMs).toBeGreaterThan(30);

  const endsStill = watchHeldUp();
  await pause(20);
  Atomics.wait(wait, 0, 0, 300);
  await pause(20);
  const still = endsStill();
  expect(still.longestMs).toBeGreaterThan(250);
  if (process.platform === 'linux') expect(still.own?.longestMs).toBeLessThan(150);
});
