import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelKey, trainApart } from '../../src/understanding/train-apart';
import { dataDir } from './understander';

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'nlp-models-'));
  cpSync(dataDir, copy, { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

test('the key follows what the model is made of, and nothing else', () => {
  const key = modelKey(copy);
  expect(key).toBe(modelKey(dataDir));
  writeFileSync(join(copy, 'lexicon/tuning.yaml'), 'changed: true\n');
  writeFileSync(join(copy, 'intents/notes.md'), 'no data');
  expect(modelKey(copy)).toBe(key);
  writeFileSync(join(copy, 'intents/more.yaml'), 'intents:\n  billing.balance: [余额多少呀]\n');
  expect(modelKey(copy)).not.toBe(key);
});

test('a fault in the data names its file', async () => {
  writeFileSync(join(copy, 'intents/billing.yaml'), 'intents: 5\n');
  await expect(trainApart(copy)).rejects.toThrow('nlp-models/intents/billing.yaml');
});
