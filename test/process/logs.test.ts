import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type ServerProcess, startServer } from '../support/server-process';
import { lastCode, startTalk } from './talk';

/** S15: whatever a customer tells and whatever goes wrong, logs and metrics hold nobody's numbers, codes or tokens. */

jest.setTimeout(120_000);

const secret = 'log-tests-server-to-server-secret';
const password = 'log tests password 1';
const phones = ['13800000002', '13912345678', '18677778888'];
const idNumber = '110101199003070038';
const card = '6222021234567890128';
let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({
    DIRECT_LINE_SECRET: secret,
    DEMO_PASSWORD: password,
    LOG_LEVEL: 'debug',
    LISTEN_WINDOW_MS: '0',
  });
}, 180_000);
afterAll(() => server?.stop());

test('a day of personal numbers leaves none in the logs and metrics', async () => {
  const { base } = server;
  const talk = await startTalk(base, secret);
  const codes: string[] = [];
  const say = (text: string): Promise<string> => talk.say(text);
  await say('我这个月话费怎么多了6块钱');
  await say(phones[0] ?? '');
  codes.push(await lastCode(base));
  expect(await say(`验证码是${codes[0]}`)).toMatch(/元|彩铃/);
  await say(`我的身份证号是${idNumber}，银行卡${card}`);
  await say(`给我另一个号码${phones[1]}回电话，+86 ${phones[2]}也行`);
  await say('１３９１２３４５６７８ 是我的号');

  // Sent in every place a number or a token can stand, so that what logs an address or a refusal is caught.
  const tokenInQuery = new URL(talk.streamUrl).searchParams.get('t') ?? '';
  await Promise.all([
    fetch(`${base}/v3/directline/conversations/${phones[1]}?phone=${phones[1]}&t=${talk.token}`),
    fetch(`${base}/v3/directline/attachments/${phones[1]}?t=${talk.token}`),
    fetch(`${base}/${idNumber}?code=${codes[0]}&token=${talk.token}`),
    fetch(`${base}/v3/directline/conversations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${talk.token}x` },
    }),
    fetch(`${base}/desk/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: base, 'x-desk': '1' },
      body: JSON.stringify({ name: phones[1], password }),
    }),
    fetch(`${base}/v3/directline/tokens/generate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: `{"user":{"id":"${phones[1]}"}, broken`,
    }),
    talk.post(`x`, { channelData: { clientActivityID: phones[1] }, value: { phone: phones[1], id: idNumber } }),
    talk.post(`x`, { locale: phones[1], id: `${phones[1]}${'x'.repeat(300)}` }),
  ]);
  const form = new FormData();
  form.append('file', new Blob([`${phones[1]} ${idNumber}`], { type: 'text/plain' }), `${phones[1]}-${idNumber}.txt`);
  await fetch(`${base}/v3/directline/conversations/${talk.conversationId}/upload`, {
    method: 'POST',
    headers: { authorization: `Bearer ${talk.token}` },
    body: form,
  });
  await new Promise<void>((resolve) => {
    const socket = new WebSocket(`${base.replace('http', 'ws')}${new URL(talk.streamUrl).pathname}?t=${tokenInQuery}`);
    socket.once('open', () => socket.send(`not json ${phones[1]}`)).once('close', () => resolve());
  });
  expect(await say('转人工')).not.toContain(phones[0]);
  await say(phones[1] ?? '');
  const signedIn = await fetch(`${base}/desk/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base, 'x-desk': '1' },
    body: JSON.stringify({ name: 'agent1', password }),
  });
  expect(signedIn.status).toBe(200);
  const session = /desk_session=([^;]+)/.exec(signedIn.headers.get('set-cookie') ?? '')?.[1] ?? '';
  await pause(200);

  const metrics = await (await fetch(`${base}/metrics`)).text();
  expect(await server.stop()).toBe(0);
  // The lines for the person at the terminal, with the demo numbers and the demo password, are no log.
  const lines = server.output().split('\n');
  const announced = lines.filter((line) => /^(?:Sign-in|Demo numbers) /.test(line));
  expect(announced).toHaveLength(2);
  const others = lines.filter((line) => !announced.includes(line));
  const logs = others.filter((line) => line.startsWith('{'));
  expect(logs.length).toBeGreaterThan(3);
  for (const line of logs) {
    // One JSON object a line, nothing a terminal would obey.
    expect(JSON.parse(line)).toMatchObject({
      level: expect.any(String),
      time: expect.any(String),
      msg: expect.any(String),
    });
    expect(/\p{Cc}/u.test(line)).toBe(false);
  }
  const written = [...others, metrics].join('\n');
  const secrets = {
    phones,
    ids: [idNumber, card],
    codes,
    tokens: [talk.token, tokenInQuery, session, secret, password, '１３９１２３４５６７８'],
  };
  for (const [kind, values] of Object.entries(secrets)) {
    for (const value of values) {
      expect(value.length).toBeGreaterThan(5);
      expect([kind, written.includes(value)]).toEqual([kind, false]);
    }
  }
  // And nothing that looks like one: ids of ours are cut out first, they are random digits and letters, and sizes of memory.
  const rest = written.replaceAll(/[a-z]+_[0-9a-f]{32}|^(?:process|nodejs)_\w+_bytes(?:\{.*\})? \d+$/gm, '');
  expect(rest.match(/(?<![\d.])(?:\+?86)?1[3-9]\d{9}(?![\d.])/g) ?? []).toEqual([]);
  expect(rest.match(/(?<!\d)[1-9]\d{16}[\dXx](?![\d.])/g) ?? []).toEqual([]);
  expect(rest.match(/eyJ[\w-]{10,}/g) ?? []).toEqual([]);
});
