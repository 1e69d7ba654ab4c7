import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from '../../../src/understanding/cli/evaluate';
import { readLabelledRows } from '../../../src/understanding/cli/measure/labelled-rows';
import { familyOfLabel, labelOf } from '../../../src/understanding/cli/measure/labels';
import { defaultCosts } from '../../../src/understanding/cli/measure/threshold-sweep';
import { onTunedCopy, tuningOf } from '../../../src/understanding/cli/measure/tuned-copy';
import { familyOf, intentNames } from '../../../src/understanding/intents';
import type { LoadedUnderstander } from '../../../src/understanding/load';
import { tempDirs } from '../../support/temp-dir';
import { dataDir, realUnderstander } from '../understander';

const freshDir = tempDirs();
let understander: LoadedUnderstander;
beforeAll(async () => {
  understander = await realUnderstander();
}, 60_000);
afterAll(() => understander.close());

const rows = [
  { text: '流量还剩多少', label: 'faq.data_usage', alt: [], lang: 'zh-Hans', source: 's' },
  { text: '转人工', label: 'agent_request', alt: [], lang: 'zh-Hans', source: 's' },
  { text: '彩铃怎么取消', label: 'other_service', alt: ['faq.ring_back_tone'], lang: 'zh-Hans', source: 't' },
  { text: '不算', label: null },
];

function labelledFile(): string {
  const file = join(freshDir(), 'labelled.jsonl');
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  return file;
}

test('strict and lenient figures, tables, JSON and pictures', async () => {
  const folder = freshDir();
  const lines: string[] = [];
  const code = await evaluate(understander, [labelledFile()], (line) => void lines.push(line), {
    open: { understander, costs: defaultCosts, acceptIntent: 0.25 },
    json: join(folder, 'figures.json'),
    plots: join(folder, 'plots'),
  });
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^all +3 {2}strict 0\.667 {2}lenient 1\.000$/);
  expect(lines.find((line) => line.startsWith('requests for a person found'))).toMatch(/1 {2}1\.000$/);
  expect(lines.some((line) => line.startsWith('expected calibration error'))).toBe(true);
  expect(lines.some((line) => line.endsWith('in use: 0.25'))).toBe(true);

  const figures = JSON.parse(readFileSync(join(folder, 'figures.json'), 'utf8'));
  expect(figures.all).toEqual({ name: 'all', rows: 3, strict: 2 / 3, lenient: 1 });
  expect(figures.bySource.map(({ name }: { name: string }) => name)).toEqual(['s', 't']);
  expect(figures.intents).toBeUndefined();
  expect(figures.sweep.points).toHaveLength(20);

  const confusion = readFileSync(join(folder, 'plots/confusion.svg'), 'utf8');
  expect(confusion).toContain('faq.ring_back_tone');
  expect(confusion).toContain('100 %');
  for (const name of ['confusion', 'calibration', 'threshold']) {
    const svg = readFileSync(join(folder, `plots/${name}.svg`), 'utf8');
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  }
});

describe('labelled files', () => {
  test('YAML by register, with other readings, types and mood', () => {
    const file = join(freshDir(), 'texts.yaml');
    writeFileSync(
      file,
      `registers:
  hant: { billing.balance: [餘額多少, { text: 我的方案, also: [service.change_plan], mood: { anger: 1 } }] }
several:
  - { register: en, text: rude and slow, intent: complaint.staff_attitude, types: [staff_attitude, after_sales] }
`,
    );
    const [plain, other, several] = readLabelledRows(file);
    expect(plain).toEqual({
      text: '餘額多少',
      label: 'faq.billing',
      alt: [],
      also: [],
      intent: 'billing.balance',
      lang: 'zh-Hant',
      source: 'hant',
    });
    expect(other).toMatchObject({ alt: ['other_service'], also: ['service.change_plan'], mood: { anger: 1 } });
    expect(several).toMatchObject({ lang: 'en', types: ['staff_attitude', 'after_sales'] });
  });

  test('an intent does instead of a label', () => {
    const file = join(freshDir(), 'rows.jsonl');
    writeFileSync(file, '{"text":"a","intent":"ticket.status"}\n\n{"text":"b"}\n');
    expect(readLabelledRows(file)).toMatchObject([{ label: 'other_service', intent: 'ticket.status' }]);
  });

  test.each(['nonsense', '{"label":"x"}', '{"text":"x","label":3}'])('%s is named with its line', (line) => {
    const file = join(freshDir(), 'bad.jsonl');
    writeFileSync(file, `{"text":"a","label":"x"}\n${line}\n`);
    expect(() => readLabelledRows(file)).toThrow(/^bad\.jsonl, line 2: expected \{"text","label"\}/);
  });
});

test('every intent has a label, and the label has its family', () => {
  expect(new Set(intentNames.map(labelOf)).size).toBe(11);
  expect(labelOf('ticket.status')).toBe('other_service');
  expect(labelOf('control.yes')).toBe('smalltalk');
  expect(labelOf('None')).toBe('out_of_scope');
  for (const intent of intentNames) expect(familyOfLabel(labelOf(intent))).toBe(familyOf(intent));
});

test('a tuned copy differs in its tuning only, and is gone afterwards', async () => {
  const before = tuningOf(dataDir);
  const copy = await onTunedCopy(dataDir, { tuning: { acceptIntent: 0 } }, async (folder) => {
    expect(tuningOf(folder)).toEqual({ ...before, acceptIntent: 0 });
    expect(readFileSync(join(folder, 'intents/none.yaml'))).toEqual(readFileSync(join(dataDir, 'intents/none.yaml')));
    return folder;
  });
  expect(() => tuningOf(copy)).toThrow(/ENOENT/);
  expect(tuningOf(dataDir)).toEqual(before);
});
