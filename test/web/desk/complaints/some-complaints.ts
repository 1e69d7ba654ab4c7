import type { Complaint } from '../../../../src/complaints/complaint';
import type { ClockView, ComplaintDetail } from '../../../../src/desk/complaint-api';

const hour = 3_600_000;
const day = 24 * hour;

/** A complaint with a whole life behind it; `over` changes what a test is about. */
export function aComplaint(over: Partial<ComplaintDetail> = {}, more: Partial<Complaint> = {}): ComplaintDetail {
  const now = Date.now();
  const createdAt = now - 16 * hour;
  const number = over.number ?? 'C20261121-0042-7';
  const status = over.status ?? 'investigating';
  const clock = (name: ClockView['name'], startedAt: number, dueAt: number, doneAt?: number): ClockView => ({
    name,
    startedAt,
    dueAt,
    paused: status === 'waiting_for_customer' && name === 'resolve',
    used: ((doneAt ?? now) - startedAt) / (dueAt - startedAt),
    ...(doneAt === undefined ? {} : { doneAt }),
  });
  const clocks = [
    clock('first_reply', createdAt, createdAt + 2 * hour, createdAt + hour),
    clock('resolve', createdAt, createdAt + 24 * hour),
    clock('law', createdAt, createdAt + 15 * day),
  ];
  const complaint: Complaint = {
    id: `id ${number}`,
    number,
    version: 3,
    createdBy: 'x',
    createdAt,
    type: over.type ?? 'pricing_billing',
    candidates: [],
    status,
    history: [
      { at: createdAt, actor: 'customer', event: 'receive', to: 'received' },
      { at: createdAt, actor: 'bot', event: 'acknowledge', from: 'received', to: 'acknowledged' },
      { at: createdAt + hour, actor: 'agent1', event: 'assess', from: 'acknowledged', to: 'assessed' },
      { at: createdAt + 12 * hour, actor: 'desk', event: 'timer', note: 'resolve:50#0' },
      { at: createdAt + 13 * hour, actor: 'agent1', event: 'investigate', from: 'assessed', to: 'investigating' },
    ],
    conversationId: 'conv_1',
    channel: 'web',
    language: 'zh-Hans',
    phone: '138****0002',
    identity: 'verified',
    story: over.story ?? '我从来没有开过彩铃，10 月和 11 月每个月都扣了 6 块钱，营业厅说会退，到现在也没退。',
    slots: { item: 'ring_back_tone', amountFen: 1200, billMonth: '2026-11', promised: '营业厅说会退' },
    wantedOutcome: { kind: 'refund', words: '把两个月的钱退给我' },
    contact: { time: '下午打电话', channel: 'phone' },
    linked: [{ id: 'y', number: 'C20261028-0017-3', relation: 'repeat' }],
    priority: 1,
    repeatCount: 1,
    evidence: ['att_1'],
    bill: {
      at: createdAt,
      month: '2026-11',
      totalFen: 6500,
      lines: [{ name: '彩铃功能费', nameEn: 'Ring-back tone', amountFen: 600 }],
    },
    additions: [{ at: createdAt + 2 * hour, text: '营业厅的小票我还留着，可以拍给你们。' }],
    promise: { owner: 'value_added', firstReplyBy: now, resolveBy: now, answerBy: now },
    marks: { recorded: { at: createdAt, actor: 'bot' } },
    anger: 2,
    assessment: {
      at: createdAt + hour,
      by: 'agent1',
      severity: 'medium',
      complexity: 'simple',
      impact: 'several',
      actAtOnce: true,
    },
    remedies: [
      { id: 'r1', code: 'credit', amountFen: 9900, by: 'agent1', at: now - 2 * hour, status: 'waiting_approval' },
    ],
    ...more,
  };
  const { createdBy: _, conversationId, ...shown } = complaint;
  return {
    number,
    version: 3,
    type: complaint.type,
    subType: 'unauthorised_order',
    status,
    priority: 1,
    level: 0,
    createdAt,
    handler: 'agent1',
    owner: 'value_added',
    phone: '138****0002',
    story: complaint.story,
    reopened: 0,
    ...(clocks[1] ? { clock: clocks[1] } : {}),
    missed: [],
    clocks,
    marks: [
      { mark: 'recorded', at: createdAt, actor: 'bot', dueAt: createdAt, missed: false },
      { mark: 'handled', dueAt: createdAt + 24 * hour, missed: false },
      { mark: 'rechecked', dueAt: createdAt + 8 * day, missed: false },
      { mark: 'fedBack', dueAt: createdAt + 8 * day, missed: false },
    ],
    may: [],
    proposed: [
      {
        code: 'apology_call',
        names: { 'zh-Hans': '负责人致电道歉', 'zh-Hant': '主管致電道歉', en: 'Apology by a manager' },
      },
      { code: 'credit', names: { 'zh-Hans': '话费补偿', 'zh-Hant': '話費補償', en: 'Account credit' }, limitFen: 5000 },
      {
        code: 'small_gift',
        names: { 'zh-Hans': '小礼品', 'zh-Hant': '小禮品', en: 'Small gift' },
        limitFen: 3000,
        gift: true,
      },
      {
        code: 'umbrella',
        names: { 'zh-Hans': '雨伞', 'zh-Hant': '雨傘', en: 'Umbrella' },
        limitFen: 3000,
        gift: true,
        worthFen: 2000,
      },
    ],
    conversationId,
    complaint: shown,
    ...over,
  };
}

/** Every kind of complaint a list can show. */
export function someComplaints(): ComplaintDetail[] {
  const now = Date.now();
  const late = (hours: number): ClockView => ({
    name: 'resolve',
    startedAt: now - 60 * hour,
    dueAt: now - hours * hour,
    paused: false,
    used: 1.2,
  });
  const nobodys = (one: ComplaintDetail): ComplaintDetail => {
    const { handler: _, ...free } = one;
    const { assessment: __, ...complaint } = one.complaint;
    return { ...free, complaint };
  };
  const answer = {
    at: now - 9 * day,
    by: 'agent2',
    text: '您家楼下的光缆被施工挖断，已经接好并测速，晚上不会再断。',
    cause: 'weak_signal',
    owner: 'network',
    told: { at: now - 9 * day, way: 'chat', reference: 'm-31' },
  } as const;
  const marks = aComplaint().marks;
  return [
    aComplaint(),
    nobodys(
      aComplaint(
        {
          number: 'C20261121-0051-2',
          type: 'product_quality',
          status: 'acknowledged',
          owner: 'network',
          subType: 'no_signal',
          priority: 2,
          story: '家里整整半个月没有信号，打电话要跑到楼下，再不修我就去工信部投诉。',
          phone: '136****4521',
        },
        { history: [], remedies: [], anger: 3 },
      ),
    ),
    aComplaint(
      {
        number: 'C20261112-0009-4',
        type: 'product_quality',
        subType: 'broadband_outage',
        status: 'decision_communicated',
        handler: 'agent2',
        owner: 'network',
        level: 1,
        reopened: 1,
        missed: ['rechecked', 'fedBack'],
        todo: ['call', 'feed_back'],
        clock: late(3),
        marks: marks.map((mark) =>
          mark.mark === 'recorded' || mark.mark === 'handled'
            ? { ...mark, at: now - 9 * day, actor: 'agent2' }
            : { ...mark, dueAt: now - 2 * day, missed: true },
        ),
        story: '宽带每天晚上八点以后就断\n报修过两次，来的人说没问题',
      },
      {
        answers: [answer],
        rechecks: [{ askedAt: answer.at, answeredAt: now - 8 * day, solved: false, words: '昨晚又断了' }],
        contacts: [{ at: now - day, by: 'agent2', way: 'phone', outcome: 'no_answer' }],
        surveys: [{ at: now - 8 * day, score: 'unsatisfied', words: '来了两次都没修好' }],
        remedies: [],
      },
    ),
    aComplaint(
      { number: 'C20261120-0033-1', status: 'waiting_for_customer', story: '充了 100 块没到账。' },
      {
        pauses: [{ from: now - hour, reason: 'papers' }],
        remedies: [],
      },
    ),
    aComplaint({
      number: 'C20261119-0020-8',
      type: 'staff_attitude',
      subType: 'rude',
      status: 'assessed',
      story: '营业员一直聊天，叫了三遍才理我。',
    }),
    aComplaint(
      { number: 'C20261028-0017-3', type: 'after_sales', status: 'closed', story: '说好上午上门，等到晚上没人来。' },
      {
        language: 'en',
        marks: {},
      },
    ),
  ];
}
