import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { evaluate, labelOf } from '../../../src/understanding/cli/evaluate';
import { explain } from '../../../src/understanding/cli/explain';
import { faultsOf } from '../../../src/understanding/cli/lint';
import { predict } from '../../../src/understanding/cli/predict';
import { intentNames } from '../../../src/understanding/intents';
import type { LoadedUnderstander } from '../../../src/understanding/load';
import { dataDir, realUnderstander } from '../understander';

let understander: LoadedUnderstander;
let folder: string;
beforeAll(async () => {
  understander = await realUnderstander();
  folder = mkdtempSync(join(tmpdir(), 'nlu-cli-'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('predict: JSONL in, JSONL out, a bad line named and passed over', async () => {
  const lines: string[] = [];
  const input = Readable.from([
    '{"id":"1","text":"流量还剩多少"}\n',
    'nonsense\n',
    '{"id":2,"text":"我要轉人工","lang":"zh-Hant"}\n',
  ]);
  expect(await predict(understander, input, (line) => lines.push(line))).toBe(1);
  const [first, second, third] = lines.map((line) => JSON.parse(line));
  expect(first).toMatchObject({
    id: '1',
    intent: 'data_usage.remaining',
    complaintTypes: [],
    lang: 'zh-Hans',
    mood: { anger: 0 },
  });
  expect(Object.keys(first)).toEqual(['id', 'intent', 'score', 'complaintTypes', 'alternatives', 'lang', 'mood']);
  expect(second).toEqual({ error: 'expected {"id","text","lang"?}' });
  expect(third).toMatchObject({ id: 2, intent: 'agent.request', lang: 'zh-Hant' });
});

test('evaluate: strict and lenient figures and the confusion matrix', async () => {
  const file = join(folder, 'labelled.jsonl');
  const rows = [
    { text: '流量还剩多少', label: 'faq.data_usage', alt: [], lang: 'zh-Hans', source: 's' },
    { text: '转人工', label: 'agent_request', alt: [], lang: 'zh-Hans', source: 's' },
    { text: '彩铃怎么取消', label: 'other_service', alt: ['faq.ring_back_tone'], lang: 'zh-Hans', source: 't' },
    { text: '不算', label: null },
  ];
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  const lines: string[] = [];
  await evaluate(understander, [file], (line) => lines.push(line));
  expect(lines[0]).toMatch(/^all +3 {2}strict 0\.667 {2}lenient 1\.000$/);
  expect(lines.find((line) => line.startsWith('requests for a person found'))).toMatch(/1 {2}1\.000$/);
});

test('every intent has a label of the labelled files', () => {
  expect(new Set(intentNames.map(labelOf)).size).toBe(11);
  expect(labelOf('ticket.status')).toBe('other_service');
  expect(labelOf('control.yes')).toBe('smalltalk');
  expect(labelOf('None')).toBe('out_of_scope');
});

test('explain shows what spoke for the intent', async () => {
  const lines: string[] = [];
  await explain(understander, '彩铃怎么取消', (line) => lines.push(line));
  expect(lines.join('\n')).toContain('for ring_back_tone.cancel:');
});

describe('lint', () => {
  test('the data files of the project are in order', () => {
    expect([...faultsOf(dataDir)]).toEqual([]);
  });

  test('finds duplicates across intents, unknown and thin intents, and held-out texts that leaked', () => {
    const models = join(folder, 'nlp-models');
    cpSync(join(dataDir, 'lexicon'), join(models, 'lexicon'), { recursive: true });
    mkdirSync(join(models, 'intents'), { recursive: true });
    mkdirSync(join(folder, 'test/nlu/heldout'), { recursive: true });
    writeFileSync(
      join(models, 'intents/a.yaml'),
      'intents:\n  billing.balance: [查話費, 余额]\n  billing.nonsense: [查话费！]\n',
    );
    writeFileSync(join(folder, 'test/nlu/heldout/a.jsonl'), '{"text":"余额。"}\n');
    const faults = [...faultsOf(models)].join('\n');
    expect(faults).toContain('unknown intent "billing.nonsense"');
    expect(faults).toContain('"查话费！" (billing.nonsense) is also in a.yaml as billing.balance');
    expect(faults).toContain('intent billing.balance has 2 utterances, 30 are needed');
    expect(faults).toContain('test/nlu/heldout/a.jsonl: "余额。" is also training data in a.yaml');
  });

  test('names the file that is no YAML', () => {
    writeFileSync(join(folder, 'nlp-models/intents/a.yaml'), 'intents: [}');
    expect([...faultsOf(join(folder, 'nlp-models'))]).toEqual([expect.stringContaining('a.yaml is no valid YAML')]);
  });
});
