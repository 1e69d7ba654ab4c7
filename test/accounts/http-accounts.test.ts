import type { ServerResponse } from 'node:http';
import { createHttpAccounts } from '../../src/accounts/http-accounts';
import { AccountUnavailable } from '../../src/ports/account-gateway';
import { silentLog } from '../../src/ports/log';
import { demoAccounts } from '../support/demo-accounts';
import { type AccountServer, startAccountServer } from './account-server';

const phone = '13800000002';
let server: AccountServer;
let now = Date.parse('2026-11-21T10:00:00+08:00');
const clock = { now: () => now };
const logged: unknown[] = [];
const counted: string[] = [];

beforeEach(async () => {
  server = await startAccountServer(demoAccounts(clock));
  logged.length = 0;
  counted.length = 0;
});
afterEach(() => server.close());

const open = (more: { baseUrl?: string; timeoutMs?: number; token?: string } = {}) =>
  createHttpAccounts({
    baseUrl: server.url,
    timeoutMs: 5000,
    clock,
    metrics: {
      count: (_, labels) => counted.push(`${labels?.['operation']} ${labels?.['outcome']}`),
      observe: () => {},
    },
    log: { ...silentLog, warn: (...entry) => logged.push(entry) },
    ...more,
  });

const json = (body: unknown) => (_: unknown, response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

test('the token and the key go along', async () => {
  const accounts = open({ token: 'let-me-in' });
  await accounts.subscriber(phone);
  await accounts.perform({ kind: 'set_data_cap', phone, capFen: 1000 }, 'conv-1:turn-7');
  expect(server.requests).toEqual([
    { method: 'GET', path: `/desk/v1/subscribers/${phone}`, authorization: 'Bearer let-me-in' },
    {
      method: 'POST',
      path: `/desk/v1/subscribers/${phone}/actions`,
      key: 'conv-1:turn-7',
      authorization: 'Bearer let-me-in',
    },
  ]);
  expect(counted).toEqual(['subscriber ok', 'perform ok']);
});

test('a read that fails fast is tried once more, and only once', async () => {
  let failures = 1;
  const normal = demoAccounts(clock);
  server.misbehave = (_, response) => {
    if (failures-- > 0) {
      response.writeHead(503);
      response.end();
      return;
    }
    void normal.subscriber(phone).then((body) => json(body)(_, response));
  };
  expect((await open().subscriber(phone))?.phone).toBe(phone);
  expect(server.requests).toHaveLength(2);
  failures = 9;
  await expect(open().subscriber(phone)).rejects.toBeInstanceOf(AccountUnavailable);
  expect(server.requests).toHaveLength(4);
});

test('an action is never sent twice', async () => {
  server.misbehave = (_, response) => response.destroy();
  const action = { kind: 'cancel_service', phone, serviceId: 's2-crbt' } as const;
  await expect(open().perform(action, 'conv-1:turn-7')).rejects.toBeInstanceOf(AccountUnavailable);
  expect(server.requests).toHaveLength(1);
});

test('a system that does not answer costs no more than the time limit', async () => {
  server.misbehave = () => {};
  const started = process.hrtime.bigint();
  await expect(open({ timeoutMs: 150 }).bills(phone, 6)).rejects.toBeInstanceOf(AccountUnavailable);
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(1500);
  expect(server.requests).toHaveLength(1);
});

test('a system that begins to answer and then hangs costs no more either', async () => {
  server.misbehave = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"phone":');
  };
  await expect(open({ timeoutMs: 150 }).subscriber(phone)).rejects.toBeInstanceOf(AccountUnavailable);
});

test('a system that is not there', async () => {
  const accounts = open({ baseUrl: 'http://127.0.0.1:9/desk' });
  await expect(accounts.services(phone)).rejects.toMatchObject({ code: 'ACCOUNT_UNAVAILABLE' });
});

test.each<[string, unknown]>([
  ['no JSON', '<html>'],
  ['nothing', ''],
  ['null', null],
  ['a list', []],
  ['half a subscriber', { phone }],
  ['another customer', { ...subscriber(), phone: '13800000001' }],
  ['money in words', { ...subscriber(), balanceFen: '6 yuan' }],
  ['broken money', { ...subscriber(), balanceFen: 6.5 }],
  ['an unknown brand', { ...subscriber(), brand: 'constructor' }],
  ['a flood', `{"name":"${'x'.repeat(600_000)}"}`],
])('garbage is refused: %s', async (_, body) => {
  server.misbehave = json(body);
  await expect(open().subscriber(phone)).rejects.toBeInstanceOf(AccountUnavailable);
});

function subscriber() {
  return {
    phone,
    name: '李小雨',
    brand: 'm_zone',
    age: 21,
    plan: { name: '套餐', nameEn: 'Plan', monthlyFen: 3900, voiceMinutes: 100, dataMb: 1024, includes: [] },
    balanceFen: 1000,
    status: 'active',
    arrearsFen: 0,
  };
}

test('fields the desk does not know are dropped, and pollute nothing', async () => {
  server.misbehave = json(`${JSON.stringify(subscriber()).slice(0, -1)},"__proto__":{"polluted":1},"secret":"x"}`);
  const found = await open().subscriber(phone);
  expect(found).toEqual(subscriber());
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test.each([301, 302, 307, 308])('a redirect (%d) is not followed', async (status) => {
  const elsewhere = await startAccountServer(demoAccounts(clock));
  try {
    server.misbehave = (_, response) => {
      response.writeHead(status, { location: `${elsewhere.url}/subscribers/${phone}` });
      response.end();
    };
    await expect(open().subscriber(phone)).rejects.toBeInstanceOf(AccountUnavailable);
    expect(elsewhere.requests).toEqual([]);
  } finally {
    await elsewhere.close();
  }
});

test('after five failures in a row nothing is sent for 15 seconds, then one call tries', async () => {
  // Not chained: restify, loaded by other tests of the same worker, makes writeHead answer nothing.
  server.misbehave = (_, response) => {
    response.statusCode = 500;
    response.end();
  };
  const accounts = open();
  const fail = () => expect(accounts.subscriber(phone)).rejects.toBeInstanceOf(AccountUnavailable);
  for (let at = 0; at < 5; at += 1) await fail();
  expect(server.requests).toHaveLength(10);
  await fail();
  expect(server.requests).toHaveLength(10);
  expect(counted.at(-1)).toBe('subscriber circuit_open');

  now += 15_000;
  await Promise.all([fail(), fail(), fail()]);
  expect(server.requests).toHaveLength(12);

  now += 15_000;
  server.misbehave = undefined;
  expect((await accounts.subscriber(phone))?.phone).toBe(phone);
  expect((await accounts.bills(phone, 2)).length).toBe(2);
});

test('a failure is logged without the customer', async () => {
  server.misbehave = json({ phone, name: '李小雨' });
  await expect(open().subscriber(phone)).rejects.toThrow('ACCOUNT_API_URL');
  expect(logged).toHaveLength(1);
  expect(JSON.stringify(logged)).not.toMatch(/13800000002|李小雨/);
});
