import { hashPassword } from '../../../src/desk/password';
import { systemClock } from '../../../src/ports/clock';
import { randomIds } from '../../../src/ports/id-generator';
import type { LogRecord } from '../../../src/ports/record-log';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import { tempDirs } from '../../support/temp-dir';
import { cheapHash, closeServers, cookieOf, password, signInHarness, start } from './sign-in-harness';

const minute = 60_000;
const newDir = tempDirs();
afterEach(closeServers);

describe('sign-in', () => {
  test('the right password opens a session in a cookie scripts and foreign pages cannot use', async () => {
    const desk = await signInHarness();
    const answer = await desk.signIn();
    expect(answer).toMatchObject({ status: 200, body: { name: 'agent1', displayName: '客服小林', role: 'agent' } });
    expect(JSON.stringify(answer.body)).not.toContain('scrypt');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('set-cookie')).toMatch(
      /^desk_session=[\w-]{60,}; Path=\/desk; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
    expect((await desk.me(cookieOf(answer))).body).toEqual(answer.body);
  });

  test('on https the cookie travels on https only, and no neighbour can plant it', async () => {
    const desk = await signInHarness({ secureCookies: true });
    const answer = await desk.signIn();
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-desk_session=[\w-]{60,}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(await desk.me(cookieOf(answer))).toMatchObject({ status: 200 });
    // What a page on http, or of a sister domain, could have set.
    expect(await desk.me(cookieOf(answer).replace('__Host-', ''))).toMatchObject({ status: 401 });
  });

  test('the page gets what the desk makes of the identity', async () => {
    const desk = await signInHarness({ me: async ({ name }) => ({ name, capacity: 3 }) });
    expect((await desk.signIn()).body).toEqual({ name: 'agent1', capacity: 3 });
  });

  test('a wrong password, an unknown name and one without a password answer alike, and do the same work', async () => {
    const desk = await signInHarness();
    const real = await hashPassword(password);
    desk.setStaff((staff) => staff.map((one) => (one.name === 'agent1' ? { ...one, passwordHash: real } : one)));
    const timed = async (name: string, ip: string) => {
      const before = process.hrtime.bigint();
      const { status, body } = await desk.signIn({ name, password: 'wrong' }, { ip });
      return { answer: { status, body }, took: Number(process.hrtime.bigint() - before) };
    };
    const wrong = await timed('agent1', '198.51.100.1');
    for (const name of ['nobody-1', 'elsewhere', '__proto__', 'constructor', 'toString']) {
      const other = await timed(name, '198.51.100.2');
      expect(other.answer).toEqual(wrong.answer);
      expect(other.took).toBeGreaterThan(wrong.took / 5);
    }
    expect(wrong.answer).toMatchObject({ status: 401, body: { error: { code: 'WrongCredentials' } } });
  });

  test('what was typed into the name box reaches neither log nor store', async () => {
    const desk = await signInHarness();
    await desk.signIn({ name: 'hunter2-in-the-wrong-box', password: 'x' });
    expect(desk.logged.join()).not.toContain('hunter2');
    expect(desk.logged).toHaveLength(1);
    expect(JSON.stringify(await desk.documents.list('sign_in_failures', 10))).not.toContain('hunter2');
  });

  test.each([
    ['agent1'],
    [{ name: { $ne: '' }, password: { $ne: '' } }],
    [{ name: ['agent1'], password }],
    [{ name: 'agent1' }],
    [{ name: '', password }],
    [{ name: 'agent1', password: 'x'.repeat(201) }],
    [JSON.parse('{"__proto__":{"name":"agent1"},"password":"x"}')],
  ])('a malformed body is 400: %j', async (body) => {
    const desk = await signInHarness();
    expect(await desk.signIn(body)).toMatchObject({ status: 400 });
  });

  test('who came, who went and who was refused is in the trail, once', async () => {
    const trail: string[] = [];
    const append = async ({ data }: LogRecord) => void trail.push(`${data['staff']} ${data['act']}`);
    const desk = await signInHarness({ records: { append } });
    await desk.signIn({ name: 'agent1', password: 'wrong' });
    await desk.signIn({ name: 'nobody-1', password: 'wrong' });
    const cookie = cookieOf(await desk.signIn());
    await desk.me(cookie);
    await desk.call('POST', '/desk/api/sign-out', { cookie });
    expect(trail).toEqual(['agent1 sign_in_refused', 'agent1 sign_in', 'agent1 sign_out']);
  });

  test('the page is told which ways in there are', async () => {
    const desk = await signInHarness();
    const ways = async () => (await desk.call('GET', '/desk/api/sign-in-ways')).body;
    expect(await ways()).toEqual({ password: true });
    desk.setStaff((staff) => staff.filter(({ name }) => name === 'elsewhere'));
    expect(await ways()).toEqual({ password: false });
  });
});

describe('too many tries', () => {
  test('five wrong passwords lock a name for fifteen minutes, on every node, from everywhere', async () => {
    const desk = await signInHarness({ nodes: 2 });
    for (let i = 0; i < 5; i++) {
      const answer = await desk.signIn({ name: 'agent1', password: 'wrong' }, { ip: `198.51.100.${i}`, node: i % 2 });
      expect(answer).toMatchObject({ status: 401 });
      desk.clock.advance(2 * minute);
    }
    for (const node of [0, 1]) {
      const locked = await desk.signIn(undefined, { ip: '198.51.100.99', node });
      expect(locked).toMatchObject({ status: 423, code: 'Locked' });
      expect(locked.headers.get('retry-after')).toBe(String(13 * 60));
    }
    expect(await desk.signIn({ name: 'boss', password })).toMatchObject({ status: 200 });
    desk.clock.advance(13 * minute - 1);
    expect(await desk.signIn()).toMatchObject({ status: 423 });
    desk.clock.advance(1);
    expect(await desk.signIn()).toMatchObject({ status: 200 });
  });

  test('a locked name nobody has answers as one somebody has', async () => {
    const desk = await signInHarness();
    const locked = async (name: string, net: number) => {
      for (let i = 0; i < 5; i++) await desk.signIn({ name, password: 'wrong' }, { ip: `10.0.${net}.${i}` });
      const { status, body, headers } = await desk.signIn({ name, password: 'wrong' }, { ip: `10.0.${net}.9` });
      return { status, body, retry: headers.get('retry-after') };
    };
    expect(await locked('nobody-1', 1)).toEqual(await locked('agent1', 2));
  });

  test('tries at the same moment count, too', async () => {
    const desk = await signInHarness({ nodes: 2 });
    const tries = Array.from({ length: 12 }, (_, i) =>
      desk.signIn({ name: 'agent1', password: 'wrong' }, { ip: `198.51.100.${i}`, node: i % 2 }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(5);
    expect(new Set(statuses)).toEqual(new Set([401, 423]));
  });

  test('tries spread over more than fifteen minutes lock nobody, and the right password wipes the slate', async () => {
    const desk = await signInHarness();
    for (let i = 0; i < 8; i++) {
      expect(await desk.signIn({ name: 'agent1', password: 'wrong' })).toMatchObject({ status: 401 });
      desk.clock.advance(4 * minute);
    }
    expect(await desk.signIn()).toMatchObject({ status: 200 });
    for (let i = 0; i < 4; i++)
      expect(await desk.signIn({ name: 'agent1', password: 'wrong' })).toMatchObject({ status: 401 });
    desk.clock.advance(minute);
    expect(await desk.signIn()).toMatchObject({ status: 200 });
  });

  test('the sixth try in a minute from one address waits, the right password included', async () => {
    const desk = await signInHarness();
    for (let i = 0; i < 5; i++) await desk.signIn({ name: `someone${i}`, password: 'wrong' });
    const refused = await desk.signIn();
    expect(refused).toMatchObject({ status: 429 });
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(await desk.signIn(undefined, { ip: '198.51.100.8' })).toMatchObject({ status: 200 });
    desk.clock.advance(minute);
    expect(await desk.signIn()).toMatchObject({ status: 200 });
  });

  test('what nobody needs any more is removed', async () => {
    const desk = await signInHarness();
    await desk.signIn({ name: 'agent1', password: 'wrong' });
    desk.clock.advance(16 * minute);
    await desk.signIn({ name: 'boss', password: 'wrong' });
    expect(await desk.documents.list('sign_in_failures', 10)).toHaveLength(1);
  });
});

describe('session', () => {
  const signedIn = async (nodes = 1) => {
    const desk = await signInHarness({ nodes });
    return { desk, cookie: cookieOf(await desk.signIn()) };
  };

  test.each(['', 'desk_session=', 'desk_session=guessed', 'desk_session=__proto__', '__proto__=x'])(
    'nobody comes in with %p',
    async (cookie) => {
      const { desk } = await signedIn();
      expect(await desk.me(cookie)).toMatchObject({ status: 401 });
      expect(await desk.session(cookie)).toBeUndefined();
    },
  );

  test('holds on every node, and its id is stored nowhere', async () => {
    const { desk, cookie } = await signedIn(2);
    expect(await desk.me(cookie, { node: 1 })).toMatchObject({ status: 200 });
    expect(JSON.stringify(await desk.documents.list('staff_session', 10))).not.toContain(cookie.split('=')[1]);
  });

  test('holds over a restart', async () => {
    const dir = newDir();
    const open = () => openSqlite({ dir, clock: systemClock, ids: randomIds });
    const before = open();
    const cookie = cookieOf(await (await signInHarness({ documents: before.documents })).signIn());
    before.close();
    const after = open();
    const desk = await signInHarness({ documents: after.documents });
    expect(await desk.me(cookie)).toMatchObject({ status: 200, body: { name: 'agent1' } });
    await desk.call('POST', '/desk/api/sign-out', { cookie });
    expect(await desk.me(cookie)).toMatchObject({ status: 401 });
    after.close();
  });

  test('half an hour without a request ends it, a request before that keeps it', async () => {
    const { desk, cookie } = await signedIn();
    desk.clock.advance(29 * minute);
    expect(await desk.me(cookie)).toMatchObject({ status: 200 });
    desk.clock.advance(29 * minute);
    expect(await desk.me(cookie)).toMatchObject({ status: 200 });
    desk.clock.advance(30 * minute);
    expect(await desk.me(cookie)).toMatchObject({ status: 401 });
    expect(await desk.documents.list('staff_session', 10)).toEqual([]);
  });

  test('an open page alone keeps nobody signed in, what is done there does', async () => {
    const { desk, cookie } = await signedIn();
    for (let i = 0; i < 29; i++) {
      desk.clock.advance(minute);
      expect(await desk.session(cookie)).toMatchObject({ name: 'agent1' });
    }
    expect(await desk.session(cookie, true)).toMatchObject({ name: 'agent1' });
    desk.clock.advance(29 * minute);
    expect(await desk.session(cookie)).toMatchObject({ name: 'agent1' });
    desk.clock.advance(minute);
    expect(await desk.session(cookie)).toBeUndefined();
  });

  test('twelve hours end it, however busy', async () => {
    const { desk, cookie } = await signedIn();
    for (let quarter = 1; quarter < 48; quarter++) {
      desk.clock.advance(15 * minute);
      expect(await desk.me(cookie)).toMatchObject({ status: 200 });
    }
    desk.clock.advance(start + 12 * 60 * minute - desk.clock.now());
    expect(await desk.me(cookie)).toMatchObject({ status: 401 });
  });

  test('is written at most once a minute', async () => {
    const { desk, cookie } = await signedIn();
    for (let i = 0; i < 30; i++) {
      await desk.me(cookie);
      desk.clock.advance(10_000);
    }
    const [stored] = await desk.documents.list('staff_session', 1);
    expect(stored?.version).toBe(5);
  });

  test('signing out ends it on every node and clears the cookie', async () => {
    const { desk, cookie } = await signedIn(2);
    const out = await desk.call('POST', '/desk/api/sign-out', { cookie, node: 1 });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toBe('desk_session=; Path=/desk; Max-Age=0; HttpOnly; SameSite=Strict');
    expect(await desk.me(cookie)).toMatchObject({ status: 401 });
    expect(await desk.session(cookie)).toBeUndefined();
  });

  test('is never taken from outside: every sign-in makes a new one and ends the old (fixation)', async () => {
    const { desk, cookie } = await signedIn();
    const planted = 'desk_session=desk_00000000000000000000000000000000_00000000000000000000000000000000';
    const first = cookieOf(await desk.signIn({ name: 'boss', password }, { cookie: planted }));
    expect(first).not.toBe(planted);
    expect(await desk.me(planted)).toMatchObject({ status: 401 });
    const again = cookieOf(await desk.signIn({ name: 'boss', password }, { cookie }));
    expect(again).not.toBe(cookie);
    expect(await desk.me(cookie)).toMatchObject({ status: 401 });
    expect(await desk.me(again)).toMatchObject({ status: 200, body: { name: 'boss' } });
  });

  test('a failed sign-in leaves the session that is open', async () => {
    const { desk, cookie } = await signedIn();
    await desk.signIn({ name: 'boss', password: 'wrong' }, { cookie });
    expect(await desk.me(cookie)).toMatchObject({ status: 200 });
  });
});

describe('a change of the staff list holds at the next request', () => {
  test('whoever is taken out of it is out', async () => {
    const desk = await signInHarness();
    const cookie = cookieOf(await desk.signIn());
    desk.setStaff((staff) => staff.filter(({ name }) => name !== 'agent1'));
    expect(await desk.session(cookie)).toBeUndefined();
    expect(await desk.me(cookie)).toMatchObject({ status: 401 });
  });

  test('another role or team counts at once', async () => {
    const desk = await signInHarness();
    const cookie = cookieOf(await desk.signIn({ name: 'boss', password }));
    desk.setStaff((staff) => staff.map((one) => (one.name === 'boss' ? { ...one, role: 'agent', teams: ['x'] } : one)));
    expect((await desk.me(cookie)).body).toEqual({ name: 'boss', role: 'agent', teams: ['x'] });
  });

  test('another password, or none any more, ends the session of the old one', async () => {
    const desk = await signInHarness();
    const [first, second] = [cookieOf(await desk.signIn()), cookieOf(await desk.signIn({ name: 'boss', password }))];
    const changed = cheapHash('another good password');
    desk.setStaff((staff) =>
      staff.map(({ passwordHash: _, ...one }) => (one.name === 'agent1' ? { ...one, passwordHash: changed } : one)),
    );
    expect(await desk.me(first)).toMatchObject({ status: 401 });
    expect(await desk.me(second)).toMatchObject({ status: 401 });
  });
});

describe('requests of foreign pages', () => {
  test.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['a look-alike origin', { origin: 'http://127.0.0.1.evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['an opaque origin', { origin: 'null' }],
    ['an empty origin', { origin: '' }],
    ['no own header', { 'x-desk': '' }],
  ])('%s is refused before anything happens', async (_, headers) => {
    const desk = await signInHarness();
    expect(await desk.signIn(undefined, { headers })).toMatchObject({ status: 403, code: 'ForeignOrigin' });
    const cookie = cookieOf(await desk.signIn());
    for (const path of ['/desk/api/sign-out', '/desk/api/change'])
      expect(await desk.call('POST', path, { cookie, headers })).toMatchObject({ status: 403 });
    expect(await desk.me(cookie, { headers })).toMatchObject({ status: 200 });
    expect(await desk.call('POST', '/desk/api/change', { cookie })).toMatchObject({ status: 204 });
  });
});
