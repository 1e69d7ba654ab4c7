import readExcelFile from 'read-excel-file/node';
import { statusNames } from '../../../src/desk/status-names';
import { languages } from '../../../src/ports/language';
import type { Log } from '../../../src/ports/log';
import { silentLog } from '../../../src/ports/log';
import { tempDirs } from '../../support/temp-dir';
import { day, monday, told } from '../complaints/told-complaint';
import { readCsv } from './read-csv';
import { exportWords, type RunningBoard, runBoard } from './running-board';

const freshDir = tempDirs();
let board: RunningBoard;
const errors: unknown[] = [];
const log: Log = { ...silentLog, error: (...told) => void errors.push(told) };
beforeEach(async () => {
  errors.length = 0;
  board = await runBoard({ dir: freshDir(), log });
  board.clock.set(monday);
});
afterEach(() => board.stop());

async function fetchFile(path: string, who = 'boss') {
  const response = await fetch(`${board.base}/desk/api/board/${path}`, {
    headers: { cookie: await board.cookieOf(who) },
  });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}
async function csv(path: string): Promise<string[][]> {
  const { response, bytes } = await fetchFile(path);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  return readCsv(bytes.toString('utf8'));
}
async function xlsx(path: string) {
  const { response, bytes } = await fetchFile(path);
  expect(response.status).toBe(200);
  const [sheet] = await readExcelFile(bytes);
  if (!sheet) throw new Error('There is no sheet.');
  return { sheet: sheet.sheet, rows: sheet.data, bytes };
}
const hostile = [
  '=HYPERLINK("http://evil","x")',
  '+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '扣费,"错"\n了',
  '<b>&amp;</b>\u0007',
];

async function stories(): Promise<void> {
  for (const story of hostile) {
    await told(board, { story });
    board.clock.advance(1_000);
  }
}

it.each(
  ['list?measure=complaints', 'figures?measures=complaints', 'gaps?x', 'voices?x', 'today?x'].map((path) =>
    path.replace('?x', '?from=2026-11-01').replace('today?from=2026-11-01', 'today?lang=en'),
  ),
)('%s comes as a file for supervisors only, with a name that says what and when, and is in the trail', async (path) => {
  for (const format of ['csv', 'xlsx']) {
    expect((await fetchFile(`${path}&format=${format}`, 'lin')).response.status).toBe(403);
    const { response, bytes } = await fetchFile(`${path}&format=${format}`);
    expect(response.status).toBe(200);
    const name = /^attachment; filename="([a-z0-9_-]+)\.(csv|xlsx)"$/.exec(
      response.headers.get('content-disposition') ?? '',
    );
    expect(name?.[1]).toMatch(/\d{4}-\d\d-\d\d$/);
    expect(name?.[2]).toBe(format);
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(bytes.length).toBeGreaterThan(20);
  }
  const exports = (await board.store.records.list('audit', 50)).filter(({ data }) => data['act'] === 'export');
  expect(exports).toHaveLength(2);
  expect(exports[0]?.data).toMatchObject({ staff: 'boss', about: expect.stringMatching(/\.xlsx$/) });
});

it.each(languages)('headings and names are in %s', async (language) => {
  await told(board);
  const [head, row] = await csv(`list?measure=complaints&format=csv&lang=${language}`);
  expect(head?.slice(0, 3)).toEqual(
    (['number', 'filed', 'type'] as const).map((heading) => exportWords.headings[heading][language]),
  );
  expect(row?.[2]).toBe({ 'zh-Hans': '价格与结算', 'zh-Hant': '資費與帳務', en: 'Prices and billing' }[language]);
  expect(row?.[4]).toBe(exportWords.channels.web[language]);
  expect(row?.[5]).toBe(statusNames.acknowledged[language]);
});

it('stories that could be run are text in both kinds of file, masked, and otherwise as they were (S14)', async () => {
  await stories();
  const [, ...rows] = await csv('list?measure=complaints&format=csv');
  const written = rows.map((row) => row.at(-1)).reverse();
  expect(written).toEqual(hostile.map((story) => (/^\s*[=+\-@]/.test(story) ? `'${story}` : story)));
  const { rows: read, bytes } = await xlsx('list?measure=complaints&format=xlsx&lang=en');
  expect(
    read
      .slice(1)
      .map((row) => row.at(-1))
      .reverse(),
  ).toEqual(hostile.map((story) => story.replace('\u0007', '').trim()).map((text) => text));
  expect(bytes.includes('<f>')).toBe(false);
});

it('a spreadsheet has real numbers and the times of the wall clock', async () => {
  const complaint = await told(board, { after: () => ({ reopened: 2 }) });
  const { sheet, rows } = await xlsx('list?measure=complaints&format=xlsx&lang=en');
  expect(sheet).toBe('list_complaints_2026-10-25_2026');
  expect(rows[0]?.[0]).toBe('Complaint');
  expect(rows[1]?.[0]).toBe(complaint.number);
  // 09:00 in Shanghai is shown as 09:00; the reader takes what is shown for UTC.
  expect(rows[1]?.[1]).toEqual(new Date('2026-11-23T09:00:00Z'));
  expect(rows[1]?.[8]).toBe(2);
  const figures = await xlsx('figures?measures=complaints,reopen_rate&by=type&format=xlsx&lang=en');
  expect(figures.rows).toEqual([
    [
      'Type',
      'measure complaints',
      'measure reopen_rate: counted',
      'measure reopen_rate: of',
      'measure reopen_rate: share',
    ],
    ['Prices and billing', 1, 1, 1, 1],
  ]);
});

it('a file of a list has all rows, however many pages there are, and no number in full', async () => {
  for (let count = 0; count < 300; count += 1) await told(board);
  const rows = await csv('list?measure=complaints&format=csv');
  expect(rows).toHaveLength(301);
  expect(new Set(rows.map(([number]) => number)).size).toBe(301);
  expect(rows.flat().some((cell) => /13800000002|482913/.test(cell))).toBe(false);
  const sheet = await xlsx('list?measure=complaints&format=xlsx');
  expect(sheet.rows).toHaveLength(301);
  expect(JSON.stringify(sheet.rows)).not.toMatch(/13800000002|482913/);
});

it('what is too long for a file is refused before anything is sent', async () => {
  board.figures.total = 50_001;
  const { response, bytes } = await fetchFile('list?measure=complaints&format=csv');
  expect([response.status, JSON.parse(bytes.toString()).error.code]).toEqual([413, 'TooManyRows']);
});

it('a file whose rows cannot be read to the end is cut off, and the log says why', async () => {
  for (let count = 0; count < 300; count += 1) await told(board);
  const { list } = board.figures;
  board.figures.list = async (query, limit, after) => {
    if (after !== undefined) throw new Error('the store is away');
    return list(query, limit, after);
  };
  await expect(fetchFile('list?measure=complaints&format=csv')).rejects.toThrow();
  expect(JSON.stringify(errors)).toContain('list_complaints');
});

it('today as a file has what was left out, then all deadlines', async () => {
  const forgotten = await told(board);
  board.clock.advance(3 * day);
  const fresh = await told(board, { type: 'after_sales' });
  board.clock.advance(1);
  board.later(0);
  const rows = await csv('today?format=csv&lang=en');
  expect(rows.slice(1).map(([kind, number, what]) => [kind, number, what])).toEqual([
    ['Left out', forgotten.number, 'Handled'],
    ['Deadline', forgotten.number, 'First reply'],
    ['Deadline', fresh.number, 'First reply'],
  ]);
});

it('gaps and voices as files are masked', async () => {
  const append = (kind: 'miss' | 'survey', key: string, data: object) =>
    board.store.records.append({ kind, key, at: monday - 1, conversationId: 'c', data: { ...data } });
  await append('miss', 'm', { text: '=13800000002 怎么转', language: 'zh-Hans' });
  await append('survey', 's', { score: 'fair', words: '打13800000002没人接', handoffId: 'h' });
  expect((await csv('gaps?format=csv&lang=en')).slice(1)).toEqual([
    ['Question without an answer', "'=138****0002 怎么转", '1', '', '2026-11-23 08:59', 'Simplified Chinese'],
  ]);
  expect((await csv('voices?format=csv&lang=en')).slice(1)).toEqual([
    ['2026-11-23 08:59', 'Service of a person', 'Neutral', '打138****0002没人接', ''],
  ]);
});
