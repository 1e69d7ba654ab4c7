import fc from 'fast-check';
import type { BoardGaps, BoardList, BoardToday, BoardVoices, BoardWeek, BoardWords } from '../../../src/desk/board-api';
import { dimensions } from '../../../src/figures/figures';
import { tempDirs } from '../../support/temp-dir';
import { day, monday, told } from '../complaints/told-complaint';
import { type RunningBoard, runBoard } from './running-board';

const freshDir = tempDirs();
let board: RunningBoard;
beforeEach(async () => {
  board = await runBoard({ dir: freshDir() });
  board.clock.set(monday);
});
afterEach(() => board.stop());

const get = (path: string, who = 'boss') => board.get(who, `/board/${path}`);
/** Neither the number nor the code of the story. */
const isMasked = (shown: object): boolean => !/13800000002|482913/.test(JSON.stringify(shown));
const paths = [
  'words',
  'today',
  'figures?measures=complaints',
  'list?measure=complaints',
  'gaps',
  'voices',
  'week?week=2026-W47',
];

it.each(paths)('%s is for supervisors, and shown afresh each time', async (path) => {
  for (const who of ['lin', 'chen', 'root'])
    expect(await get(path, who)).toMatchObject({ status: 403, code: 'Forbidden' });
  expect((await board.call('GET', `/desk/api/board/${path}`)).status).toBe(401);
  const answer = await get(path);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
});

it('says no to whoever may not see it before it looks at what they ask for', async () => {
  expect((await get('figures?measures=nonsense', 'lin')).status).toBe(403);
});

it('names every code it shows, and every measure with its definition', async () => {
  const words: BoardWords = (await get('words')).body;
  expect(words.names.type['pricing_billing']?.en).toBe('Prices and billing');
  expect(words.names.subType['double_charge']?.['zh-Hant']).toBeTruthy();
  expect(words.names.channel['voice']?.['zh-Hans']).toBe('热线');
  expect(words.names.area['donghu']?.['zh-Hans']).toBe('东湖区');
  expect(words.names.cause['ordered_without_consent']).toBeDefined();
  expect(words.names.topic['billing.balance']).toBeDefined();
  expect(words.names.reason['strong_anger']).toBeDefined();
  expect(words.measures.find(({ measure }) => measure === 'containment')?.definition.en).toBe('definition');
  expect(words.reviewDue).toEqual([]);
  board.clock.set(Date.parse('2027-07-01T00:00:00+08:00'));
  board.later(0);
  expect((await get('words')).body.reviewDue).toEqual([{ file: 'complaints/standard.yaml', due: '2027-06-01' }]);
});

describe('what is asked', () => {
  it('reaches the figures as it was meant, the last 30 days unless told', async () => {
    await get(
      'figures?measures=complaints,on_time_rate&by=type,day&type=pricing_billing,after_sales&area=&language=en',
    );
    expect(board.figures.asked.at(-1)).toEqual({
      from: '2026-10-25',
      until: '2026-11-23',
      measures: ['complaints', 'on_time_rate'],
      by: ['type', 'day'],
      where: { type: ['pricing_billing', 'after_sales'], area: [''], language: ['en'] },
    });
    await get('figures?measures=contacts&from=2026-01-01&until=2026-01-31');
    expect(board.figures.asked.at(-1)).toEqual({
      from: '2026-01-01',
      until: '2026-01-31',
      measures: ['contacts'],
      by: [],
    });
  });

  it.each([
    'figures',
    'figures?measures=',
    'figures?measures=nonsense',
    'figures?measures=complaints,complaints',
    'figures?measures=complaints&by=nonsense',
    'figures?measures=complaints&by=type,day,team',
    'figures?measures=complaints&from=2026-02-30',
    'figures?measures=complaints&from=2026-2-3',
    'figures?measures=complaints&from=yesterday',
    'figures?measures=complaints&from=2026-11-02&until=2026-11-01',
    'figures?measures=complaints&from=2025-01-01&until=2026-11-01',
    `figures?measures=complaints&type=${'x,'.repeat(50)}x`,
    `figures?measures=complaints&type=${'x'.repeat(81)}`,
    'figures?measures=complaints&type=a%00b',
    'figures?measures=complaints&nonsense=1',
    'figures?measures=complaints&format=exe',
    'figures?measures=complaints&lang=fr',
    'figures?measures=complaints&measures=contacts',
    'figures?measures[$ne]=1',
    'figures?measures=complaints&type[$ne]=x',
    'figures?measures=complaints&__proto__=x',
    'figures?measures=complaints&constructor=x',
    'figures?measures=__proto__',
    'figures?measures=complaints&by=constructor',
    'list',
    'list?measure=complaints&part=all',
    "list?measure=complaints&after='%20OR%201=1",
    'voices?before=x',
    'voices?score=bad',
    'gaps?until=9999-99-99',
    'week',
    'week?week=2026-W60',
    'week?week=2025-W53',
    'today?from=2026-01-01',
  ])('%s is refused with a code', async (path) => {
    const { status, code, body } = await get(path);
    expect([status, code]).toEqual([400, expect.stringMatching(/^Bad/)]);
    expect(JSON.stringify(body)).not.toContain('nonsense');
    expect(board.figures.asked).toEqual([]);
  });

  it('is plain text and nothing else, whatever is sent (S6, S7)', async () => {
    const piece = fc.constantFrom(
      '__proto__',
      'constructor',
      '$ne',
      '$gt',
      '[',
      ']',
      '.',
      ',',
      '=',
      "'",
      '%27',
      '%00',
      'a',
    );
    const value = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
    const name = fc.oneof(fc.constantFrom(...dimensions, 'from', 'until', 'by', 'after', 'measure', 'format'), value);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          'figures?measures=complaints',
          'list?measure=complaints',
          'gaps?x',
          'voices?x',
          'today?x',
          'week?x',
        ),
        fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 4 }),
        async (path, pairs) => {
          const { status, body } = await get(
            `${path}&${pairs.map(([key, text]) => `${key}=${encodeURI(text)}`).join('&')}`,
          );
          expect([200, 400]).toContain(status);
          if (status === 200) expect(typeof body).toBe('object');
        },
      ),
      { numRuns: 150 },
    );
    const where = board.figures.asked.map((query) => Object.values(query.where ?? {}));
    expect(where.flat(2).every((one) => typeof one === 'string')).toBe(true);
    expect(Object.prototype).not.toHaveProperty('x');
  });
});

it('every number is as long as the list behind it, page by page, and no list shows a number in full', async () => {
  for (let count = 0; count < 120; count += 1) {
    board.clock.set(monday - (count % 40) * day);
    await told(board, {
      type: count % 3 === 0 ? 'after_sales' : 'pricing_billing',
      after: () => (count % 5 === 0 ? { reopened: 1 } : {}),
    });
  }
  await board.waiting();
  board.clock.set(monday);
  board.later(0);
  const { rows } = (await get('figures?measures=complaints,reopen_rate&by=type')).body;
  expect(rows).toHaveLength(2);
  for (const { key, figures } of rows) {
    for (const [measure, part] of [
      ['complaints', 'n'],
      ['reopen_rate', 'n'],
      ['reopen_rate', 'of'],
    ] as const) {
      const seen: string[] = [];
      let next: string | undefined;
      do {
        const query = `list?measure=${measure}&part=${part}&type=${key[0]}${next === undefined ? '' : `&after=${next}`}`;
        const page: BoardList = (await get(query)).body;
        expect(page.total).toBe(figures[measure][part]);
        expect(isMasked(page)).toBe(true);
        for (const item of page.items) {
          if (item.kind !== 'complaint') throw new Error(`Not a complaint: ${item.kind}`);
          expect(item.complaint).toMatchObject({ type: key[0], channel: 'web', phone: '138****0002' });
          seen.push(item.complaint.number);
        }
        next = page.next;
      } while (next !== undefined);
      expect(new Set(seen).size).toBe(figures[measure][part]);
    }
  }
  expect((await board.get('boss', '/audit')).body.entries).toContainEqual(
    expect.objectContaining({ staff: 'boss', act: 'board', about: 'list reopen_rate' }),
  );
});

it('lists hand-overs and visits with their first words, masked', async () => {
  board.clock.set(monday);
  board.later(0);
  const handoff = await board.waiting({ createdAt: monday });
  const conversationId = 'conv_visit';
  await board.turns.open('web', 'customer', { id: conversationId });
  board.clock.advance(1_000);
  await board.says(conversationId, '我的号码是13912345678，查一下余额');
  for (const [key, topics, at] of [
    ['visit_1', ['billing.balance'], board.clock.now()],
    ['visit_2', ['service.puk'], monday - day],
  ] as const)
    await board.store.records.append({
      kind: 'contact',
      key,
      at,
      conversationId: key === 'visit_1' ? conversationId : 'conv_erased',
      data: {
        id: key,
        conversationId: key === 'visit_1' ? conversationId : 'conv_erased',
        channel: 'web',
        startedAt: at,
        endedAt: at + 1,
        topics,
      },
    });
  expect((await get('list?measure=handoffs&part=n')).body.items).toEqual([
    { kind: 'handoff', id: handoff.id, at: handoff.createdAt, channel: 'web', about: expect.any(String) },
  ]);
  expect((await get('list?measure=contacts')).body.items).toEqual([
    {
      kind: 'contact',
      id: 'visit_1',
      at: expect.any(Number),
      channel: 'web',
      about: '我的号码是139****5678，查一下余额',
    },
    { kind: 'contact', id: 'visit_2', at: expect.any(Number), channel: 'web', about: 'service.puk' },
  ]);
});

it('shows today what was left out, then what runs out next', async () => {
  const forgotten = await told(board);
  board.clock.advance(3 * day);
  const fresh = await told(board, { type: 'after_sales' });
  const later = await told(board, { type: 'staff_attitude', after: () => ({ level: 1 }) });
  const ended = await told(board);
  await board.complaintActs.withdraw(ended.id, 'customer', '弄错了');
  board.clock.advance(1);
  board.later(0);
  const today: BoardToday = (await get('today')).body;
  expect(today).toMatchObject({
    open: 3,
    senior: 1,
    approvals: 0,
    omissionsInAll: 1,
    deadlinesInAll: 3,
    deadLetters: 0,
    problems: [],
  });
  expect(today.omissions).toEqual([
    { number: forgotten.number, mark: 'handled', dueAt: expect.any(Number), owner: forgotten.promise.owner },
  ]);
  const dueAt = today.deadlines.map(({ clock }) => clock?.dueAt ?? 0);
  expect(dueAt).toEqual([...dueAt].sort((a, b) => a - b));
  expect(new Set(today.deadlines.map(({ number }) => number))).toEqual(
    new Set([forgotten.number, fresh.number, later.number]),
  );
  expect(today.deadlines[0]?.number).toBe(forgotten.number);
  expect(isMasked(today)).toBe(true);
});

const append = (kind: 'miss' | 'feedback' | 'survey', key: string, at: number, data: object) =>
  board.store.records.append({ kind, key, at, conversationId: 'conv_1', data: { ...data } });

it('puts questions without an answer together where they are alike, masked, and counts thumbs by topic', async () => {
  await append('miss', 'm1', monday - 3, { text: '怎么查 5G 覆盖？', language: 'zh-Hans' });
  await append('miss', 'm2', monday - 2, { text: '怎麼查5g覆蓋', language: 'zh-Hant' });
  await append('miss', 'm3', monday - 1, { text: '13800000002 的号能送给家人吗', language: 'zh-Hans' });
  await append('miss', 'm4', monday - 1, { text: '139 0000 0003的号能送给家人吗', language: 'zh-Hans' });
  await append('miss', 'm5', monday - 1, { text: '收错了费', language: 'zh-Hans', retyped: { to: 'pricing_billing' } });
  await append('miss', 'm6', monday - 90 * day, { text: '很久以前', language: 'zh-Hans' });
  await append('feedback', 'f1', monday - 9, { activityId: 'a1', value: 'up', topic: 'billing.balance' });
  await append('feedback', 'f2', monday - 8, { activityId: 'a1', value: 'down', topic: 'billing.balance' });
  await append('feedback', 'f3', monday - 7, { activityId: 'a2', value: 'up', topic: 'billing.balance' });
  await append('feedback', 'f4', monday - 7, { activityId: 'a3', value: 'up', topic: 'service.puk' });
  const gaps: BoardGaps = (await get('gaps')).body;
  expect(gaps.missed[0]).toEqual({
    ...{ id: expect.stringMatching(/^[0-9a-f]{16}$/), text: '怎麼查5g覆蓋', count: 2 },
    ...{ lastAt: monday - 2, language: 'zh-Hant' },
  });
  expect(gaps.missed.map(({ text }) => text)).not.toContain('收错了费');
  expect(gaps.missed.map(({ text }) => text)).not.toContain('很久以前');
  expect(JSON.stringify(gaps)).not.toMatch(/13800000002|0000 0003/);
  expect(gaps.thumbsDown).toEqual([{ topic: 'billing.balance', count: 1, of: 2 }]);
});

it('lets customers speak, newest first, each once, masked, page by page', async () => {
  const number = 'C20261121-0042-7';
  await append('survey', 'h1', monday - 9_000, { score: 'fair', handoffId: 'h1' });
  await append('survey', 'h1:words', monday - 8_000, {
    score: 'fair',
    words: '等太久，回我13800000002',
    handoffId: 'h1',
  });
  await append('survey', 'c1#1', monday - 7_000, { score: 'dissatisfied', complaintId: 'c1', number });
  const all: BoardVoices = (await get('voices')).body;
  expect(all).toEqual({
    voices: [
      { at: monday - 7_000, about: 'complaint', score: 'unsatisfied', number },
      { at: monday - 8_000, about: 'person', score: 'neutral', words: '等太久，回我138****0002' },
    ],
  });
  expect((await get('voices?score=unsatisfied')).body.voices).toHaveLength(1);
  for (let count = 0; count < 130; count += 1)
    // Sixty of one moment are on one page together.
    await append('survey', `s${count}`, monday - (count < 60 ? 10_000 : 20_000 + count), {
      score: 'satisfied',
      handoffId: 'h',
    });
  const sizes: number[] = [];
  let next: string | undefined;
  do {
    const page: BoardVoices = (await get(`voices${next === undefined ? '' : `?before=${next}`}`)).body;
    sizes.push(page.voices.length);
    next = page.next;
  } while (next !== undefined);
  expect(sizes).toEqual([62, 50, 20]);
});

it('tells a week beside the one before', async () => {
  for (const [at, count] of [
    [monday, 3],
    [monday - 7 * day, 2],
  ] as const) {
    board.clock.set(at);
    for (let told1 = 0; told1 < count; told1 += 1) await told(board);
  }
  board.clock.set(monday + day);
  await append('survey', 'w', monday, { score: 'satisfied', words: '谢谢', handoffId: 'h' });
  board.later(0);
  const week: BoardWeek = (await get('week?week=2026-W48')).body;
  expect(week).toMatchObject({ week: '2026-W48', from: '2026-11-23', until: '2026-11-29', problems: [], actions: [] });
  expect(week.measures.find(({ measure }) => measure === 'complaints')).toMatchObject({
    now: { n: 3, of: 3 },
    before: { n: 2, of: 2 },
  });
  expect(week.byType.rows).toMatchObject([{ key: ['pricing_billing'] }]);
  expect(week.voices).toMatchObject([{ words: '谢谢' }]);
});
