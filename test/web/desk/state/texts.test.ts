import fc from 'fast-check';
import { causesFor } from '../../../../web/desk/state/causes-for';
import { fillReply, gapsIn, replyValues, withoutGaps } from '../../../../web/desk/state/fill-reply';
import { cannedQuery, findCanned } from '../../../../web/desk/state/find-canned';
import { highlight } from '../../../../web/desk/state/highlight';
import { moodOfEntries } from '../../../../web/desk/state/mood-of-entries';
import { hashOf, routeOf } from '../../../../web/desk/state/route';
import { auditDetails } from '../../../../web/desk/views/supervisor/audit-details';
import { inOneLine } from '../../../../web/shared/in-one-line';
import { deskWordings, label } from '../../../../web/wording/desk/desk-wording';
import { aCase } from '../fake-cases';
import { fakeWords } from '../fake-words';
import { anEntry } from './a-summary';

test('evidence is marked, overlapping pieces as one, and no letter is lost', () => {
  expect(highlight('每个月扣我6块', ['扣我', '我6块', ''])).toEqual([
    { text: '每个月', marked: false },
    { text: '扣我6块', marked: true },
  ]);
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (text, spans) => {
      expect(
        highlight(text, spans)
          .map((segment) => segment.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

test('a canned reply is filled with what is known, gaps stay visible, a customer can put none in', () => {
  const { detail } = aCase();
  const values = replyValues(detail, '客服小林', () => '今天 18:00');
  expect(fillReply('{agent}：{item}的 {amount} 元 {deadline} 前退到 {phone}，编号 {number}', values)).toBe(
    '客服小林：彩铃的 6 元 今天 18:00 前退到 138****0002，编号 C20261121-0042-7',
  );
  expect(gapsIn(fillReply('{item} {amount}', replyValues(undefined, '', String)))).toEqual(['{item}', '{amount}']);
  expect(fillReply('{constructor} {__proto__}', values)).toBe('{constructor} {__proto__}');
});

test('braces in a customer’s own words are no gap, and what they say is filled in nowhere', () => {
  const values = { item: '{amount} {number}', amount: '6', agent: '客服小林' };
  const filledIn = fillReply('{item}：{amount} 元，{deadline}', values);
  expect(filledIn).toBe('｛amount｝ ｛number｝：6 元，{deadline}');
  expect(gapsIn(filledIn)).toEqual(['{deadline}']);
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('{item}', '{phone}', '{{item}}'), (text, hole) => {
      expect(gapsIn(fillReply('{item}', { item: `${text}${hole}` }))).toEqual([]);
      expect(gapsIn(withoutGaps(`${hole}${text}`))).toEqual([]);
    }),
  );
});

test('the trail is told in words, and what people wrote stays as they wrote it', () => {
  const words = deskWordings['zh-Hans'];
  expect([label(words.auditAct, 'reveal'), label(words.auditAct, 'new_act')]).toEqual(['查看完整信息', 'new_act']);
  const state = { words: fakeWords(), colleagues: new Map() };
  const said = (details: Readonly<Record<string, unknown>>) => auditDetails(details, words, state, 'zh-Hans');
  expect(said({ what: 'phone', why: 'phone' })).toBe('内容: 号码 · 原因: phone');
  expect(said({ from: 'pricing_billing', to: 'after_sales' })).toBe('从: 价格与结算 · 改为: 配套与售后');
  expect(said({ status: 'away', other: { a: 1 } })).toBe('状态: 离开 · other: {"a":1}');
  expect(said({ from: 1_795_226_400_000 })).not.toContain('1795226400000');
});

test('/ and a word find replies by name, code and words; an ordinary text with a slash asks for none', () => {
  const { canned } = fakeWords();
  const codes = (query: string) => findCanned(canned, query, 'zh-Hans', 'en').map(({ code }) => code);
  expect(codes('')).toHaveLength(3);
  expect(codes('退费')).toEqual(['refund']);
  expect(codes('WAIT')).toEqual(['wait']);
  expect(codes('account')).toEqual(['refund']);
  expect([cannedQuery('/退 '), cannedQuery('a/b'), cannedQuery('/a\nb'), cannedQuery('')]).toEqual([
    '退',
    undefined,
    undefined,
    undefined,
  ]);
});

test('causes of the complaint come first, and none is out of reach', () => {
  const { causes } = fakeWords();
  const order = (...types: Parameters<typeof causesFor>[1]) => causesFor(causes, types).map(({ code }) => code);
  expect(order('pricing_billing')).toEqual(['charges', 'question', 'network']);
  expect(order()).toEqual(['question', 'network', 'charges']);
});

test('addresses are kept and nonsense is the inbox', () => {
  for (const route of [
    { view: 'inbox' },
    { view: 'inbox', id: 'ho_1-2' },
    { view: 'live' },
    { view: 'audit' },
  ] as const) {
    expect(routeOf(hashOf(route))).toEqual(route);
  }
  fc.assert(fc.property(fc.string(), (text) => expect(routeOf(text)).toBeDefined()));
  expect(routeOf('#/c/%')).toEqual({ view: 'inbox', id: '%' });
});

test('a mood belongs to the message it was heard in, the angriest of several', () => {
  const entries = [
    anEntry(1, { at: 1000 }),
    anEntry(2, { at: 1500, from: 'bot' }),
    anEntry(3, { at: 2000 }),
    anEntry(4, { at: 90_000 }),
  ];
  const mood = [
    { at: 1000, anger: 1 },
    { at: 2400, anger: 3 },
    { at: 2500, anger: 2 },
    { at: 60_000, anger: 3 },
  ];
  expect([...moodOfEntries(entries, mood)]).toEqual([
    [1, 1],
    [3, 3],
  ]);
});

test('messages of one story in a line have a mark between them', () => {
  expect(inOneLine('宽带断了三天\n\n 报修两次 \r\n没人来')).toBe('宽带断了三天 · 报修两次 · 没人来');
  expect(inOneLine('only one')).toBe('only one');
});
