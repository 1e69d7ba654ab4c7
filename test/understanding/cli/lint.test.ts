import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf, lint } from '../../../src/understanding/cli/lint';
import { tempDirs } from '../../support/temp-dir';
import { dataDir } from '../understander';

const freshDir = tempDirs();

/** A project folder with the real lexicon and what else a test needs. */
function project(files: Readonly<Record<string, string>>, copied: readonly string[] = ['lexicon']): string {
  const root = freshDir();
  const models = join(root, 'nlp-models');
  mkdirSync(join(models, 'intents'), { recursive: true });
  mkdirSync(join(root, 'test/nlu'), { recursive: true });
  for (const name of copied) cpSync(join(dataDir, name), join(models, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return models;
}

const intents = (text: string) => ({ 'nlp-models/intents/a.yaml': `intents:\n${text}` });

test('the data files of the project are in order', () => {
  expect([...faultsOf(dataDir)]).toEqual([]);
});

test('finds duplicates across intents, unknown and thin intents', () => {
  const faults = [...faultsOf(project(intents('  billing.balance: [查話費, 余额]\n  billing.nonsense: [查话费！]\n')))];
  expect(faults).toContain(
    'nlp-models/intents/a.yaml: "查话费！" (billing.nonsense) is also in a.yaml as billing.balance: keep one',
  );
  expect(faults.join('\n')).toContain('unknown intent "billing.nonsense"');
  expect(faults).toContain('intent billing.balance has 2 utterances, 30 are needed');
});

test('finds held-out texts that are training data, also when a particle differs', () => {
  const faults = [
    ...faultsOf(
      project({
        ...intents('  billing.balance: [余额, 我的话费还剩多少钱, 帮我看看积分]\n'),
        'test/nlu/heldout.yaml':
          'registers: { typed: { billing.balance: [余额。, 我的话费还剩多少钱呢, 还有钱吗], billing.nonsense: [还有钱吗？] } }\n',
      }),
    ),
  ].filter((fault) => fault.startsWith('test/'));
  expect(faults).toEqual([
    'test/nlu/heldout.yaml: "还有钱吗？": unknown intent "billing.nonsense"',
    'test/nlu/heldout.yaml: "余额。" is also training data in a.yaml: reword one of them',
    expect.stringMatching(/"我的话费还剩多少钱呢" is 8\d % like "我的话费还剩多少钱"/),
    'test/nlu/heldout.yaml: "还有钱吗？" stands there twice',
  ]);
});

test('names the file that is no YAML, and checks no further', () => {
  expect([...faultsOf(project({ 'nlp-models/intents/a.yaml': 'intents: [}' }))]).toEqual([
    expect.stringMatching(/^nlp-models\/intents\/a\.yaml is no valid YAML: /),
  ]);
});

test('one line a fault, whatever its file: complaints, hand-off, knowledge, replies, cues and checks passed in', () => {
  const models = project(
    {
      'nlp-models/handoff/hours.yaml': 'daily: never\n',
      'nlp-models/complaints/status.yaml': 'stages: {}\n',
      'nlp-models/knowledge/extra.yaml': 'entries: 7\n',
      'nlp-models/replies/a.yaml': `replies:
  good: { zh-Hans: 好, zh-Hant: 好, en: { text: fine, speak: fine } }
  differs: { zh-Hans: '{name}您好', zh-Hant: '{name}您好', en: Hello }
choices:
  yes: { zh-Hans: 是, en: 'Yes' }
`,
      'nlp-models/lexicon/cues.yaml': 'how: [How, how, how]\nwhy: []\n',
      'nlp-models/lexicon/odd.yml': 'a: 1\n',
    },
    ['complaints', 'handoff', 'knowledge'],
  );
  cpSync(join(dataDir, 'lexicon/words.yaml'), join(models, 'lexicon/words.yaml'));
  const faults = [...faultsOf(models, [() => ['a\n  b']])];
  for (const wanted of [
    /^nlp-models\/handoff\/hours\.yaml: /,
    /^nlp-models\/complaints\/status\.yaml: /,
    /^nlp-models\/knowledge\/.*extra\.yaml/,
    /^nlp-models\/replies\/a\.yaml: choices\.yes\.zh-Hant: /,
    /^nlp-models\/lexicon\/cues\.yaml: why: /,
    /^nlp-models\/lexicon\/odd\.yml: name it \.yaml/,
    /^a b$/,
  ]) {
    expect(faults).toContainEqual(expect.stringMatching(wanted));
  }
  for (const fault of faults) expect(fault).not.toContain('\n');
});

test('languages of a reply fill in the same, and cues are lower case and there once', () => {
  const models = project({
    'nlp-models/replies/a.yaml': `replies:
  differs: { zh-Hans: '{name}您好', zh-Hant: '{name}您好', en: Hello }
`,
    'nlp-models/replies/b.yaml': `replies:
  differs: { zh-Hans: 好, zh-Hant: 好, en: Fine }
`,
  });
  writeFileSync(join(models, 'lexicon/cues.yaml'), 'how: [How, how, how]\n');
  const faults = [...faultsOf(models)];
  expect(faults).toContain('nlp-models/replies/a.yaml: differs: en fills in nothing, zh-Hans {name}');
  expect(faults).toContain('nlp-models/replies/b.yaml: differs is also in a.yaml');
  expect(faults).toContain('nlp-models/lexicon/cues.yaml: how: write "How" in lower case');
  expect(faults).toContain('nlp-models/lexicon/cues.yaml: how: "how" stands there twice');
});

test('prints the faults and answers 1', () => {
  const lines: string[] = [];
  expect(lint(project(intents('  None: [啊]\n')), (line) => void lines.push(line))).toBe(1);
  expect(lines.length).toBeGreaterThan(10);
});
