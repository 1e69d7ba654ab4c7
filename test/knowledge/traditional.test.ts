import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { lintTraditional } from '../../src/knowledge/lint-traditional';
import { loadTraditional, pairsOf, readTraditionalWords, traditionalOf } from '../../src/knowledge/traditional';
import { tempDirs } from '../support/temp-dir';

const dir = join(__dirname, '../../nlp-models/knowledge');
const toTraditional = loadTraditional(dir);

it.each([
  ['光缆被挖断，部分小区宽带和固话中断，预计20:00恢复。', '光纜被挖斷，部分社區寬頻和市話中斷，預計20:00恢復。'],
  ['基站停电，4G信号弱，我们已派师傅上门检查。', '基地台停電，4G訊號弱，我們已派師傅到府檢查。'],
  ['手机营业厅登录失败，请到附近营业厅办理。', '行動客服App登入失敗，請到附近門市辦理。'],
  ['充值后话费未到账的，2小时内补到账。', '儲值後電話費未入帳的，2小時內補入帳。'],
  ['家庭宽带网络质量差，高清视频卡顿。', '家庭寬頻網路品質差，高畫質影片卡頓。'],
  ['智能客服有误，人工客服繁忙，坐席会尽快接听。', '智慧客服有誤，真人客服繁忙，客服專員會盡快接聽。'],
  ['动感地带校园套餐', '動感地帶校園方案'],
  ['3GB流量月包', '3GB數據月包'],
  ['视频会员', '影音會員'],
  ['漏话提醒', '未接來電提醒'],
  // Not the words of programmers that OpenCC takes for those of Taiwan.
  ['收费项目已通过审核，循环播放的提示音会取消，感谢支持。', '收費項目已通過審核，循環播放的提示音會取消，感謝支持。'],
])('%s is told in words of Taiwan', (written, told) => expect(toTraditional(written)).toBe(told));

it.each([
  ['a longer word keeps a shorter one from being seen in it', '车流量大，通话费未变', '車流量大，通話費未變'],
  ['brands', '中国移动网络', '中國移動網路'],
  ['names of people', '于经理和范师傅在现场，对于先生女士们的耐心', '于經理和范師傅在現場，對於先生女士們的耐心'],
  ['codes and numbers', 'C20261121-0042，13800000002，6.00元', 'C20261121-0042，13800000002，6.00元'],
  ['quoted words', '发送“查流量”或“DGYD”到10086', '傳送「查流量」或「DGYD」到10086'],
  ['English', 'Send “TD” to 10086', 'Send “TD” to 10086'],
  ['Traditional Chinese', '基地台停電，車流量大', '基地台停電，車流量大'],
])('%s', (_, written, told) => expect(toTraditional(written)).toBe(told));

it('tells every word of its list as the list says, and the same when told again', () => {
  for (const [word, told] of pairsOf(readTraditionalWords(dir))) {
    expect(toTraditional(word)).toBe(told);
    expect(toTraditional(told)).toBe(told);
  }
});

it('keeps every number among any words', () => {
  const list = pairsOf(readTraditionalWords(dir)).map(([word]) => word);
  const words = fc.oneof(
    fc.constantFrom(...list, '“', '”', '__proto__', '😀'),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(words, fc.integer({ min: 1000 })), { maxLength: 8 }), (parts) => {
      const told = toTraditional(parts.flat().join(''));
      for (const [, number] of parts) expect(told).toContain(String(number));
    }),
  );
});

describe('lint', () => {
  const temp = tempDirs();
  const faultsOf = (
    words: Record<string, Record<string, string>>,
    names = { surnames: {}, titles: [] as string[] },
  ) => {
    const folder = temp();
    writeFileSync(join(folder, 'traditional.yaml'), stringify({ words, names }));
    return lintTraditional(folder);
  };

  it('finds nothing in our list', () => expect(lintTraditional(dir)).toEqual([]));

  it.each<[string, Record<string, Record<string, string>>, RegExp]>([
    ['a word in two groups', { a: { 宽带: '寬頻' }, b: { 宽带: '寬頻網路' } }, /宽带.*twice/],
    ['a chain', { a: { 短信息: '短信', 短信: '簡訊' } }, /短信息 → 短信: 短信 is told as 簡訊 in turn/],
    ['what signs would say', { a: { 账单: '賬單' } }, /its signs say the same/],
    ['a word without what it becomes', { a: { 宽带: '' } }, /words\.a\.宽带/],
  ])('names %s', (_, words, fault) => expect(faultsOf(words)).toEqual([expect.stringMatching(fault)]));

  it('lets a word stand that keeps another one away', () => {
    expect(faultsOf({ a: { 流量: '數據', 车流量: '車流量' } })).toEqual([]);
    const names = { surnames: { 于: '于' }, titles: ['先生'] };
    expect(faultsOf({ a: { 对于: '對於' } }, names)).toEqual([]);
    expect(traditionalOf({ words: { a: { 对于: '對於' } }, names })('对于先生，于先生')).toBe('對於先生，于先生');
  });
});
