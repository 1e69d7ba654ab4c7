import { learningRoutes } from '../../../src/desk/learning/learning-routes';
import { createLearning } from '../../../src/learning/create-learning';
import { loadMailWording } from '../../../src/learning/mail-wording';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import { names } from '../../learning/board-words';
import { fakeFigures, spread } from '../../learning/fake-figures';
import { catalogue, dataDir, rules, wrapUp } from '../../learning/learning-of';
import { ManualClock } from '../../support/manual-clock';
import { sequentialIds } from '../../support/sequential-ids';
import { tempDirs } from '../../support/temp-dir';
import { type RunningDesk, runDesk } from '../running-desk';

const newDir = tempDirs();
const clock = new ManualClock();
const wording = loadMailWording(`${dataDir}/learning`);
let store: ReturnType<typeof openSqlite>;
let desk: RunningDesk;

beforeAll(async () => {
  store = openSqlite({ dir: newDir(), clock, ids: sequentialIds() });
  const learning = createLearning({
    documents: store.documents,
    complaints: store.complaints,
    figures: fakeFigures(spread(5, '2026-11-16', 5, 'charged_twice'), () => 100),
    catalogue,
    clock,
    rules,
    isCause: wrapUp.isCause,
    owners: Object.keys(catalogue.standard.owners),
  });
  const rooms = [
    (context: Parameters<typeof learningRoutes>[0]) =>
      learningRoutes(context, { learning, names: () => names, wording }),
  ];
  desk = await runDesk({ dir: newDir(), of: { clock, store }, rooms });
});
afterAll(async () => {
  await desk?.stop();
  store?.close();
});

const given = {
  cause: 'charged_twice',
  owner: 'billing',
  text: '=校验改为当日执行',
  responsible: 'zhao',
  dueOn: '2026-12-15',
  numbers: ['C20261121-0001-5'],
};
const added = async (text: string): Promise<string> => {
  const { body } = await desk.post('boss', '/learning/actions', { ...given, text });
  return body.actions.find((one: { text: string }) => one.text === text).id;
};

test('all staff read causes and fixes and the digest; only supervisors change them', async () => {
  const id = await added('第一项');
  const acts: readonly (readonly [string, object])[] = [
    ['/learning/actions', given],
    ...(['done', 'drop', 'note', 'postpone'] as const).map((act) => [`/learning/actions/${id}/${act}`, {}] as const),
  ];
  for (const who of ['lin', 'chen', 'root']) {
    expect((await desk.get(who, '/learning')).body.causes).toMatchObject([
      { cause: 'charged_twice', owner: 'billing', count: 5, actions: 1 },
    ]);
    const { body } = await desk.get(who, '/learning/digest?week=2026-W47&owner=billing');
    expect(body.complaints.n).toBe(5);
    // What the measures are called comes along: the board's own words are not for all.
    const codes = (all: readonly { measure: string }[]) => all.map(({ measure }) => measure).sort();
    expect(codes(body.measures)).toEqual(codes(body.figures));
    expect(body.measures[0].names.en).not.toBe('');
    for (const [path, body] of acts)
      expect([who, path, (await desk.post(who, path, body)).status]).toEqual([who, path, 403]);
  }
  for (const path of ['/learning', '/learning/digest?week=2026-W47&owner=billing'])
    expect((await desk.call('GET', `/desk/api${path}`)).status).toBe(401);
  const cookie = await desk.cookieOf('boss');
  const foreign = await desk.call('POST', '/desk/api/learning/actions', cookie, given, { 'x-desk': '' });
  expect(foreign.status).toBe(403);
});

test('an action is added, postponed, noted and done, and the trail tells by whom', async () => {
  const id = await added('第二项');
  expect(
    (await desk.post('boss', `/learning/actions/${id}/postpone`, { dueOn: '2026-12-31', why: '等割接' })).status,
  ).toBe(200);
  expect((await desk.post('boss', `/learning/actions/${id}/note`, { text: '已排期' })).status).toBe(200);
  const { status, body } = await desk.post('boss', `/learning/actions/${id}/done`, { note: '已上线' });
  expect(status).toBe(200);
  const action = body.actions.find((one: { id: string }) => one.id === id);
  expect(action).toMatchObject({
    dueOn: '2026-12-31',
    doneBy: 'boss',
    overdue: false,
    effect: { verdict: 'too_early' },
    notes: [{ text: '2026-12-15 → 2026-12-31: 等割接' }, { text: '已排期' }, { text: '已上线' }],
  });
  const trail = (await desk.get('boss', '/audit')).body.entries.filter((one: { about?: string }) => one.about === id);
  expect(trail.map(({ act, staff }: { act: string; staff: string }) => `${staff} ${act}`).reverse()).toEqual([
    'boss learning.add',
    'boss learning.postpone',
    'boss learning.note',
    'boss learning.done',
  ]);
});

test.each([
  ['/learning/actions', { ...given, dueOn: '2026-11-01' }, 400, 'BadArgument'],
  ['/learning/actions', { ...given, dueOn: 'soon' }, 400, 'BadArgument'],
  ['/learning/actions', { ...given, cause: 'no_such' }, 409, 'unknown'],
  ['/learning/actions', { ...given, owner: '__proto__' }, 409, 'unknown'],
  ['/learning/actions', { ...given, text: ' ' }, 400, 'BadArgument'],
  ['/learning/actions', { ...given, more: 1 }, 400, 'BadArgument'],
  ['/learning/actions', { ...given, numbers: ['1'] }, 400, 'BadArgument'],
  ['/learning/actions', [], 400, 'BadArgument'],
  ['/learning/actions/fix_none/done', {}, 404, 'NotFound'],
  ['/learning/actions/fix_none/drop', {}, 400, 'BadArgument'],
])('POST %s %j: %i %s', async (path, body, status, code) => {
  const answer = await desk.post('boss', path, body);
  expect([answer.status, answer.code]).toEqual([status, code]);
});

test('what is dropped is not done any more', async () => {
  const id = await added('第三项');
  await desk.post('boss', `/learning/actions/${id}/drop`, { why: '不再需要' });
  const late = await desk.post('boss', `/learning/actions/${id}/done`, {});
  expect([late.status, late.code]).toEqual([409, 'not_now']);
});

test('the digest as a table: no cell is a formula, headings in the language asked for', async () => {
  await desk.post('boss', '/learning/actions', given);
  const { status, headers, body } = await desk.get('lin', '/learning/digest?week=2026-W47&owner=billing&format=csv');
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    'text/csv; charset=utf-8',
    'no-store',
  ]);
  expect(headers.get('content-disposition')).toBe('attachment; filename="digest-billing-2026-W47.csv"');
  const lines = String(body).split('\r\n');
  expect(lines[0]).toContain('类别,项目,本周,上周,单位,期限,负责人,说明');
  expect(lines[1]).toMatch(/^指标,.*complaints,5,,件$/);
  expect(lines).toContain('指标,指标on_time_rate,50,50,%');
  expect(lines.find((line) => line.startsWith('原因,'))).toMatch(/^原因,重复计费,5,0,件,,,2026-11-16-charged_twice-0 /);
  expect(lines.some((line) => line.endsWith(`zhao,"'=校验改为当日执行"`))).toBe(true);
  const english = await desk.get('lin', '/learning/digest?week=2026-W47&owner=billing&format=csv&lang=en');
  expect(String(english.body)).toContain('Part,What,This week');
});

test.each([
  'week=2026-W54&owner=billing',
  'week=2026-W47&owner=nobody',
  'week=2026-W47&owner=billing&format=xml',
  'owner=billing',
  '',
])('no digest for ?%s', async (query) => {
  expect((await desk.get('boss', `/learning/digest?${query}`)).status).toBe(400);
});

test('said again under its key it is answered as it was, also when its day is over', async () => {
  const under = (key: string) => ({ 'idempotency-key': `"${key}"` });
  const say = async (key: string) => {
    const add = await desk.post('boss', '/learning/actions', { ...given, text: '第四项' }, under(`press-add-${key}`));
    const id = add.body.actions?.find((one: { text: string }) => one.text === '第四项').id ?? 'fix_none';
    const postpone = { dueOn: '2026-12-20', why: '等割接' };
    const put = await desk.post('boss', `/learning/actions/${id}/postpone`, postpone, under(`press-put-${key}`));
    const action = put.body.actions?.find((one: { text: string }) => one.text === '第四项');
    return [add.status, put.status, action?.dueOn, action?.notes.length];
  };
  const first = await say('1');
  expect(first).toEqual([200, 200, '2026-12-20', 1]);
  desk.later(Date.parse('2026-12-21T10:00:00+08:00') - clock.now());
  expect(await say('1')).toEqual(first);
  const { body } = await desk.get('boss', '/learning');
  const { id } = body.actions.find((one: { text: string }) => one.text === '第四项');
  const late = await desk.post('boss', `/learning/actions/${id}/postpone`, { dueOn: '2026-12-20', why: '又' });
  expect([late.status, late.code]).toEqual([400, 'BadArgument']);
});
