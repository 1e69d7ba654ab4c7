import type { LogRecord } from '../../../../src/ports/record-log';
import { openSqlite, type SqliteStore } from '../../../../src/storage/sqlite/open-sqlite';
import { exportMisses } from '../../../../src/understanding/cli/misses/export-misses';
import { nlu } from '../../../../src/understanding/cli/nlu';
import type { LoadedUnderstander } from '../../../../src/understanding/load';
import { sequentialIds } from '../../../support/sequential-ids';
import { tempDirs } from '../../../support/temp-dir';
import { clock, dataDir, realUnderstander } from '../../understander';

const freshDir = tempDirs();
let understander: LoadedUnderstander;
let store: SqliteStore;
let folder: string;
beforeAll(async () => {
  understander = await realUnderstander();
}, 60_000);
afterAll(() => understander.close());
beforeEach(() => {
  folder = freshDir();
  store = openSqlite({ dir: folder, clock, ids: sequentialIds() });
});
afterEach(() => store.close());

const noon = Date.parse('2026-11-20T12:05:00+08:00');
let made = 0;
const record = (kind: LogRecord['kind'], data: LogRecord['data'], at = noon): Promise<void> =>
  store.records.append({ kind, key: `${kind}:${++made}`, at, conversationId: 'conv_1', data });

async function exported(): Promise<{ rows: Record<string, unknown>[]; reports: string[] }> {
  const [lines, reports]: [string[], string[]] = [[], []];
  const code = await exportMisses(
    store,
    understander,
    dataDir,
    (line) => void lines.push(line),
    (line) => void reports.push(line),
  );
  expect(code).toBe(0);
  return { rows: lines.map((line) => JSON.parse(line)), reports };
}

test('a fallback: masked, with what is understood today, and a label to fill in', async () => {
  await record('miss', { text: '嗯那什么13800138000给整整呗', language: 'zh-Hans', alternatives: [] });
  const { rows } = await exported();
  expect(rows).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      reason: 'fallback',
      when: '2026-11-20 12:05',
      times: 1,
      language: 'zh-Hans',
      text: '嗯那什么138****8000给整整呗',
      predicted: expect.any(String),
      score: expect.any(Number),
      alternatives: expect.any(Array),
      label: '',
      reviewed: false,
    },
  ]);
  expect(JSON.stringify(rows)).not.toContain('conv_1');
});

test('the same wording is one row; known training texts and records without text are left out', async () => {
  await record('miss', { text: '整个那啥玩意儿' }, noon + 60_000);
  await record('miss', { text: '整個那啥玩意兒。' }, noon);
  await record('miss', { text: '转人工' });
  await record('miss', { alternatives: [] });
  const { rows, reports } = await exported();
  expect(rows).toMatchObject([{ times: 2, when: '2026-11-20 12:05', text: '整個那啥玩意兒。' }]);
  expect(reports).toEqual(['1 to label; 1 left out, for they are training data by now']);
});

test('an agent who corrects the type of a complaint suggests the label, and outweighs a fallback', async () => {
  await record('miss', { text: '师傅没来还骂人了呢' });
  await record('miss', { text: '师傅没来还骂人了呢', retyped: { from: 'after_sales', to: 'staff_attitude' } });
  await record('miss', { text: '这个钱我可不认', retyped: 'complaint.pricing_billing' }, noon + 1);
  await record('miss', { text: '改成没有的类型', retyped: '__proto__' }, noon + 2);
  const { rows } = await exported();
  expect(rows).toMatchObject([
    { reason: 'retyped', suggested: 'complaint.staff_attitude', times: 2, label: '' },
    { reason: 'retyped', suggested: 'complaint.pricing_billing' },
    { reason: 'retyped' },
  ]);
  expect(rows[2]).not.toHaveProperty('suggested');
});

describe('thumbs', () => {
  const say = async (text: string, id: string): Promise<void> => {
    await store.conversations.accept('conv_1', `said-${id}`, { type: 'message', text });
    const lease = await store.conversations.acquire('conv_1', 'me', 60_000);
    const state = await store.conversations.load('conv_1');
    if (!lease || !state) throw new Error('no lease');
    const log = await store.conversations.read('conv_1', 0, 1000);
    await store.conversations.commitTurn({
      lease,
      expectedVersion: state.version,
      state: {},
      processedSeq: log.filter(({ direction }) => direction === 'in').at(-1)?.seq ?? 0,
      wakeAt: undefined,
      outgoing: [{ id, activity: { type: 'message', text: `回答${id}，您的号码13800138000` } }],
    });
    await store.conversations.release(lease);
  };

  test('down: the message the answer was given to, the answer and the comment; taken back: nothing', async () => {
    await store.conversations.create({ id: 'conv_1', channel: 'web', userId: 'u' });
    await say('那个不对头的事儿', 'a1');
    await say('另外一桩怪事儿', 'a2');
    await record('feedback', { activityId: 'a1', value: 'down', comment: '答非所问，打我13900139000' });
    await record('feedback', { activityId: 'a2', value: 'down' }, noon);
    await record('feedback', { activityId: 'a2', value: 'up' }, noon + 1);
    await record('feedback', { activityId: 'gone', value: 'down' });
    const { rows } = await exported();
    expect(rows).toMatchObject([
      {
        reason: 'thumbs_down',
        text: '那个不对头的事儿',
        answer: '回答a1，您的号码138****8000',
        comment: '答非所问，打我139****9000',
      },
    ]);
  });
});

test('the command opens the store it is given, and closes it', async () => {
  await record('miss', { text: '整个那啥玩意儿' });
  const [lines, reports]: [string[], string[]] = [[], []];
  const close = jest.fn();
  const opened: (string | undefined)[] = [];
  const code = await nlu(
    ['misses', 'export', '--db', folder],
    `${dataDir}/..`,
    {
      openMissStore: (db) => {
        opened.push(db);
        return { records: store.records, conversations: store.conversations, close };
      },
    },
    { write: (line) => void lines.push(line), report: (line) => void reports.push(line) },
  );
  expect(code).toBe(0);
  expect(opened).toEqual([folder]);
  expect(close).toHaveBeenCalledTimes(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ text: '整个那啥玩意儿', label: '' });
});
