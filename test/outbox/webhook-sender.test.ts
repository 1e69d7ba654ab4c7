import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webhookSender } from '../../src/outbox/webhook-sender';
import type { OutboxEntry } from '../../src/ports/outbox';
import { never } from './outbox-fixture';

const at = Date.parse('2026-11-21T10:00:00+08:00');
const clock = { now: () => at };
const secret = 'a key that only the receiver knows too';
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const stored = (url: string, body: unknown = { event: 'complaint.filed' }): OutboxEntry => ({
  key: 'conv_1|7:webhook 投诉',
  kind: 'webhook',
  payload: { url, body },
  status: 'waiting',
  createdAt: at,
  dueAt: at,
  attempts: 1,
});

async function receiver(answer: (response: ServerResponse) => void) {
  const calls: { method: string | undefined; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    calls.push({ method: request.method, headers: request.headers, body });
    answer(response);
  });
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
  const origin = `http://127.0.0.1:${port}`;
  return { origin, calls, send: webhookSender({ origins: [origin], secret, clock }) };
}

test('a POST of JSON, with the key of its entry, signed so that the receiver can check it', async () => {
  const { origin, calls, send } = await receiver((response) => response.writeHead(204).end());
  const body = { number: 'C20261121-0042-7', words: '投诉' };
  expect(await send(stored(`${origin}/hooks?of=desk`, body), never)).toEqual({ ok: true });
  const [call] = calls;
  expect(call).toMatchObject({ method: 'POST', body: JSON.stringify(body) });
  expect(decodeURIComponent(String(call?.headers['idempotency-key']))).toBe('conv_1|7:webhook 投诉');
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(call?.headers['x-desk-signature'])) ?? [];
  expect(Number(t)).toBe(at / 1000);
  expect(createHmac('sha256', secret).update(`${t}.${call?.body}`).digest('hex')).toBe(v1);
});

test.each([
  [500, {}, {}],
  [408, {}, {}],
  [429, { 'retry-after': '30' }, { notBefore: at + 30_000 }],
  [503, { 'retry-after': '999999' }, { notBefore: at + 3600_000 }],
  [503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, {}],
  [400, {}, { permanent: true }],
  [404, { 'retry-after': '30' }, { permanent: true }],
  [410, {}, { permanent: true }],
])('status %i %j', async (status, headers, what) => {
  const { origin, send } = await receiver((response) => response.writeHead(status, headers).end('body'));
  expect(await send(stored(`${origin}/`), never)).toEqual({ ok: false, error: `webhook: status ${status}`, ...what });
});

test('a redirect is not followed (S2)', async () => {
  const elsewhere = await receiver((response) => response.end());
  const { origin, calls, send } = await receiver((response) =>
    response.writeHead(307, { location: `${elsewhere.origin}/` }).end(),
  );
  expect(await send(stored(`${origin}/`), never)).toEqual({ ok: false, error: 'webhook: status 307' });
  expect([calls.length, elsewhere.calls.length]).toEqual([1, 0]);
});

const allowed = 'https://crm.example.com';
test.each([
  'http://crm.example.com/',
  'https://crm.example.com:8443/',
  'https://crm.example.com.evil.test/',
  'https://evil.test/crm.example.com',
  'https://crm.example.com@evil.test/',
  'https://evil.test#@crm.example.com/',
  'https://evil.test\\@crm.example.com/',
  'https://user:password@crm.example.com/',
  'https://sub.crm.example.com/',
  'http://127.0.0.1/',
  'http://localhost:3978/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://0.0.0.0/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://metadata.google.internal/',
  'http://10.0.0.1/',
  'file:///etc/passwd',
  'ftp://crm.example.com/',
  'gopher://crm.example.com/',
  'data:text/plain,hello',
  'javascript:alert(1)',
  'blob:https://crm.example.com/1',
  '//crm.example.com/',
  '/hooks',
  'crm.example.com',
  '',
])('%j is no address to send to (S2)', async (url) => {
  let calls = 0;
  const fetch = async () => {
    calls += 1;
    return new Response();
  };
  const send = webhookSender({ origins: [allowed], secret, clock, fetch });
  expect(await send(stored(url), never)).toMatchObject({ ok: false, permanent: true });
  expect(calls).toBe(0);
  expect(await send(stored('https://CRM.example.com:443/hooks'), never)).toEqual({ ok: true });
});
