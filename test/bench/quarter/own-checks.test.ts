import { join } from 'node:path';
import { checkLanguages } from '../../../bench/quarter/languages-check';
import type { NoticedCustomer } from '../../../bench/quarter/notices';
import { checkNotices } from '../../../bench/quarter/notices-check';
import { ownClusters } from '../../../bench/quarter/own-clusters';
import { begunByUs, type RecordedContact } from '../../../bench/quarter/own-contacts';
import { isWrittenIn, languageByCharacters } from '../../../bench/quarter/own-language';
import { ownStandard } from '../../../bench/quarter/own-standard';
import { checkProblems } from '../../../bench/quarter/problems-check';
import type { RawActivity, RawStore } from '../../../bench/quarter/raw-store';
import { type Language, languageOf, languages, loadStories, sentenceOf } from '../../../bench/quarter/stories';
import type { Trouble } from '../../../bench/quarter/supervisor';
import type { Complaint, HistoryEntry } from '../../../src/complaints/complaint';
import type { StoredProblem } from '../../../src/known-problems/stored-problem';
import { newComplaint } from '../../support/new-complaint';

const root = join(__dirname, '../../..');
const stories = loadStories();
const clusters = ownClusters(root, stories);
const standard = ownStandard(root);
const minute = 60_000;
/** A Monday morning. */
const start = Date.parse('2026-08-24T09:00:00+08:00');

/** Somebody without a signal in 幸福小区, so many minutes after nine. */
function outage(minutes: number, more: Partial<Complaint> = {}): Complaint {
  const createdAt = start + minutes * minute;
  const told = newComplaint({ type: 'product_quality', subType: 'no_signal', createdAt, slots: {} });
  const story = sentenceOf(stories[languages[minutes % 3] ?? 'en'], { of: 'outage', index: minutes, place: 2 });
  return {
    ...told,
    story,
    phone: `1380000${1000 + minutes}`,
    number: `C-${minutes}`,
    version: 1,
    history: [],
    ...more,
  };
}
function suggestion(minutes: number, count: number, more: Partial<StoredProblem> = {}): StoredProblem {
  return {
    ...{ id: 'P1', number: 'P1', status: 'suggested', type: 'product_quality', areas: ['nanqiao'], news: 0 },
    subTypes: ['no_signal', 'call_drop', 'voice_quality', 'mobile_data_slow', 'network_outage'],
    since: start,
    history: [{ at: start + minutes * minute, actor: 'desk', event: 'suggest', note: `${count}` }],
    ...more,
  };
}
const five = [0, 5, 10, 15, 20].map((minutes) => outage(minutes));

describe('suggestions counted again', () => {
  test('five customers of one area within the hour, whatever they speak, and one suggestion for them', () => {
    expect(clusters.faults(five, [suggestion(20.1, 5)], [])).toEqual([]);
    expect(clusters.faults(five.slice(1), [], [])).toEqual([]);
    expect(clusters.faults([...five.slice(1), outage(70)], [], [])).toEqual([]);
  });
  test('none, one too early, with another count, and a second one are found', () => {
    expect(clusters.faults(five, [], [])).toEqual([expect.stringContaining('nothing was suggested')]);
    expect(clusters.faults(five, [suggestion(16, 4)], [])).toEqual([expect.stringContaining('asks for more')]);
    expect(clusters.faults(five, [suggestion(20.1, 6)], [])).toEqual([expect.stringContaining('there were 5')]);
    const second = suggestion(20.2, 5, { id: 'P2', number: 'P2' });
    expect(clusters.faults(five, [suggestion(20.1, 5), second], [])).toEqual([
      expect.stringContaining('known already'),
    ]);
  });
  test('one customer twice, another area, and who is part of a problem already count for nothing', () => {
    const [first, ...others] = five;
    const phone = others[0]?.phone ?? '';
    expect(clusters.faults([{ ...outage(3), phone }, ...others], [], [])).toEqual([]);
    expect(clusters.faults([outage(3, { story: '大学城这里手机没信号，投诉' }), ...others], [], [])).toEqual([]);
    const attached = { at: start, actor: 'customer', event: 'attach', note: 'P0' };
    expect(clusters.faults([{ ...outage(3), history: [attached] }, ...others], [], [])).toEqual([]);
    expect(first?.story).toContain('幸福小区');
  });
});

test('letters tell the language, and too few of them nothing', () => {
  expect(['没解决', '沒解決', 'not solved at all', '好', 'ok', '13800000000'].map(languageByCharacters)).toEqual([
    ...['zh-Hans', 'zh-Hant', 'en'],
    ...[undefined, undefined, undefined],
  ]);
  const said: Record<Language, string> = {
    'zh-Hans': '已经处理好了',
    'zh-Hant': '已經處理好了',
    en: 'It has been done.',
  };
  for (const one of languages) expect(languages.filter((language) => isWrittenIn(said[one], language))).toEqual([one]);
  expect(new Set(Array.from({ length: 20 }, (_, customer) => languageOf(customer))).size).toBe(3);
});

const raw = (log: readonly RawActivity[]): RawStore => ({ log: () => log }) as unknown as RawStore;
const entry = (direction: 'in' | 'out', id: string, at: number, activity: RawActivity['activity']): RawActivity => ({
  ...{ conversation: 'sms_1', seq: 0, id, direction, at, external: null },
  activity,
});
const asked = (id: string, at: number, text: string) => entry('in', id, at, { type: 'message', text });
const told = (id: string, at: number, text: string) => entry('out', `${id}.1`, at, { type: 'message', text });
const notice = (id: string, at: number) => entry('in', id, at, { type: 'event', name: 'desk.notice' });
const bill = '您7月的话费299元，比近几个月平均的63元高出不少。';

test('an answer in another language than the last one spoken is found', () => {
  const log = [asked('a', 1, '发票怎么开'), told('a', 2, '開立發票請說。'), asked('b', 3, 'How do I get an invoice')];
  const world = { locales: new Map(), speakers: new Map(), options: { staff: [] }, gateways: { delivered: [] } };
  expect(checkLanguages(raw([...log, told('b', 4, 'In the app.')]), world).faults).toHaveLength(1);
  expect(checkLanguages(raw([...log, told('b', 4, '在手机营业厅。')]), world).faults).toHaveLength(2);
});

describe('notices counted again', () => {
  const faultsOf = (log: readonly RawActivity[], wanted: NoticedCustomer['wanted']): readonly string[] => {
    const customer: NoticedCustomer = { phone: '1', conversation: 'sms_1', kind: 'abnormal_bill', wanted, posts: 1 };
    const texts = log.filter(({ direction }) => direction === 'out');
    const delivered = texts.map(({ activity, at }) => ({ to: '1', text: activity.text ?? '', at }));
    const world = { noticed: [customer], gateways: { delivered }, absences: [] };
    return checkNotices(raw(log), world, standard, start + 86_400_000).faults;
  };
  const wanted = [{ about: 'bill' as const, from: start, until: start + minute }];

  test('told once, by day, is right; an answer is no notice', () => {
    expect(faultsOf([notice('n', start), told('n', start + 1, bill)], wanted)).toEqual([]);
    expect(faultsOf([asked('a', start, '话费'), told('a', start, bill)], [])).toEqual([]);
  });
  test('not told, told twice, to somebody who had refused, and at night are found', () => {
    expect(faultsOf([], wanted)).toEqual([expect.stringContaining('was not told of bill')]);
    expect(faultsOf([told('n', start, bill), told('m', start + 1, bill)], wanted)).toEqual([
      expect.stringContaining('should not be'),
    ]);
    expect(faultsOf([told('n', start, bill)], [])).toEqual([expect.stringContaining('should not be')]);
    const night = start - 3 * 60 * minute;
    const atNight = [{ about: 'bill' as const, from: night, until: night }];
    expect(faultsOf([told('n', night, bill)], atNight)).toEqual([expect.stringContaining('at night')]);
  });
});

describe('visits begun by us, counted again', () => {
  const day = 86_400_000;
  const visit = (startedAt: number, more: Partial<RecordedContact> = {}): RecordedContact =>
    ({
      ...{ id: `v${startedAt}`, conversationId: 'sms_1', channel: 'sms', startedAt, endedAt: startedAt + minute },
      ...{ topics: [], complaints: [], missed: 0, personAsked: false },
      ...more,
    }) as unknown as RecordedContact;
  const result = '您的投诉C20260826-0001-4有结果了：已经退费。问题解决了吗？';
  const news: RawActivity = {
    ...notice('n', start + 2 * day),
    activity: { type: 'event', name: 'complaint.answered' },
  };
  const log = [asked('a', start, '发票怎么开'), told('a', start, '可以开。'), news, told('n', start + 2 * day, result)];
  const at = start + 2.5 * day;
  const begun = (words: readonly string[], more: Partial<RecordedContact> = {}, later = at): number => {
    const said = words.map((text, index) => asked(`b${index}`, later + index, text));
    return begunByUs([visit(start), visit(later, more)], [...log, ...said]).size;
  };

  test('an answer within a day is, with all that is about that complaint; the next day it is not', () => {
    expect(begun(['解决了', '满意', '跳过'])).toBe(1);
    expect(begun(['我要撤销投诉C20260826-0001-4', '是'])).toBe(1);
    expect(begun(['解决了'], {}, start + 3.5 * day)).toBe(0);
  });
  test('a question, another complaint, a person or what nobody understood makes it theirs', () => {
    expect(begun(['解决了', '怎么查话费'])).toBe(0);
    expect(begun(['我要撤销投诉C20260801-0009-2', '是'])).toBe(0);
    for (const more of [{ topics: ['billing.tariff'] }, { missed: 1 }, { personAsked: true }, { complaints: ['C'] }])
      expect(begun(['解决了'], more)).toBe(0);
  });
  test('a question about a notice is about the notice, another is not', () => {
    const event = { type: 'event', name: 'desk.notice', value: { rule: 'plan_used' } };
    const noticed = (topics: readonly string[]): number => {
      const entries = [
        { ...news, activity: event },
        told('n', start + 2 * day, bill),
        asked('b', at, '流量用完了怎么收费'),
      ];
      return begunByUs([visit(at, { topics })], entries).size;
    };
    expect([noticed(['data_usage.overage_price']), noticed(['billing.tariff']), noticed([])]).toEqual([1, 0, 0]);
  });
});

describe('known problems counted again', () => {
  const [openedAt, repairedAt] = [start + 30 * minute, start + 3 * 60 * minute];
  const repairBy = repairedAt + 2 * 60 * minute;
  const words = '光缆已经接好';
  const line = (at: number, actor: string, event: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
    ...{ at, actor, event },
    ...more,
  });
  const attached = line(openedAt, 'supervisor2', 'attach', { note: 'P1' });
  const answered = line(repairedAt + 1, 'supervisor2', 'answer', { to: 'answered' });
  const trouble: Trouble = {
    ...{ id: 'P1', fate: 'opened', suggested: suggestion(20.1, 5), openedAt, ticked: ['C-20'] },
    ...{ news: [{ at: openedAt, text: '正在抢修', repairBy }], repair: { at: repairedAt, text: words }, closedAt: [] },
  };
  const opened = line(openedAt, 'supervisor2', 'open');
  const repaired = line(repairedAt, 'supervisor2', 'repair');

  function faultsOf(history: readonly HistoryEntry[], messages: readonly RawActivity[]): readonly string[] {
    const complaint = { ...outage(20), conversationId: 'sms_1', language: 'zh-Hans' as const, history, problem };
    const base = suggestion(20.1, 5);
    const stored = { ...base, status: 'repaired', history: [...base.history, opened, repaired] };
    const store = {
      complaints: () => [...five.slice(0, 4), complaint],
      documents: () => [{ key: 'P1', value: stored }],
      log: () => messages,
    } as unknown as RawStore;
    const world = { troubles: new Map([['P1', trouble]]), joinings: [], told: [], absences: [] };
    const found = checkProblems(store, { ...world, gateways: { delivered: [] } }, clusters, standard, repairBy);
    return found.faults;
  }
  const problem = { id: 'P1', number: 'P1' };
  const said = told('r', repairedAt + 1, `您的投诉有结果了：${words}。`);

  test('attached and told of the repair once is right', () => {
    expect(faultsOf([attached, answered], [said])).toEqual([]);
  });
  test('not attached, not answered, told twice or not at all are found', () => {
    expect(faultsOf([answered], [said]).join()).toMatch(/had to be part of P1, and was of nothing/);
    expect(faultsOf([attached], [])).toEqual([expect.stringContaining('answered with the repair 0 times')]);
    expect(faultsOf([attached, answered], [said, said])).toEqual([expect.stringContaining('was told 2 times')]);
    expect(faultsOf([attached, answered], [])).toEqual([expect.stringContaining('was told 0 times')]);
    const late = { ...answered, at: repairedAt + 10 * minute };
    expect(faultsOf([attached, late], [{ ...said, at: late.at }])).toEqual([
      expect.stringContaining('told of the repair at'),
    ]);
  });
});
