import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forCustomer } from '../../src/data/export-customer-mask';
import { tracesOf } from '../../src/data/traces';
import { openMongo } from '../../src/storage/mongo/open-mongo';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import type { Store } from '../../src/storage/store';
import { ManualClock } from '../support/manual-clock';
import { freshDatabase, withMongo } from '../support/mongo';
import { newComplaint } from '../support/new-complaint';
import { newHandoff } from '../support/new-handoff';
import { sequentialIds } from '../support/sequential-ids';
import { tempDirs } from '../support/temp-dir';
import { workOf } from '../support/work-of';
import { call } from './call';

const freshDir = tempDirs();
const mine = '13800000001';
const other = '13900000002';
const clock = new ManualClock();
const hostile = '"],"x":{"\u2028\\ __proto__ constructor </script> \ud83d\ude00';
const othersWays = [
  other,
  '139-0000-0002',
  '+86 139 0000 0002',
  '一三九零零零零零零零二',
  '１３９０００００００２',
  '1.3.9 0000·0002',
];
const bytes = Buffer.from([0x89, 0x50, ...Buffer.from(other), 0xff]);

interface Desk {
  readonly store: Store;
  readonly dir: string;
  readonly env: Record<string, string>;
}

async function says(store: Store, id: string, userId: string, texts: string[], state: object): Promise<void> {
  await store.conversations.create({ id, channel: 'web', userId });
  for (const [n, text] of texts.entries()) await store.conversations.accept(id, `m${n}`, { type: 'message', text });
  const notSent = { agent: { id: 'li', name: '小李' }, text: '没发出去的悄悄话' };
  await store.conversations.accept(id, 'e', { type: 'event', name: 'desk.notSent', value: notSent });
  clock.advance(1_000);
  const lease = await store.conversations.acquire(id, 'node', 1_000);
  const record = await store.conversations.load(id);
  if (!lease || !record) throw new Error('no turn');
  await store.conversations.commitTurn({
    lease,
    expectedVersion: record.version,
    state: { [`test/conversations/${id}/`]: { desk: state, dialogs: { dialogStack: ['inner'] } } },
    processedSeq: texts.length + 1,
    wakeAt: undefined,
    outgoing: [{ id: `${id}.1`, activity: { type: 'message', text: '收到', from: { id: 'agent:li', name: '小李' } } }],
    outbox: [
      { key: `${id}:sms`, kind: 'sms', conversationId: id, payload: { to: userId, text: '编号已记下，验证码 654321' } },
      { key: `${id}:hub`, kind: 'connector', conversationId: id, payload: { hub: 'x', call: '内部转发' } },
    ],
  });
  await store.conversations.release(lease);
}

/** Two customers who say each other's numbers, and everything that is kept of them. */
async function fill(store: Store): Promise<void> {
  const proved = { language: 'zh-Hans', mood: [{ at: clock.now(), anger: 2 }], ticketTries: 3 };
  await says(store, 'own', 'u1', [`我的号码 ${mine}，${hostile}`, ...othersWays.map((way) => `我妈 ${way} 也是`)], {
    ...proved,
    identity: { phone: mine, until: 1 },
    statedPhone: other,
    lastHandoff: { id: 'h1', agent: 'li', agreed: '三天内回电', numbers: [] },
  });
  await says(store, 'named', 'u5', ['查话费'], { statedPhone: mine });
  await says(store, 'other', 'u2', [`给 138-0000-0001 充值`, '别人的秘密'], { identity: { phone: other, until: 1 } });
  await store.complaints.insert(
    newComplaint({
      id: 'c1',
      createdBy: 'c1',
      conversationId: 'own',
      phone: mine,
      story: `彩铃扣费 ${hostile} 另一个号 ${other}`,
      handler: 'li',
      status: 'answered',
      history: [
        { at: clock.now(), actor: 'customer', event: 'add', note: '客户补充的话' },
        { at: clock.now(), actor: 'li', event: 'escalate', note: '内部升级理由' },
      ],
      assessment: { at: 1, by: 'li', severity: 'high', complexity: 'simple', impact: 'one', actAtOnce: false },
      answers: [{ at: 2, by: 'li', text: '已退订并退费', cause: 'c', owner: 'billing' }],
      remedies: [{ id: 'r1', code: 'refund', amountFen: 600, by: 'li', at: 2, status: 'paid', decidedBy: 'boss' }],
      surveys: [{ at: 3, score: 'satisfied', words: '挺好' }],
    }),
  );
  await store.complaints.insert(
    newComplaint({
      id: 'c2',
      createdBy: 'c2',
      conversationId: 'other',
      phone: other,
      story: `替 ${mine} 投诉别人的事`,
    }),
  );
  await store.handoffs.enqueue(
    newHandoff({
      id: 'h1',
      createdBy: 'h1',
      conversationId: 'own',
      status: 'done',
      agent: 'li',
      brief: {
        ...newHandoff().brief,
        customer: { phone: mine, identity: 'verified' },
        transcript: [{ at: 1, from: 'customer', text: `转人工，家人 ${other}` }],
        suggestedOpening: '内部开场白',
      },
      notes: [
        { id: 'n1', at: 1, author: 'boss', kind: 'whisper', text: '内部耳语' },
        { id: 'n2', at: 1, author: 'li', kind: 'note', text: '内部备注' },
      ],
      wrapUp: { at: 2, by: 'li', result: 'solved', cause: 'c', agreed: '三天内回电', note: '内部小结' },
      history: [{ at: 2, actor: 'li', event: 'finish', from: 'assigned', to: 'done', note: '内部经过' }],
    }),
  );
  for (const conversationId of ['own', 'other']) {
    await store.attachments.put({ conversationId, name: `${other}.png`, contentType: 'image/png', bytes });
  }
  const record = (kind: 'audit' | 'miss' | 'survey' | 'contact', key: string, conversationId: string, data: object) =>
    store.records.append({ kind, key, at: clock.now(), conversationId, data: { ...data } });
  await record('audit', 'a1', 'own', { kind: 'cancel', phone: '138****0001', service: '彩铃', step: 'asked' });
  clock.advance(1_000);
  await record('audit', 'desk:1', 'own', { staff: 'li', act: 'reveal', about: '内部查看' });
  await record('survey', 'h1', 'own', { score: 'satisfied', handoffId: 'h1', agent: 'li' });
  clock.advance(1_000);
  await record('contact', 'own|1', 'own', { customer: 'keyed', messages: 2 });
  await record('miss', 'm1', 'other', { text: `别人的 ${mine}` });
  for (const phone of [mine, other]) {
    const decisions = {
      offers: { given: false, at: 1, by: 'own|1', words: '不要' },
      greeting: { given: true, at: 1, by: 'li' },
    };
    await store.documents.put('consent', phone, { decisions }, 0);
    await store.documents.put('notice', `told:line_status:${phone}:2026-11-21:active`, { stage: 'told', id: 'n1' }, 0);
    await store.documents.put('notice', `visit:${phone}`, { phone, from: clock.now(), hash: 'inner' }, 0);
  }
  const draft = { status: 'draft', language: 'zh-Hans', question: '能改名吗', answer: '内部草稿', alternatives: [] };
  const from = { handoffId: 'h1', conversationId: 'own', agent: 'li', at: 1 };
  await store.documents.put('knowledge_draft', 'd1', { id: 'd1', ...draft, from }, 0);
}

const inner = ['内部', '悄悄话', 'dialogStack', '"li"', 'boss', 'keyed', '654321', '别人的'];
const auditsOf = async (store: Store) =>
  (await store.records.list('audit', 50)).filter(({ data }) => data['kind'] === 'export_customer');

function exportsOne(open: (dir: string) => Promise<Store>, envOf: (dir: string) => Record<string, string>): void {
  let desk: Desk;
  beforeEach(async () => {
    const dir = freshDir();
    desk = { store: await open(dir), dir, env: envOf(dir) };
    await fill(desk.store);
  });
  afterEach(() => desk.store.close());
  const run = (...args: string[]) => call(desk.dir, ['export-customer', ...args], '', desk.env, clock);

  test('a look writes nothing, records nothing, and shows no full number', async () => {
    const { code, error } = await run('+86 138 0000 0001', '--dry-run');
    expect([code, error]).toEqual([0, expect.stringContaining('138****0001')]);
    expect(error).toMatch(/2 conversation, \d+ activity, 1 complaint, 1 handoff, 1 attachment/);
    expect(error).toMatch(/3 rows of others or nobody mention the number: left out/);
    expect(error).not.toContain(mine);
    expect(await auditsOf(desk.store)).toEqual([]);
  });

  test('gives the customer everything that is theirs, and nothing of staff or others', async () => {
    const path = join(freshDir(), 'copy.json');
    const { code, error } = await run(mine, path);
    expect([code, error]).toEqual([0, expect.stringContaining('In the file: 2 conversations, 1 complaints')]);
    expect(error).not.toContain(mine);
    expect(error).toMatch(/never proved[\s\S]*\n {2}named\n {2}C20\d{6}-0001-\d\n/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    const file = JSON.parse(text);
    expect(tracesOf(other).count(file)).toBe(0);
    expect(inner.filter((words) => text.includes(words))).toEqual([
      // In the heading, which says what is left out.
      '内部',
    ]);
    expect(JSON.stringify({ ...file, about: undefined })).not.toContain('内部');
    expect(file.about).toMatchObject({
      number: mine,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
      'zh-Hans': { title: '您的个人信息副本' },
      'zh-Hant': { contents: { messages: '傳給您的簡訊' } },
      en: { leftOut: expect.any(Array) },
    });
    const [own, named] = file.conversations;
    expect(own).toMatchObject({
      id: 'own',
      number: 'proved',
      known: { identity: { phone: mine }, statedPhone: '139****0002', lastHandoff: { agreed: '三天内回电' } },
    });
    expect(own.log.map(({ from }: { from: string }) => from)).toEqual([
      ...Array(othersWays.length + 1).fill('customer'),
      'desk',
    ]);
    expect(own.log[0].text).toBe(`我的号码 ${mine}，${hostile}`);
    for (const line of own.log.slice(1, -1)) expect(line.text).toMatch(/^我妈 (\+86 )?139\*{4}0002 也是$/);
    expect(own.log.at(-1)).toMatchObject({ text: '收到', name: '小李' });
    expect(named).toMatchObject({ id: 'named', number: 'named' });
    expect(file.complaints).toEqual([
      expect.objectContaining({
        phone: mine,
        story: `彩铃扣费 ${hostile} 另一个号 139****0002`,
        createdAt: '2026-11-21T10:00:00+08:00',
        history: [
          expect.objectContaining({ actor: 'customer', note: '客户补充的话' }),
          { at: expect.anything(), actor: 'staff', event: 'escalate' },
        ],
        answers: [{ at: 2, text: '已退订并退费', cause: 'c', owner: 'billing' }],
        remedies: [{ code: 'refund', amountFen: 600, at: 2, status: 'paid' }],
        surveys: [{ at: 3, score: 'satisfied', words: '挺好' }],
      }),
    ]);
    expect(file.handovers).toEqual([
      expect.objectContaining({
        wrapUp: { at: 2, result: 'solved', cause: 'c', agreed: '三天内回电' },
        brief: expect.objectContaining({ transcript: [{ at: 1, from: 'customer', text: '转人工，家人 139****0002' }] }),
      }),
    ]);
    expect(file.files).toHaveLength(1);
    expect(Buffer.from(file.files[0].bytes, 'base64')).toEqual(bytes);
    expect(file.files[0].name).toBe('139****0002.png');
    expect(file.records.map(({ kind, data }: { kind: string; data: object }) => [kind, data])).toEqual([
      ['audit', { kind: 'cancel', phone: '138****0001', service: '彩铃', step: 'asked' }],
      ['survey', { score: 'satisfied', handoffId: 'h1' }],
      ['contact', { messages: 2 }],
    ]);
    expect(file.messages).toHaveLength(2);
    expect(file.messages[0].text).toBe('编号已记下，验证码 ******');
    expect(file.consents).toEqual([
      {
        at: expect.anything(),
        decisions: {
          offers: { given: false, at: 1, by: 'own|1', words: '不要' },
          greeting: { given: true, at: 1, by: 'staff' },
        },
      },
    ]);
    expect(file.notices).toEqual([
      { at: expect.anything(), stage: 'told', rule: 'line_status', facts: { stage: 'told', id: 'n1' } },
      { at: expect.anything(), stage: 'visit', facts: { phone: mine, from: expect.anything() } },
    ]);
    expect(file.questions).toEqual([expect.objectContaining({ question: '能改名吗', status: 'draft' })]);
    expect(file.leftOut).toEqual({
      othersThatMentionTheNumber: 3,
      filesLost: 0,
      systemSignals: 2,
      staffNotes: 5,
      staffActs: 1,
      innerCopies: 2,
    });
  });

  test('is recorded without the number, and leaves the customer’s rows as they are', async () => {
    const before = await call(desk.dir, ['verify'], '', desk.env);
    const dir = freshDir();
    expect(await run(mine, join(dir, 'a.json'))).toMatchObject({ code: 0 });
    const [audit, ...more] = await auditsOf(desk.store);
    expect(more).toEqual([]);
    expect(audit).toMatchObject({
      at: clock.now(),
      conversationId: '',
      data: { kind: 'export_customer', customer: expect.stringMatching(/^[0-9a-f]{32}$/), rows: { complaint: 1 } },
    });
    expect(tracesOf(mine).count(audit)).toBe(0);
    const after = await call(desk.dir, ['verify'], '', desk.env);
    const others = (lines: string) => lines.split('\n').filter((line) => !line.trim().startsWith('record'));
    expect(others(after.output)).toEqual(others(before.output));
    // Erasing finds the same customer under the same hash.
    expect(await call(desk.dir, ['erase-customer', mine, '--yes'], '', desk.env)).toMatchObject({ code: 0 });
    const erased = (await desk.store.records.list('audit', 9)).find(({ data }) => data['kind'] === 'erase_customer');
    expect(erased?.data['customer']).toBe(audit?.data['customer']);
    const empty = await run(mine, join(dir, 'b.json'));
    expect([empty.code, empty.error]).toEqual([0, expect.stringContaining('nothing of this customer')]);
    const file = JSON.parse(readFileSync(join(dir, 'b.json'), 'utf8'));
    expect([file.conversations, file.complaints, file.files]).toEqual([[], [], []]);
  });
}

describe('export-customer, embedded store', () => {
  exportsOne(
    async (dir) => openSqlite({ dir, clock, ids: sequentialIds() }),
    () => ({}),
  );

  test('writes over nothing, and nowhere but into a file', async () => {
    const dir = freshDir();
    const store = openSqlite({ dir, clock, ids: sequentialIds() });
    await fill(store);
    const there = join(dir, 'there.json');
    writeFileSync(there, 'somebody’s');
    for (const [args, words] of [
      [[mine, there], 'is there already'],
      [[mine, join(dir, 'no', 'such.json')], 'no folder'],
      [[mine, '-'], 'Name a file'],
      [[mine], 'Name a file'],
      [['12a', join(dir, 'x.json')], 'no phone number'],
    ] as const) {
      expect(await call(dir, ['export-customer', ...args])).toMatchObject({
        code: 1,
        output: '',
        error: expect.stringContaining(words),
      });
    }
    expect(readFileSync(there, 'utf8')).toBe('somebody’s');
    expect(existsSync(join(dir, 'x.json'))).toBe(false);
    expect(await auditsOf(store)).toEqual([]);
    store.close();
    expect(await call(dir, ['export-customer'])).toMatchObject({ code: 2 });
  });

  test('says which file has lost its contents, and leaves nothing unfinished behind', async () => {
    const [dir, out] = [freshDir(), freshDir()];
    const store = openSqlite({ dir, clock, ids: sequentialIds() });
    await fill(store);
    for (const name of readdirSync(join(dir, 'attachments'))) rmSync(join(dir, 'attachments', name));
    store.close();
    const { code, error } = await call(dir, ['export-customer', mine, join(out, 'copy.json')]);
    expect([code, error]).toEqual([1, expect.stringContaining('is in the list without its contents')]);
    expect(JSON.parse(readFileSync(join(out, 'copy.json'), 'utf8')).files[0].bytes).toBeNull();
    expect(readdirSync(out)).toEqual(['copy.json']);
  });
});

withMongo('export-customer, MongoDB', (url) => {
  const database = new Map<string, string>();
  const nameFor = (dir: string): string => {
    const known = database.get(dir) ?? freshDatabase();
    database.set(dir, known);
    return known;
  };
  exportsOne(
    (dir) => openMongo({ url, database: nameFor(dir), poolSize: 5, timeoutMs: 10_000, clock, ids: sequentialIds() }),
    (dir) => ({ MONGO_URL: url, MONGO_DATABASE: nameFor(dir), MONGO_ALLOW_STANDALONE: 'true' }),
  );
});

describe('forCustomer', () => {
  const give = forCustomer(mine);

  test.each([
    [`15 ${other}`, '15 139****0002'],
    [`17:30 ${mine} 打来`, `17:30 ${mine} 打来`],
    [`${mine} ${other}`, `${mine} 139****0002`],
    ['我的 一三八零零零零零零零一', '我的 一三八零零零零零零零一'],
    ['座机 010-12345678', '座机 010****5678'],
    ['+852 9123 4567', '852****4567'],
    ['拨 10086，扣了 1530.60 元，编号 C20261121-0001-3', '拨 10086，扣了 1530.60 元，编号 C20261121-0001-3'],
  ])('%s', (text, given) => expect(give(text)).toBe(given));

  test('numbers, names of fields, times; and what fields of numbers hold is nobody else’s', () => {
    const value = JSON.parse(
      `{"n":${other},"own":${mine},"at":1795300000000,"${other}":1,"phone":"91234567","__proto__":"x ${other}","constructor":600}`,
    );
    expect(JSON.stringify(give(value))).toBe(
      `{"n":"139****0002","own":${mine},"at":"2026-11-22T06:26:40+08:00","139****0002":1,"phone":"******67","__proto__":"x 139****0002","constructor":600}`,
    );
  });

  test('is quick on hostile text', () => {
    for (const text of ['1'.repeat(200_000), '13'.repeat(100_000), '一 三 八 '.repeat(50_000), '0   '.repeat(50_000)]) {
      expect(workOf(() => give([text, `+${text}`]))).toBeLessThan(500);
    }
  });
});
