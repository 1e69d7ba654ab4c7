import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadTrainingData } from '../../../../src/understanding/classifier/training-data';
import { importMisses } from '../../../../src/understanding/cli/misses/import-misses';
import { addReviewed } from '../../../../src/understanding/cli/misses/reviewed-file';
import { tempDirs } from '../../../support/temp-dir';

const freshDir = tempDirs();

/** A project with little training data and a queue. */
function project(lines: readonly (object | string)[]) {
  const root = freshDir();
  const dataDir = join(root, 'nlp-models');
  mkdirSync(join(dataDir, 'intents'), { recursive: true });
  mkdirSync(join(root, 'test/nlu'), { recursive: true });
  writeFileSync(join(dataDir, 'intents/a.yaml'), 'intents:\n  billing.balance: [我的余额]\n  None: [你好吗世界]\n');
  writeFileSync(
    join(root, 'test/nlu/heldout.yaml'),
    'registers: { typed: { billing.balance: [我账户上现在还有钱吗] } }\n',
  );
  const queue = join(root, 'queue.jsonl');
  writeFileSync(queue, `${lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')}\n`);
  const reports: string[] = [];
  const run = (): number => importMisses(queue, dataDir, (line) => void reports.push(line));
  const read = (path: string): string | undefined =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
  return { dataDir, queue, run, reports, read, reviewed: () => read('nlp-models/intents/reviewed.yaml') };
}

const reviewed = (text: string, label: string | string[]) => ({ text, label, reviewed: true, predicted: 'None' });

test('reviewed rows become training data, masked, sorted, with intents in their usual order', () => {
  const {
    run,
    reports,
    reviewed: file,
    dataDir,
    read,
  } = project([
    reviewed('没在说你', 'None'),
    reviewed('号码13800138000的钱去哪了', 'billing.why_higher'),
    { text: '还没看', label: '', reviewed: false },
    { text: '标了没审', label: 'billing.balance' },
    reviewed('又慢又凶', ['complaint.staff_attitude', 'complaint.after_sales']),
    reviewed('把钱算清楚', 'billing.why_higher'),
  ]);
  expect(run()).toBe(0);
  expect(reports[0]).toBe('4 taken over, 0 known already, 2 not reviewed yet, 0 rejected');
  expect(file()).toContain(`intents:
  billing.why_higher:
    - 号码138****8000的钱去哪了
    - 把钱算清楚
  None:
    - 没在说你
several:
  - text: 又慢又凶
    intents:
      - complaint.staff_attitude
      - complaint.after_sales
`);
  const texts = loadTrainingData(dataDir).utterances.filter(({ file: name }) => name === 'reviewed.yaml');
  expect(texts).toHaveLength(4);
  expect(read('queue.rejected.jsonl')).toBeUndefined();
});

test('what cannot be taken is reported by line and kept as it is; the rest is taken', () => {
  const bad = [
    'no json',
    JSON.stringify(reviewed('新的一句', 'billing.nonsense')),
    JSON.stringify(reviewed('没有标签', '')),
    JSON.stringify({ label: 'None', reviewed: true }),
    JSON.stringify(reviewed('我的餘額！', 'None')),
    JSON.stringify(reviewed('我账户上现在还有钱吗？', 'billing.balance')),
    JSON.stringify({ text: '真假', label: 'None', reviewed: 'yes' }),
    JSON.stringify(reviewed('。。。', 'None')),
    JSON.stringify(reviewed('__proto__', '__proto__')),
  ];
  const { run, reports, read, reviewed: file } = project([...bad, reviewed('好的一句', 'None')]);
  expect(run()).toBe(1);
  expect(reports.slice(0, 9)).toEqual([
    'line 1: no JSON',
    'line 2: unknown label "billing.nonsense"',
    'line 3: reviewed, but without a label',
    expect.stringMatching(/^line 4: text: /),
    'line 5: already in a.yaml as billing.balance: correct one of them',
    'line 6: too like a text of test/nlu/heldout.yaml, which is never trained on',
    expect.stringMatching(/^line 7: reviewed: /),
    'line 8: no word in it',
    'line 9: unknown label "__proto__"',
  ]);
  expect(read('queue.rejected.jsonl')).toBe(`${bad.join('\n')}\n`);
  expect(file()).toContain('- 好的一句');
  expect(file()?.match(/^ +- /gm)).toHaveLength(1);
  // Once more: nothing is doubled, neither taken nor rejected.
  const before = file();
  expect(run()).toBe(1);
  expect(file()).toBe(before);
  expect(read('queue.rejected.jsonl')).toBe(`${bad.join('\n')}\n`);
});

test('the same text again is known, with another label it is a contradiction', () => {
  const { run, reports } = project([
    reviewed('我的余额', 'billing.balance'),
    reviewed('查一下那个', 'None'),
    reviewed('查一下那個。', 'None'),
    reviewed('查一下那个', 'billing.balance'),
  ]);
  expect(run()).toBe(1);
  expect(reports).toContain('line 4: already in this queue as None: correct one of them');
  expect(reports.some((line) => line.startsWith('1 taken over, 2 known already, 0 not reviewed yet, 1 rejected'))).toBe(
    true,
  );
});

test('comments written by hand stay', () => {
  const { dataDir, reviewed: file } = project([]);
  writeFileSync(
    join(dataDir, 'intents/reviewed.yaml'),
    `# head
intents:
  None:
    # the second
    - 丙
    - 丁 # beside it
`,
  );
  addReviewed(dataDir, [
    { text: '丑', intents: ['None'] },
    { text: '乙', intents: ['billing.balance'] },
  ]);
  for (const comment of ['# head', '# the second', '丁 # beside it']) expect(file()).toContain(comment);
  expect(loadTrainingData(dataDir).utterances.filter(({ file: name }) => name === 'reviewed.yaml')).toHaveLength(4);
});

test('any text survives the way through YAML, in whatever order it comes', () => {
  const texts = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), { maxLength: 8 });
  fc.assert(
    fc.property(texts, (list) => {
      const [one, other] = [project([]), project([])];
      addReviewed(
        one.dataDir,
        list.map((text) => ({ text, intents: ['None'] })),
      );
      for (const text of [...list].reverse()) addReviewed(other.dataDir, [{ text, intents: ['None'] }]);
      expect(other.reviewed()).toBe(one.reviewed());
      const read = loadTrainingData(one.dataDir).utterances.filter(({ file }) => file === 'reviewed.yaml');
      expect(read.map(({ text }) => text)).toEqual([...list].sort((a, b) => (a < b ? -1 : 1)));
    }),
    { numRuns: 40 },
  );
});
