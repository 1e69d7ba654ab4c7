import { join } from 'node:path';
import type { TurnContext } from 'botbuilder';
import { loadCues } from '../../dialogs/cues';
import { newDeskState } from '../../dialogs/desk-state';
import { DeskTurn } from '../../dialogs/desk-turn';
import { tellNotice } from '../../dialogs/notice-news';
import type { Services } from '../../dialogs/services';
import { renderSms } from '../../src/channels/sms/rendering';
import { segmentsOf } from '../../src/channels/sms/segments';
import { loadReplies } from '../../src/conversation/replies';
import { loadTraditional } from '../../src/knowledge/traditional';
import type { NoticeValue } from '../../src/notices/notice';
import { lintNotices, loadNoticeRules } from '../../src/notices/notice-rules';
import { languages } from '../../src/ports/language';
import { loadUnderstander } from '../../src/understanding/load';
import type { Understander } from '../../src/understanding/understanding';
import { ManualClock } from '../support/manual-clock';
import { dataDir, shanghai } from './a-job';

const replies = loadReplies(join(dataDir, 'replies'));
const toTraditional = loadTraditional(join(dataDir, 'knowledge'));
const now = shanghai('2026-11-21T10:00');
const from = shanghai('2027-01-25T09:00');
const visit = {
  from,
  until: from + 3 * 3600_000,
  place: '乌鲁木齐市天山区南京西路1266号恒隆广场办公楼一座66层',
};
const abroad = { ...visit, place: 'Flat 12B, 66/F, Tower 1, Plaza' };
const service = { nameEn: 'Premium video membership', orderedAt: now - 40 * 86_400_000, via: 'phone_sales' };

/** The longest of each rule. */
const longest: readonly [string, NoticeValue['facts']][] = [
  [
    'abnormal_bill',
    {
      month: '2025-12',
      open: 1,
      totalFen: 1_234_567,
      meanFen: 123_456,
      item: '国际漫游流量费',
      itemEn: 'Data while roaming abroad',
      itemFen: 1_234_567,
    },
  ],
  ['abnormal_bill', { month: '2025-12', open: 0, totalFen: 1_234_567, meanFen: 123_456 }],
  ['plan_used', { percent: 80, month: '2025-12', leftMb: 1999, quotaMb: 10_240 }],
  ['plan_used', { percent: 100, month: '2025-12', leftMb: 0, quotaMb: 10_240 }],
  ['plan_used', { percent: 100, month: '2025-12', leftMb: 0, quotaMb: 10_240, capFen: 12_345 }],
  ['service_ordered', { ...service, name: '视频会员黄金版连续包月', monthlyFen: 12_345 }],
  ['service_ordered', { ...service, name: '视频会员黄金版连续包月', monthlyFen: 0 }],
  ['repair_reminder', visit],
  ['repair_changed', { ...visit, change: 'moved' }],
  ['repair_changed', { ...visit, change: 'cancelled' }],
  ['repair_reminder', abroad],
  ['repair_changed', { ...abroad, change: 'moved' }],
  ['repair_changed', { ...abroad, change: 'cancelled' }],
  ['line_status', { status: 'suspended_arrears', arrearsFen: 123_456 }],
  ['line_status', { status: 'suspended_request', arrearsFen: 0 }],
  ['line_status', { status: 'active', arrearsFen: 0 }],
];

async function said(rule: string, facts: NoticeValue['facts'], language: (typeof languages)[number]) {
  const sent: { text?: string; suggestedActions?: { actions: { title: string }[] } }[] = [];
  const context = {
    turnState: new Map(),
    sendActivity: async (activity: object) => void sent.push(activity),
  } as unknown as TurnContext;
  const services = {
    replies,
    cues: loadCues(join(dataDir, 'lexicon/cues.yaml')),
    toTraditional,
    consents: { may: async () => true },
    complaints: { ofPhone: async () => [] },
    settings: { answersTexts: true },
  } as unknown as Services;
  const turn = { channel: 'sms', ownNumber: '13800000001', now, turnKey: 't', conversationId: 'c' };
  const desk = new DeskTurn(
    context,
    turn as unknown as DeskTurn['turn'],
    { ...newDeskState(), language },
    undefined,
    services,
  );
  await tellNotice(desk, { id: 'n', rule, facts });
  await desk.flush();
  return {
    text: sent[0]?.text ?? '',
    choices: (sent[0]?.suggestedActions?.actions ?? []).map(({ title }) => ({ title, say: title })),
  };
}

describe.each(languages)('in %s', (language) => {
  it.each(longest)('%s %o takes two text messages at most, also the first one to a number', async (rule, facts) => {
    const { text, choices } = await said(rule, facts, language);
    const sms = renderSms({ text, choices, language, notice: true }, replies);
    expect(text).not.toMatch(/undefined|NaN|[{}]/);
    expect([sms.text, segmentsOf(sms.text, { headerOctets: 7 }).parts.length <= 2, sms.rest]).toEqual([
      sms.text,
      true,
      undefined,
    ]);
    expect(sms.choices).toHaveLength(choices.length);
  });

  it('sells nothing', () => {
    const selling = /优惠|優惠|订购|訂購|套餐升级|流量包|數據包|加油包|offer|upgrade|top-up|buy|order a/i;
    for (const key of replies.keys.filter((one) => one.startsWith('notice.')))
      expect([key, selling.test(replies.say(key, language, allValues).text)]).toEqual([key, false]);
  });
});

it('where a repair is, as the business system has it, is written as the customer reads', async () => {
  const here = { ...visit, place: '三号楼二单元' };
  expect((await said('repair_reminder', here, 'zh-Hant')).text).toContain('（三號樓二單元）');
  expect((await said('repair_reminder', here, 'zh-Hans')).text).toContain('（三号楼二单元）');
  expect((await said('repair_reminder', here, 'en')).text).not.toMatch(/\p{Script=Han}/u);
});

const allValues = new Proxy(
  {},
  {
    get: () => 'x',
    has: () => true,
    getOwnPropertyDescriptor: () => ({ value: 'x', configurable: true, enumerable: true }),
  },
);

describe('what is offered', () => {
  let understander: Understander & { close(): Promise<void> };
  beforeAll(async () => {
    const cacheDir = join(dataDir, '../dist/models');
    understander = await loadUnderstander({ dataDir, cacheDir, clock: new ManualClock(now), recognizers: 'off' });
  }, 60_000);
  afterAll(() => understander.close());

  it.each([
    ['notice_why_higher', 'billing.why_higher'],
    ['notice_where_used', 'data_usage.why_used_up'],
    ['notice_set_cap', 'data_usage.set_cap'],
    ['notice_not_ordered', 'complaint.pricing_billing'],
    ['notice_arrears', 'billing.arrears'],
    ['notice_resume', 'service.suspend_resume'],
  ])('%s is understood as %s', async (choice, intent) => {
    for (const language of languages) {
      const { say } = replies.choice(choice, language);
      expect([say, (await understander.understand(say, language)).intent]).toEqual([say, intent]);
    }
  });
});

describe('the rules', () => {
  it('are sound, and quiet when nobody is awake', () => {
    expect(lintNotices(dataDir)).toEqual([]);
    expect(loadNoticeRules(dataDir).awake).toEqual({ from: '08:00', until: '21:00' });
  });

  it('have a saying each', async () => {
    for (const rule of Object.keys(loadNoticeRules(dataDir).rules))
      expect([rule, longest.some(([one]) => one === rule)]).toEqual([rule, true]);
  });
});
