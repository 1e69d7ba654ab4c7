import { WebSocket } from 'ws';
import { ofCustomers, ofStaff } from '../security/desk-table';
import { eventually } from '../support/eventually';
import { type ServerProcess, startServer } from '../support/server-process';
import { attack, attackSockets } from './attack';
import { type Target, texts, values } from './corpus';
import { heldUpMs, limitMs } from './held-up';

/** R9, S7, S8, S9, S11 for the desk: whoever is signed in can neither end the process nor hold it up. */

jest.setTimeout(180_000);

const secret = 'hostile-desk-tests-server-to-server';
const password = 'hostile desk tests 1';
const staff = ['agent1', 'supervisor', 'admin'] as const;
type Staff = (typeof staff)[number];
type Headers = Readonly<Record<string, string>>;

let server: ServerProcess;
let pid: number;
const signedIn = new Map<Staff, Headers>();
let handoffId: string;
let conversationId: string;

beforeAll(async () => {
  server = await startServer({
    DIRECT_LINE_SECRET: secret,
    DEMO_PASSWORD: password,
    TRUSTED_PROXIES: '127.0.0.1',
    LISTEN_WINDOW_MS: '0',
  });
  pid = server.pid;
  for (const name of staff) signedIn.set(name, await signIn(name));
  const authorization = `Bearer ${secret}`;
  const started = await send('POST', '/v3/directline/conversations', { authorization }, '{}');
  ({ conversationId } = JSON.parse(started.text));
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  const message = JSON.stringify({ type: 'message', text: '彩铃扣了我六块钱，转人工' });
  await send('POST', path, { authorization }, message);
  const of = `/desk/api/conversations/${conversationId}/handoff`;
  await eventually(async () => (await send('GET', of, as('supervisor'))).status === 200);
  handoffId = JSON.parse((await send('GET', of, as('supervisor'))).text).id;
  expect((await send('POST', `/desk/api/handoffs/${handoffId}/take`, as('agent1'))).status).toBe(200);
}, 170_000);
afterAll(() => server?.stop());

async function send(method: string, path: string, headers: Headers, body?: string) {
  const response = await fetch(server.base + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function signIn(name: Staff): Promise<Headers> {
  const own = { origin: server.base, 'x-desk': '1' };
  const answer = await send('POST', '/desk/api/sign-in', own, JSON.stringify({ name, password }));
  expect(answer.status).toBe(200);
  return { ...own, cookie: answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '' };
}
const as = (name: Staff): Headers => signedIn.get(name) ?? {};

async function stands(): Promise<void> {
  expect(server.exitCode()).toBeNull();
  expect(server.pid).toBe(pid);
  expect((await send('GET', '/readyz', {})).status).toBe(200);
  for (const name of staff) {
    const { status, text } = await send('GET', '/desk/api/me', as(name));
    expect([name, status]).toEqual([name, 200]);
    expect(text).not.toContain('polluted');
  }
  const faults = server
    .output()
    .split('\n')
    .filter((line) => line.includes('"level":"error"'));
  expect(faults).toEqual([]);
}

const fill = (path: string): string =>
  path.replace(':conversationId', conversationId).replace(/handoffs\/:id/, `handoffs/${handoffId}`);
/** Every address of the desk's own tables; leaving is no attack. */
const addresses = [...Object.keys(ofCustomers), ...Object.keys(ofStaff)]
  .filter((name) => !name.includes('('))
  .map((name): Target => {
    const [method = '', path = ''] = name.split(' ');
    return { method, path };
  });

test.each(staff)('what %s sends: no fault, and the event loop never stops for 200 ms', async (name) => {
  const targets = [
    ...addresses,
    ...addresses.map(({ method, path }) => ({ method, path: fill(path) })),
    ...['/desk/api/sign-in', '/desk/api/nowhere'].map((path) => ({ method: 'POST', path })),
    ...['/desk', '/desk/oidc/start', '/desk/oidc/callback', '/desk/api/sign-in-ways'].map((path) => ({
      method: 'GET',
      path,
    })),
  ];
  const longest = await heldUpMs(server.base, async () => {
    const { sent, answered, faults } = await attack(server.port, targets, as(name), 5_000);
    expect(faults).toEqual([]);
    expect(sent).toBeGreaterThanOrEqual(5_000);
    expect(answered).toBeGreaterThan(3_000);
  });
  expect(longest).toBeLessThan(limitMs);
  await stands();
});

const bodies: readonly (readonly [path: string, name: Staff, body: Readonly<Record<string, unknown>>])[] = [
  ['/desk/api/sign-in', 'agent1', { name: 'nobody', password: 'x' }],
  ['/desk/api/presence', 'agent1', { status: 'away', reason: 'break' }],
  ['/desk/api/outbox/resend', 'admin', { key: 'nothing' }],
  ['/desk/api/handoffs/:id/messages', 'agent1', { id: 'message-of-these', text: '您好' }],
  ['/desk/api/handoffs/:id/notes', 'supervisor', { id: 'note-of-these', kind: 'whisper', text: '请核对' }],
  ['/desk/api/handoffs/:id/transfer', 'agent1', { agent: 'nobody', note: 'x' }],
  ['/desk/api/handoffs/:id/reassign', 'supervisor', { team: 'nobody', note: 'x' }],
  ['/desk/api/handoffs/:id/call-back', 'agent1', { from: 2, until: 1 }],
  ['/desk/api/handoffs/:id/reveal', 'supervisor', { what: 'phone', why: '核对' }],
  ['/desk/api/handoffs/:id/type', 'supervisor', { number: 'C20261121-0042-7', type: 'after_sales', subType: 'x' }],
  [
    '/desk/api/handoffs/:id/finish',
    'agent1',
    { result: 'solved', cause: 'nothing', remedy: 'x', followUpOn: '2030-02-31', agreed: 'x', note: 'x' },
  ],
];

test.each(bodies)('%s: no field takes what is none of its kind, none reaches a prototype', async (path, name, body) => {
  const valid = JSON.stringify(body);
  for (const field of Object.keys(body)) {
    const { [field]: _, ...rest } = body;
    for (const value of values) {
      const odd = `{${JSON.stringify(rest).slice(1, -1)},"${field}":${value}}`;
      const address = { ...as(name), 'x-forwarded-for': `10.9.${values.indexOf(value)}.${field.length}` };
      const answer = await send('POST', fill(path), address, odd);
      expect([field, value.slice(0, 60), answer.status < 500]).toEqual([field, value.slice(0, 60), true]);
      // Only texts that are like any other may pass.
      if (!/^"/.test(value) && !(/^-?\d/.test(value) && path.endsWith('call-back')))
        expect([field, value.slice(0, 60), answer.status]).toEqual([
          field,
          value.slice(0, 60),
          path.endsWith('messages') ? expect.any(Number) : 400,
        ]);
    }
  }
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    for (const odd of [
      `{"${key}":{"polluted":true},${valid.slice(1)}`,
      `{${valid.slice(1, -1)},"${key}":1}`,
      `{${valid.slice(1, -1)},"more":[{"${key}":1}]}`,
    ])
      expect([odd, (await send('POST', fill(path), as(name), odd)).status]).toEqual([odd, 400]);
  }
  // The sign-in takes what it knows; by now that name is locked.
  const more = await send('POST', fill(path), as(name), `{${valid.slice(1, -1)},"more":1}`);
  expect(more.status).toBe(path.endsWith('sign-in') ? 423 : 400);
  await stands();
});

test('hostile questions to the knowledge search hold nobody up', async () => {
  const longest = await heldUpMs(server.base, async () => {
    for (const text of texts) {
      const query = new URLSearchParams({ q: text.slice(0, 200), language: 'zh-Hans' });
      const { status } = await send('GET', `/desk/api/knowledge?${query}`, as('agent1'));
      expect([text.slice(0, 30), status < 500]).toEqual([text.slice(0, 30), true]);
    }
  });
  expect(longest).toBeLessThan(limitMs);
  await stands();
});

/** A page's stream; resolves once it is open, or with the status it was refused with. */
function connect(headers: Headers): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/desk/events`, { headers });
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_, { statusCode = 0 }) => {
      resolve(statusCode);
      socket.terminate();
    });
    socket.on('error', () => undefined);
  });
}
async function open(name: Staff): Promise<WebSocket> {
  const socket = await connect(as(name));
  if (typeof socket === 'number') throw new Error(`refused: ${socket}`);
  return socket;
}
const closing = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => {
    if (socket.readyState === WebSocket.CLOSED) resolve(0);
    socket.once('close', resolve);
  });

test('garbage before and after the handshake of the stream, signed in and not', async () => {
  const stranger = { origin: server.base, cookie: 'desk=x' };
  const longest = await heldUpMs(server.base, async () => {
    expect(await attackSockets(server.port, ['/desk/events'], as('supervisor'))).toBeGreaterThan(10);
    expect(await attackSockets(server.port, ['/desk/events', '/desk/events/x'], stranger)).toBeGreaterThan(20);
  });
  expect(longest).toBeLessThan(limitMs);
  await stands();
});

test.each([
  ['binary', Buffer.from('{"type":"close","conversationId":"c"}'), 1003],
  ['too large', `{"type":"close","conversationId":"${'x'.repeat(17_000)}"}`, 1009],
  ['no JSON', 'hello', 1008],
  ['nested', `${'['.repeat(8_000)}`, 1008],
  ['a prototype', '{"type":"close","conversationId":"c","__proto__":{"polluted":true}}', 1008],
  ['an object for a text', '{"type":"open","conversationId":{"$gt":""},"after":0}', 1008],
  ['a number that is none', '{"type":"open","conversationId":"c","after":1e999}', 1008],
  ['before the beginning', '{"type":"open","conversationId":"c","after":-1}', 1008],
  ['one thing more', '{"type":"close","conversationId":"c","role":"supervisor"}', 1008],
  ['no command of ours', '{"type":"constructor","conversationId":"c"}', 1008],
])('a frame that is %s closes the stream', async (_, frame, code) => {
  const socket = await open('supervisor');
  const closed = closing(socket);
  socket.send(frame);
  expect(await closed).toBe(code);
});

test('a flood of commands closes its page', async () => {
  const one = await open('agent1');
  const closed = closing(one);
  for (let sent = 0; sent < 1_000; sent += 1) one.send(JSON.stringify({ type: 'typing', conversationId }));
  expect(await closed).toBe(1008);
  await stands();
});

test('thousands of opens hold nobody up, pages stay ten a person, and everybody is served as before', async () => {
  let opens = 0;
  const longest = await heldUpMs(server.base, async () => {
    for (let round = 0; round < 3; round += 1) {
      const tried = await Promise.all(Array.from({ length: 14 }, () => connect(as('supervisor'))));
      const pages = tried.filter((page): page is WebSocket => typeof page !== 'number');
      expect(pages).toHaveLength(10);
      for (const page of pages) {
        for (let sent = 0; sent < 120; sent += 1) {
          opens += 1;
          const id = sent % 2 === 0 ? conversationId : `conv_${sent}`;
          page.send(JSON.stringify({ type: 'open', conversationId: id, after: 0 }));
        }
      }
      expect(await Promise.all(pages.map(closing))).toEqual(pages.map(() => 1008));
    }
  });
  expect(opens).toBeGreaterThan(2_000);
  expect(longest).toBeLessThan(limitMs);

  const page = await open('supervisor');
  const heard: string[] = [];
  page.on('message', (data) => heard.push(String(data)));
  page.send(JSON.stringify({ type: 'open', conversationId, after: 0 }));
  await eventually(() => heard.some((text) => text.includes('"entry"') && text.includes('彩铃')));
  page.close();
  await stands();
});
