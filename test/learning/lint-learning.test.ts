import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaintTypes } from '../../src/complaints/complaint';
import { lintHandoff } from '../../src/handoff/lint-handoff';
import { loadWrapUp } from '../../src/handoff/wrap-up-data';
import { lintLearning } from '../../src/learning/lint-learning';
import { tempDirs } from '../support/temp-dir';
import { dataDir, wrapUp } from './learning-of';

const tempDir = tempDirs();

/** A copy of the data with one thing changed in one file. */
function changed(file: string, before: string, after: string): string {
  const models = tempDir();
  for (const folder of ['complaints', 'handoff', 'learning'])
    cpSync(join(dataDir, folder), join(models, folder), { recursive: true });
  const path = join(models, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(before)) throw new Error(`${file} has no "${before}"`);
  writeFileSync(path, text.replace(before, after));
  return models;
}

test('the data is sound', () => {
  expect(lintLearning(join(dataDir, 'learning'))).toEqual([]);
});

test.each([
  ['learning/learning.yaml', 'review_by: 2027', 'review_by: 2020', 'review_by must be after'],
  ['learning/learning.yaml', 'least_days: 14', 'least_days: 60', 'least_days must not be more'],
  ['learning/learning.yaml', '    - reopen_rate', '    - on_time_rate', 'names one twice'],
  ['learning/learning.yaml', '    - reopen_rate', '    - complaints', 'always there'],
  ['learning/learning.yaml', '    - reopen_rate', '    - happiness', 'learning.yaml: digest.measures'],
  ['learning/learning.yaml', "at: '08:30'", "at: '25:30'", 'a time, HH:MM'],
  ['learning/mail.yaml', '{owner} {week}：投诉{count}件', '{owner} {phone}：投诉{count}件', '{phone} is not known'],
  ['learning/mail.yaml', "en: '{value} hours (", "en: 'hours (", 'units.ms needs {value}'],
  ['learning/mail.yaml', '{value}% ({n} of {of})', '{value}% ({n})', 'units.share needs {of}'],
  ['learning/mail.yaml', '  footer:', '  foot:', 'mail.yaml'],
  ['learning/matching.yaml', '  - 请教一下', '  - 请问', '"请问" is there twice'],
  ['learning/matching.yaml', '  - 请教一下', '  - 請教一下', 'write "請教一下" as "请教一下"'],
  ['learning/matching.yaml', '  - 请教一下', '  - 不', 'decides, so it is no filler'],
])('%s: %s → %s', (file, before, after, fault) => {
  expect(lintLearning(join(changed(file, before, after), 'learning')).join('\n')).toContain(fault);
});

describe('root causes', () => {
  const offered = (type: string) =>
    Object.values(wrapUp.causes)
      .filter(({ types }) => types.some((one) => one === type))
      .flatMap(({ causes }) => Object.keys(causes));

  test.each(complaintTypes)(
    '%s has two levels with enough to choose from, each with a name in three languages',
    (type) => {
      expect(offered(type).length).toBeGreaterThanOrEqual(5);
      for (const { names, causes } of Object.values(wrapUp.causes))
        for (const one of [names, ...Object.values(causes)])
          for (const language of ['zh-Hans', 'zh-Hant', 'en'] as const) expect(one[language].length).toBeGreaterThan(1);
    },
  );

  test('the list is data: a cause that is added there is known, one that is removed is not', () => {
    const line = '      charged_twice: { zh-Hans: 重复计费, zh-Hant: 重複計費, en: Charged twice by mistake }\n';
    const added = line.replace('charged_twice', 'charged_three_times');
    const models = changed('handoff/wrap-up.yaml', line, added);
    const read = loadWrapUp(join(models, 'handoff'));
    expect([read.isCause('charged_three_times'), read.isCause('charged_twice')]).toEqual([true, false]);
    expect(lintHandoff(join(models, 'handoff'))).toEqual([]);
  });

  test('no words stand in for a code', () => {
    for (const text of ['', '其他', 'other', 'charge', '__proto__', 'constructor', '客户说扣错了钱'])
      expect([text, wrapUp.isCause(text)]).toEqual([text, false]);
  });
});
