import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { measured, readBaseline, tolerance } from '../../src/understanding/cli/baseline';
import { readLabelledRows } from '../../src/understanding/cli/measure/labelled-rows';
import { intentNames } from '../../src/understanding/intents';
import { realUnderstander } from '../understanding/understander';

const root = join(__dirname, '../..');
const rows = readLabelledRows(join(__dirname, 'heldout.yaml'));

test('the held-out set covers every intent it is to watch', () => {
  expect(rows.length).toBeGreaterThanOrEqual(500);
  const texts = new Set(rows.map(({ text }) => text));
  expect(texts.size).toBe(rows.length);
  const missing = intentNames.filter((name) => !rows.some(({ intent }) => intent === name));
  expect(missing).toEqual([]);
  for (const register of ['typed', 'spoken', 'rant', 'hant', 'en']) {
    expect(rows.filter(({ source }) => source === register).length).toBeGreaterThan(25);
  }
});

test('the understanding has not fallen below its baseline', async () => {
  expect(existsSync(join(__dirname, 'baseline.json'))).toBe(true);
  const baseline = readBaseline(root);
  const understander = await realUnderstander();
  const now = await measured(understander, root);
  await understander.close();
  // After a change of the held-out set: npm run nlu -- baseline, and say so in the commit.
  expect(now.rows).toBe(baseline.rows);
  expect(now.macroF1).toBeGreaterThanOrEqual(baseline.macroF1 - tolerance);
  expect(now.labels.macroF1).toBeGreaterThanOrEqual(baseline.labels.macroF1 - tolerance);
}, 60_000);
