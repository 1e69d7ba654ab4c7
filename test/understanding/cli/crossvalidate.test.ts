import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crossvalidate } from '../../../src/understanding/cli/crossvalidate';
import { loadUnderstander } from '../../../src/understanding/load';
import { tempDirs } from '../../support/temp-dir';
import { clock, dataDir as realData } from '../understander';

const freshDir = tempDirs();

test('each text is asked once, by a model that has not read it; twice gives the same', async () => {
  const dataDir = join(freshDir(), 'nlp-models');
  mkdirSync(join(dataDir, 'intents'), { recursive: true });
  symlinkSync(join(realData, 'lexicon'), join(dataDir, 'lexicon'));
  const subjects = ['手机', '座机', '平板', '网络', '会员', '主卡', '副卡', '电视', '热线', '门店'];
  const texts = (ending: string): string => subjects.map((one) => `    - ${one}${ending}`).join('\n');
  writeFileSync(
    join(dataDir, 'intents/a.yaml'),
    `# A file as people write it.
intents:
  billing.balance:
${texts('余额几块')}
  service.points:
${texts('积分换啥')}
several:
  - { text: 师傅迟到又骂人, intents: [complaint.staff_attitude, complaint.after_sales] }
`,
  );
  const json = join(freshDir(), 'out.json');
  const read: number[] = [];
  const run = async (): Promise<string> => {
    const lines: string[] = [];
    const code = await crossvalidate(
      dataDir,
      (copy) => {
        read.push(readFileSync(join(copy, 'intents/a.yaml'), 'utf8').split('\n').length);
        return loadUnderstander({ dataDir: copy, clock });
      },
      (line) => void lines.push(line),
      { folds: 2, json },
    );
    expect(code).toBe(0);
    return lines.join('\n');
  };
  const first = await run();
  expect(await run()).toBe(first);
  const { intents, folds } = JSON.parse(readFileSync(json, 'utf8'));
  expect(intents.rows).toBe(21);
  expect(folds.map(({ rows }: { rows: number }) => rows).sort()).toEqual([10, 11]);
  expect(intents.classes.find(({ name }: { name: string }) => name === 'service.points').recall).toBe(1);
  // Every model was trained on a part only.
  expect(Math.max(...read)).toBeLessThan(22);
}, 60_000);
