import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { accountEventsPath, accountEventsRoute } from '../../../src/accounts/events/account-events-route';
import type { AccountEvent } from '../../../src/notices/notice';
import { createNoticeQueue } from '../../../src/notices/notice-queue';
import { createHttpServer, type HttpServer } from '../../../src/platform/http-server';
import { silentLog } from '../../../src/ports/log';
import { openSqlite, type SqliteStore } from '../../../src/storage/sqlite/open-sqlite';
import { shanghai } from '../../notices/a-job';
import { ManualClock } from '../../support/manual-clock';
import { sequentialIds } from '../../support/sequential-ids';
import { tempDirs } from '../../support/temp-dir';

const secret = 'a secret of the business system, 32 bytes';
const clock = new ManualClock(shanghai('2026-11-21T10:00'));
const tempDir = tempDirs();
let store: SqliteStore;
let server: HttpServer;
let address: string;
let nudged = 0;
beforeEach(async () => {
  clock.set(shanghai('2026-11-21T10:00'));
  nudged = 0;
  const ids = sequentialIds();
  store = openSqlite({ dir: tempDir(), clock, ids });
  const queue = createNoticeQueue(store.documents, clock);
  const accepted = () => {
    nudged += 1;
  };
  server = createHttpServer({
    routes: [accountEventsRoute({ secret, queue, clock, accepted })],
    log: silentLog,
    ids,
    clock,
    authenticators: {},
    trustedProxies: [],
    allowedOrigins: [],
    embedOrigins: [],
    pages: [],
    sockets: [],
  });
  address = `http://127.0.0.1:${(await server.listen(0, '127.0.0.1')).port}${accountEventsPath}`;
});
afterEach(async () => {
  await server.close(0);
  store.close();
});

const event = (more: object = {}): object => ({
  id: 'evt_1',
  phone: '13800000006',
  at: clock.now(),
  kind: 'bill_ready',
  month: '2026-11',
  ...more,
});
const sign = (body: string, at = clock.now(), key = secret): string => {
  const t = Math.floor(at / 1000);
  return `t=${t},v1=${createHmac('sha256', key).update(`${t}.${body}`).digest('hex')}`;
};
async function post(body: string, headers: Record<string, string> = { 'x-desk-signature': sign(body) }) {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const send = (what: unknown) => post(JSON.stringify(what));
const stored = () => store.documents.list('notice', 1000);

test('a signed event is stored before it is answered, and the job is told', async () => {
  expect(await send(event())).toEqual({ status: 202, body: { accepted: 1, duplicates: 0 } });
  expect(await stored()).toHaveLength(2);
  expect(nudged).toBe(1);
});

test('the same again, alone or in a list, is taken once; five at once as well (R1)', async () => {
  await Promise.all(Array.from({ length: 5 }, () => send(event())));
  expect(await send([event(), event({ id: 'evt_2' })])).toMatchObject({
    status: 202,
    body: { accepted: 1, duplicates: 1 },
  });
  clock.advance(3600_000);
  expect(await send(event({ at: clock.now() - 3600_000 }))).toMatchObject({ status: 202, body: { duplicates: 1 } });
  expect((await stored()).filter(({ key }) => key.startsWith('event:'))).toHaveLength(2);
});

test('an id used for something else is refused with all of its request', async () => {
  await send(event());
  const before = await stored();
  const answer = await send([event({ id: 'evt_9' }), event({ phone: '13800000001' })]);
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([409, expect.stringContaining('evt_1')]);
  expect(await stored()).toEqual(before);
});

describe('signatures are checked before any effect (S4)', () => {
  const body = () => JSON.stringify(event());
  const good = () => sign(body());
  const corpus: [string, number, () => [string, Record<string, string>]][] = [
    ['none', 401, () => [body(), {}]],
    ['empty', 401, () => [body(), { 'x-desk-signature': '' }]],
    ['nonsense', 403, () => [body(), { 'x-desk-signature': 'nonsense' }]],
    ['of another secret', 403, () => [body(), { 'x-desk-signature': sign(body(), clock.now(), `${secret}!`) }]],
    ['of another body', 403, () => [body(), { 'x-desk-signature': sign(`${body()} `) }]],
    ['over a body changed by one letter', 403, () => [body().replace('11"', '12"'), { 'x-desk-signature': good() }]],
    [
      'with another time',
      403,
      () => [body(), { 'x-desk-signature': good().replace(/t=\d+/, `t=${Math.floor(clock.now() / 1000) + 1}`) }],
    ],
    ['stale', 403, () => [body(), { 'x-desk-signature': sign(body(), clock.now() - 301_000) }]],
    ['of the future', 403, () => [body(), { 'x-desk-signature': sign(body(), clock.now() + 302_000) }]],
    ['one digit short', 403, () => [body(), { 'x-desk-signature': good().slice(0, -1) }]],
    ['one digit long', 403, () => [body(), { 'x-desk-signature': `${good()}0` }]],
    ['empty v1', 403, () => [body(), { 'x-desk-signature': good().replace(/v1=.*/, 'v1=') }]],
    ['upper case', 403, () => [body(), { 'x-desk-signature': good().toUpperCase() }]],
    ['without time', 403, () => [body(), { 'x-desk-signature': good().replace(/t=\d+,/, '') }]],
    ['of a hostile time', 403, () => [body(), { 'x-desk-signature': good().replace(/t=\d+/, 't=1e99') }]],
    ['a very long one', 403, () => [body(), { 'x-desk-signature': `${good()},${'v1=0,'.repeat(500)}` }]],
    ['of an empty body', 403, () => ['', { 'x-desk-signature': sign('{}') }]],
  ];
  it.each(corpus)('%s: %d', async (_, status, given) => {
    expect((await post(...given())).status).toBe(status);
    expect(await stored()).toEqual([]);
    expect(nudged).toBe(0);
  });

  it('kept and sent again within five minutes has no second effect, later is refused', async () => {
    const [text, signature] = [body(), good()];
    await post(text, { 'x-desk-signature': signature });
    const before = await stored();
    expect(await post(text, { 'x-desk-signature': signature })).toMatchObject({ status: 202, body: { accepted: 0 } });
    clock.advance(301_000);
    expect((await post(text, { 'x-desk-signature': signature })).status).toBe(403);
    expect(await stored()).toEqual(before);
  });

  it('of anything at all, nothing but the right one passes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme-ascii', maxLength: 120 }), async (header) => {
        const clean = header.replace(/[^\x21-\x7e]/g, '');
        expect([401, 403]).toContain((await post(body(), { 'x-desk-signature': clean })).status);
      }),
      { numRuns: 60, seed: 5 },
    );
    expect(await stored()).toEqual([]);
  });
});

describe('nothing but events as we know them', () => {
  const visit = (more: object) => ({
    ...event({ kind: 'repair_appointment', from: clock.now() + 1000, until: clock.now() + 2000, ...more }),
    month: undefined,
  });
  const wrong: [string, () => unknown][] = [
    ['a text', () => 'hello'],
    ['null', () => null],
    ['an empty list', () => []],
    ['101 of them', () => Array.from({ length: 101 }, (_, n) => event({ id: `e${n}` }))],
    ['one bad in a list', () => [event(), event({ id: 'e2', month: '2026-13' })]],
    ['an id twice', () => [event(), event()]],
    ['another kind', () => event({ kind: 'offer' })],
    ['a field more', () => event({ amountFen: 100 })],
    ['no number', () => event({ phone: '12345' })],
    ['an operator of a query', () => event({ phone: { $ne: '' } })],
    ['an id that is a path', () => event({ id: '../x' })],
    ['an id that is an object', () => event({ id: { $gt: '' } })],
    ['a time as text', () => event({ at: '2026' })],
    ['long ago', () => event({ at: clock.now() - 31 * 86_400_000 })],
    ['tomorrow', () => event({ at: clock.now() + 86_400_000 })],
    ['a visit backwards', () => visit({ until: clock.now() })],
    ['a visit of two days', () => visit({ until: clock.now() + 3 * 86_400_000 })],
    [
      'a visit in a year',
      () => visit({ from: clock.now() + 365 * 86_400_000, until: clock.now() + 365 * 86_400_000 + 1 }),
    ],
    ['a visit with markup', () => visit({ place: '<b>家</b>' })],
    ['a visit with a placeholder', () => visit({ place: '{total}' })],
    ['a visit with a long place', () => visit({ place: '家'.repeat(31) })],
    ['not cancelled', () => visit({ cancelled: false })],
  ];
  it.each(wrong)('%s: 400', async (_, what) => {
    const { status, body } = await send(what());
    expect(status).toBe(400);
    // What was sent is not sent back.
    expect(JSON.stringify(body)).not.toMatch(/13800000006|<b>/);
    expect(await stored()).toEqual([]);
  });

  it('keys that reach a prototype: 400; no JSON: 400; another type: 415; too long: 413', async () => {
    expect((await post('{"__proto__":{"id":"x"}}')).status).toBe(400);
    expect((await post('{')).status).toBe(400);
    const text = JSON.stringify(event());
    const headers = { 'x-desk-signature': sign(text), 'content-type': 'text/plain' };
    expect((await post(text, headers)).status).toBe(415);
    expect((await post(JSON.stringify([event({ id: 'x'.repeat(70_000) })]))).status).toBe(413);
    expect(await stored()).toEqual([]);
  });

  it('100 are taken, of every kind', async () => {
    const kinds: object[] = [
      { kind: 'bill_ready', month: '2026-10' },
      { kind: 'data_used', month: undefined },
      { kind: 'service_ordered', serviceId: 's2-crbt', month: undefined },
      { kind: 'line_status', status: 'active', month: undefined },
      { kind: 'repair_appointment', from: clock.now(), until: clock.now() + 1, place: ' 幸福小区 ', month: undefined },
    ];
    const events = Array.from({ length: 100 }, (_, n) => event({ id: `e${n}`, ...kinds[n % kinds.length] }));
    expect(await send(events)).toMatchObject({ status: 202, body: { accepted: 100 } });
    const queued = await createNoticeQueue(store.documents, clock).due(clock.now(), 200);
    const first = queued.find(({ id }) => id === 'e4')?.task as {
      event: Extract<AccountEvent, { kind: 'repair_appointment' }>;
    };
    expect(first.event.place).toBe('幸福小区');
  });
});
