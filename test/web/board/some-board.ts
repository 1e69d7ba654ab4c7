import type {
  BoardGaps,
  BoardList,
  BoardToday,
  BoardVoices,
  Digest,
  DraftsView,
  LearningView,
  ProblemsView,
  ProblemView,
} from '../../../src/desk/board-api';
import type { ComplaintLine } from '../../../src/desk/complaint-api';
import { daysBefore, shanghaiDay } from '../../../src/ports/calendar';
import { areaNames } from './fake-words';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const stories = [
  '我从来没有开过彩铃，10 月和 11 月每个月都扣了 6 块钱，营业厅说会退，到现在也没退。',
  '家里宽带断了三天\n报修两次都说当天来\n人一直没到',
  '营业员一边玩手机一边办业务，问一句答半句。',
  '流量包订了一个，账单上扣了两次。',
];
const types = ['pricing_billing', 'after_sales', 'staff_attitude', 'pricing_billing'] as const;

export function aLine(at: number, over: Partial<ComplaintLine> = {}): ComplaintLine {
  const now = Date.now();
  const dueAt = now + (at - 1) * 3 * hour;
  return {
    number: `C20261121-${String(40 + at).padStart(4, '0')}-${at % 10}`,
    version: 1,
    type: types[at % 4] ?? 'after_sales',
    status: 'investigating',
    priority: 1,
    level: 0,
    createdAt: now - (20 + at) * hour,
    owner: (['value_added', 'network', 'service_training'] as const)[at % 3] ?? 'network',
    ...(at % 3 === 0 ? {} : { handler: `agent${(at % 3) as 1 | 2}` }),
    phone: '138****0002',
    story: stories[at % 4] ?? '',
    reopened: 0,
    missed: [],
    clock: {
      name: at % 4 === 3 ? 'law' : 'resolve',
      startedAt: now - day,
      dueAt,
      paused: at === 4,
      used: (now - (now - day)) / (dueAt - (now - day)),
    },
    ...over,
  };
}

/** Closed, and its department is to be told by then. */
function anOwed(at: number): ComplaintLine {
  const { clock, ...line } = aLine(at, { status: 'closed', todo: ['feed_back'] });
  return { ...line, owed: { name: 'fedBack', dueAt: clock?.dueAt ?? 0, used: 0.9 } };
}

export function aToday(): BoardToday {
  const now = Date.now();
  const omission = (at: number, mark: BoardToday['omissions'][number]['mark'], late: number, handler?: string) => ({
    number: `C202611${15 + at}-00${10 + at}-${at}`,
    mark,
    dueAt: now - late,
    owner: 'value_added',
    ...(handler === undefined ? {} : { handler }),
  });
  return {
    now,
    omissions: [
      omission(1, 'fedBack', 3 * day + 4 * hour, 'agent2'),
      omission(2, 'rechecked', 26 * hour, 'agent1'),
      omission(3, 'handled', 5 * hour),
      omission(4, 'rechecked', 40 * minute, 'agent2'),
    ],
    omissionsInAll: 4,
    deadlines: Array.from({ length: 8 }, (_, at) => (at === 2 ? anOwed(at) : aLine(at))),
    deadlinesInAll: 37,
    approvals: 2,
    senior: 5,
    open: 128,
    problems: [
      { id: 'p1', number: 'P20261122-01', status: 'suggested', attached: 0 },
      { id: 'p2', number: 'P20261121-02', status: 'open', attached: 46 },
    ],
    deadLetters: 1,
    ownData: [
      {
        ...{ number: 'D20261106-01', what: 'erasure', phone: '138****0002', channel: 'web', language: 'zh-Hans' },
        ...{ askedAt: now - 16 * day, dueAt: now - day },
      },
      {
        ...{ number: 'D20261119-02', what: 'copy', phone: '139****2222', channel: 'voice', language: 'en' },
        ...{ askedAt: now - 2 * day, dueAt: now + 13 * day },
      },
    ],
  };
}

export const someGaps = (): BoardGaps => ({
  missed: [
    {
      id: '0000000000000001',
      text: '儿童手表的号码能不能关掉上网只留打电话',
      count: 23,
      lastAt: Date.now() - 2 * hour,
      language: 'zh-Hans',
    },
    {
      id: '0000000000000002',
      text: '副卡可以单独设流量上限吗',
      count: 17,
      lastAt: Date.now() - 7 * hour,
      language: 'zh-Hans',
    },
    {
      id: '0000000000000003',
      text: '國際漫遊時收簡訊要不要錢',
      count: 9,
      lastAt: Date.now() - 20 * hour,
      language: 'zh-Hant',
    },
    {
      id: '0000000000000004',
      text: 'can i keep my number when i move abroad for a year',
      count: 4,
      lastAt: Date.now() - 3 * day,
      language: 'en',
    },
  ],
  thumbsDown: [
    { topic: 'billing.why_higher', count: 31, of: 420 },
    { topic: 'ring_back_tone.cancel', count: 12, of: 260 },
    { topic: 'data_usage.remaining', count: 6, of: 890 },
  ],
});

export const someVoices = (): BoardVoices => ({
  voices: [
    {
      at: Date.now() - hour,
      about: 'complaint',
      score: 'unsatisfied',
      words: '钱是退了，可是没有人说清楚当初是怎么开通的。',
      number: 'C20261118-0013-3',
    },
    { at: Date.now() - 3 * hour, about: 'person', score: 'satisfied', words: '小林很耐心，一次就讲明白了。' },
    { at: Date.now() - 9 * hour, about: 'complaint', score: 'neutral', number: 'C20261117-0012-2' },
    {
      at: Date.now() - 20 * hour,
      about: 'complaint',
      score: 'satisfied',
      words: '师傅当天就来了，网速也正常了，谢谢。',
      number: 'C20261116-0011-1',
    },
  ],
  next: '1700000000000',
});

export function someProblems(): ProblemView[] {
  const now = Date.now();
  return [
    {
      id: 'p1',
      number: 'P20261122-01',
      status: 'suggested',
      type: 'product_quality',
      subTypes: ['broadband_outage'],
      areas: ['harbour'],
      since: now - 3 * hour,
      suggestion: {
        at: now - hour,
        count: 9,
        numbers: Array.from({ length: 9 }, (_, at) => `C20261122-00${10 + at}-${at}`),
      },
      history: [{ at: now - hour, actor: 'desk', event: 'suggest' }],
      attached: 0,
      solved: 0,
      notSolved: 0,
      noWord: 0,
      likelyCauses: ['fibre_cut'],
      may: ['open', 'dismiss'],
    },
    {
      id: 'p2',
      number: 'P20261121-02',
      status: 'open',
      type: 'product_quality',
      subTypes: ['no_signal'],
      areas: ['east', 'hills'],
      since: now - 20 * hour,
      known: {
        text: '东城区和云山县部分基站断电，抢修队伍已到现场，期间可能没有信号或信号弱。',
        english:
          'Masts in the East and Hills districts have lost power. Crews are on site; signal may be weak or missing.',
        at: now - 18 * hour,
        by: 'supervisor',
      },
      repairBy: now + 5 * hour,
      history: [
        { at: now - 19 * hour, actor: 'desk', event: 'suggest' },
        { at: now - 18 * hour, actor: 'supervisor', event: 'open' },
        { at: now - 17 * hour, actor: 'supervisor', event: 'attach', note: 'C20261121-0042-7' },
      ],
      attached: 46,
      solved: 0,
      notSolved: 0,
      noWord: 46,
      likelyCauses: ['weak_signal', 'fibre_cut'],
      may: ['update', 'attach', 'detach', 'repair'],
    },
    {
      id: 'p3',
      number: 'P20261118-01',
      status: 'repaired',
      type: 'pricing_billing',
      subTypes: ['double_charge'],
      areas: [],
      since: now - 4 * day,
      known: { text: '部分客户的流量包在账单上重复计费。', at: now - 4 * day, by: 'supervisor' },
      repair: {
        text: '重复的费用已全部退回账户，账单已更正。',
        cause: 'wrong_charge',
        at: now - 2 * day,
        by: 'supervisor',
      },
      history: [{ at: now - 4 * day, actor: 'supervisor', event: 'open' }],
      attached: 132,
      solved: 97,
      notSolved: 6,
      noWord: 29,
      progress: { done: 58, of: 132 },
      likelyCauses: [],
      may: ['detach', 'close'],
    },
  ];
}
export const problemsView = (problems: readonly ProblemView[]): ProblemsView => ({
  problems,
  areas: Object.entries(areaNames).map(([area, names]) => ({ area, names })),
});

export function someLearning(): LearningView {
  const now = Date.now();
  const today = shanghaiDay(now);
  const action = (id: string, over: Partial<LearningView['actions'][number]>): LearningView['actions'][number] => ({
    id,
    cause: 'unclear_consent',
    owner: 'value_added',
    text: '开通彩铃前加一次短信确认，写明每月 6 元和取消方法；没有回复 Y 的不开通。',
    responsible: 'agent1',
    dueOn: daysBefore(today, -9),
    createdAt: now - 30 * day,
    createdBy: 'supervisor',
    numbers: ['C20261015-0012-2', 'C20261018-0009-4'],
    notes: [],
    overdue: false,
    ...over,
  });
  return {
    actions: [
      action('a1', {
        cause: 'late_visit',
        owner: 'network',
        text: '上门前一天由系统发短信确认时段，改期由调度员电话告知。',
        responsible: 'agent2',
        dueOn: daysBefore(today, 4),
        overdue: true,
        notes: [{ at: now - 2 * day, by: 'agent2', text: '短信模板已报批，等供应商上线。' }],
      }),
      action('a2', {}),
      action('a3', {
        cause: 'wrong_charge',
        owner: 'billing',
        text: '流量包订购接口加去重，重复请求不再计费。',
        doneAt: now - 40 * day,
        doneBy: 'agent1',
        effect: { days: 28, before: 42, after: 0, rateBefore: 3.1, rateAfter: 0, verdict: 'stopped' },
      }),
      action('a4', {
        cause: 'rude_words',
        owner: 'service_training',
        text: '营业厅早会增加服务用语情景练习。',
        doneAt: now - 33 * day,
        doneBy: 'agent2',
        effect: { days: 28, before: 18, after: 17, verdict: 'same' },
      }),
      action('a5', {
        cause: 'plan_misread',
        text: '套餐页面把“首月按天计”写在价格旁边。',
        doneAt: now - 5 * day,
        doneBy: 'agent1',
        effect: { days: 5, before: 11, after: 2, verdict: 'too_early' },
      }),
    ],
    causes: [
      { cause: 'unclear_consent', owner: 'value_added', count: 112, countBefore: 131, actions: 1 },
      { cause: 'wrong_charge', owner: 'billing', count: 0, countBefore: 42, actions: 1 },
      { cause: 'late_visit', owner: 'network', count: 58, countBefore: 41, actions: 1 },
      { cause: 'queue', owner: 'service_training', count: 17, countBefore: 17, actions: 0 },
    ],
  };
}

export function aDigest(week: string, owner: string): Digest {
  return {
    week,
    owner,
    complaints: { n: 61, of: 61 },
    figures: [
      { measure: 'on_time_rate', now: { n: 55, of: 61 }, before: { n: 49, of: 60 } },
      { measure: 'omission_rate', now: { n: 4, of: 61 }, before: { n: 2, of: 60 } },
      {
        measure: 'resolve_time',
        now: { n: 55, of: 55, value: 76_000_000 },
        before: { n: 49, of: 49, value: 81_000_000 },
      },
    ],
    causes: [
      { cause: 'unclear_consent', count: 28, countBefore: 33, numbers: ['C20261115-0011-2', 'C20261116-0042-7'] },
      { cause: 'slow_refund', count: 9, countBefore: 4, numbers: ['C20261117-0003-1'] },
    ],
    actions: someLearning().actions.slice(0, 2),
    omissions: [{ number: 'C20261116-0042-7', mark: 'rechecked', dueAt: Date.now() - 5 * hour }],
  };
}

export const someDrafts = (): DraftsView => ({
  drafts: [
    {
      id: 'd1',
      status: 'draft',
      language: 'zh-Hans',
      question: '副卡可以单独设流量上限吗',
      alternatives: ['给孩子的副卡限流量', '副卡流量怎么控制'],
      answer:
        '可以。主卡给副卡设每月流量上限，达到后副卡会停用数据，不影响打电话。发短信“副卡限量”到客服号码即可设置。',
      from: { handoffId: 'handoff_1', agent: 'agent1', at: Date.now() - 6 * hour },
    },
    {
      id: 'd2',
      status: 'published',
      language: 'zh-Hans',
      question: '儿童手表怎么只留通话',
      alternatives: [],
      answer: '可以关闭手表号码的数据功能，只保留通话和短信。',
      from: { handoffId: 'handoff_2', agent: 'agent2', at: Date.now() - 3 * day },
      reviewedBy: 'supervisor',
      reviewedAt: Date.now() - 2 * day,
    },
  ],
});

export function aList(after: string | null, contacts: boolean): BoardList {
  const start = Number(after ?? 0);
  return {
    total: 47,
    items: Array.from({ length: 20 }, (_, at) =>
      contacts
        ? {
            kind: at % 5 === 4 ? ('handoff' as const) : ('contact' as const),
            id: `c${start + at}`,
            at: Date.now() - (start + at) * hour,
            channel: 'web' as const,
            about: '这个月还剩多少流量',
          }
        : {
            kind: 'complaint' as const,
            complaint: {
              ...aLine(start + at, at % 6 === 2 ? { missed: ['rechecked'] } : {}),
              channel: (['web', 'sms', 'voice'] as const)[at % 3] ?? 'web',
            },
          },
    ),
    ...(start >= 20 ? {} : { next: String(start + 20) }),
  };
}
