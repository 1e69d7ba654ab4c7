import { attachedTo } from '../../../dialogs/known-problem';
import { createDeskAudit } from '../../../src/desk/audit';
import type { ProblemsView, ProblemView } from '../../../src/desk/board-api';
import { problemRoutes } from '../../../src/desk/problems/problem-routes';
import type { StaffIdentity } from '../../../src/desk/staff-account';
import { createKnownProblemJob } from '../../../src/known-problems/known-problem-job';
import { HttpError, type HttpRequest } from '../../../src/platform/http';
import { silentLog } from '../../../src/ports/log';
import { rules } from '../../complaints/office';
import { cause, hour, signal, watch } from '../../known-problems/watch';
import { sequentialIds } from '../../support/sequential-ids';

const boss: StaffIdentity = { name: 'chen', role: 'supervisor' };
const agent: StaffIdentity = { name: 'li', role: 'agent' };
const admin: StaffIdentity = { name: 'root', role: 'admin' };
const id = 'P20261123-01';

/** The desk's addresses of known problems over complaints and documents in memory. */
function desk() {
  const w = watch();
  const trail: Record<string, unknown>[] = [];
  const records = { append: async ({ data }: { data: Readonly<Record<string, unknown>> }) => void trail.push(data) };
  const audit = createDeskAudit(records, w.clock, sequentialIds(), silentLog);
  const routes = problemRoutes({ audit, catalogue: rules }, w.problems);
  async function call(who: StaffIdentity, method: string, address: string, body?: unknown, headers = {}) {
    const [path = '', act] = address.split(' ');
    const route = routes.find(
      (one) => one.method === method && one.path === (act ? `/desk/api/problems/:id/${act}` : path),
    );
    if (!route) throw new Error(`Nothing at ${method} ${address}.`);
    const request = { identity: who, params: act ? { id: path } : {}, query: {}, headers, cookies: {}, body };
    try {
      return await route.handle({ ...request, ip: '127.0.0.1', raw: {} } as unknown as HttpRequest);
    } catch (error) {
      if (error instanceof HttpError) return { status: error.status, body: error };
      throw error;
    }
  }
  const post = (who: StaffIdentity, address: string, body?: unknown, headers = {}) =>
    call(who, 'POST', address, body, headers);
  const list = async (who: StaffIdentity) => (await call(who, 'GET', '/desk/api/problems')).body as ProblemsView;
  const act = async (name: string, body?: unknown) => {
    const answer = await post(boss, `${id} ${name}`, body);
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as ProblemView;
  };
  const wish = () => ({
    subTypes: ['no_signal'],
    areas: ['zhongquan'],
    known: '光缆断了',
    repairBy: w.clock.now() + hour,
  });
  const create = () => post(boss, '/desk/api/problems', { type: 'product_quality', ...wish() });
  return { ...w, trail, post, list, act, wish, create };
}

it('goes from suggestion to end, with what may be done at each step', async () => {
  const d = desk();
  const filed = Array.from({ length: 6 }, () => d.broken());
  await d.job.run(signal);
  const [suggested] = (await d.list(boss)).problems;
  expect(suggested).toMatchObject({ number: id, status: 'suggested', attached: 0, may: ['open', 'dismiss'] });
  expect(suggested?.suggestion?.numbers).toHaveLength(6);
  expect(suggested?.likelyCauses.slice(0, 2)).toEqual(['site_outage', 'line_damage']);
  const opened = await d.act('open', { ...d.wish(), numbers: filed.slice(0, 3).map(({ number }) => number) });
  expect(opened).toMatchObject({ status: 'open', attached: 3, may: ['update', 'attach', 'detach', 'repair'] });
  expect(opened).not.toHaveProperty('news');
  await d.act('attach', { number: filed[3]?.number });
  expect(await d.act('detach', { number: filed[3]?.number })).toMatchObject({ attached: 3 });
  expect(await d.act('update', { known: '还要一小时', english: 'One hour more' })).toMatchObject({
    known: { text: '还要一小时', english: 'One hour more' },
  });
  await d.act('update', { known: '还要两个小时', repairBy: d.clock.now() + 3 * hour });
  await d.act('repair', { text: '接好了', english: 'Mended', cause });
  await d.job.run(signal);
  expect((await d.list(boss)).problems[0]).toMatchObject({
    repair: { text: '接好了', english: 'Mended' },
    status: 'repaired',
    attached: 3,
    noWord: 3,
    may: ['detach', 'close'],
  });
  for (const [index, { id: child }] of filed.slice(0, 3).entries())
    await d.acts.recheck(child, 'customer', index < 2, '');
  await d.act('close', {});
  d.clock.advance(60_000);
  await d.job.run(signal);
  expect((await d.list(boss)).problems[0]).toMatchObject({
    status: 'closed',
    attached: 2,
    solved: 2,
    notSolved: 1,
    may: [],
  });
  expect(d.trail.map(({ act, about }) => [act, about])).toEqual(
    ['open', 'attach', 'detach', 'update', 'update', 'repair', 'close'].map((one) => [`problem.${one}`, id]),
  );
  expect(d.trail[5]).toMatchObject({ staff: 'chen', cause });
});

it('keeps and shows when it began, and has it in the trail', async () => {
  const d = desk();
  const since = d.clock.now() - 2 * hour;
  const path = '/desk/api/problems';
  const unsaid = { type: 'product_quality', ...d.wish() };
  expect((await d.post(boss, path, unsaid)).body).not.toHaveProperty('since');
  const said = await d.post(boss, path, { ...unsaid, areas: ['donghu'], since });
  expect(said).toMatchObject({ status: 200, body: { since } });
  expect(said.body).not.toHaveProperty('sinceSaid');
  expect(d.trail.at(-1)).toMatchObject({ act: 'problem.new', since });
  expect(d.trail[0]).not.toHaveProperty('since');
  const { known, repairBy } = d.wish();
  expect(await d.act('update', { known, repairBy, since: since - hour })).toMatchObject({ since: since - hour });
  expect(d.trail.at(-1)).toMatchObject({ act: 'problem.update', since: since - hour });
  expect(await d.post(boss, path, { ...unsaid, areas: [], since: d.clock.now() + hour })).toMatchObject({
    status: 409,
  });
  expect(await d.post(boss, path, { ...unsaid, areas: [], since: -1 })).toMatchObject({ status: 400 });
});

it('shows how far telling everybody has come', async () => {
  const d = desk();
  await d.create();
  const problem = await d.stored(id);
  for (let one = 0; one < 130; one += 1) d.broken({ problem: attachedTo(problem) });
  await d.act('repair', { text: '接好了', cause });
  const stopped = new AbortController();
  let calls = 0;
  const slow = {
    ...d.acts,
    answerRepaired: (...all: Parameters<typeof d.acts.answerRepaired>) => {
      calls += 1;
      if (calls === 110) stopped.abort();
      return d.acts.answerRepaired(...all);
    },
  };
  await createKnownProblemJob({ ...d.common, complaintActs: slow }).run(stopped.signal);
  expect((await d.list(boss)).problems[0]?.progress).toEqual({ done: 100, of: 130 });
  await d.job.run(signal);
  expect((await d.list(boss)).problems[0]).not.toHaveProperty('progress');
});

it('is read by all staff, and acted on by supervisors only', async () => {
  const d = desk();
  Array.from({ length: 6 }, () => d.broken());
  await d.job.run(signal);
  for (const who of [agent, admin]) {
    const [seen] = (await d.list(who)).problems;
    expect(seen).toMatchObject({ may: [], suggestion: { count: 6, numbers: [] } });
    expect((await d.post(who, '/desk/api/problems', { type: 'product_quality', ...d.wish() })).status).toBe(403);
    for (const act of ['open', 'dismiss', 'update', 'attach', 'detach', 'repair', 'close'])
      expect((await d.post(who, `${id} ${act}`, {})).status).toBe(403);
  }
  expect(d.trail).toEqual([]);
  expect((await d.list(boss)).areas).toContainEqual(expect.objectContaining({ area: 'zhongquan' }));
});

it('answers what is said again under its key as it was, and refuses the key for something else', async () => {
  const d = desk();
  const under = (key: string) => ({ 'idempotency-key': `"${key}"` });
  const wish = { type: 'product_quality', ...d.wish() };
  for (let time = 0; time < 2; time += 1)
    expect(await d.post(boss, '/desk/api/problems', wish, under('press-0001'))).toMatchObject({ body: { number: id } });
  expect((await d.post(boss, '/desk/api/problems', { ...wish, known: '别的' }, under('press-0001'))).status).toBe(422);
  await d.post(boss, `${id} dismiss`, { why: '误报' }, under('press-0002'));
  const again = await d.post(boss, `${id} dismiss`, { why: '误报' }, under('press-0002'));
  expect(again).toMatchObject({ status: 200, body: { status: 'dismissed' } });
  expect(JSON.stringify(again.body)).not.toContain('press');
  expect((await d.post(boss, `${id} dismiss`, { why: '别的' }, under('press-0002'))).status).toBe(422);
  expect((await d.post(boss, `${id} dismiss`, { why: '误报' }, under('!'))).status).toBe(400);
  expect((await d.list(boss)).problems).toHaveLength(1);
});

it('answers what is said again under its key also when the time of repair it names has passed', async () => {
  const d = desk();
  const under = (key: string) => ({ 'idempotency-key': `"${key}"` });
  const wish = { type: 'product_quality', ...d.wish() };
  const news = { known: '还要两个小时', repairBy: d.clock.now() + 2 * hour };
  const say = async (key: number) => [
    (await d.post(boss, '/desk/api/problems', wish, under(`press-new-${key}`))).status,
    (await d.post(boss, `${id} update`, news, under(`press-news-${key}`))).status,
  ];
  expect(await say(1)).toEqual([200, 200]);
  const before = await d.stored(id);
  d.clock.advance(3 * hour);
  expect(await say(1)).toEqual([200, 200]);
  expect(await d.stored(id)).toEqual(before);
  // Said first it is refused.
  expect(await say(2)).toEqual([409, 409]);
  expect((await d.list(boss)).problems).toHaveLength(1);
});

it('refuses with a code', async () => {
  const d = desk();
  await d.create();
  const codeOf = async (name: string, body: unknown) => {
    const { status, body: answer } = await d.post(boss, `${id} ${name}`, body);
    return [status, (answer as { error?: { code: string } }).error?.code];
  };
  expect(await codeOf('close', {})).toEqual([409, 'not_now']);
  expect(await codeOf('repair', { text: '好了', cause: 'none_such' })).toEqual([409, 'unknown']);
  expect(await codeOf('attach', { number: 'C20261121-0042-7' })).toEqual([409, 'unknown']);
  expect(await codeOf('update', { known: '快了', repairBy: 1 })).toEqual([409, 'unknown']);
  await d.act('attach', { number: d.broken().number });
  expect(await codeOf('dismiss', { why: '误报' })).toEqual([409, 'attached']);
  expect((await d.post(boss, 'P20261123-77 close', {})).status).toBe(404);
  for (const hostile of ['__proto__', '../x', `P${'9'.repeat(500)}`])
    expect((await d.post(boss, `${hostile} close`, {})).status).toBe(404);
});

it.each([
  ['open', { subTypes: [], areas: [], known: '' }],
  ['open', { subTypes: ['a b'], areas: [], known: '坏了' }],
  ['open', { subTypes: [], areas: [], known: '坏了', repairBy: '2' }],
  ['open', { subTypes: [], areas: [], known: '坏了', english: '' }],
  ['open', { subTypes: [], areas: [], known: '坏了', english: 'x'.repeat(501) }],
  ['repair', { text: '好'.repeat(501), cause }],
  ['repair', { text: '好了', english: 'x'.repeat(501), cause }],
  ['update', { known: '坏了', english: '坏了' }],
  ['repair', { text: '好了', english: 'Fixed 好了', cause }],
  ['dismiss', { why: ' ' }],
  ['update', { known: '坏了', more: 1 }],
  ['attach', {}],
  ['repair', { text: '好了' }],
  ['close', { why: 'x' }],
])('%s takes no body of another shape', async (act, body) => {
  const d = desk();
  await d.create();
  expect((await d.post(boss, `${id} ${act}`, body)).status).toBe(400);
});
