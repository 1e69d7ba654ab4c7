import type { Digest } from '../../src/desk/board-api';
import { loadMeasures } from '../../src/figures/load-measures';
import { digestLetter, numberOf } from '../../src/learning/digest-letter';
import { loadMailWording } from '../../src/learning/mail-wording';
import { languages } from '../../src/ports/language';
import { names } from './board-words';
import { dataDir } from './learning-of';

const wording = loadMailWording(`${dataDir}/learning`);
const digest: Digest = {
  week: '2026-W47',
  owner: 'billing',
  complaints: { n: 42, of: 42, value: 42 },
  figures: [{ measure: 'resolve_time', now: { n: 9, of: 9, value: 5_400_000 }, before: { n: 0, of: 0 } }],
  causes: [],
  actions: [],
  omissions: Array.from({ length: 60 }, (_, n) => ({
    number: `C20261101-${String(n).padStart(4, '0')}-5`,
    mark: 'fedBack',
    dueAt: Date.parse('2026-11-20T18:00:00+08:00') + n,
  })),
};

test('a long list of omissions is cut, and says how many there are in all', () => {
  const { subject, text } = digestLetter(digest, 'zh-Hans', wording, names);
  expect(subject).toContain('漏项60个');
  expect(text.match(/C20261101-/g)).toHaveLength(50);
  expect(text).toContain('  C20261101-0000-5 未反馈，应于2026-11-20 18:00前完成\n');
  expect(text).toContain('  另有10项，见系统\n');
});

test('what could not be counted is none, not zero; without a link there is no line for it', () => {
  const { text } = digestLetter({ ...digest, omissions: [] }, 'en', wording, names);
  expect(text).toContain('Measure resolve_time: 1.5 hours (median of 9); week before: none');
  expect(text).toContain('Nothing was left out.');
  expect(text).toContain('No complaint has a cause yet.');
  expect(text).not.toContain('Details');
});

test.each([
  ['on_time_rate', { n: 3, of: 4, value: 0.75 }, ['75%（3/4）', '75%（3/4）', '75% (3 of 4)']],
  [
    'complaint_rate',
    { n: 5, of: 20_000, value: 0.00025 },
    [
      '每万次联系2.5件（20000次联系中5件）',
      '每萬次聯絡2.5件（20000次聯絡中5件）',
      '2.5 per 10,000 contacts (5 of 20000)',
    ],
  ],
  ['remedy_cost', { n: 2, of: 2, value: 9_950 }, ['99.5元（共2笔）', '99.5元（共2筆）', '99.5 yuan (complaints: 2)']],
] as const)('%s says what it was counted of, in every language', (measure, now, texts) => {
  const before = { n: 0, of: 0 };
  const measures = loadMeasures(`${dataDir}/figures`);
  languages.forEach((language, index) => {
    const { text } = digestLetter({ ...digest, figures: [{ measure, now, before }] }, language, wording, {
      ...names,
      measures,
    });
    expect(text).toContain(texts[index]);
  });
});

test('a code without a name is shown as it is', () => {
  const { text } = digestLetter(
    { ...digest, owner: 'constructor', causes: [{ cause: '__proto__', count: 1, countBefore: 0, numbers: [] }] },
    'zh-Hans',
    wording,
    names,
  );
  expect(text).toContain('constructor：2026-11-16');
  expect(text).toContain('  __proto__：1件（上周0件）\n');
});

test.each([
  ['share', { n: 1, of: 3, value: 1 / 3 }, 33.3],
  ['per_10000', { n: 5, of: 20_000, value: 0.00025 }, 2.5],
  ['count', { n: 7, of: 7, value: 7 }, 7],
  ['ms', { n: 1, of: 1, value: 3_600_000 }, 1],
  ['fen', { n: 2, of: 2, value: 12_345 }, 123.45],
  ['share', { n: 0, of: 0 }, undefined],
] as const)('%s of %j is %s', (unit, figure, expected) => {
  expect(numberOf(unit, figure)).toBe(expected);
});
