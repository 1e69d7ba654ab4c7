import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpError, type Route } from '../../src/platform/http';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../../src/platform/http-server';
import { randomIds } from '../../src/ports/id-generator';
import { silentLog } from '../../src/ports/log';
import { eventually } from '../support/eventually';

let server: HttpServer | undefined;
afterEach(async () => {
  await server?.close(50);
  server = undefined;
});

const route = (path: string, more: Partial<Route> = {}): Route => ({
  method: 'GET',
  path,
  access: 'public',
  handle: async () => ({ status: 200, body: { ok: true } }),
  ...more,
});

async function start(routes: Route[], options: Partial<HttpServerOptions> = {}) {
  server = createHttpServer({ routes, sockets: [], authenticators: {}, log: silentLog, ids: randomIds, ...options });
  const { port } = await server.listen(0, '127.0.0.1');
  const get = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init);
  return { port, get };
}

/** Sends bytes as they are; answers what came back until the end of the connection. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
}

const echoBody: Partial<Route> = { method: 'POST', handle: async ({ body }) => ({ status: 200, body: { body } }) };

describe('requests and answers', () => {
  it('parses parameters, query and cookies', async () => {
    const { get } = await start([
      route('/things/:id', {
        handle: async ({ params, query, cookies, ip }) => ({ status: 200, body: { params, query, cookies, ip } }),
      }),
    ]);
    const answer = await get('/things/%E4%BD%A0?x=1', { headers: { cookie: 'a=b' } });
    expect(await answer.json()).toEqual({
      params: { id: '你' },
      query: { x: '1' },
      cookies: { a: 'b' },
      ip: '127.0.0.1',
    });
  });

  it('answers HEAD like GET without the body', async () => {
    const { get } = await start([route('/x')]);
    const answer = await get('/x', { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '11', '']);
  });

  it('sends what comes bit by bit, and cuts it off where its source fails or the client leaves', async () => {
    let closed = 0;
    async function* lines(fail: boolean) {
      try {
        for (let line = 0; line < 3; line += 1) yield `${line}\n`;
        if (fail) throw new Error('the store is away');
      } finally {
        closed += 1;
      }
    }
    async function* endless() {
      try {
        for (;;) yield 'x'.repeat(10_000);
      } finally {
        closed += 1;
      }
    }
    const file = { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' } };
    const { get } = await start([
      route('/whole', { handle: async () => ({ ...file, stream: lines(false) }) }),
      route('/half', { handle: async () => ({ ...file, stream: lines(true) }) }),
      route('/endless', { handle: async () => ({ ...file, stream: endless() }) }),
    ]);
    const whole = await get('/whole');
    expect(whole.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await whole.text()).toBe('0\n1\n2\n');
    const head = await get('/whole', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    await expect(get('/half').then((answer) => answer.text())).rejects.toThrow();
    const leaving = new AbortController();
    const endlessly = await get('/endless', { signal: leaving.signal });
    await endlessly.body?.getReader().read();
    leaving.abort();
    await eventually(() => closed === 3);
    expect((await get('/whole')).status).toBe(200);
  });

  it('says 404 and 405 in JSON without repeating the address', async () => {
    const { get } = await start([route('/x')]);
    const missing = await get('/<script>');
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { error: { code: 'NotFound', message: expect.any(String) } },
    ]);
    expect(missing.headers.get('x-content-type-options')).toBe('nosniff');
    const wrong = await get('/x', { method: 'POST', body: '{}' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('tells expected refusals as they are, and of faults only a number that the log has too (S18)', async () => {
    const logged: object[] = [];
    const log = { ...silentLog, error: (fields: object) => logged.push(fields) };
    const { get } = await start(
      [
        route('/refused', {
          handle: async () => {
            throw new HttpError(409, 'Busy', 'Later.', { 'retry-after': '3' });
          },
        }),
        route('/broken', {
          handle: async () => {
            throw new Error('password of the database is 123');
          },
        }),
        route('/sync', {
          handle: () => {
            throw new TypeError('not even async');
          },
        }),
      ],
      { log },
    );
    const refused = await get('/refused');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([409, '3']);
    expect(await refused.json()).toEqual({ error: { code: 'Busy', message: 'Later.' } });
    for (const path of ['/broken', '/sync']) {
      const broken = await get(path);
      const text = await broken.text();
      const correlationId = broken.headers.get('x-correlation-id') ?? '';
      expect(broken.status).toBe(500);
      expect(text).toContain(correlationId);
      expect(text).not.toMatch(/password|TypeError|async/);
      expect(logged.at(-1)).toMatchObject({ correlationId, err: expect.any(Error), route: `GET ${path}` });
    }
  });

  it('answers 503 when a handler hangs (R2)', async () => {
    const { get } = await start([route('/hang', { deadlineMs: 50, handle: () => new Promise(() => {}) })]);
    const answer = await get('/hang');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  });

  it('limits an address, and believes X-Forwarded-For from a trusted proxy only (S12)', async () => {
    const limited = route('/limited', { perMinute: 2 });
    const from = (ip: string) => ({ headers: { 'x-forwarded-for': ip } });
    const first = await start([limited]);
    const statuses = async (get: typeof first.get) => {
      const all = [];
      for (const ip of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) all.push((await get('/limited', from(ip))).status);
      return all;
    };
    expect(await statuses(first.get)).toEqual([200, 200, 429]);
    expect((await first.get('/limited')).headers.get('retry-after')).toMatch(/^\d+$/);
    await server?.close(50);
    const second = await start([limited], { trustedProxies: ['127.0.0.1'] });
    expect(await statuses(second.get)).toEqual([200, 200, 200]);
  });
});

describe('who may call (S1)', () => {
  it('does not start when nothing checks a route', () => {
    const options = { sockets: [], authenticators: {}, log: silentLog, ids: randomIds };
    expect(() => createHttpServer({ ...options, routes: [route('/x', { access: 'staff' })] })).toThrow(
      'GET /x wants "staff"',
    );
    for (const half of [{ access: 'webhook' }, { verify: () => undefined }] as const) {
      expect(() => createHttpServer({ ...options, routes: [route('/x', half)] })).toThrow('GET /x: access "webhook"');
    }
  });

  it('lets a webhook prove itself over its body before anything is done', async () => {
    const seen: unknown[] = [];
    const { get } = await start([
      route('/hook', {
        method: 'POST',
        access: 'webhook',
        body: 'bytes',
        rawQuery: true,
        verify: ({ body }) => {
          if (String(body) !== 'signed') throw new HttpError(403, 'BadSignature', 'The signature is wrong.');
        },
        handle: async ({ body, query, raw: { url } }) => {
          seen.push([body, query, url]);
          return { status: 200 };
        },
      }),
    ]);
    // Bytes that are no UTF-8 reach the handler as they came.
    const send = (body: string) => get('/hook?u=%CC', { method: 'POST', body });
    expect((await send('forged')).status).toBe(403);
    expect(seen).toEqual([]);
    expect((await send('signed')).status).toBe(200);
    expect(seen).toEqual([[Buffer.from('signed'), {}, '/hook?u=%CC']]);
    expect((await send('x'.repeat(16 * 1024 + 1))).status).toBe(413);
  });

  it('asks the authenticator before it reads a body', async () => {
    const { get } = await start(
      [
        route('/x', {
          ...echoBody,
          access: 'staff',
          body: 'json',
          handle: async ({ identity }) => ({ status: 200, body: { identity } }),
        }),
      ],
      { authenticators: { staff: async ({ headers }) => headers['x-who'] } },
    );
    const post = { method: 'POST', body: 'not json', headers: { 'content-type': 'application/json' } };
    expect((await get('/x', post)).status).toBe(401);
    expect((await get('/x', { ...post, headers: { ...post.headers, 'x-who': 'li' } })).status).toBe(400);
    const signedIn = await get('/x', { ...post, body: '{}', headers: { ...post.headers, 'x-who': 'li' } });
    expect(await signedIn.json()).toEqual({ identity: 'li' });
  });
});

describe('bodies (S9)', () => {
  const post = (body: string, type?: string, more: Record<string, string> = {}) => ({
    method: 'POST',
    body,
    headers: { ...(type ? { 'content-type': type } : {}), ...more },
  });

  it('takes JSON up to 64 KB, forms up to 16 KB, and nothing where nothing is meant', async () => {
    const { get } = await start([
      route('/json', { ...echoBody, body: 'json' }),
      route('/form', { ...echoBody, body: 'form' }),
      route('/none', echoBody),
    ]);
    const json = 'application/json; charset=utf-8';
    const form = 'application/x-www-form-urlencoded';
    expect(await (await get('/json', post('{"a":1}', json))).json()).toEqual({ body: { a: 1 } });
    expect(await (await get('/form', post('a=1&b=%2B', form))).json()).toEqual({ body: { a: '1', b: '+' } });
    expect(await (await get('/json', { method: 'POST' })).json()).toEqual({});
    const statuses = [
      await get('/json', post(`"${'x'.repeat(64 * 1024)}"`, json)),
      await get('/form', post(`a=${'x'.repeat(16 * 1024)}`, form)),
      await get('/json', post('a=1', form)),
      await get('/json', post('{"a":', json)),
      await get('/json', post('{"__proto__":1}', json)),
      await get('/none', post('x', 'text/plain')),
      await get('/json', post('{}', json, { 'content-encoding': 'gzip' })),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([413, 413, 415, 400, 400, 400, 415]);
  });

  it('counts a chunked body that announces no length', async () => {
    const { port } = await start([route('/json', { ...echoBody, body: 'json' })]);
    const status = await new Promise((resolve) => {
      const request = httpRequest({
        port,
        path: '/json',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      request.on('response', (answer) => resolve(answer.statusCode)).on('error', () => {});
      for (let sent = 0; sent < 10; sent += 1) request.write('x'.repeat(10_000));
    });
    expect(status).toBe(413);
  });
});

describe('what would end the process', () => {
  it.each([
    ['an address that is no path', 'GET http://[x HTTP/1.1\r\nHost: a\r\n\r\n', '400'],
    ['a path that is a host', 'GET //evil/ HTTP/1.1\r\nHost: a\r\n\r\n', '400'],
    ['a broken percent sequence', 'GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n', '400'],
    ['no HTTP', 'hello\r\n\r\n', '400'],
    ['headers without end', `GET / HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, '431'],
    ['CONNECT', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', ''],
    ['an upgrade to nowhere', 'GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', '404'],
    [
      'a broken gzip body',
      'POST /json HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc',
      '415',
    ],
    [
      'two lengths',
      'POST /json HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc',
      '400',
    ],
  ])('%s is refused', async (_name, text, status) => {
    const { port, get } = await start([route('/x'), route('/json', { ...echoBody, body: 'json' })]);
    const answer = await raw(port, text);
    expect(answer.slice(9, 12)).toBe(status);
    expect((await get('/x')).status).toBe(200);
  });
});

it('gives a header 15 s to arrive (S9)', async () => {
  const { port } = await start([route('/x')]);
  const startedAt = performance.now();
  expect((await raw(port, 'GET /x HTTP/1.1\r\nHost: a\r\nX-Slow: ')).slice(9, 12)).toBe('408');
  const seconds = (performance.now() - startedAt) / 1000;
  expect(seconds).toBeGreaterThan(14);
  // Node itself would give a minute.
  expect(seconds).toBeLessThan(40);
});

describe('headers (S9, S10)', () => {
  it('are strict everywhere, and say nothing about the server', async () => {
    const { get } = await start([route('/page', { embeddable: true }), route('/desk')], {
      embedOrigins: ['https://www.example.com'],
    });
    const page = (await get('/page')).headers;
    const desk = (await get('/desk')).headers;
    const csp = desk.get('content-security-policy') ?? '';
    expect(csp).toContain("default-src 'none'");
    expect(csp).toContain("script-src 'self';");
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).not.toContain('unsafe');
    expect(page.get('content-security-policy')).toContain("frame-ancestors 'self' https://www.example.com");
    expect(desk.get('x-frame-options')).toBe('DENY');
    expect(page.get('x-frame-options')).toBeNull();
    for (const headers of [page, desk]) {
      expect(headers.get('server')).toBeNull();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('permissions-policy')).toContain('camera=()');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('let scripts of configured origins call routes that are meant for it', async () => {
    const { get } = await start([route('/open', { cors: true }), route('/closed')], {
      allowedOrigins: ['https://a.example'],
    });
    const allowed = async (path: string, origin: string, method = 'GET') =>
      (await get(path, { method, headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await allowed('/open', 'https://a.example')).toBe('https://a.example');
    expect(await allowed('/open', 'https://a.example', 'OPTIONS')).toBe('https://a.example');
    expect(await allowed('/open', 'https://b.example')).toBeNull();
    expect(await allowed('/open', 'https://b.example', 'OPTIONS')).toBeNull();
    expect(await allowed('/closed', 'https://a.example')).toBeNull();
  });
});

describe('files', () => {
  const directory = mkdtempSync(join(tmpdir(), 'desk-web-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html>page');
  writeFileSync(join(directory, 'assets', 'index-Bd93kf0a.js'), 'script()');
  writeFileSync(join(directory, 'embed.js'), 'embed()');
  writeFileSync(join(directory, '.env'), 'SECRET=1');
  afterAll(() => rmSync(directory, { recursive: true }));
  const options = { staticDir: directory, pages: [{ path: '/', file: 'index.html', embeddable: true }] };

  it('are served with the cache they need', async () => {
    const { get } = await start([], options);
    const page = await get('/');
    expect([await page.text(), page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
      '<!doctype html>page',
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    const again = await get('/', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    const asset = await get('/assets/index-Bd93kf0a.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    expect(await asset.text()).toBe('script()');
    expect((await get('/embed.js')).headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it.each([
    '/.env',
    '/index.html',
    '/assets/',
    '/../package.json',
    '/assets/..%2f.env',
    '/assets/%2e%2e/.env',
    '/%2e%2e%2fetc/passwd',
  ])('does not know %s', async (path) => {
    const { port } = await start([], options);
    expect((await raw(port, `GET ${path} HTTP/1.0\r\n\r\n`)).slice(9, 12)).toBe('404');
  });

  it('says how to build the pages when they are missing', () => {
    const start = () =>
      createHttpServer({
        routes: [],
        sockets: [],
        authenticators: {},
        log: silentLog,
        ids: randomIds,
        staticDir: join(directory, 'no'),
      });
    expect(start).toThrow('npm run build');
  });
});

describe('closing', () => {
  it('lets a running request finish and takes no new one', async () => {
    let finish = (): void => {};
    const { get } = await start([
      route('/slow', {
        handle: () =>
          new Promise((resolve) => {
            finish = () => resolve({ status: 200, body: { done: true } });
          }),
      }),
    ]);
    const slow = get('/slow');
    while (server?.connections() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const closed = server?.close(5_000);
    await expect(get('/slow')).rejects.toThrow();
    finish();
    expect(await (await slow).json()).toEqual({ done: true });
    const finishedAt = performance.now();
    await closed;
    expect(performance.now() - finishedAt).toBeLessThan(1000);
  });

  it('cuts what does not finish in time', async () => {
    const { get } = await start([route('/hang', { handle: () => new Promise(() => {}) })]);
    const hanging = get('/hang').catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 30));
    await server?.close(50);
    expect(await hanging).toBe('cut');
  });

  it('says what to do when the port is taken', async () => {
    const { port } = await start([]);
    const other = createHttpServer({ routes: [], sockets: [], authenticators: {}, log: silentLog, ids: randomIds });
    await expect(other.listen(port, '127.0.0.1')).rejects.toThrow('set PORT to a free one');
  });
});
