import { join } from 'node:path';
import { playQuarter } from '../../../bench/quarter/quarter';
import { wholeQuarter } from '../../../bench/quarter/quarter-options';

const root = join(__dirname, '../../..');

test('some days of the simulated quarter, with a crash, an absence and a store that cannot write, leave no difference', async () => {
  const days: number[] = [];
  const small = { ...wholeQuarter, root, days: 16, customers: 600, complaints: 34, contacts: 16, crashes: 1 };
  const result = await playQuarter(small, ({ day }) => days.push(day));
  expect(result.faults).toEqual({
    world: [],
    ledger: [],
    timers: [],
    figures: [],
    customers: [],
    problems: [],
    languages: [],
    notices: [],
  });
  // It has looked at something.
  expect(days).toEqual(Array.from({ length: 16 }, (_, day) => day));
  expect(result.complaints).toBeGreaterThanOrEqual(34);
  expect(result.planted.length).toBeGreaterThanOrEqual(3);
  expect(new Set(result.planted.map((name) => name.split(' ')[1]))).toContain('recorded');
  expect(result.crashes).toMatchObject([{ point: 'complaint_stored' }]);
  expect(result.absences).toHaveLength(3);
  expect(result.timers.fired).toBeGreaterThan(30);
  expect(result.timers.latestMs).toBeLessThanOrEqual(60_000);
  expect(result.figures.compared).toBeGreaterThan(200);
  expect(result.customers.messages).toBeGreaterThan(100);
  expect(result.problems).toMatchObject({ suggested: 2, byFate: { opened: 2 } });
  expect(result.problems.ticked).toBeGreaterThan(0);
  expect(result.problems.repaired).toBeGreaterThan(0);
  expect(Object.values(result.languages.messages).every((count) => count > 20)).toBe(true);
  expect(result.notices).toMatchObject({ customers: 24 });
  expect(result.notices.told).toBeGreaterThan(10);
  expect(result.notices.untold).toBeGreaterThan(5);
  expect(result.figures.begunByUs).toBeGreaterThan(10);
}, 240_000);
