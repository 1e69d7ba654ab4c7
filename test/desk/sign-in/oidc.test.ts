import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type OidcBrowser, oidcBrowser } from './oidc-browser';
import type { DeskOrder, DeskWord } from './oidc-desk';
import { password } from './sign-in-harness';

/** Against a real provider (`oidc-provider`); it and the desk run as processes of their own. */
const support = join(__dirname, '../../support');
const processes: ChildProcess[] = [];
const servers: Server[] = [];

async function startProvider() {
  const child = fork(join(support, 'oidc-provider.mjs'), { silent: true });
  processes.push(child);
  const [{ issuer }] = (await once(child, 'message')) as [{ issuer: string }];
  return {
    issuer,
    async serve(redirectUri: string) {
      child.send({ redirectUri });
      await once(child, 'message');
    },
  };
}

async function startDesk(settings: { issuer: string; clientSecret?: string; origins?: string[] }) {
  const child = fork(join(__dirname, 'oidc-desk.ts'), {
    execArgv: ['-r', join(support, 'register-typescript.cjs')],
    silent: true,
  });
  processes.push(child);
  const logged: string[] = [];
  const order = (what: DeskOrder, answer: string) =>
    new Promise<DeskWord>((resolve, reject) => {
      const listen = (word: DeskWord): void => {
        if (!(answer in word)) return;
        child.off('message', listen);
        resolve(word);
      };
      child.on('message', listen);
      child.once('exit', () => reject(new Error('The process of the desk ended.')));
      child.send(what);
    });
  child.on('message', (word: DeskWord) => 'logged' in word && logged.push(word.logged));
  const standing = {
    clientId: settings.clientSecret === undefined ? 'public' : 'desk',
    name: '企业门户',
    scopes: ['openid', 'profile'],
    nameClaim: 'preferred_username',
    displayNameClaim: 'nickname',
    origins: [],
  };
  const word = await order({ settings: { ...standing, ...settings } }, 'base');
  const base = 'base' in word ? word.base : '';
  return { base, logged, advance: (ms: number) => order({ advance: ms }, 'done') };
}
type Desk = Awaited<ReturnType<typeof startDesk>>;

let provider: Awaited<ReturnType<typeof startProvider>>;
let desk: Desk;

beforeAll(async () => {
  provider = await startProvider();
  desk = await startDesk({ issuer: provider.issuer, clientSecret: 'a secret of the tests' });
  await provider.serve(`${desk.base}/desk/oidc/callback`);
});
afterAll(() => {
  for (const child of processes) child.kill('SIGKILL');
  for (const server of servers) server.close();
});

/** From the button to the address the provider sends the browser back to, which is not opened yet. */
async function there(browser: OidcBrowser, how: string, at: Desk = desk): Promise<string> {
  let next = (await browser.get(`${at.base}/desk/oidc/start`)).location ?? '';
  for (let hop = 0; hop < 6 && !next.startsWith(at.base); hop++)
    next = (await browser.get(next.includes('/interaction/') ? `${next}?${how}` : next)).location ?? '';
  return next;
}
const me = async (browser: OidcBrowser, at: Desk = desk): Promise<unknown> => {
  const { status, text } = await browser.get(`${at.base}/desk/api/me`);
  return status === 200 ? JSON.parse(text) : status;
};
const failure = (code: string, at: Desk = desk): string => `${at.base}/desk#sign-in-failed=${code}`;

test('the page is told what the company calls it', async () => {
  const { text } = await oidcBrowser().get(`${desk.base}/desk/api/sign-in-ways`);
  expect(JSON.parse(text)).toEqual({ password: true, oidc: '企业门户' });
});

test('whoever is in the staff file is let in as what the file says', async () => {
  const browser = oidcBrowser();
  const back = await there(browser, 'as=lin.yue');
  const answer = await browser.get(back);
  expect(answer).toMatchObject({ status: 303, location: `${desk.base}/desk` });
  expect(answer.setCookie).toMatch(/^desk_session=[\w-]{60,}; Path=\/desk; Max-Age=43200; HttpOnly; SameSite=Strict$/);
  expect(await me(browser)).toEqual({ name: 'lin.yue', displayName: '客服小林', role: 'agent', teams: ['service'] });
});

test('the way there carries PKCE, state and nonce; what they belong to is sealed in a short-lived cookie', async () => {
  const browser = oidcBrowser();
  const { status, location = '', setCookie } = await browser.get(`${desk.base}/desk/oidc/start`);
  const { searchParams, origin } = new URL(location);
  expect([status, origin]).toEqual([303, provider.issuer]);
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'desk',
    redirect_uri: `${desk.base}/desk/oidc/callback`,
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  });
  expect(setCookie).toMatch(/^desk_oidc=[\w-]+; Path=\/desk\/oidc; Max-Age=600; HttpOnly; SameSite=Lax$/);
  const readable = Buffer.from(/=([\w-]+);/.exec(setCookie ?? '')?.[1] ?? '', 'base64url').toString('latin1');
  expect(readable).not.toContain(searchParams.get('state'));
  expect(readable).not.toContain('verifier');
});

test.each([
  ['guest', { name: 'wang.fang', displayName: '客服小王', role: 'supervisor' }],
  ['billing', { name: 'zhao.lei', role: 'agent', teams: ['billing'] }],
])('whoever has a role over there is let in by it: %s', async (account, identity) => {
  const browser = oidcBrowser();
  await browser.get(await there(browser, `as=${account}`));
  expect(await me(browser)).toEqual(identity);
  const [people, profiles] = JSON.parse((await browser.get(`${desk.base}/people`)).text);
  expect(people).toContainEqual(identity);
  expect(profiles).toEqual(people);
});

test.each(['stranger', 'nameless', 'teamless'])('whoever is no staff is told so: %s', async (account) => {
  const browser = oidcBrowser();
  expect((await browser.get(await there(browser, `as=${account}`))).location).toBe(failure('unknown'));
  expect(await me(browser)).toBe(401);
  expect(desk.logged.at(-1)).toMatch(/claim (groups|preferred_username)/);
});

test('whoever says no over there is told so', async () => {
  const browser = oidcBrowser();
  expect((await browser.get(await there(browser, 'deny=1'))).location).toBe(failure('refused'));
});

test('the session of this browser ends with the new one', async () => {
  const browser = oidcBrowser();
  const signIn = `${desk.base}/desk/api/sign-in`;
  expect(await browser.post(signIn, { name: 'boss', password })).toBe(200);
  const old = browser.cookies(`${desk.base}/desk`);
  await browser.get(await there(browser, 'as=lin.yue'));
  expect(await me(browser)).toMatchObject({ name: 'lin.yue' });
  const thief = oidcBrowser();
  thief.put(`${desk.base}/desk`, `${old}; Path=/desk`);
  expect(await me(thief)).toBe(401);
});

describe('a way back that is not this browser’s way there', () => {
  const altered = async (change: (url: URL) => void, browser = oidcBrowser()) => {
    const back = new URL(await there(browser, 'as=lin.yue'));
    change(back);
    const { location } = await browser.get(back.href);
    return [location, await me(browser)];
  };

  test('another state', async () => {
    expect(await altered(({ searchParams }) => searchParams.set('state', 'x'.repeat(43)))).toEqual([
      failure('stale'),
      401,
    ]);
  });

  test('no state', async () => {
    expect(await altered(({ searchParams }) => searchParams.delete('state'))).toEqual([failure('stale'), 401]);
  });

  test('in a browser that was never sent away, as a forged link would do', async () => {
    const back = await there(oidcBrowser(), 'as=lin.yue');
    const victim = oidcBrowser();
    expect((await victim.get(back)).location).toBe(failure('stale'));
    expect(await me(victim)).toBe(401);
  });

  test('a code somebody else got, under our own state (PKCE)', async () => {
    const code = new URL(await there(oidcBrowser(), 'as=guest')).searchParams.get('code') ?? '';
    expect(await altered(({ searchParams }) => searchParams.set('code', code))).toEqual([failure('failed'), 401]);
  });

  test('another issuer', async () => {
    expect(await altered(({ searchParams }) => searchParams.set('iss', 'https://evil.example'))).toEqual([
      failure('failed'),
      401,
    ]);
  });

  test('a cookie we did not seal', async () => {
    const browser = oidcBrowser();
    const back = await there(browser, 'as=lin.yue');
    browser.put(`${desk.base}/desk/oidc`, `desk_oidc=${'A'.repeat(200)}; Path=/desk/oidc`);
    expect((await browser.get(back)).location).toBe(failure('stale'));
  });
});

test('a code is good once', async () => {
  const browser = oidcBrowser();
  const back = await there(browser, 'as=lin.yue');
  const kept = browser.cookies(back);
  expect((await browser.get(back)).location).toBe(`${desk.base}/desk`);
  const thief = oidcBrowser();
  thief.put(back, `${kept}; Path=/desk/oidc`);
  expect((await thief.get(back)).location).toBe(failure('failed'));
  expect(await me(thief)).toBe(401);
});

test('ten minutes between there and back are too long', async () => {
  const browser = oidcBrowser();
  const back = await there(browser, 'as=lin.yue');
  await desk.advance(10 * 60_000);
  expect((await browser.get(back)).location).toBe(failure('stale'));
});

test('a code the provider finds too old fails', async () => {
  const browser = oidcBrowser();
  const back = await there(browser, 'as=late');
  // The provider counts whole seconds, by its own clock.
  await pause(2_100);
  expect((await browser.get(back)).location).toBe(failure('failed'));
});

describe('requests leave to the issuer only (S2)', () => {
  type Answering = (path: string, base: string) => { status?: number; headers?: Record<string, string>; body?: object };
  const listen = async (answer: Answering) => {
    const heard: string[] = [];
    const server = createServer((request, response) => {
      heard.push(`${request.method} ${request.url}`);
      const { status = 200, headers, body } = answer(request.url ?? '', base);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { base, heard };
  };
  const description = (base: string, tokens = `${base}/token`) => ({
    issuer: base,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: tokens,
    jwks_uri: `${base}/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  });
  /** There, and at once back with a code. */
  const through = async (issuer: string) => {
    const at = await startDesk({ issuer });
    const browser = oidcBrowser();
    const { location = '' } = await browser.get(`${at.base}/desk/oidc/start`);
    if (location.startsWith(at.base)) return { at, location };
    const state = new URL(location).searchParams.get('state') ?? '';
    const back = await browser.get(`${at.base}/desk/oidc/callback?code=some-code&state=${state}`);
    expect(await me(browser, at)).toBe(401);
    return { at, location: back.location };
  };

  test('a description that sends the code to another host is not obeyed', async () => {
    const other = await listen(() => ({}));
    const issuer = await listen((_, base) => ({ body: description(base, `${other.base}/token`) }));
    const { at, location } = await through(issuer.base);
    expect(location).toBe(failure('failed', at));
    expect(other.heard).toEqual([]);
    expect(at.logged.join()).toContain('OIDC_ORIGINS');
  });

  test('redirects are not followed', async () => {
    const other = await listen(() => ({ body: {} }));
    const issuer = await listen((path, base) =>
      path === '/token' ? { status: 307, headers: { location: `${other.base}/token` } } : { body: description(base) },
    );
    const { at, location } = await through(issuer.base);
    expect(location).toBe(failure('failed', at));
    expect([issuer.heard.at(-1), other.heard]).toEqual(['POST /token', []]);
  });

  test('an ID token without a signature lets nobody in', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const issuer = await listen((path, base) => {
      if (path !== '/token') return { body: description(base) };
      const times = { iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 60 };
      const claims = { iss: base, aud: 'public', sub: 'x', preferred_username: 'lin.yue', ...times };
      const id_token = `${part({ alg: 'none' })}.${part(claims)}.`;
      return { body: { access_token: 'x', token_type: 'Bearer', id_token } };
    });
    const { at, location } = await through(issuer.base);
    expect(location).toBe(failure('failed', at));
  });

  test('an issuer with trouble of its own is said to be away', async () => {
    const issuer = await listen((path, base) => (path === '/token' ? { status: 502 } : { body: description(base) }));
    const { at, location } = await through(issuer.base);
    expect(location).toBe(failure('unavailable', at));
  });

  test('an issuer nobody answers at is said to be away, and asked again the next time', async () => {
    const at = await startDesk({ issuer: 'http://127.0.0.1:1/' });
    for (let i = 0; i < 2; i++)
      expect((await oidcBrowser().get(`${at.base}/desk/oidc/start`)).location).toBe(failure('unavailable', at));
  });
});
