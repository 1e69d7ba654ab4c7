import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { addInformation } from '../../src/complaints/amend';
import { areasOf, lintAreas, loadAreas, readAreas } from '../../src/complaints/areas';
import { languages } from '../../src/ports/language';
import { filed } from './example-complaint';
import { li, office, ok } from './office';

const dir = join(__dirname, '../../nlp-models/complaints');
const areas = loadAreas(dir);

it.each([
  ['中泉区五一路营业厅', 'zhongquan'],
  ['我家在東湖區湖濱路', 'donghu'],
  ['五一路', 'zhongquan'],
  ['51路', 'zhongquan'],
  ['高新一路那边', 'gaoxin'],
  ['高新１路那边', 'gaoxin'],
  ['My flat is near Software Park', 'gaoxin'],
  ['in Donghu District', 'donghu'],
  ['家里没信号', undefined],
  ['', undefined],
  ['__proto__ constructor', undefined],
])('%s lies in %s', (text, area) => {
  expect(areas.of(text)).toBe(area);
});

it('takes the longest word, and a place before the story around it', () => {
  const two = areasOf([
    { area: 'one', names: { 'zh-Hans': '甲区', 'zh-Hant': '甲區', en: 'First' }, words: ['新城'] },
    { area: 'two', names: { 'zh-Hans': '乙区', 'zh-Hant': '乙區', en: 'Second' }, words: ['新城花园'] },
  ]);
  expect(two.of('新城花园三栋')).toBe('two');
  expect(two.of('新城路', '新城花园')).toBe('one');
  expect(two.of(undefined, '新城花园')).toBe('two');
});

it('names every area in every language, and finds it by each name', () => {
  for (const { area } of areas.list) {
    for (const language of languages) expect(areas.of(areas.name(area, language))).toBe(area);
    expect(areas.has(area)).toBe(true);
  }
  expect(areas.list.length).toBeGreaterThanOrEqual(12);
  expect(areas.name('gone', 'en')).toBe('gone');
});

it('finds every word of the data where it belongs, whatever stands around it', () => {
  const words = readAreas(dir).flatMap(({ area, words: own }) => own.map((word) => ({ area, word })));
  fc.assert(
    fc.property(fc.constantFrom(...words), fc.constantFrom('', '我家在', '住 '), ({ area, word }, before) => {
      expect(areas.of(`${before}${word}，天天没信号`)).toBe(area);
    }),
  );
});

describe('a complaint', () => {
  it('has the district of its place, else of its story, else none', () => {
    expect(filed({ slots: { place: '五一路' }, story: '我在东湖区上班，家里没信号' }).area).toBe('zhongquan');
    expect(filed({ slots: {}, story: '东湖区没信号' }).area).toBe('donghu');
    expect(filed({ slots: {}, story: '没信号' })).not.toHaveProperty('area');
  });

  it('learns it from what is told later, and keeps it then', async () => {
    const { acts, assessment, complaints, file } = office();
    const { id } = file({ slots: {}, story: '没信号' });
    ok(await acts.assess(id, li, assessment));
    ok(await acts.askCustomer(id, li, 'details', '在哪里？'));
    expect(ok(await acts.customerAnswered(id, 'customer', '湖滨花园')).area).toBe('donghu');
    const later = addInformation(complaints.get(id), { text: '中泉区也这样', now: 9, areas });
    expect(later.ok && later.complaint.area).toBe('donghu');
    const first = addInformation(filed({ slots: {}, story: '没信号' }), { text: '在中泉区', now: 9, areas });
    expect(first.ok && first.complaint.area).toBe('zhongquan');
  });
});

it('says which words stand for two areas or match no text', () => {
  expect(lintAreas(dir)).toEqual([]);
  const own = mkdtempSync(join(tmpdir(), 'areas-'));
  const area = (code: string, word: string) =>
    `  - area: ${code}\n    names: { zh-Hans: 某区, zh-Hant: 某區, en: Some District }\n    words: [${word}]\n`;
  writeFileSync(
    join(own, 'areas.yaml'),
    `areas:\n${area('one', '五一路')}${area('two', '51路')}${area('two', '東湖')}`,
  );
  expect(lintAreas(own)).toEqual([
    'areas.yaml: two appears twice',
    'areas.yaml: two: "51路" stands for one already',
    'areas.yaml: two: write "東湖" as "东湖"',
  ]);
});
