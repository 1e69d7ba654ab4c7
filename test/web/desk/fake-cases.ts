import type {
  AccountFacts,
  DeskAct,
  HandoffDetail,
  HandoffSummary,
  Inbox,
  Me,
  SimilarCases,
} from '../../../src/desk/desk-api';
import type { TranscriptEntry } from '../../../src/desk/desk-events';

/** One customer of the fake desk. */
export interface FakeCase {
  detail: HandoffDetail;
  readonly entries: TranscriptEntry[];
  account?: AccountFacts;
  similar?: SimilarCases['cases'];
  offeredTo?: string;
  seen?: number;
}
export interface FakeStaff {
  me: Me;
  readonly load: number;
}

export const someStaff = (): FakeStaff[] => {
  const since = Date.now() - 3_000_000;
  const one = (
    name: string,
    displayName: string,
    role: Me['role'],
    teams: string[],
    status: 'available' | 'away' | 'busy',
    load: number,
  ) => ({
    me: {
      name,
      displayName,
      role,
      teams,
      capacity: 3,
      presence: { status, since, ...(status === 'away' ? { reason: 'meal' } : {}) },
    },
    load,
  });
  return [
    one('agent1', '客服小林', 'agent', ['billing', 'service'], 'available', 1),
    one('agent2', '客服小陈', 'agent', ['technical', 'service'], 'available', 2),
    one('agent3', '客服小周', 'agent', ['billing'], 'away', 0),
    one('supervisor', '班长老何', 'supervisor', [], 'available', 0),
    one('admin', '管理员', 'admin', [], 'busy', 0),
  ];
};

/** An offer is shown only to whom it is made. */
export function summaryOf({ detail, offeredTo }: FakeCase, name: string): HandoffSummary {
  const { brief: _, complaints, missing, notUnderstood, notes, history, wrapUp, may, offer, ...summary } = detail;
  return { ...summary, ...(offer && offeredTo === name ? { offer } : {}) };
}

export function inboxOf(cases: readonly FakeCase[], name: string): Inbox {
  const all = cases.map((one) => summaryOf(one, name));
  const waiting = all.filter(
    ({ status, offer }) => ['waiting', 'call_back_booked'].includes(status) || (status === 'offered' && !offer),
  );
  return {
    now: Date.now(),
    offered: all.filter(({ offer }) => offer !== undefined),
    mine: all.filter(({ agent, status }) => agent === name && ['assigned', 'done'].includes(status)),
    waiting,
    waitingInAll: waiting.length,
  };
}

export function mayOf({ detail, offeredTo }: FakeCase, me: Me): DeskAct[] {
  const supervisor = me.role === 'supervisor';
  const its = detail.agent === me.name && detail.status === 'assigned';
  const open = !['done', 'withdrawn'].includes(detail.status);
  return [
    ...(detail.status === 'offered' && offeredTo === me.name ? (['accept', 'decline'] as const) : []),
    ...(detail.status === 'waiting' || (supervisor && detail.status === 'assigned' && !its) ? (['take'] as const) : []),
    ...(its && detail.channel !== 'voice' ? (['message'] as const) : []),
    'note',
    ...(supervisor ? (['whisper'] as const) : []),
    ...(supervisor && open ? (['reassign'] as const) : []),
    ...(its || (supervisor && detail.status === 'assigned') ? (['transfer', 'call_back', 'finish'] as const) : []),
    ...(its || supervisor ? (['reveal', 'correct_type'] as const) : []),
  ];
}

/** A full story; `over` changes what a test is about. */
export function aCase(over: Partial<HandoffDetail> = {}, entries?: TranscriptEntry[]): FakeCase {
  const asked = Date.now() - 95_000;
  const at = (seconds: number) => asked - seconds * 1000;
  const detail: HandoffDetail = {
    id: 'handoff_1',
    version: 1,
    status: 'waiting',
    reason: 'strong_anger',
    priority: 1,
    skill: 'billing',
    createdAt: asked,
    channel: 'web',
    language: 'zh-Hans',
    topic: { intent: 'complaint.pricing_billing', complaintTypes: [{ type: 'pricing_billing', score: 0.91 }] },
    summary: '上月起多收彩铃功能费 6 元，没有开通过，要求退回',
    conversationId: 'conv_1',
    phone: '138****0002',
    brief: {
      customer: { phone: '138****0002', name: '王**', identity: 'verified', age: 22 },
      slots: { item: '彩铃', amountFen: 600, billMonth: '2026-11', promised: '营业厅说会退' },
      answered: ['已说明 11 月账单里的彩铃功能费 6.00 元', '已说明 11 月 3 日通过短信开通'],
      mood: [0, 1, 1, 2, 3, 2].map((anger, index) => ({ at: at(240 - index * 30), anger })),
      wantedOutcome: 'refund',
      promises: ['24 小时内答复'],
      attachments: [{ id: 'att_1', name: '11月账单.png', contentType: 'image/png' }],
      transcript: [],
      suggestedOpening:
        '王先生您好，我是客服小林。彩铃这 6 块钱您没开过却被扣了，我已经看到账单，现在就为您查开通记录。',
    },
    complaints: [
      {
        number: 'C20261121-0042-7',
        type: 'pricing_billing',
        subType: 'unauthorised_order',
        score: 0.91,
        alternatives: [{ type: 'after_sales', score: 0.07 }],
        status: 'acknowledged',
        createdAt: at(60),
        here: true,
        repeatCount: 1,
        anger: 3,
        owner: 'billing',
        evidenceSpans: ['压根没开过彩铃', '每个月扣我6块'],
        promises: [
          { what: 'first_reply', by: Date.now() + 6_900_000 },
          { what: 'resolve', by: Date.now() + 86_000_000 },
          { what: 'answer', by: Date.now() + 1_200_000_000 },
        ],
        remedies: [
          { code: 'apology', names: { 'zh-Hans': '道歉', 'zh-Hant': '道歉', en: 'Apology' } },
          { code: 'credit', names: { 'zh-Hans': '退费', 'zh-Hant': '退費', en: 'Credit' }, limitFen: 5000 },
        ],
      },
      {
        number: 'C20261028-0017-3',
        type: 'after_sales',
        alternatives: [],
        status: 'closed',
        createdAt: asked - 2_100_000_000,
        here: false,
        repeatCount: 0,
        anger: 1,
        owner: 'service',
        evidenceSpans: [],
        promises: [],
        remedies: [],
      },
    ],
    missing: ['when', 'staff'],
    notUnderstood: ['你们那个啥功能到底谁弄的'],
    notes: [],
    history: [
      { at: asked, actor: 'bot', event: 'request', from: 'waiting', to: 'waiting', note: 'customer_asked' },
      { at: asked + 5000, actor: 'desk', event: 'offer', from: 'waiting', to: 'offered', note: 'agent2' },
    ],
    may: [],
    ...over,
  };
  return { detail, entries: entries ?? aStory(at), account: anAccount(), similar: someSimilar(at(900_000)) };
}

const aStory = (at: (seconds: number) => number): TranscriptEntry[] => {
  const line = (
    seq: number,
    seconds: number,
    from: TranscriptEntry['from'],
    text: string,
    more: Partial<TranscriptEntry> = {},
  ) => ({
    seq,
    id: `e${seq}`,
    at: at(seconds),
    from,
    text,
    choices: [],
    attachments: [],
    ...more,
  });
  return [
    line(1, 86_600, 'customer', '上个月的话费怎么多了？'),
    line(2, 86_590, 'bot', '您 10 月的账单合计 58.00 元，比 9 月多 6.00 元，多的一项是彩铃功能费。'),
    line(3, 240, 'customer', '我压根没开过彩铃，你们每个月扣我6块！'),
    line(4, 235, 'bot', '没开过彩铃却扣您的钱，确实不对。对不起。您希望我们怎么处理？', {
      choices: ['退费', '取消彩铃', '转人工'],
    }),
    line(5, 210, 'customer', '退钱，这是账单', {
      attachments: [{ id: 'att_1', name: '11月账单.png', contentType: 'image/png' }],
    }),
    line(6, 205, 'bot', '收到。已为您登记，投诉编号 C20261121-0042-7，24 小时内答复您。'),
    line(7, 120, 'customer', '你们那个啥功能到底谁弄的，营业厅说会退也没退，我要找人工，打我 138****0002'),
    line(8, 95, 'desk', '', { event: { name: 'handoff.initiate', value: {} } }),
    line(9, 94, 'bot', '好的，正在为您转接客服专员。'),
    line(10, 90, 'desk', '', { event: { name: 'desk.queueUpdate', value: { position: 2 } } }),
  ];
};

const anAccount = (): AccountFacts => ({
  subscriber: {
    name: '王**',
    brand: 'm_zone',
    plan: {
      name: '动感地带 39 元',
      nameEn: 'M-Zone 39',
      monthlyFen: 3900,
      voiceMinutes: 200,
      dataMb: 20_480,
      includes: [],
    },
    balanceFen: 2310,
    status: 'active',
    arrearsFen: 0,
    age: 22,
  },
  bills: [
    {
      month: '2026-11',
      totalFen: 4500,
      open: true,
      items: [
        { code: 'plan_fee', name: '套餐月费', nameEn: 'Plan fee', amountFen: 3900, disputed: false },
        {
          code: 'ring_back_tone_fee',
          name: '彩铃功能费',
          nameEn: 'Ring-back tone fee',
          amountFen: 600,
          disputed: true,
        },
      ],
    },
    {
      month: '2026-10',
      totalFen: 3900,
      open: false,
      items: [{ code: 'plan_fee', name: '套餐月费', nameEn: 'Plan fee', amountFen: 3900, disputed: false }],
    },
  ],
  usage: { month: '2026-11', quotaMb: 20_480, usedMb: 13_824, outOfPlanMb: 0, outOfPlanFen: 0, packs: [] },
  services: [
    {
      id: 's1',
      kind: 'ring_back_tone',
      name: '彩铃',
      nameEn: 'Ring-back tone',
      monthlyFen: 600,
      orderedAt: Date.now() - 1_600_000_000,
      orderedVia: 'sms',
      orderedDetail: '短信回复“是”开通',
      orderedDetailEn: 'ordered by replying “yes” to a text message',
      freeWithPlan: false,
      disputed: true,
    },
    {
      id: 's2',
      kind: 'caller_display',
      name: '来电显示',
      nameEn: 'Caller display',
      monthlyFen: 500,
      orderedAt: Date.now() - 60_000_000_000,
      orderedVia: 'shop',
      orderedDetail: '随套餐开通',
      orderedDetailEn: 'part of the plan',
      freeWithPlan: true,
      disputed: false,
    },
  ],
});

const someSimilar = (closedAt: number): SimilarCases['cases'] => [
  {
    number: 'C20261102-0031-5',
    type: 'pricing_billing',
    subType: 'unauthorised_order',
    closedAt,
    story: '客户没开过彩铃，连续两个月被扣 6 元',
    cause: 'unclear_consent',
    remedy: 'credit',
    agreed: '退回两个月功能费 12 元，当场取消',
  },
];
