import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { createTwilioSms, type TwilioSmsOptions } from '../../../../src/channels/sms/twilio/twilio-sms';
import { silentLog } from '../../../../src/ports/log';
import { noting, serve } from '../running-routes';
import { startTwilioService } from './twilio-service';

const accountSid = `AC${'1'.repeat(32)}`;
const authToken = 'the token of the account';
const publicUrl = 'https://desk.example.com';
const messageSid = `SM${'a'.repeat(32)}`;

const form = {
  AccountSid: accountSid,
  MessageSid: messageSid,
  From: '+8613800000001',
  To: '+8610086',
  Body: '你们多扣了我 6 元&是不是弄错了=?',
  NumMedia: '0',
};

let service: Awaited<ReturnType<typeof startTwilioService>>;
let stops: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  service = await startTwilioService();
  stops = [() => service.stop()];
});
afterEach(() => Promise.all(stops.map((stop) => stop())));

async function start(more: Partial<TwilioSmsOptions> = {}) {
  const options = { accountSid, authToken, publicUrl, sender: '+8610086', apiUrl: service.url, log: silentLog };
  const { transport, routes } = createTwilioSms({ ...options, ...more });
  const server = await serve(routes);
  const desk = noting();
  stops.push(() => transport.stop(100), server.stop);
  await transport.start(desk.listener);
  const post = (path: string, fields: Record<string, string>, signature: string | undefined) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      ...(signature !== undefined && { headers: { 'x-twilio-signature': signature } }),
    });
  /** As the service would send it. */
  const signed = (path: string, fields: Record<string, string>) =>
    post(path, fields, getExpectedTwilioSignature(authToken, `${publicUrl}${path}`, fields));
  return { transport, desk, post, signed };
}

describe('a message comes in', () => {
  test('is handed over without its country code, and answered with an empty TwiML', async () => {
    const { desk, signed } = await start();
    const answer = await signed('/sms/twilio', form);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(await answer.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    expect(desk.received).toEqual([{ id: messageSid, from: '13800000001', to: '+8610086', text: form.Body }]);
  });

  test('the same delivery again carries the same id (R1)', async () => {
    const { desk, signed } = await start();
    const answers = await Promise.all(Array.from({ length: 5 }, () => signed('/sms/twilio', form)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(desk.received.map(({ id }) => id))).toEqual(new Set([messageSid]));
  });

  test('is not acknowledged before it is stored', async () => {
    const { desk, signed } = await start();
    desk.fails(Object.assign(new Error('away'), { code: 'storage_unavailable' }));
    expect((await signed('/sms/twilio', form)).status).toBe(503);
    desk.fails(new Error('broken'));
    expect((await signed('/sms/twilio', form)).status).toBe(500);
    expect(desk.received).toEqual([]);
  });

  test('before the start and after the stop the service keeps it', async () => {
    const { transport, desk, signed } = await start();
    await transport.stop(10);
    expect([transport.connected(), (await signed('/sms/twilio', form)).status]).toEqual([false, 503]);
    expect(desk.received).toEqual([]);
  });

  test('from abroad is answered and left out (S12)', async () => {
    const { desk, signed } = await start();
    for (const From of ['+14155550100', '+85291234567', 'ACME', ''])
      expect((await signed('/sms/twilio', { ...form, From })).status).toBe(200);
    expect(desk.received).toEqual([]);
  });

  test('without an id or with one that is none is refused', async () => {
    const { desk, signed } = await start();
    const { MessageSid: _, ...without } = form;
    expect((await signed('/sms/twilio', without)).status).toBe(400);
    expect((await signed('/sms/twilio', { ...form, MessageSid: '../x' })).status).toBe(400);
    expect(desk.received).toEqual([]);
  });
});

describe('who is not the service gets 403, and nothing is stored (S4)', () => {
  const url = `${publicUrl}/sms/twilio`;
  const sign = (address: string, fields: Record<string, string>, token = authToken) =>
    getExpectedTwilioSignature(token, address, fields);
  test.each<[string, Record<string, string>, string | undefined]>([
    ['no signature', form, undefined],
    ['an empty one', form, ''],
    ['one of other fields', { ...form, Body: '转人工' }, sign(url, form)],
    ['a field more', { ...form, Extra: 'x' }, sign(url, form)],
    ['a field less', { AccountSid: accountSid, MessageSid: messageSid }, sign(url, form)],
    ['another number', { ...form, From: '+8613800000002' }, sign(url, form)],
    ['http instead of https', form, sign(url.replace('https', 'http'), form)],
    ['another host', form, sign('https://evil.example/sms/twilio', form)],
    ['another port', form, sign('https://desk.example.com:8443/sms/twilio', form)],
    ['replayed from another address', form, sign(`${publicUrl}/sms/twilio/status`, form)],
    ['another address by its query', form, sign(`${url}?a=1`, form)],
    ['another token', form, sign(url, form, 'another token')],
    ['a long one', form, 'x'.repeat(4000)],
    ['another account', { ...form, AccountSid: 'AC2' }, sign(url, { ...form, AccountSid: 'AC2' })],
  ])('%s', async (_, fields, signature) => {
    const { desk, post } = await start();
    for (const path of ['/sms/twilio', '/sms/twilio/status']) {
      if (path.endsWith('status') && _.startsWith('replayed')) continue;
      const answer = await post(path, fields, signature);
      expect([path, answer.status]).toEqual([path, 403]);
    }
    expect([desk.received, desk.receipts]).toEqual([[], []]);
  });

  test('the host the request names plays no part', async () => {
    const { desk, post } = await start();
    const signature = getExpectedTwilioSignature(authToken, 'http://127.0.0.1/sms/twilio', form);
    expect((await post('/sms/twilio', form, signature)).status).toBe(403);
    expect(desk.received).toEqual([]);
  });
});

describe('a message goes out', () => {
  const message = { to: '13800000001', text: '您好，您的投诉已登记。', key: 'conv_1|1:sms' };

  test('with country code, the address for its status, and the credentials of the account', async () => {
    const { transport } = await start();
    expect(await transport.send(message)).toEqual({ ok: true, ids: [`SM${'1'.padStart(32, '0')}`] });
    expect(service.asked).toEqual([
      {
        path: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        form: {
          To: '+8613800000001',
          Body: message.text,
          From: '+8610086',
          StatusCallback: 'https://desk.example.com/sms/twilio/status',
        },
      },
    ]);
  });

  test('by a messaging service, below the path of a compatible one', async () => {
    const { transport } = await start({
      sender: 'MG123',
      apiUrl: `${service.url}/twilio/`,
      publicUrl: `${publicUrl}/`,
    });
    expect((await transport.send(message)).ok).toBe(true);
    expect(service.asked[0]).toMatchObject({
      path: expect.stringMatching(/^\/twilio\/2010-04-01\//),
      form: { MessagingServiceSid: 'MG123', StatusCallback: 'https://desk.example.com/sms/twilio/status' },
    });
  });

  test.each(['+14155550100', '85291234567', '10086', ''])(
    'to %s, which is not the mainland: refused unasked',
    async (to) => {
      const { transport } = await start();
      expect(await transport.send({ ...message, to })).toMatchObject({ ok: false, reason: 'refused' });
      expect(service.asked).toEqual([]);
    },
  );

  test.each<[number, object, Record<string, string>, object]>([
    [400, { code: 21610, message: 'to +8613800000001 blocked' }, {}, { reason: 'refused', detail: '400 21610' }],
    [400, { code: 21211 }, {}, { reason: 'refused', detail: '400 21211' }],
    [400, { code: 21617 }, {}, { reason: 'refused', detail: '400 21617' }],
    [429, { code: 20429 }, {}, { reason: 'busy', detail: '429', retryAfterMs: 1000 }],
    [429, {}, { 'retry-after': '7' }, { reason: 'busy', detail: '429', retryAfterMs: 7000 }],
    [400, { code: 14107 }, {}, { reason: 'busy', detail: '400 14107', retryAfterMs: 1000 }],
    [401, { code: 20003 }, {}, { reason: 'away', detail: '401 20003' }],
    [400, { code: 21606 }, {}, { reason: 'away', detail: '400 21606' }],
    [500, {}, {}, { reason: 'away', detail: '500' }],
    [503, { code: 20503 }, {}, { reason: 'away', detail: '503 20503' }],
    [302, {}, { location: 'http://127.0.0.1:1/' }, { reason: 'away', detail: '302' }],
  ])('the service answers %i %j: as told, once, without the number', async (status, body, headers, expected) => {
    const { transport } = await start();
    service.answers((target) => {
      target.writeHead(status, { 'content-type': 'application/json', ...headers });
      target.end(JSON.stringify(body));
    });
    expect(await transport.send(message)).toEqual({ ok: false, ...expected });
    expect(service.asked).toHaveLength(1);
  });

  test('no answer in time: away, and the next try is another request', async () => {
    const { transport } = await start({ timeoutMs: 300 });
    service.answers(() => undefined);
    expect(await transport.send(message)).toEqual({ ok: false, reason: 'away', detail: expect.stringMatching(/^E/) });
    await service.stop();
    expect(await transport.send(message)).toEqual({ ok: false, reason: 'away', detail: 'ECONNREFUSED' });
    service = await startTwilioService();
  });
});

describe('what became of it', () => {
  test.each([
    ['queued', undefined, { state: 'buffered', detail: 'queued' }],
    ['sent', undefined, { state: 'buffered', detail: 'sent' }],
    ['delivered', undefined, { state: 'delivered', detail: 'delivered' }],
    ['undelivered', '30003', { state: 'failed', detail: 'undelivered 30003' }],
    ['failed', '30007', { state: 'failed', detail: 'failed 30007' }],
    ['a new name', undefined, { state: 'buffered', detail: 'a new name' }],
  ])('%s %s', async (MessageStatus, ErrorCode, expected) => {
    const { desk, signed } = await start();
    const fields = { AccountSid: accountSid, MessageSid: messageSid, MessageStatus, ...(ErrorCode && { ErrorCode }) };
    expect((await signed('/sms/twilio/status', fields)).status).toBe(204);
    expect(desk.receipts).toEqual([{ id: messageSid, ...expected }]);
  });
});
