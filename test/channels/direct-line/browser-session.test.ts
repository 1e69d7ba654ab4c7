import { type RunningLine, startLine } from './running-line';

let line: RunningLine;
afterEach(() => line.stop());

const begin = (body?: object, headers: Record<string, string> = {}) =>
  line.call('POST', '/api/chat/session', undefined, body, headers);
const cookieOf = (answer: Awaited<ReturnType<typeof begin>>) =>
  (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

describe('a chat session of our own page', () => {
  beforeEach(async () => {
    line = await startLine();
  });

  it('begins a conversation whose token works, with an HttpOnly cookie', async () => {
    const answer = await begin({ locale: 'zh-Hant' });
    expect(answer.json).toEqual({
      token: expect.any(String),
      conversationId: expect.stringMatching(/^conv_[0-9a-f]{32}$/),
      userId: expect.stringMatching(/^dl_[0-9a-f]{32}$/),
      expiresIn: 1800,
      resumed: false,
      language: 'zh-Hant',
    });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^chat_session=[\w.-]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/,
    );
    const { token, conversationId } = answer.json;
    const started = await line.call('POST', '/v3/directline/conversations', token, { user: { id: 'ignored' } });
    expect(started.json.conversationId).toBe(conversationId);
    const read = await line.call('GET', `/v3/directline/conversations/${conversationId}/activities`, token);
    expect(read.json.activities.map(({ text }: { text: string }) => text)).toEqual(['welcome zh-Hant']);
  });

  it('comes back to the same conversation after a reload, even when the token has expired', async () => {
    const first = await begin({ locale: 'en' });
    line.clock.at += 6 * 24 * 3600_000;
    const again = await begin({ locale: 'zh-Hans' }, { cookie: cookieOf(first) });
    expect(again.json).toMatchObject({
      conversationId: first.json.conversationId,
      userId: first.json.userId,
      resumed: true,
      language: 'en',
    });
    expect(again.json.token).not.toBe(first.json.token);
    line.clock.at += 8 * 24 * 3600_000;
    expect((await begin({}, { cookie: cookieOf(again) })).json.resumed).toBe(false);
  });

  it('begins anew when asked to, or when the cookie is forged', async () => {
    const first = await begin();
    const fresh = await begin({ fresh: true }, { cookie: cookieOf(first) });
    const [head, , signature] = cookieOf(first).split('.');
    const payload = Buffer.from(JSON.stringify({ user: 'dl_x', conv: first.json.conversationId })).toString(
      'base64url',
    );
    const forged = await begin({}, { cookie: `${head}.${payload}.${signature}` });
    const asToken = await begin({}, { cookie: `chat_session=${first.json.token}` });
    for (const { json } of [fresh, forged, asToken]) {
      expect(json.resumed).toBe(false);
      expect(json.conversationId).not.toBe(first.json.conversationId);
    }
    expect((await line.call('POST', '/v3/directline/tokens/refresh', cookieOf(first).split('=')[1])).status).toBe(401);
  });

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('is not given to other sites: %j', async (headers) => {
    const answer = await begin({}, headers);
    expect([
      answer.status,
      answer.headers.get('set-cookie'),
      answer.headers.get('access-control-allow-origin'),
    ]).toEqual([403, null, null]);
  });

  it('is given to our own page', async () => {
    expect((await begin({}, { origin: line.base, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('counts new conversations of an address, ten a minute, each once (S12)', async () => {
    for (let count = 0; count < 10; count += 1) {
      const { json } = await begin();
      expect((await line.call('POST', '/v3/directline/conversations', json.token)).status).toBe(201);
    }
    const refused = await begin();
    expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, 60]);
    line.clock.at += 60_001;
    expect((await begin()).status).toBe(200);
  });
});

it('marks the cookie for https, and for a page shown by other sites', async () => {
  const attributes = async () => ((await begin()).headers.get('set-cookie') ?? '').split('; ').slice(3);
  line = await startLine({ publicUrl: 'https://desk.example' });
  expect(await attributes()).toEqual(['HttpOnly', 'SameSite=Lax', 'Secure']);
  expect((await line.start()).streamUrl).toMatch(/^wss:\/\/desk\.example\/v3/);
  await line.stop();
  line = await startLine({ publicUrl: 'https://desk.example', embedOrigins: ['https://shop.example'] });
  expect(await attributes()).toEqual(['HttpOnly', 'SameSite=None', 'Secure', 'Partitioned']);
});
