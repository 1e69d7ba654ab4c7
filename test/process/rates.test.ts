import { type ServerProcess, startServer } from '../support/server-process';
import { lastCode, startTalk } from './talk';

/** S12, S13 on the real process: nobody takes more than a share, and nobody learns whose number it is. */

jest.setTimeout(120_000);

const secret = 'rate-tests-server-to-server-secret';
let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({ DIRECT_LINE_SECRET: secret, LISTEN_WINDOW_MS: '0' });
}, 180_000);
afterAll(() => server?.stop());

const retryAfter = ({ headers }: Response): number => Number(headers.get('retry-after'));

test('a conversation takes 20 messages in 10 seconds; another one is not held up', async () => {
  const [talk, other] = [await startTalk(server.base, secret), await startTalk(server.base, secret)];
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => talk.post(`第${index}句`)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  for (const answer of answers) {
    if (answer.status !== 429) continue;
    expect(retryAfter(answer)).toBeGreaterThanOrEqual(1);
    expect(retryAfter(answer)).toBeLessThanOrEqual(10);
    expect(await answer.json()).toMatchObject({ error: { code: 'TooManyRequests' } });
  }
  expect((await other.post('你好')).status).toBe(200);
});

test('an address opens ten new conversations a minute, whatever it says in X-Forwarded-For', async () => {
  const open = (index: number): Promise<Response> =>
    fetch(`${server.base}/api/chat/session`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': `203.0.113.${index}`,
        forwarded: `for=203.0.113.${index}`,
        'x-real-ip': `203.0.113.${index}`,
      },
      body: JSON.stringify({ locale: 'zh-Hans' }),
    });
  const answers: Response[] = [];
  for (let index = 0; index < 13; index += 1) answers.push(await open(index));
  expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(200), 429, 429, 429]);
  expect(retryAfter(answers[12] as Response)).toBeGreaterThan(30);
});

test('an address tries five sign-ins a minute, whatever it says in X-Forwarded-For', async () => {
  const signIn = (index: number): Promise<Response> =>
    fetch(`${server.base}/desk/api/sign-in`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: server.base,
        'x-desk': '1',
        'x-forwarded-for': `203.0.113.${index}`,
      },
      body: JSON.stringify({ name: `agent${index}`, password: 'a guess' }),
    });
  const answers: Response[] = [];
  for (let index = 0; index < 7; index += 1) answers.push(await signIn(index));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
  expect(retryAfter(answers[6] as Response)).toBeGreaterThan(30);
  // A name that exists and one that does not are refused alike.
  expect(await answers[1]?.text()).toBe(await answers[4]?.text());
});

describe('a number alone reveals nothing (S13)', () => {
  test('a code is of use in its own conversation only', async () => {
    const [owner, thief] = [await startTalk(server.base, secret), await startTalk(server.base, secret)];
    await owner.say('我的话费余额还有多少');
    await owner.say('13800000006');
    const code = await lastCode(server.base);
    expect(code).toMatch(/^\d{6}$/);
    await thief.say('我的话费余额还有多少');
    await thief.say('13800000007');
    const other = await lastCode(server.base);
    if (other !== code) expect(await thief.say(code)).not.toMatch(/\d+(?:\.\d+)?元/);
    expect(await owner.say(code)).toMatch(/元/);
  });
});
