import { join } from 'node:path';
import { benchDesk } from '../../../bench/desk/desk-bench';
import { deskPromises, deskReport, slopes } from '../../../bench/desk/desk-report';
import { ensureBuilt } from '../../support/server-process';

beforeAll(() => ensureBuilt(), 180_000);

test('a small floor works to its end, every line is counted once, and the report says it', async () => {
  const result = await benchDesk({
    root: join(__dirname, '../../..'),
    progress: () => {},
    timing: {
      customers: 5,
      agents: 2,
      capacity: 2,
      rampMs: 500,
      measureMs: 6_000,
      customer: { lines: 2, thinkMs: [200, 600] },
      agent: { acceptMs: [0, 50], thinkMs: [400, 900] },
      frameworkMs: 400,
    },
  });
  expect(result.faults).toEqual([]);
  expect(result.conversations).toBeGreaterThan(4);
  expect(result.times['to agent']?.count).toBeGreaterThan(2);
  expect(result.times['to customer']?.count).toBeGreaterThan(2);
  const report = deskReport(result, 'embedded store');
  expect(report).toContain("a customer's line, to the agent's screen");
  expect(report).toMatch(/lost, doubled or out of order; screens that are not the log +\| +0 \|/);
  expect(deskPromises(result, 'embedded store')[0]).toMatchObject({ kept: true, measured: '0 faults' });
}, 120_000);

test('a fault or a slow line breaks the promise', () => {
  const slow = { count: 1, perSecond: 1, p50: 1, p95: 1, p99: 301 };
  const found = deskPromises({ times: { 'to agent': slow }, faults: ['lost'] } as never, 's');
  expect(found.map(({ kept }) => kept)).toEqual([false, false]);
});

test('what still grows in the second half is told a minute', () => {
  const at = (seconds: number, rssMb: number, heapMb: number) => ({ atMs: seconds * 1000, rssMb, heapMb });
  const [rss, heap] = slopes([at(0, 100, 10), at(30, 300, 20), at(60, 400, 30), at(90, 402, 29), at(120, 404, 28)]);
  expect(rss).toBeCloseTo(4);
  expect(heap).toBeCloseTo(-2);
});
