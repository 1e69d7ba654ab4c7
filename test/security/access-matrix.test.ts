import { WebSocket } from 'ws';
import { bodies } from '../desk/complaints/told-complaint';
import { newComplaint } from '../support/new-complaint';
import { tempDirs } from '../support/temp-dir';
import { type DeskCustomer, ofCustomers, ofStaff } from './desk-table';
import { type Answer, type CallOptions, type RunningApp, secret, startApp } from './running-app';

/**
 * S1, S5: every address of the app × who calls. The table below is compared with what the app really mounts, so that
 * an address without a line here fails, and so does a line whose address is gone.
 */

const callers = [
  'anonymous',
  'wrong token',
  'expired token',
  'customer A',
  'customer B',
  'secret',
  'agent',
  'agent of another team',
  'supervisor',
  'administrator',
] as const;
type Caller = (typeof callers)[number];
/** Who they are on the desk. */
const staffNames = {
  agent: 'agent1',
  'agent of another team': 'chen',
  supervisor: 'boss',
  administrator: 'root',
} as const;
const isStaff = (caller: Caller): caller is keyof typeof staffNames => Object.hasOwn(staffNames, caller);

interface Line {
  readonly access: 'public' | 'direct-line' | 'staff' | 'demo' | 'webhook';
  /** Statuses in the order of {@link callers}; what is A's is asked for. */
  readonly status: readonly number[];
  readonly body?: (world: World) => object | FormData;
  readonly query?: string;
}

const open = (status: number): readonly number[] => callers.map(() => status);
/** Direct Line: 401 unknown, 403 expired; then A, B, secret, and staff without a token. */
const line = (a: number, b: number, withSecret: number): readonly number[] => [
  ...[401, 401, 403, a, b, withSecret],
  ...[401, 401, 401, 401],
];
const staffOnly = (...status: readonly [number, number, number, number]): readonly number[] => [
  ...[401, 401, 401, 401, 401, 401],
  ...status,
];
const onlySupervisors: ReadonlySet<string> = new Set(['escalate', 'decideRemedy']);
/** The desk's own tables, for a customer who waits ({@link DeskCustomer} is A); what staff may do is tried there in full. */
const desk: Readonly<Record<string, Line>> = Object.fromEntries([
  ...Object.entries(ofCustomers)
    .filter(([name]) => !name.includes('('))
    .map(
      ([
        name,
        {
          waiting: [agent, , other, supervisor, admin],
          body,
        },
      ]): [string, Line] => [
        name,
        {
          access: 'staff',
          status: staffOnly(agent, other, supervisor, admin),
          ...(body && { body: (of: World) => body(of.customer) }),
        },
      ],
    ),
  ...Object.entries(ofStaff).map(
    ([
      name,
      {
        statuses: [agent, , other, supervisor, admin],
        body,
        query = '',
      },
    ]): [string, Line] => [
      name,
      { access: 'staff', status: staffOnly(agent, other, supervisor, admin), query, ...(body && { body: () => body }) },
    ],
  ),
]);

const { separate, ...acts } = bodies;
/**
 * Of a complaint that became part of another: nothing can be done to it any more, until it is taken out again, which comes
 * last. What may be done when, and by whom:
 * test/desk/complaints/complaint-rights.test.ts.
 */
const complaints: Readonly<Record<string, Line>> = {
  'GET /desk/api/complaints/:number': { access: 'staff', status: staffOnly(200, 404, 200, 404) },
  'GET /desk/api/complaints/:number/packet': { access: 'staff', status: staffOnly(403, 404, 200, 404) },
  'POST /desk/api/complaints/:number/packet': {
    access: 'staff',
    status: staffOnly(403, 404, 200, 404),
    body: () => ({ format: 'json', why: '申诉需要' }),
  },
  ...Object.fromEntries(
    Object.entries(acts).map(([act, body]): [string, Line] => [
      `POST /desk/api/complaints/:number/${act}`,
      {
        access: 'staff',
        status: onlySupervisors.has(act) ? staffOnly(403, 403, 409, 403) : staffOnly(409, 404, 409, 404),
        body: () => body,
      },
    ]),
  ),
  'POST /desk/api/complaints/:number/separate': {
    access: 'staff',
    status: staffOnly(409, 404, 200, 404),
    body: () => separate,
  },
};

const message = { type: 'message', text: '你好' };
const file = (): FormData => {
  const form = new FormData();
  form.append('file', new Blob(['evidence'], { type: 'text/plain' }), 'a.txt');
  return form;
};

const table: Readonly<Record<string, Line>> = {
  'GET /healthz': { access: 'public', status: open(200) },
  'GET /readyz': { access: 'public', status: open(200) },
  'GET /metrics': { access: 'public', status: open(200) },
  'POST /v3/directline/tokens/generate': { access: 'direct-line', status: line(403, 403, 200), body: () => ({}) },
  'POST /v3/directline/tokens/refresh': { access: 'direct-line', status: line(200, 200, 400), body: () => ({}) },
  'POST /v3/directline/conversations': { access: 'direct-line', status: line(201, 201, 201), body: () => ({}) },
  'GET /v3/directline/conversations/:conversationId': { access: 'direct-line', status: line(200, 404, 200) },
  'POST /v3/directline/conversations/:conversationId/activities': {
    access: 'direct-line',
    status: line(200, 404, 200),
    body: () => message,
  },
  'GET /v3/directline/conversations/:conversationId/activities': { access: 'direct-line', status: line(200, 404, 200) },
  'POST /v3/directline/conversations/:conversationId/upload': {
    access: 'direct-line',
    status: line(200, 404, 200),
    body: file,
  },
  'POST /v3/directline/conversations/:conversationId/seen': {
    access: 'direct-line',
    status: line(204, 404, 204),
    body: () => ({ watermark: '1' }),
  },
  // Checked inside, because a picture's token stands in its address; the secret opens no files.
  'GET /v3/directline/attachments/:attachmentId': { access: 'public', status: line(200, 404, 401) },
  'POST /api/chat/session': { access: 'public', status: open(200), body: () => ({}) },
  'POST /api/chat/feedback': {
    access: 'direct-line',
    status: line(204, 404, 403),
    body: ({ answerId }) => ({ activityId: answerId, value: 'up' }),
  },
  'POST /desk/api/sign-in': {
    access: 'public',
    // Only the page sends where it comes from.
    status: [403, 403, 403, 403, 403, 403, 401, 401, 401, 401],
    body: () => ({ name: 'nobody', password: 'wrong' }),
  },
  'POST /desk/api/sign-out': { access: 'staff', status: staffOnly(204, 204, 204, 204) },
  'GET /desk/api/sign-in-ways': { access: 'public', status: open(200) },
  ...desk,
  ...complaints,
  'GET /demo/api/inbox': { access: 'demo', status: open(200) },
  // Gateways sign or name a secret; nobody here does.
  'POST /sms/twilio': { access: 'webhook', status: open(403) },
  'POST /sms/twilio/status': { access: 'webhook', status: open(403) },
  'GET /sms/kannel': { access: 'webhook', status: open(403) },
  'POST /sms/kannel': { access: 'webhook', status: open(403) },
  'GET /sms/kannel/dlr': { access: 'webhook', status: open(403) },
  'POST /account-events': { access: 'webhook', status: open(401), body: () => ({ id: 'e1' }) },
  'POST /voice/jambonz': { access: 'webhook', status: open(403), body: () => ({ call_sid: 'call-1' }) },
  'POST /voice/jambonz/status': { access: 'webhook', status: open(403), body: () => ({ call_sid: 'call-1' }) },
  'POST /voice/jambonz/:step/:kind/:proof': {
    access: 'webhook',
    status: open(403),
    body: () => ({ call_sid: 'call-1' }),
  },
  'GET /': { access: 'public', status: open(200) },
  'GET /desk': { access: 'public', status: open(200) },
  'GET /board': { access: 'public', status: open(200) },
  'GET /demo/inbox': { access: 'public', status: open(200) },
  'GET /embed.js': { access: 'public', status: open(200) },
};
/** Scripts, styles and pictures of the pages: their names change with their content. */
const isAsset = (name: string): boolean => /^GET \/assets\/[\w.-]+$/.test(name);

interface World {
  readonly a: Awaited<ReturnType<RunningApp['customer']>>;
  readonly b: Awaited<ReturnType<RunningApp['customer']>>;
  readonly expired: string;
  readonly answerId: string;
  readonly attachmentId: string;
  /** A, as the desk sees them. */
  readonly customer: DeskCustomer;
  /** A complaint of A that became part of another. */
  readonly merged: string;
}

let running: RunningApp;
let world: World;
const freshDir = tempDirs();
const signedIn = new Map<string, string>();

beforeAll(async () => {
  running = await startApp(freshDir());
  const old = await running.customer();
  running.clock.advance(31 * 60_000);
  const [a, b] = [await running.customer(), await running.customer()];
  await running.call('POST', `${a.path}/activities`, { token: a.token, body: { ...message, text: '转人工' } });
  await running.call('POST', `${a.path}/activities`, { token: a.token, body: { ...message, text: '跳过' } });
  const { json } = await running.call('POST', `${a.path}/upload`, { token: a.token, body: file() });
  await running.app.turns.idle();
  const log = await running.app.turns.read(a.conversationId, 0, 100);
  const answerId = log.find(({ direction }) => direction === 'out')?.id ?? '';
  const uploaded = log.find(({ id }) => id === json.id)?.activity.attachments?.[0]?.contentUrl;
  const [handoff] = await running.store.handoffs.list(['waiting', 'assigned', 'call_back_booked'], 10);
  if (!handoff) throw new Error('Nobody waits for a person.');
  const complaint = await running.store.complaints.insert(
    newComplaint({ conversationId: a.conversationId, createdAt: running.clock.now() }),
  );
  const merged = await running.store.complaints.insert(
    newComplaint({ id: 'cmp_merged', createdBy: 'merged', createdAt: running.clock.now(), status: 'merged' }),
  );
  const { number, type, status, createdAt } = complaint;
  const brief = { ...handoff.brief, complaints: [{ number, type, status, createdAt }] };
  const known = (await running.store.handoffs.replace({ ...handoff, brief })) ?? handoff;
  const attachmentId = uploaded?.split('/').at(-1) ?? '';
  world = {
    a,
    b,
    expired: old.token,
    answerId,
    attachmentId,
    customer: { handoff: known, attachmentId, complaint: number, now: running.clock.now() },
    merged: merged.number,
  };
}, 120_000);
afterAll(() => running?.stop());

const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

const credentials = async (caller: Caller): Promise<CallOptions> => {
  const { a, b, expired } = world;
  const tokens = {
    'wrong token': `${a.token}x`,
    'expired token': expired,
    'customer A': a.token,
    'customer B': b.token,
  };
  if (caller === 'anonymous') return {};
  if (caller === 'secret') return { token: secret };
  return isStaff(caller) ? { cookie: await cookieOf(caller) } : { token: tokens[caller] };
};

/** Signing out is among the addresses. */
async function cookieOf(caller: keyof typeof staffNames): Promise<string> {
  const name = staffNames[caller];
  const cookie = signedIn.get(name) ?? '';
  if ((await running.call('GET', '/desk/api/me', { cookie })).status === 200) return cookie;
  signedIn.set(name, await running.signIn(name));
  return signedIn.get(name) ?? '';
}

/** A waits again, whatever was done for them. */
async function waitAgain(): Promise<void> {
  const { handoff } = world.customer;
  const { version } = (await running.store.handoffs.byId(handoff.id)) ?? handoff;
  await running.store.handoffs.replace({ ...handoff, version });
}

const fill = (path: string): string =>
  path
    .replace(':number', world.merged)
    .replace(':conversationId', world.a.conversationId)
    .replace(':attachmentId', world.attachmentId)
    .replace('attachments/:id', `attachments/${world.attachmentId}`)
    .replace(':id', world.customer.handoff.id);

test('every address of the app has a line, every line an address, with the access meant', () => {
  const mounted = running.app.server.routes.filter((route) => !isAsset(nameOf(route)));
  expect(Object.fromEntries(mounted.map((route) => [nameOf(route), route.access]))).toEqual(
    Object.fromEntries(Object.entries(table).map(([name, { access }]) => [name, access])),
  );
  for (const route of running.app.server.routes) if (isAsset(nameOf(route))) expect(route.access).toBe('public');
});

describe.each(Object.entries(table))('%s', (name, { status, body, query = '' }) => {
  const [method = '', path = ''] = name.split(' ');
  test.each(callers.map((caller, index) => [caller, status[index] ?? 0] as const))(
    '%s: %i',
    async (caller, expected) => {
      await waitAgain();
      running.clock.advance(1_000);
      const given = await credentials(caller);
      // Rates are another matter: every line comes from an address of its own, a second after the last.
      const headers = { 'x-forwarded-for': `10.0.0.${1 + Object.keys(table).indexOf(name)}` };
      const answer = await running.call(method, fill(path) + query, { ...given, headers, body: body?.(world) });
      expect([caller, answer.status, answer.status < 300 ? '' : answer.text]).toEqual([
        caller,
        expected,
        expected < 300 ? '' : expect.any(String),
      ]);
      if (expected >= 400)
        expect(answer.json).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
    },
  );
});

test('every page and every answer carries the strict headers (S10)', async () => {
  for (const { method, path } of running.app.server.routes) {
    const { headers } = await running.call(method, fill(path), { headers: { 'x-forwarded-for': '10.9.9.9' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect([path, policy]).toEqual([path, expect.stringMatching(/^default-src 'none'/)]);
    expect(policy).not.toMatch(/unsafe|\*/);
    if (!path.includes('attachments')) {
      expect(policy).toMatch(/frame-ancestors 'none'/);
      // The official client reads a file it is about to upload from a blob: address.
      expect(policy).toMatch(/connect-src 'self' blob: ws:/);
    }
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('server')).toBeNull();
  }
});

/** What tells two answers apart: everything but the number of the request. */
const shape = ({ status, text, headers }: Answer) => ({
  status,
  text,
  headers: [...headers].filter(([name]) => !['x-correlation-id', 'date'].includes(name)),
});
const nobodys = (): string => `conv_${'0'.repeat(32)}`;

describe('"not yours" and "not there" look alike (S5)', () => {
  test.each([
    ['GET', '', undefined],
    ['GET', '/activities', undefined],
    ['GET', '/activities?watermark=0', undefined],
    ['POST', '/activities', () => message],
    ['POST', '/upload', file],
  ] as const)('%s conversation%s', async (method, rest, body) => {
    const ask = (conversation: string) =>
      running.call(method, `/v3/directline/conversations/${conversation}${rest}`, {
        token: world.b.token,
        body: body?.(),
      });
    const [theirs, none] = [await ask(world.a.conversationId), await ask(nobodys())];
    expect(theirs.status).toBe(404);
    expect(shape(theirs)).toEqual(shape(none));
  });

  test('a file', async () => {
    const ask = (id: string) => running.call('GET', `/v3/directline/attachments/${id}`, { token: world.b.token });
    const [theirs, none] = [await ask(world.attachmentId), await ask(`att_${'0'.repeat(32)}`)];
    expect(theirs.status).toBe(404);
    expect(shape(theirs)).toEqual(shape(none));
  });

  test('an answer to vote on', async () => {
    const vote = (activityId: string) =>
      running.call('POST', '/api/chat/feedback', { token: world.b.token, body: { activityId, value: 'up' } });
    const [theirs, none] = [await vote(world.answerId), await vote(`${nobodys()}|0000001.1`)];
    expect(theirs.status).toBe(404);
    expect(shape(theirs)).toEqual(shape(none));
  });

  test('a hand-over on the desk', async () => {
    const cookie = await cookieOf('agent of another team');
    const ask = (id: string) => running.call('GET', `/desk/api/handoffs/${id}`, { cookie });
    const [theirs, none] = [await ask(world.customer.handoff.id), await ask('ho_none')];
    expect(theirs.status).toBe(404);
    expect(shape(theirs)).toEqual(shape(none));
  });
});

/** How the handshake of a stream ends: `open`, or the status it was refused with. */
const handshake = (url: string, headers: Record<string, string> = {}): Promise<string> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    socket.once('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.once('unexpected-response', (_request, response) => {
      socket.terminate();
      resolve(String(response.statusCode));
    });
    socket.once('error', () => undefined);
  });

describe('the stream', () => {
  test('is the only socket beside the desk’s, which wants a session, and the hotline’s with its own password', async () => {
    expect(running.app.server.sockets.map(({ access }) => access)).toEqual(['direct-line', 'staff', 'webhook']);
    const cookie = await cookieOf('agent');
    const desk = `${running.base.replace('http', 'ws')}/desk/events`;
    const { a } = world;
    const origin = running.base;
    expect(await handshake(desk, { origin })).toBe('401');
    expect(await handshake(desk, { origin, authorization: `Bearer ${a.token}` })).toBe('401');
    expect(await handshake(`${desk}?t=${a.token}`, { origin, authorization: `Bearer ${secret}` })).toBe('401');
    expect(await handshake(desk, { origin: 'https://evil.example', cookie })).toBe('403');
    expect(await handshake(desk, { cookie })).toBe('403');
    expect(await handshake(desk, { origin, cookie })).toBe('open');
    const hotline = `${running.base.replace('http', 'ws')}/voice/jambonz`;
    expect(await handshake(hotline)).toBe('403');
    expect(await handshake(hotline, { authorization: `Bearer ${world.a.token}` })).toBe('403');
    expect(await handshake(hotline, { cookie })).toBe('403');
  });

  test('opens for its own conversation only; another and none look alike', async () => {
    const { a, b } = world;
    const ws = running.base.replace('http', 'ws');
    const [ofA, ofB] = [new URL(a.streamUrl), new URL(b.streamUrl)];
    const to = (conversation: string, token: string) =>
      `${ws}/v3/directline/conversations/${conversation}/stream?t=${token}`;
    const [tokenA, tokenB] = [ofA.searchParams.get('t') ?? '', ofB.searchParams.get('t') ?? ''];
    expect(await handshake(to(a.conversationId, tokenA))).toBe('open');
    expect(await handshake(to(a.conversationId, tokenB))).toBe('404');
    expect(await handshake(to(nobodys(), tokenB))).toBe('404');
    expect(await handshake(to(a.conversationId, ''))).toBe('401');
    expect(await handshake(to(a.conversationId, `${tokenA}x`))).toBe('401');
    // The token of a client, of files or the secret is none for the stream.
    expect(await handshake(to(a.conversationId, a.token))).toBe('401');
    expect(await handshake(to(a.conversationId, secret))).toBe('401');
    expect(await handshake(to(a.conversationId, tokenA), { origin: 'https://evil.example' })).toBe('403');
    expect(await handshake(to(a.conversationId, tokenA), { origin: running.base })).toBe('open');
    running.clock.advance(31 * 60_000);
    expect(await handshake(to(a.conversationId, tokenA))).toBe('403');
  });
});

test('ids cannot be guessed: 122 random bits or more', async () => {
  const { a } = world;
  for (const id of [a.conversationId, world.attachmentId, world.customer.handoff.id])
    expect(id).toMatch(/_[0-9a-f]{32}$/);
});
