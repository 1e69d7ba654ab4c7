import type { BoardGaps, BoardList, BoardToday } from '../../../src/desk/board-api';
import { countAttached } from '../../../src/known-problems/count-attached';
import type { StoredProblem } from '../../../src/known-problems/stored-problem';
import type { NewOutboxEntry } from '../../../src/ports/outbox';
import { tempDirs } from '../../support/temp-dir';
import { day, monday, told } from '../complaints/told-complaint';
import { readCsv } from './read-csv';
import { type RunningBoard, runBoard } from './running-board';

const freshDir = tempDirs();
const problemId = 'P20261123-01';
let board: RunningBoard;
let problem: StoredProblem;

beforeEach(async () => {
  problem = {
    ...{ id: problemId, number: problemId, status: 'repaired', type: 'product_quality', subTypes: [], areas: [] },
    ...{ since: monday, history: [], news: 1 },
    repair: { text: '接好了', cause: 'line_damage', at: monday + day, by: 'boss' },
  };
  board = await runBoard({
    dir: freshDir(),
    problems: {
      list: async () => [problem],
      byId: async (id) => (id === problemId ? problem : undefined),
      counts: (one) => countAttached(board.store.complaints, one),
    },
  });
  board.clock.set(monday);
});
afterEach(() => board.stop());

const get = (path: string, who = 'boss') => board.get(who, `/board/${path}`);

/** Every page of a list; each says the same total. */
async function pagesOf(path: string): Promise<{ total: number; items: BoardList['items'][number][] }> {
  const items: BoardList['items'][number][] = [];
  const totals = new Set<number>();
  let next: string | undefined;
  do {
    const answer = await get(`${path}${next === undefined ? '' : `&after=${encodeURIComponent(next)}`}`);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    const page: BoardList = answer.body;
    items.push(...page.items);
    totals.add(page.total);
    next = page.next;
  } while (next !== undefined);
  const [total = -1, ...others] = totals;
  expect(others).toEqual([]);
  return { total, items };
}
const numbersOf = (items: readonly BoardList['items'][number][]) =>
  items.map((item) => (item.kind === 'complaint' ? item.complaint.number : ''));

async function csv(path: string): Promise<string[][]> {
  const response = await fetch(`${board.base}/desk/api/board/${path}`, {
    headers: { cookie: await board.cookieOf('boss') },
  });
  expect(response.status).toBe(200);
  return readCsv(await response.text());
}

const paths = [
  `attached?problem=${problemId}&part=notSolved`,
  'waiting?what=approvals',
  'missed?question=0123456789abcdef',
  'rated?topic=billing.balance',
  'unsent?lang=en',
];

it.each(paths)('%s is for supervisors, in the trail, and comes as a file', async (path) => {
  for (const who of ['lin', 'chen', 'root']) expect(await get(path, who)).toMatchObject({ status: 403 });
  expect(await get(path)).toMatchObject({ status: 200, body: { total: 0, items: [] } });
  const [look] = await board.store.records.list('audit', 1);
  expect(look?.data).toMatchObject({ staff: 'boss', act: 'board' });
  expect(await csv(`${path}&format=csv`)).toHaveLength(1);
  const [file] = await board.store.records.list('audit', 1);
  expect(file?.data).toMatchObject({ act: 'export', about: expect.stringMatching(/^[a-z0-9_-]+\.csv$/) });
});

it.each([
  'attached',
  `attached?problem=${problemId}&part=all`,
  'attached?problem=../x',
  'waiting',
  'waiting?what=__proto__',
  'missed?question=x',
  'missed?question[$ne]=x',
  'rated',
  'rated?topic=a%00b',
  `rated?topic=${'x'.repeat(81)}`,
  'unsent?nonsense=1',
  "unsent?after='%20OR",
])('%s is refused with a code', async (path) => {
  expect(await get(path)).toMatchObject({ status: 400, code: expect.stringMatching(/^Bad/) });
});

it('a problem that is not there has no list', async () => {
  expect(await get('attached?problem=P20261123-77')).toMatchObject({ status: 404 });
});

describe('a known problem', () => {
  const attached = { problem: { id: problemId, number: problemId, toldNews: 1 } };
  const said = (solved: boolean) => ({ at: monday + day, answeredAt: monday + 2 * day, solved });
  const comeBack = { at: monday + 2 * day, actor: 'customer', event: 'reopen' };

  it('every number is as long as its list, page by page, those that left among the unsolved', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 130; count += 1) {
      board.clock.advance(1_000);
      const one = await told(board, {
        after: ({ history }) => ({
          ...attached,
          ...(count % 3 === 0 && { rechecks: [said(true)] }),
          ...(count % 3 === 1 && { history: [...history, comeBack] }),
          ...(count === 2 && { status: 'withdrawn' }),
        }),
      });
      ids.push(one.id);
    }
    // Counted once: it is still attached, and has left.
    const [, again = ''] = ids;
    const left: string[] = [again];
    for (let count = 0; count < 55; count += 1) left.push((await told(board)).id);
    problem = { ...problem, left };
    const counts = await countAttached(board.store.complaints, problem);
    expect(counts).toMatchObject({ all: 130, solved: 44, notSolved: 98, noWord: 42 });
    for (const [part, count] of [
      ['attached', counts.all],
      ['solved', counts.solved],
      ['notSolved', counts.notSolved],
      ['noWord', counts.noWord],
    ] as const) {
      const { total, items } = await pagesOf(`attached?problem=${problemId}&part=${part}`);
      expect([part, total, new Set(numbersOf(items)).size, items.length]).toEqual([part, count, count, count]);
      expect(JSON.stringify(items)).not.toMatch(/13800000002|482913/);
      expect(await csv(`attached?problem=${problemId}&part=${part}&format=csv`)).toHaveLength(count + 1);
    }
  });

  it('before the repair nobody was asked; a suggestion lists what it saw', async () => {
    const seen = [await told(board, { after: () => attached }), await told(board)];
    const { repair: _, ...open } = problem;
    problem = { ...open, suggestion: { at: monday, count: 2, numbers: seen.map(({ number }) => number) } };
    expect(await pagesOf(`attached?problem=${problemId}`)).toMatchObject({ total: 1 });
    for (const part of ['solved', 'notSolved', 'noWord'])
      expect(await pagesOf(`attached?problem=${problemId}&part=${part}`)).toEqual({ total: 0, items: [] });
    const { total, items } = await pagesOf(`attached?problem=${problemId}&part=suggested`);
    expect([total, numbersOf(items)]).toEqual([2, seen.map(({ number }) => number)]);
  });
});

it('today: what waits for a word, and all deadlines, the first to run out first', async () => {
  const wished = await told(board, {
    after: () => ({
      remedies: [{ id: 'r1', code: 'credit', amountFen: 90_000, status: 'waiting_approval', by: 'lin', at: monday }],
    }),
  });
  for (let count = 0; count < 60; count += 1) await told(board, count % 2 === 0 ? {} : { type: 'after_sales' });
  board.later(0);
  const today: BoardToday = (await get('today')).body;
  expect([today.approvals, today.deadlinesInAll]).toEqual([1, 61]);
  const approvals = await pagesOf('waiting?what=approvals');
  expect([approvals.total, numbersOf(approvals.items)]).toEqual([1, [wished.number]]);
  const deadlines = await pagesOf('waiting?what=deadlines');
  expect([deadlines.total, new Set(numbersOf(deadlines.items)).size]).toEqual([61, 61]);
  expect(numbersOf(deadlines.items).slice(0, 50)).toEqual(today.deadlines.map(({ number }) => number));
});

it('today: what is owed after the decision is a deadline once it is due soon, on the desk and in the file as well', async () => {
  const handledAt = monday - 6 * day;
  const marks = { recorded: { at: handledAt, actor: 'bot' }, handled: { at: handledAt, actor: 'lin' } };
  const answers = [{ text: '退了', cause: 'ordered_without_consent', owner: 'billing', by: 'lin', at: handledAt }];
  const rechecked = { at: handledAt, actor: 'customer' };
  const closed = await told(board, { after: () => ({ status: 'closed', answers, marks: { ...marks, rechecked } }) });
  const asked = await told(board, {
    after: ({ history }) => ({
      ...{ status: 'decision_communicated', answers, marks },
      history: [...history, { at: handledAt, actor: 'lin', event: 'answer' }, { at: handledAt, event: 'communicate' }],
    }),
  });
  const done = { ...marks, rechecked, fedBack: rechecked };
  await told(board, { after: () => ({ status: 'closed', answers, marks: done }) });
  const working = await told(board);
  board.later(0);
  const today: BoardToday = (await get('today')).body;
  const names = today.deadlines.map(({ number, owed, clock }) => [number, owed?.name ?? clock?.name]);
  expect(new Map(names as [string, string][])).toEqual(
    new Map([
      [closed.number, 'fedBack'],
      [asked.number, 'rechecked'],
      [working.number, 'first_reply'],
    ]),
  );
  expect([today.deadlinesInAll, today.omissionsInAll]).toEqual([3, 0]);
  const list = await pagesOf('waiting?what=deadlines');
  expect([list.total, numbersOf(list.items)]).toEqual([3, today.deadlines.map(({ number }) => number)]);
  const due = (await board.get('boss', '/complaints?group=due')).body.complaints;
  expect(new Set(due.map(({ number }: { number: string }) => number))).toEqual(new Set([closed.number, asked.number]));
  const rows = (await csv('today?format=csv&lang=en')).slice(1);
  expect(new Map(rows.map(([, number = '', what = '', at = '']) => [number, [what, at]]))).toEqual(
    new Map([
      [working.number, ['First reply', expect.any(String)]],
      [closed.number, ['Feedback', '2026-11-24 09:00']],
      [asked.number, ['Re-check', '2026-11-24 09:00']],
    ]),
  );
});

const append = (kind: 'miss' | 'feedback', key: string, at: number, data: object, conversationId = 'conv_gone') =>
  board.store.records.append({ kind, key, at, conversationId, data: { ...data } });

it('a question without an answer: each time, as it was put, masked, with the hand-over of its conversation', async () => {
  const handoff = await board.waiting();
  const { conversationId } = handoff;
  await append('miss', 'm1', monday - 3, { text: '怎么查 5G 覆盖？', language: 'zh-Hans' });
  await append('miss', 'm2', monday - 2, { text: '怎麼查5g覆蓋', language: 'zh-Hant' }, conversationId);
  await append('miss', 'm3', monday - 1, { text: '13800000002 的号能送给家人吗', language: 'zh-Hans' });
  for (let count = 0; count < 60; count += 1)
    await append('miss', `n${count}`, monday - 5 * day, {
      text: `${'139 0000 0003'.slice(0, 8)}${1000 + count}的号能送给家人吗`,
      language: 'zh-Hans',
    });
  board.later(0);
  const gaps: BoardGaps = (await get('gaps')).body;
  expect(gaps.missed.length).toBeGreaterThan(1);
  for (const { id, count } of gaps.missed) {
    const { total, items } = await pagesOf(`missed?question=${id}`);
    expect([total, items.length, new Set(items.map((item) => 'id' in item && item.id)).size]).toEqual([
      count,
      count,
      count,
    ]);
    expect(JSON.stringify(items)).not.toMatch(/13800000002|0000 ?1/);
  }
  const alike = gaps.missed.find(({ text }) => text.includes('5g'));
  expect((await pagesOf(`missed?question=${alike?.id}`)).items).toEqual([
    {
      kind: 'missed',
      id: expect.any(String),
      at: monday - 2,
      channel: 'web',
      handoff: handoff.id,
      language: 'zh-Hant',
      about: '怎麼查5g覆蓋',
    },
    { kind: 'missed', id: expect.any(String), at: monday - 3, language: 'zh-Hans', about: '怎么查 5G 覆盖？' },
  ]);
  expect((await csv(`missed?question=${alike?.id}&format=csv&lang=en`)).map((row) => row.slice(2))).toEqual([
    ['Channel', 'Language', 'Hand-over', 'About (masked)'],
    ['Web', 'Traditional Chinese', handoff.id, '怎麼查5g覆蓋'],
    ['', 'Simplified Chinese', '', '怎么查 5G 覆盖？'],
  ]);
});

it('answers rated down: what was asked, what was answered and said about it, masked; the last thumb counts', async () => {
  const conversationId = 'conv_rated';
  await board.turns.open('web', 'customer', { id: conversationId });
  await board.says(conversationId, '我的号码是13912345678，查一下余额');
  const rated = { topic: 'billing.balance', comment: '打13912345678没人接' };
  await append('feedback', 'f1', monday - 9, { activityId: 'a1', value: 'up', ...rated });
  await append('feedback', 'f2', monday - 8, { activityId: 'a1', value: 'down', ...rated }, 'conv_gone');
  await append('feedback', 'f3', monday - 7, { activityId: 'a2', value: 'down', topic: 'billing.balance' });
  await append('feedback', 'f4', monday - 6, { activityId: 'a2', value: 'up', topic: 'billing.balance' });
  await append('feedback', 'f5', monday - 5, { activityId: 'a3', value: 'down' });
  const gaps: BoardGaps = (await get('gaps')).body;
  expect(gaps.thumbsDown).toContainEqual({ topic: 'billing.balance', count: 1, of: 2 });
  for (const { topic, count, of } of gaps.thumbsDown) {
    expect((await pagesOf(`rated?topic=${topic}`)).total).toBe(count);
    expect((await pagesOf(`rated?topic=${topic}&part=of`)).items).toHaveLength(of);
  }
  expect((await pagesOf('rated?topic=billing.balance')).items).toEqual([
    {
      ...{ kind: 'rated', id: expect.any(String), at: monday - 8, isDown: true, topic: 'billing.balance', about: '' },
      comment: '打139****5678没人接',
    },
  ]);
});

it('a rated answer is found in its conversation', async () => {
  const handoff = await board.waiting();
  const { conversationId } = handoff;
  await board.says(conversationId, '我的号码是13912345678，查一下余额');
  const receipt = await board.turns.receive(conversationId, 'agent:x', {
    type: 'event',
    name: 'desk.agentMessage',
    value: { id: 'x', agent: 'lin', displayName: '客服小林', text: '13912345678 的余额是 20 元', at: monday },
  });
  if (receipt.ok) await receipt.turn;
  const log = await board.turns.read(conversationId, 0, 100);
  const answer = log.findLast(({ direction }) => direction === 'out');
  await append('feedback', 'f', monday - 1, { activityId: answer?.id, value: 'down', topic: '' }, conversationId);
  expect((await pagesOf('rated?topic=')).items).toEqual([
    {
      ...{ kind: 'rated', id: expect.any(String), at: monday - 1, isDown: true, topic: '', channel: 'web' },
      handoff: handoff.id,
      about: '我的号码是139****5678，查一下余额',
      answer: '139****5678 的余额是 20 元',
    },
  ]);
});

describe('what could not be sent', () => {
  async function dead(entries: readonly (NewOutboxEntry & { readonly error: string })[]): Promise<void> {
    const { outbox } = board.store;
    await outbox.add(entries.map(({ error: _, ...entry }) => entry));
    const errors = new Map(entries.map(({ key, error }) => [key, error]));
    for (const claimed of await outbox.claim(1_000, 1_000))
      await outbox.settle(claimed, { result: 'dead', error: errors.get(claimed.key) ?? '' });
  }

  it('tells whose and why in words, and neither text nor number', async () => {
    const complaint = await told(board);
    const handoff = await board.waiting();
    board.clock.advance(1);
    await dead([
      {
        ...{ key: 's', kind: 'sms', conversationId: handoff.conversationId, error: 'text message: refused' },
        payload: { to: '13800000002', text: `您的投诉 ${complaint.number}：张三的密码是 482913`, kind: 'complaint' },
      },
    ]);
    board.clock.advance(1);
    await dead([
      {
        ...{ key: 'r', kind: 'remedy', error: 'remedy: not_allowed' },
        payload: { complaintId: complaint.id, remedyId: 'r1', phone: '13800000002', code: 'credit', amountFen: 600 },
      },
    ]);
    board.clock.advance(1);
    await dead([
      { key: 'w', kind: 'webhook', payload: { url: 'https://crm.example.com/x' }, error: 'webhook: status 503' },
    ]);
    const { total, items } = await pagesOf('unsent?lang=en');
    expect(total).toBe((await get('today')).body.deadLetters);
    expect(items).toMatchObject([
      { kind: 'unsent', entry: 'webhook', why: 'unreachable', status: 503, attempts: 1 },
      { entry: 'remedy', why: 'refused', phone: '138****0002', number: complaint.number },
      { entry: 'sms', why: 'refused', phone: '138****0002', number: complaint.number, handoff: handoff.id },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/13800000002|482913|张三|example\.com/);
    const rows = await csv('unsent?format=csv&lang=en');
    expect(rows[3]?.slice(2)).toEqual([
      ...['Text message', complaint.number, handoff.id, '138****0002', '1'],
      ...['2026-11-23 09:00', 'Refused by the other side', ''],
    ]);
    expect(rows.flat().join()).not.toMatch(/13800000002|482913|张三|example\.com/);
  });

  it.each([
    ['text message: country_not_allowed', 'not_allowed'],
    ['text message: daily_cap', 'limited'],
    ['text message: unavailable', 'unreachable'],
    ['webhook: its address is not among WEBHOOK_ORIGINS', 'not_allowed'],
    ['webhook: status 404', 'refused'],
    ['remedy: its complaint is not there any more', 'gone'],
    ['remedy: the business system cannot be reached', 'unreachable'],
    ['mail: EENVELOPE, status 550', 'refused'],
    ['mail: ETIMEDOUT', 'unreachable'],
    ['Nothing sends entries of kind "mail" here: set it up, or wait.', 'not_set_up'],
    ['The payload is no hub call.', 'unfit'],
    ['Error: no answer within 10000 ms', 'unreachable'],
    ['TypeError: fetch failed', 'unreachable'],
    ['conversation: no_conversation', 'gone'],
    ['RangeError: 13800000002 is too much', 'other'],
    ['', 'other'],
  ])('"%s" is %s', async (error, why) => {
    await dead([{ key: 'k', kind: 'mail', payload: { to: 'boss@example.com' }, error }]);
    const [item] = (await pagesOf('unsent?lang=en')).items;
    expect(item).toMatchObject({ why });
    expect(JSON.stringify(item)).not.toMatch(/13800000002|@/);
  });

  it('goes page by page', async () => {
    await dead(
      Array.from({ length: 130 }, (_, count) => ({
        ...{ key: `k${count}`, kind: 'sms' as const, error: 'text message: refused' },
        payload: { to: '13800000002', text: 'x', kind: 'service' },
      })),
    );
    const { total, items } = await pagesOf('unsent?lang=en');
    expect([total, items.length, new Set(items.map((item) => 'id' in item && item.id)).size]).toEqual([130, 130, 130]);
  });
});
