import { join } from 'node:path';
import { turnsPromises, turnsReport, understandingPromises, understandingReport } from '../../bench/report';
import { mixed, readScripts } from '../../bench/turns/desk-customer';
import { benchTurns, turnLineNames, turnLines } from '../../bench/turns/turns-bench';
import { benchUnderstanding, lineNames, lines } from '../../bench/understanding/understanding-bench';
import { ensureBuilt } from '../support/server-process';

/** Tiny runs: that every line answers and is counted, not how fast it is. */
const root = join(__dirname, '../..');
const progress = (): void => {};

beforeAll(() => ensureBuilt(), 180_000);

test('every line of the turns is driven, and no conversation with the desk goes astray', async () => {
  const tiny = { rounds: 1, connections: 3, settleMs: 0, measureMs: 800, warmUpMs: 200 };
  const result = await benchTurns({ root, progress, ...tiny });
  for (const line of turnLineNames) {
    expect(result[line].all.count).toBeGreaterThan(0);
    expect(result[line].all.p50).toBeGreaterThan(0);
  }
  expect(result.waterfall.ofWaterfall).toBe(1);
  expect(Object.keys(result.recorded.kinds)).toEqual(expect.arrayContaining(['greeting', 'question']));
  expect(turnsReport(result, 3)).toContain(turnLines.real);
  expect(turnsPromises(result)).toHaveLength(4);
}, 120_000);

test('both engines predict, and say what they weigh', async () => {
  const result = await benchUnderstanding({ root, progress, rounds: 1, texts: 8, nodeNlpPerIntent: 2, warmUpMs: 0 });
  expect(result.texts.count).toBe(8);
  for (const line of lineNames) expect(result.lines[line]).toMatchObject({ count: 8 });
  expect(result.ours.memory.rss).toBeGreaterThan(1);
  expect(result.ours.loadAndTrainMs).toBeGreaterThan(result.ours.loadFromCacheMs / 10);
  expect(understandingReport(result)).toContain(lines['with NER']);
  expect(understandingPromises(result)).toHaveLength(4);
}, 120_000);

test('conversations are mixed by their shares', () => {
  const scripts = readScripts();
  const order = mixed(scripts);
  expect(order).toHaveLength(scripts.reduce((sum, { share }) => sum + share, 0));
  for (const script of scripts) expect(order.filter((one) => one === script)).toHaveLength(script.share);
});
