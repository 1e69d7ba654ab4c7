import type { Complaint } from '../../src/complaints/complaint';
import { type AccountGateway, AccountUnavailable } from '../../src/ports/account-gateway';
import { readMisses } from '../../src/understanding/cli/misses/read-misses';
import { newComplaint } from '../support/new-complaint';
import { tempDirs } from '../support/temp-dir';
import { aHandoff } from './a-handoff';
import { noAccounts, type RunningDesk, runDesk } from './running-desk';

const freshDir = tempDirs();
const phone = '13800000002';
let away = false;
const accounts: AccountGateway = {
  ...noAccounts,
  async subscriber() {
    if (away) throw new AccountUnavailable('subscriber');
    return {
      phone,
      name: '王小明',
      brand: 'm_zone',
      age: 22,
      plan: { name: '校园', nameEn: 'Campus', monthlyFen: 2800, voiceMinutes: 100, dataMb: 1024, includes: [] },
      balanceFen: 1200,
      status: 'active',
      arrearsFen: 0,
    };
  },
  bills: async () => [
    bill('2026-11', true, 600),
    { ...bill('2026-10', false, 500), items: [{ code: 'plan_fee', name: '套餐费', nameEn: 'Plan', amountFen: 600 }] },
  ],
  services: async () => [
    {
      id: 'svc_1',
      kind: 'ring_back_tone',
      name: '彩铃',
      nameEn: 'Ring-back tone',
      monthlyFen: 600,
      orderedAt: 1,
      orderedVia: 'phone_sales',
      orderedDetail: `外呼 ${phone}`,
      orderedDetailEn: 'Sales call',
      freeWithPlan: false,
    },
  ],
};
const bill = (month: string, open: boolean, amountFen: number) => ({
  month,
  open,
  totalFen: 3400,
  items: [
    { code: 'plan_fee', name: '套餐费', nameEn: 'Plan', amountFen: 2800 },
    { code: 'ring_back_tone_fee', name: '彩铃功能费', nameEn: 'Ring-back tone', amountFen, serviceId: 'svc_1' },
  ],
});

let desk: RunningDesk;
let complaint: Complaint;
let id: string;
let conversationId: string;

beforeAll(async () => {
  desk = await runDesk({ dir: freshDir(), accounts });
  const earlier = await desk.store.complaints.insert(
    newComplaint({ id: 'old', createdBy: 'old', conversationId: 'conv_old', story: '上月也扣了', type: 'after_sales' }),
  );
  complaint = await desk.store.complaints.insert(
    newComplaint({
      createdBy: 'here',
      conversationId: 'conv_brief',
      story: `我没开过彩铃，为什么乱扣6块钱，打${phone}回我。`,
      slots: { item: '彩铃', amountFen: 600 },
      candidates: [
        { type: 'pricing_billing', score: 0.7 },
        { type: 'staff_attitude', score: 0.2 },
      ],
      promise: { owner: 'billing', firstReplyBy: 10, resolveBy: 20, answerBy: 30 },
      status: 'acknowledged',
      anger: 2,
    }),
  );
  const { brief } = aHandoff();
  const waiting = await desk.waiting({
    conversationId: 'conv_brief',
    brief: {
      ...brief,
      complaints: [complaint, earlier].map(({ number, type, status, createdAt }) => ({
        number,
        type,
        status,
        createdAt,
      })),
    },
    callBack: { phone, from: 1, until: 2 },
  });
  ({ id, conversationId } = waiting);
  await desk.says(conversationId, `我是${phone}`);
  await desk.says(conversationId, '482913');
  for (const [conversation, text] of [
    ['conv_brief', `随便说说${phone}`],
    ['conv_else', '别人的话'],
  ] as const) {
    const at = desk.clock.now();
    await desk.store.records.append({ kind: 'miss', key: text, at, conversationId: conversation, data: { text } });
  }
  await desk.post('lin', `/handoffs/${id}/take`);
});
afterAll(() => desk.stop());

const secrets = ['13800000002', '138-0000-0002', '110101199003', '482913', '王小明'];

test('the brief tells the whole story with no full number, name or code in it', async () => {
  const { status, body, headers } = await desk.get('lin', `/handoffs/${id}`);
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  const text = JSON.stringify(body);
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(body).toMatchObject({
    summary: '138****0002 的彩铃费要求退回',
    summaries: { 'zh-Hant': '138****0002 的來電答鈴費要求退回', en: 'Wants the tone fee of 138****0002 back' },
    phone: '138****0002',
    callBack: { attempts: 0 },
    notUnderstood: ['随便说说138****0002'],
    brief: {
      customer: { phone: '138****0002', name: '王**', identity: 'verified' },
      wantedOutcome: '退到 138****0002',
    },
  });
});

test('complaints: type with how sure it is, words that show it, promises, remedies; earlier ones after', async () => {
  const { body } = await desk.get('lin', `/handoffs/${id}`);
  expect(body.complaints).toHaveLength(2);
  expect(body.complaints[0]).toMatchObject({
    number: complaint.number,
    here: true,
    type: 'pricing_billing',
    score: 0.7,
    alternatives: [{ type: 'staff_attitude', score: 0.2 }],
    evidenceSpans: ['为什么乱扣6块钱'],
    // A person speaks with the customer: the first reply is there.
    promises: [
      { what: 'resolve', by: 20 },
      { what: 'answer', by: 30 },
    ],
  });
  expect(body.complaints[0].remedies).toContainEqual(expect.objectContaining({ code: 'fee_waiver', limitFen: 20_000 }));
  expect(body.complaints[1]).toMatchObject({ here: false, type: 'after_sales', evidenceSpans: [] });
  expect(body.missing).not.toContain('amountFen');
});

test('the account is told of a proved number only, the disputed line marked, the look in the trail', async () => {
  const { body } = await desk.get('lin', `/handoffs/${id}/account`);
  expect(body.subscriber).toMatchObject({ name: '王**', balanceFen: 1200 });
  const disputed = body.bills.flatMap(
    ({ month, items }: { month: string; items: { disputed: boolean; code: string }[] }) =>
      items.filter((item) => item.disputed).map(({ code }) => `${month} ${code}`),
  );
  expect(disputed).toEqual(['2026-11 ring_back_tone_fee']);
  expect(body.services).toMatchObject([{ disputed: true, orderedDetail: '外呼 138****0002' }]);
  for (const secret of secrets) expect(JSON.stringify(body)).not.toContain(secret);
  const trail = await desk.store.records.list('audit', 50);
  expect(trail.map(({ data }) => data)).toContainEqual({ staff: 'lin', act: 'account', about: id });

  away = true;
  expect((await desk.get('lin', `/handoffs/${id}/account`)).body).toEqual({
    unavailable: 'system_away',
    bills: [],
    services: [],
  });
  away = false;
  const { brief } = aHandoff();
  for (const [identity, number, why] of [
    ['stated', phone, 'not_proved'],
    ['caller_id', phone, 'not_proved'],
    ['none', undefined, 'no_phone'],
  ] as const) {
    const other = await desk.waiting({ brief: { ...brief, customer: { identity, ...(number && { phone: number }) } } });
    await desk.post('boss', `/handoffs/${other.id}/take`);
    expect((await desk.get('boss', `/handoffs/${other.id}/account`)).body.unavailable).toBe(why);
    await desk.post('boss', `/handoffs/${other.id}/finish`, { result: 'customer_left', cause: 'question_answered' });
  }
});

test('who has not the conversation does not look into the account', async () => {
  const { brief } = aHandoff();
  const other = await desk.waiting({ brief });
  expect(await desk.get('lin', `/handoffs/${other.id}/account`)).toMatchObject({ status: 409, code: 'not_now' });
});

test('full values are shown for a reason, one kind at a time; codes never', async () => {
  const reveal = (what: string, why: unknown = '客户要求核对号码') =>
    desk.post('lin', `/handoffs/${id}/reveal`, { what, why });
  expect((await reveal('phone')).body).toEqual({ phone });
  expect((await reveal('name')).body).toEqual({ name: '王小明' });
  const { body } = await reveal('conversation', `核对${phone}`);
  expect(body.conversation.map(({ text }: { text: string }) => text)).toEqual([`我是${phone}`, '******']);
  for (const why of ['', ' ', 'x', 5, null, 'x'.repeat(501)]) {
    expect(await reveal('phone', why)).toMatchObject({ status: 400 });
  }
  const trail = (await desk.store.records.list('audit', 50)).filter(({ data }) => data['act'] === 'reveal');
  expect(trail.map(({ data }) => data)).toContainEqual({
    staff: 'lin',
    act: 'reveal',
    about: id,
    what: 'conversation',
    why: '核对138****0002',
  });
  expect(trail.every((entry) => entry.conversationId === conversationId)).toBe(true);
});

test('a corrected type moves the complaint and waits among the misses with the right label', async () => {
  const wish = { number: complaint.number, type: 'staff_attitude' };
  const { status, body } = await desk.post('lin', `/handoffs/${id}/type`, wish);
  expect(status).toBe(200);
  const [card] = body.complaints;
  expect(card).toMatchObject({ type: 'staff_attitude', owner: 'service_quality' });
  expect(card).not.toHaveProperty('score');
  const stored = await desk.store.complaints.byNumber(complaint.number);
  expect(stored?.history.at(-1)).toMatchObject({ actor: 'lin', event: 'correct_type' });
  expect(stored?.promise).toMatchObject({ firstReplyBy: 10, resolveBy: 20, answerBy: 30 });
  const misses = await readMisses({
    records: desk.store.records,
    conversations: desk.store.conversations,
    close: () => undefined,
  });
  expect(misses.filter(({ reason }) => reason === 'retyped')).toMatchObject([
    { text: complaint.story, suggested: 'complaint.staff_attitude' },
  ]);
  // The page clicks twice: nothing more happens.
  expect((await desk.post('lin', `/handoffs/${id}/type`, wish)).status).toBe(200);
  expect((await desk.store.complaints.byNumber(complaint.number))?.version).toBe(stored?.version);
  expect(await desk.post('lin', `/handoffs/${id}/type`, { ...wish, number: 'C20261121-9999-1' })).toMatchObject({
    status: 404,
  });
  expect(await desk.post('lin', `/handoffs/${id}/type`, { ...wish, subType: 'constructor' })).toMatchObject({
    status: 400,
  });
});

test('solved cases of the same kind, the most alike first, masked', async () => {
  const solved = async (story: string, subType: string, result: 'solved' | 'not_solved') => {
    const other = await desk.store.complaints.insert(
      newComplaint({
        id: story,
        createdBy: story,
        conversationId: `conv_${subType}_${story.length}`,
        story,
        subType,
        type: 'staff_attitude',
      }),
    );
    const { number, type, status, createdAt } = other;
    const { brief } = aHandoff();
    const entry = await desk.waiting({
      conversationId: other.conversationId,
      brief: { ...brief, complaints: [{ number, type, status, createdAt }] },
    });
    await desk.post('wang', `/handoffs/${entry.id}/take`);
    const wrapUp = { result, cause: 'ordered_without_consent', remedy: 'fee_waiver', agreed: `退到${phone}` };
    expect(await desk.post('wang', `/handoffs/${entry.id}/finish`, wrapUp)).toMatchObject({ status: 200 });
    return number;
  };
  const alike = await solved(`没开过彩铃为什么扣我6块钱 ${phone}`, 'a', 'solved');
  const unlike = await solved('前台的人一直玩手机', 'b', 'solved');
  await solved('没开过彩铃为什么扣我6块钱呢', 'c', 'not_solved');
  const { body } = await desk.get('lin', `/handoffs/${id}/similar`);
  expect(body.cases[0]).toMatchObject({ number: alike, cause: 'ordered_without_consent', remedy: 'fee_waiver' });
  expect(body.cases.map(({ number }: { number: string }) => number)).not.toContain(unlike);
  expect(body.cases).toHaveLength(1);
  expect(JSON.stringify(body)).not.toContain(phone);
});

test('knowledge is found by meaning and by words, in the language asked for', async () => {
  const search = async (q: string, language: string) =>
    desk.get('chen', `/knowledge?q=${encodeURIComponent(q)}&language=${language}`);
  expect((await search('我的余额', 'zh-Hans')).body.hits[0]).toMatchObject({ intent: 'billing.balance' });
  const tone = (await search('取消彩铃', 'zh-Hans')).body.hits;
  expect(tone.slice(0, 3).map(({ intent }: { intent: string }) => intent)).toContain('ring_back_tone.cancel');
  expect((await search('data roaming', 'en')).body.hits[0]).toMatchObject({ intent: 'data_usage.roaming' });
  expect((await search('', 'en')).body).toEqual({ hits: [] });
  expect((await search('x'.repeat(201), 'en')).status).toBe(400);
  expect((await search('a', '__proto__')).status).toBe(400);
});

test('what canned replies are filled with is said as the bot says it', async () => {
  const { brief } = aHandoff();
  const filed = await desk.store.complaints.insert(
    newComplaint({
      id: 'fill',
      createdBy: 'fill',
      conversationId: 'conv_fill',
      status: 'acknowledged',
      promise: { owner: 'billing', firstReplyBy: 1, resolveBy: desk.clock.now() + 86_400_000, answerBy: 3 },
    }),
  );
  const { number, type, status, createdAt } = filed;
  const complaints = [{ number, type, status, createdAt }];
  const slots = { item: 'ring_back_tone', amountFen: 650 };
  const fillIn = async (language: 'zh-Hans' | 'zh-Hant' | 'en') => {
    const conversationId = language === 'zh-Hans' ? 'conv_fill' : `conv_fill_${language}`;
    const one = await desk.waiting({ conversationId, brief: { ...brief, complaints, slots, language } });
    return (await desk.get('lin', `/handoffs/${one.id}`)).body.fillIn;
  };
  expect(await fillIn('zh-Hans')).toEqual({ item: '彩铃', amount: '6.50元', deadline: '明天上午10点' });
  expect(await fillIn('en')).toEqual({ item: expect.stringMatching(/ring-?back tone/i), amount: '6.50 yuan' });
});

test('words to choose from', async () => {
  const { body } = await desk.get('lin', '/words');
  expect(body.owners).toContainEqual({
    code: 'billing',
    names: expect.objectContaining({ 'zh-Hans': '账务核查小组' }),
  });
  expect(body.items).toContainEqual({ code: 'ring_back_tone', names: expect.objectContaining({ 'zh-Hans': '彩铃' }) });
  expect(body.results.map(({ code }: { code: string }) => code)).toContain('follow_up');
  expect(body.causes.length).toBeGreaterThan(3);
  expect(body.canned.length).toBeGreaterThan(5);
  expect(body.callBacks).toHaveLength(12);
  expect(body.awayReasons.length).toBeGreaterThan(2);
  expect(body.teams.map(({ code }: { code: string }) => code)).toContain('billing');
  expect(body.subTypes.every(({ names }: { names: object }) => 'zh-Hant' in names)).toBe(true);
});

test('a file goes to whoever may see its conversation, to be saved and never run', async () => {
  const file = await desk.store.attachments.put({
    conversationId,
    name: '账单<script>.svg',
    contentType: 'image/png',
    bytes: Buffer.from('bytes'),
  });
  const got = await desk.get('lin', `/attachments/${file.id}`);
  expect(got).toMatchObject({ status: 200, body: 'bytes' });
  expect(got.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''%E8%B4%A6/);
  expect(got.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  const [notYours, notThere] = [
    await desk.get('chen', `/attachments/${file.id}`),
    await desk.get('chen', '/attachments/x'),
  ];
  expect(notYours.status).toBe(404);
  expect(notYours.body).toEqual(notThere.body);
});

test('the screen pop finds the brief by its conversation', async () => {
  expect((await desk.get('lin', `/conversations/${conversationId}/handoff`)).body).toEqual({ id });
  expect((await desk.get('chen', `/conversations/${conversationId}/handoff`)).status).toBe(404);
  expect((await desk.get('lin', '/conversations/conv_nowhere/handoff')).status).toBe(404);
});
