import type { ArrivalResult } from '../../../bench/load/arrivals';
import { barsPlot } from '../../../bench/load/bars-plot';
import { latencyPlot, roundUp } from '../../../bench/load/latency-plot';
import type { LoadResult } from '../../../bench/load/load-bench';
import { loadPromises, loadReport } from '../../../bench/load/load-report';
import { isOver, type StepResult, saturationOf } from '../../../bench/load/steps';

const step = (offered: number, answered: number, p99: number, faults = 0): StepResult => {
  const behind = offered - answered;
  const all = { count: answered, perSecond: answered, p50: p99 / 4, p95: p99 / 2, p99 };
  const use = { cores: 0.5, rssMb: 300, clientBusy: 0.1, open: 10 };
  return { all, kinds: { question: all }, offered, answered, behind, faults, ...use };
};

test('saturation is the most that was answered while waits were bearable', () => {
  const steps: ArrivalResult[] = [step(100, 100, 10), step(200, 195, 400), step(300, 240, 1_800)];
  expect(saturationOf(steps)).toBe(195);
  expect(steps.map(isOver)).toEqual([false, false, true]);
  expect(saturationOf([step(100, 60, 3_000)])).toBe(60);
  expect(isOver(step(100, 100, 10, 1))).toBe(true);
  expect(isOver(step(100, 80, 10))).toBe(true);
});

const growth = (size: number, perSecond: number, ofFirst: number) => ({
  size,
  all: { count: 10, perSecond, p50: 1, p95: 2, p99: 3 },
  kinds: {},
  cpuMs: 2,
  rssMb: 300,
  ofFirst,
  cpuOfFirst: 1,
});
const steps = { steps: [step(100, 100, 10), step(200, 195, 400)], saturation: 195, half: step(98, 98, 31) };
const result: LoadResult = {
  embedded: steps,
  mongo: [{ ...steps, nodes: 3, capacity: 200 }],
  mongoServer: 'test server',
  complaints: [growth(1_000, 200, 1), growth(1_000_000, 170, 0.85)],
  knowledge: [growth(100, 200, 1), growth(2_000, 199, 0.995)],
  mongoComplaints: [],
  notes: ['MongoDB left out'],
};

test('what was missed is called missed', () => {
  expect(loadPromises(result).map(({ kept }) => kept)).toEqual([false, false, true]);
  const report = loadReport(result);
  for (const part of ['saturation at 195', '3 nodes', '1,000,000', '85.0 %', 'Note: MongoDB left out']) {
    expect(report).toContain(part);
  }
});

test('plots show every series and hold no figure that is none', () => {
  const latency = latencyPlot(result);
  expect(latency.match(/<polyline/g)).toHaveLength(4);
  expect(latency).toContain('MongoDB, 3 nodes');
  const bars = barsPlot(result);
  expect(bars).toContain('1,000,000 stored complaints');
  for (const plot of [latency, bars]) expect(plot).not.toMatch(/NaN|Infinity|undefined/);
  expect([0.9, 7, 120, 410, 1000].map(roundUp)).toEqual([1, 10, 200, 500, 1000]);
});
