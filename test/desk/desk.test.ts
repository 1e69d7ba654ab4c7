import { aHandoff } from './a-handoff';
import { cookieOf, deskHarness, password, start } from './desk-harness';

describe('sign-in', () => {
  test('the right password opens a session in a cookie scripts and foreign pages cannot use', async () => {
    const desk = await deskHarness([], true);
    const answer = await desk.signIn();
    expect(answer).toMatchObject({ status: 200, body: { name: 'agent1', role: 'agent' } });
    expect(answer.headers['set-cookie']).toMatch(/; Path=\/desk; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/);
    const me = await desk.call('GET', '/desk/api/me', { cookie: cookieOf(answer) });
    expect(me.body).toEqual({ name: 'agent1', role: 'agent' });
  });

  test('a wrong password and an unknown name answer alike, and do the same work', async () => {
    const desk = await deskHarness();
    const timed = async (name: string) => {
      const before = process.hrtime.bigint();
      const answer = await desk.signIn({ name, password: 'wrong' });
      return { answer, took: Number(process.hrtime.bigint() - before) };
    };
    const wrong = await timed('agent1');
    const unknown = await timed('nobody-1');
    expect(unknown.answer).toEqual(wrong.answer);
    expect(unknown.answer).toMatchObject({ status: 401, code: 'WrongCredentials' });
    expect(unknown.took).toBeGreaterThan(wrong.took / 5);
  });

  test('what was typed into the name box never reaches the log', async () => {
    const desk = await deskHarness();
    await desk.signIn({ name: 'hunter2-in-the-wrong-box', password: 'x' });
    expect(desk.logged.join()).not.toContain('hunter2');
    expect(desk.logged).toHaveLength(1);
  });

  test.each([
    [null],
    ['agent1'],
    [{ name: { $ne: '' }, password: { $ne: '' } }],
    [{ name: ['agent1'], password }],
    [{ name: 'agent1' }],
    [{ name: '', password }],
    [{ name: 'agent1', password: 'x'.repeat(201) }],
    [JSON.parse('{"__proto__":{"name":"agent1"},"password":"x"}')],
  ])('a malformed body is 400: %j', async (body) => {
    const desk = await deskHarness();
    expect(await desk.signIn(body)).toMatchObject({ status: 400, code: 'BadArgument' });
  });

  test.each(['__proto__', 'constructor', 'toString'])('%s is a name like any other', async (name) => {
    const desk = await deskHarness();
    expect(await desk.signIn({ name, password })).toMatchObject({ status: 401 });
  });

  test('the sixth try in a minute from one address waits, the right password included', async () => {
    const desk = await deskHarness();
    for (let i = 0; i < 5; i++) await desk.signIn({ name: `someone${i}`, password: 'wrong' });
    const refused = await desk.signIn();
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '60' } });
    expect(await desk.signIn(undefined, { ip: '198.51.100.8' })).toMatchObject({ status: 200 });
    desk.clock.at += 60_000;
    expect(await desk.signIn()).toMatchObject({ status: 200 });
  });

  test('one name is tried five times a minute, from however many addresses', async () => {
    const desk = await deskHarness();
    for (let i = 0; i < 5; i++) await desk.signIn({ name: 'agent1', password: 'wrong' }, { ip: `198.51.100.${i}` });
    expect(await desk.signIn(undefined, { ip: '198.51.100.99' })).toMatchObject({ status: 429 });
  });
});

describe('session', () => {
  const signedIn = async () => {
    const desk = await deskHarness();
    return { desk, cookie: cookieOf(await desk.signIn()) };
  };
  const me = 'GET /desk/api/me'.split(' ') as ['GET', string];

  test('every route but sign-in needs one', async () => {
    const desk = await deskHarness([aHandoff()]);
    for (const route of desk.routes) {
      if (route.path === '/desk/api/sign-in') continue;
      expect(route.access).toBe('staff');
      const path = route.path.replace(':id', 'handoff_1');
      for (const cookie of [undefined, '', 'guessed', '__proto__']) {
        expect(await desk.call(route.method, path, { cookie })).toMatchObject({ status: 401 });
      }
    }
  });

  test('half an hour without a request ends it, a request before that keeps it', async () => {
    const { desk, cookie } = await signedIn();
    desk.clock.at += 29 * 60_000;
    expect(await desk.call(...me, { cookie })).toMatchObject({ status: 200 });
    desk.clock.at += 29 * 60_000;
    expect(await desk.call(...me, { cookie })).toMatchObject({ status: 200 });
    desk.clock.at += 30 * 60_000;
    expect(await desk.call(...me, { cookie })).toMatchObject({ status: 401 });
  });

  test('twelve hours end it, however busy', async () => {
    const { desk, cookie } = await signedIn();
    for (let quarter = 1; quarter < 48; quarter++) {
      desk.clock.at += 15 * 60_000;
      expect(await desk.call(...me, { cookie })).toMatchObject({ status: 200 });
    }
    desk.clock.at = start + 12 * 3_600_000;
    expect(await desk.call(...me, { cookie })).toMatchObject({ status: 401 });
  });

  test('signing out ends it and clears the cookie', async () => {
    const { desk, cookie } = await signedIn();
    const out = await desk.call('POST', '/desk/api/sign-out', { cookie });
    expect(out).toMatchObject({ status: 204 });
    expect(out.headers['set-cookie']).toContain('desk_session=; Path=/desk; Max-Age=0;');
    expect(await desk.call(...me, { cookie })).toMatchObject({ status: 401 });
  });

  test('signing in again ends the session that was open', async () => {
    const { desk, cookie } = await signedIn();
    const again = cookieOf(await desk.signIn(undefined, { cookie }));
    expect(again).not.toBe(cookie);
    expect(await desk.call(...me, { cookie })).toMatchObject({ status: 401 });
    expect(await desk.call(...me, { cookie: again })).toMatchObject({ status: 200 });
  });
});

describe('requests of foreign pages', () => {
  test.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['a look-alike origin', { origin: 'http://desk.example.evil.example' }],
    ['another port', { origin: 'http://desk.example:8080' }],
    ['an opaque origin', { origin: 'null' }],
    ['an empty origin', { origin: '' }],
    ['no own header', { 'x-desk': '' }],
  ])('%s is refused before anything happens', async (_, headers) => {
    const desk = await deskHarness();
    expect(await desk.signIn(undefined, { headers })).toMatchObject({ status: 403, code: 'ForeignOrigin' });
    const cookie = cookieOf(await desk.signIn());
    expect(await desk.call('POST', '/desk/api/sign-out', { cookie, headers })).toMatchObject({ status: 403 });
    expect(await desk.call('GET', '/desk/api/me', { cookie, headers })).toMatchObject({ status: 200 });
  });
});

describe('hand-offs', () => {
  test('the list shows who still needs a person, with the time waited', async () => {
    const desk = await deskHarness([
      aHandoff(),
      aHandoff({ id: 'handoff_2', status: 'call_back_booked' }),
      aHandoff({ id: 'handoff_3', status: 'done' }),
      aHandoff({ id: 'handoff_4', status: 'withdrawn' }),
    ]);
    const cookie = cookieOf(await desk.signIn());
    const { body, headers } = await desk.call('GET', '/desk/api/handoffs', { cookie });
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({
      now: start,
      handoffs: [
        { id: 'handoff_1', reason: 'strong_anger', priority: 1, waitedMs: 95_000, phone: '138****0002' },
        { id: 'handoff_2', status: 'call_back_booked' },
      ],
    });
    expect((body as { handoffs: unknown[] }).handoffs).toHaveLength(2);
  });

  test('one brief tells the whole story with no full number, name or code in it', async () => {
    const desk = await deskHarness([aHandoff()]);
    const cookie = cookieOf(await desk.signIn());
    const { status, body } = await desk.call('GET', '/desk/api/handoffs/handoff_1', { cookie });
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    for (const secret of ['13800000002', '138-0000-0002', '110101199003', '482913', '王小明', 'conv_secret']) {
      expect(text).not.toContain(secret);
    }
    expect(body).toMatchObject({
      summary: '138****0002 的彩铃费要求退回',
      brief: {
        customer: { phone: '138****0002', name: '王**', identity: 'verified', age: 22 },
        slots: { item: '彩铃', amountFen: 600, staff: '100086', promised: '打 138****0002 回复' },
        complaints: [{ number: 'C20261121-0042-7' }],
        transcript: [
          { from: 'customer', text: '我的号码是138****0002，身份证110101********123X' },
          { from: 'customer', text: '******' },
          { from: 'bot', text: '您的投诉编号是 C20261121-0042-7。' },
        ],
      },
    });
  });

  test('an unknown id is 404', async () => {
    const desk = await deskHarness([aHandoff()]);
    const cookie = cookieOf(await desk.signIn());
    expect(await desk.call('GET', '/desk/api/handoffs/other', { cookie })).toMatchObject({ status: 404 });
  });
});
