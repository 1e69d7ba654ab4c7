import jwt from 'jsonwebtoken';
import { derivedKey } from '../../../src/channels/direct-line/tokens';
import { type RunningLine, secret, signingKey, startLine } from './running-line';

let line: RunningLine;
beforeEach(async () => {
  line = await startLine({ allowedOrigins: ['https://shop.example', 'https://other.example'] });
});
afterEach(() => line.stop());

const generate = (body?: object) => line.call('POST', '/v3/directline/tokens/generate', secret, body);
const minutes = (count: number) => count * 60_000;

describe('tokens', () => {
  it('name user and conversation, and live half an hour', async () => {
    const { json } = await generate({ user: { id: 'dl_wang' } });
    expect(json.expires_in).toBe(1800);
    const claims = jwt.decode(json.token) as jwt.JwtPayload;
    expect(claims).toMatchObject({ user: 'dl_wang', conv: json.conversationId });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(1800);
  });

  it('get a user id nobody can guess when none is named', async () => {
    const { user } = jwt.decode((await generate()).json.token) as { user: string };
    expect(user).toMatch(/^dl_[0-9a-f]{32}$/);
  });

  it.each([['wang'], [7], [`dl_${'x'.repeat(200)}`], ['dl_\ud800']])('refuse the user id %j', async (id) => {
    expect((await generate({ user: { id } })).status).toBe(400);
  });

  it('are made with the secret only', async () => {
    const { token } = await line.start();
    expect((await line.call('POST', '/v3/directline/tokens/generate', token)).status).toBe(403);
    expect((await line.call('POST', '/v3/directline/tokens/generate')).status).toBe(401);
    expect((await line.call('POST', '/v3/directline/tokens/generate', `${secret}x`)).status).toBe(401);
  });

  it('are 403 once they have expired, and can be refreshed before', async () => {
    const { token, path } = await line.start('dl_wang');
    line.clock.at += minutes(29);
    const refreshed = await line.call('POST', '/v3/directline/tokens/refresh', token);
    expect(refreshed.json.conversationId).toBe(path.split('/').at(-1));
    line.clock.at += minutes(2);
    expect((await line.call('GET', `${path}/activities`, token)).status).toBe(403);
    expect((await line.call('POST', '/v3/directline/tokens/refresh', token)).status).toBe(403);
    expect((await line.call('GET', `${path}/activities`, refreshed.json.token)).status).toBe(200);
  });

  it.each([
    ['none', () => jwt.sign({ user: 'dl_a', conv: 'c', use: 'conversation' }, '', { algorithm: 'none' })],
    ['another key', () => jwt.sign({ user: 'dl_a', conv: 'c', use: 'conversation' }, 'guess')],
    ['the bare signing key', () => jwt.sign({ user: 'dl_a', conv: 'c', use: 'conversation' }, signingKey)],
    [
      'another algorithm',
      () => {
        const key = derivedKey(signingKey, 'direct-line-token');
        return jwt.sign({ user: 'dl_a', conv: 'c', use: 'conversation' }, key, { algorithm: 'HS512' });
      },
    ],
    ['no token at all', () => 'x.y.z'],
  ])('are 401 when forged with %s', async (_name, forge) => {
    expect((await line.call('GET', '/v3/directline/conversations/c/activities', forge())).status).toBe(401);
  });

  it('for the stream or for files open nothing else', async () => {
    const { path, streamUrl } = await line.start();
    const streamToken = new URL(streamUrl).searchParams.get('t') ?? '';
    expect((await line.call('GET', `${path}/activities`, streamToken)).status).toBe(401);
  });

  it('open one conversation: another one looks like one that is not there (S5)', async () => {
    const mine = await line.start();
    const theirs = await line.start();
    const absent = '/v3/directline/conversations/conv_00000000000000000000000000000000';
    for (const [method, suffix, body] of [
      ['GET', '', undefined],
      ['GET', '/activities', undefined],
      ['POST', '/activities', { type: 'message', text: 'x' }],
      ['POST', '/upload', undefined],
    ] as const) {
      const other = await line.call(method, `${theirs.path}${suffix}`, mine.token, body);
      const none = await line.call(method, `${absent}${suffix}`, mine.token, body);
      expect(other.status).toBe(404);
      expect(other.text).toBe(none.text);
    }
  });

  it('can be limited to web origins', async () => {
    expect((await generate({ trustedOrigins: ['not an origin'] })).status).toBe(400);
    const { token } = (await generate({ trustedOrigins: ['https://shop.example'] })).json;
    const from = async (origin?: string) =>
      (await line.call('POST', '/v3/directline/tokens/refresh', token, undefined, origin ? { origin } : {})).status;
    expect([await from('https://shop.example'), await from('https://other.example'), await from()]).toEqual([
      200, 401, 200,
    ]);
  });

  it('do not come with a secret that can be guessed', async () => {
    await expect(startLine({ secret: 'short' })).rejects.toThrow('DIRECT_LINE_SECRET');
  });
});

it('reconnects with a new token and a stream from the watermark', async () => {
  const { token, path, conversationId } = await line.start();
  const answer = await line.call('GET', `${path}?watermark=7`, token);
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ conversationId, expires_in: 1800, token: expect.any(String) });
  const stream = new URL(answer.json.streamUrl);
  expect(`${stream.protocol}//${stream.host}${stream.pathname}`).toBe(
    `${line.base.replace('http', 'ws')}${path}/stream`,
  );
  expect(stream.searchParams.get('watermark')).toBe('7');
});
