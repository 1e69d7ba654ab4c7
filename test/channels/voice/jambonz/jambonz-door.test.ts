import { WebSocket } from 'ws';
import type { CallAct, CallEvent, CallService } from '../../../../src/channels/voice/call';
import { createHookAddresses } from '../../../../src/channels/voice/jambonz/hook-address';
import { ManualClock } from '../../../support/manual-clock';
import { SocketTransport, secret, sign } from './fake-platform';
import { type RunningJambonz, startJambonz } from './running-jambonz';
import { valid } from './valid-verbs';

const clock = new ManualClock(Date.parse('2026-11-21T10:00:00+08:00'));
const hooks = createHookAddresses(secret);
let events: CallEvent[] = [];
let answer: (event: CallEvent) => Promise<readonly CallAct[]>;
const service: CallService = {
  handle(event) {
    events.push(event);
    return answer(event);
  },
  async whisper(callId) {
    return { text: `投诉 ${callId}`, language: 'zh-Hans', slow: false, bargeIn: false };
  },
};
let running: RunningJambonz;
let sockets: SocketTransport[] = [];

beforeEach(async () => {
  events = [];
  answer = async () => [{ act: 'wait', ms: 1000 }];
  running = await startJambonz(service, clock, { holdMs: 100 });
});
afterEach(async () => {
  await Promise.all(sockets.map((socket) => socket.close()));
  sockets = [];
  await running.close();
});

const info = { call_sid: 'call-1', from: '+8613800000002', to: '10086', direction: 'inbound' };
const body = JSON.stringify(info);
const heardAt = (step: number, callSid = 'call-1') => hooks.write(callSid, { step, kind: 'heard' });

describe('a person who answers', () => {
  const leg = {
    call_sid: 'leg-of-the-person',
    parent_call_sid: 'call-1',
    direction: 'outbound',
    from: '10086',
    to: 'x',
  };
  const whisperAt = hooks.write('call-1', { step: 3, kind: 'whisper' });
  const ask = (path: string, data: object) => {
    const text = JSON.stringify(data);
    const headers = { 'content-type': 'application/json', 'jambonz-signature': sign(text, () => clock.now()) };
    return fetch(running.base + path, { method: 'POST', headers, body: text });
  };

  test('hears the brief of the call they are asked to take, over HTTP', async () => {
    const answered = await ask(whisperAt, leg);
    expect(valid(await answered.json())).toEqual([{ verb: 'say', text: '投诉 call-1' }]);
    expect(events).toEqual([]);
  });

  test('and over the socket of the call', async () => {
    const socket = new SocketTransport(running.base);
    sockets.push(socket);
    await socket.start(info);
    expect(await socket.request('dial:confirm', leg, whisperAt)).toEqual([{ verb: 'say', text: '投诉 call-1' }]);
  });

  test('the address of another call, and any other step of the caller’s, are refused', async () => {
    const other = hooks.write('call-2', { step: 3, kind: 'whisper' });
    expect((await ask(other, leg)).status).toBe(403);
    expect((await ask(heardAt(3), leg)).status).toBe(403);
    expect((await ask(whisperAt, { ...leg, parent_call_sid: undefined })).status).toBe(403);
    expect(events).toEqual([]);
  });
});

describe('webhooks', () => {
  const post = (path: string, text: string, signature: string | undefined) =>
    fetch(running.base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(signature && { 'jambonz-signature': signature }) },
      body: text,
    });
  const signed = (text: string, key = secret) => sign(text, () => clock.now(), key);

  test.each(['/voice/jambonz', '/voice/jambonz/status', heardAt(1)])(
    '%s without the signature: 403, no effect (S4)',
    async (path) => {
      const old = signed(body);
      const wrong: [string, string, string | undefined][] = [
        ['none', body, undefined],
        ['another secret', body, signed(body, 'another secret')],
        ['another body', body.replace('8613800000002', '8613800000003'), signed(body)],
      ];
      for (const [name, text, signature] of wrong) {
        const response = await post(path, text, signature);
        expect([name, response.status]).toEqual([name, 403]);
        expect(await response.json()).toEqual({ error: { code: 'BadSignature', message: expect.any(String) } });
      }
      clock.advance(301_000);
      expect((await post(path, body, old)).status).toBe(403);
      expect(events).toEqual([]);
      expect((await post(path, body, signed(body))).status).toBeLessThan(300);
    },
  );

  test('a signed body is worth nothing at the hook of another step, another call or another kind', async () => {
    const paths = [
      heardAt(1, 'call-2'),
      heardAt(1).replace('/1/', '/2/'),
      heardAt(1).replace('heard', 'transferred'),
      '/voice/jambonz/1/heard/x',
      '/voice/jambonz/1/heard/%00',
    ];
    const statuses = await Promise.all(paths.map(async (path) => (await post(path, body, signed(body))).status));
    expect(statuses).toEqual([403, 403, 403, 403, 400]);
    expect(events).toEqual([]);
  });

  test('what is signed but no call is 400, what is too long 413', async () => {
    const odd = ['{', '[]', '{}', '{"call_sid":{"$ne":1}}', '{"call_sid":"a b"}', '{"call_sid":"1","__proto__":{}}'];
    for (const text of odd)
      expect([text, (await post('/voice/jambonz', text, signed(text))).status]).toEqual([text, 400]);
    const large = JSON.stringify({ ...info, sip: { body: 'x'.repeat(64 * 1024) } });
    expect((await post('/voice/jambonz', large, signed(large))).status).toBe(413);
    expect(events).toEqual([]);
  });

  test('the first webhook may carry a long SIP invitation', async () => {
    const text = JSON.stringify({ ...info, sip: { headers: {}, body: 'v=0\r\n'.repeat(8_000) } });
    const response = await post('/voice/jambonz', text, signed(text));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    valid(await response.json());
    expect(events).toEqual([
      { callId: 'call-1', from: '+8613800000002', to: '10086', step: 0, what: { kind: 'start' } },
    ]);
  });

  test('callers who hide their number, or send something odd instead, are unknown', async () => {
    for (const from of [undefined, 7, 'x'.repeat(301)]) {
      const text = JSON.stringify({ ...info, from });
      expect((await post('/voice/jambonz', text, signed(text))).status).toBe(200);
    }
    expect(events.map(({ from }) => from)).toEqual(['anonymous', 'anonymous', 'anonymous']);
  });

  test('a caller in the queue is kept for as long as the transfer may take', async () => {
    const path = hooks.write('call-1', { step: 3, kind: 'queue30' });
    const wait = async (seconds: number) => {
      const text = JSON.stringify({ call_sid: 'call-1', queue_sid: 'q', queue_time: seconds });
      return valid(await (await post(path, text, signed(text))).json());
    };
    expect(await wait(0)).toEqual([{ verb: 'pause', length: 5 }]);
    expect(await wait(28)).toEqual([{ verb: 'pause', length: 2 }]);
    expect(await wait(30)).toEqual([{ verb: 'leave' }]);
    expect(events).toEqual([]);
  });
});

describe('WebSockets', () => {
  const open = async (): Promise<[SocketTransport, WebSocket]> => {
    const transport = new SocketTransport(running.base);
    sockets.push(transport);
    return [transport, await transport.connect()];
  };
  const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.once('close', resolve));
  const message = (transport: SocketTransport, count = 1): Promise<SocketTransport['received']> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (transport.received.length >= count) resolve(transport.received);
        else setTimeout(look, 5);
      };
      look();
    });
  /** How the handshake ends: `open`, or the status it was refused with. */
  const handshake = (headers: Record<string, string>, protocols = ['ws.jambonz.org']): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${running.base.replace('http', 'ws')}/voice/jambonz`, protocols, { headers });
      socket.once('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.once('unexpected-response', (_, response) => resolve(String(response.statusCode)));
      socket.once('error', () => undefined);
    });
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

  test('open for the password and the subprotocol alone (S4, S11)', async () => {
    expect(await handshake(basic(`jambonz:${secret}`))).toBe('open');
    expect(await handshake(basic(`:${secret}`))).toBe('open');
    const wrong: Record<string, string>[] = [
      {},
      basic(secret),
      basic(`jambonz:${secret}x`),
      basic(`jambonz:${secret.slice(1)}`),
      basic('jambonz:'),
      { authorization: `Bearer ${secret}` },
      { authorization: 'Basic ä' },
    ];
    for (const headers of wrong) expect(await handshake(headers)).toBe('403');
    expect(await handshake(basic(`jambonz:${secret}`), ['audio.drachtio.org'])).toBe('400');
    expect(await handshake(basic(`jambonz:${secret}`), [])).toBe('400');
    expect(await handshake({ ...basic(`jambonz:${secret}`), origin: 'https://evil.example' })).toBe('403');
    expect(events).toEqual([]);
  });

  test.each([
    ['hello', 1007],
    ['', 1007],
    ['{"type":"session:new"', 1007],
    ['{"type":"session:new","__proto__":{}}', 1007],
    ['['.repeat(100), 1007],
    [Buffer.from([1, 2, 3]), 1003],
    [`"${'x'.repeat(64 * 1024)}"`, 1009],
  ])('what is no JSON closes: %#', async (data, code) => {
    const [, socket] = await open();
    const end = closed(socket);
    socket.send(data);
    expect(await end).toBe(code);
    expect(events).toEqual([]);
  });

  test.each([
    [
      { type: 'session:newest', msgid: 'm', data: info },
      { msgid: 'm', error: { code: 'UnknownType' } },
    ],
    [
      { type: 'constructor', msgid: 'm', data: info },
      { msgid: 'm', error: { code: 'UnknownType' } },
    ],
    [{}, { error: { code: 'BadMessage' } }],
    [[], { error: { code: 'BadMessage' } }],
    [
      { type: 'session:new', msgid: 'm', data: {} },
      { msgid: 'm', error: { code: 'BadMessage' } },
    ],
    [{ type: 'session:new', data: info }, { error: { code: 'BadMessage' } }],
    [
      { type: 'verb:hook', msgid: 'm', data: info },
      { msgid: 'm', error: { code: 'BadMessage' } },
    ],
    [
      { type: 'verb:hook', msgid: 'm', hook: '/x', data: info },
      { msgid: 'm', error: { code: 'UnknownHook' } },
    ],
    [
      { type: 'verb:hook', msgid: 'm', hook: heardAt(1, 'call-2'), data: info },
      { msgid: 'm', error: { code: 'UnknownHook' } },
    ],
  ])('%j is answered with an error, and the socket stays', async (sent, error) => {
    const [transport] = await open();
    transport.send(sent);
    expect(await message(transport)).toEqual([{ type: 'error', ...error }]);
    expect(events).toEqual([]);
    expect(valid(await transport.request('session:new', info))).toHaveLength(2);
  });

  test('messages of no use here are let pass; those the platform waits for are acknowledged', async () => {
    const [transport] = await open();
    for (const type of ['verb:status', 'jambonz:error', 'llm:event', 'tts:streaming-event']) {
      transport.send({ type, msgid: type, data: { event: 'starting' } });
    }
    expect(await transport.request('queue:status', info)).toBeUndefined();
    expect(transport.received).toHaveLength(1);
    expect(events).toEqual([]);
  });

  describe('an answer that takes longer than the platform waits', () => {
    const again = (step: number) => [
      { verb: 'pause', length: 1 },
      { verb: 'redirect', actionHook: hooks.write('call-1', { step, kind: 'ready' }) },
    ];
    const ready = (step: number) => hooks.write('call-1', { step, kind: 'ready' });
    const keys = { ...info, reason: 'dtmfDetected', digits: '1' };
    let finish = (): void => undefined;
    const slow = ({ what }: CallEvent): Promise<readonly CallAct[]> =>
      what.kind === 'keys'
        ? new Promise((resolve) => {
            finish = () => resolve([{ act: 'hangup' }]);
          })
        : Promise.resolve([{ act: 'wait', ms: 3000 }]);

    test('is fetched when it is there, as often as it takes', async () => {
      answer = slow;
      const [transport] = await open();
      await transport.request('session:new', info);
      expect(valid(await transport.request('verb:hook', keys, heardAt(7)))).toEqual(again(8));
      expect(valid(await transport.request('session:redirect', info, ready(8)))).toEqual(again(9));
      finish();
      expect(await transport.request('session:redirect', info, ready(9))).toEqual([{ verb: 'hangup' }]);
      expect(events.map(({ step, what }) => [step, what.kind])).toEqual([
        [0, 'start'],
        [7, 'keys'],
      ]);
    });

    test('is asked of the call flow when the connection is another one by then', async () => {
      answer = slow;
      const [transport] = await open();
      await transport.request('session:new', info);
      expect(await transport.request('verb:hook', keys, heardAt(7))).toEqual(again(8));
      const [other] = await open();
      expect(await other.request('session:redirect', info, ready(8))).toMatchObject([
        { length: 3 },
        { actionHook: ready(9) },
      ]);
      expect(events.at(-1)).toMatchObject({ step: 8, what: { kind: 'ready' } });
      finish();
    });
  });

  test('the end of a session ends its call; a broken connection does not', async () => {
    const ended = () => events.filter(({ what }) => what.kind === 'ended');
    const [broken, socket] = await open();
    await broken.request('session:new', { ...info, call_sid: 'call-2' });
    socket.terminate();
    const [moved] = await open();
    await moved.request('session:new', { ...info, call_sid: 'call-3' });
    await moved.close(1001);
    const [over] = await open();
    await over.request('session:new', info);
    await over.close(1000);
    for (let tries = 0; tries < 50 && ended().length === 0; tries += 1)
      await new Promise((done) => setTimeout(done, 10));
    expect(ended()).toEqual([
      expect.objectContaining({ callId: 'call-1', what: { kind: 'ended', reason: 'session closed' } }),
    ]);
  });

  test('more calls a minute than any browser would open come from one address', async () => {
    for (let call = 0; call < 150; call += 1) expect(await handshake(basic(`jambonz:${secret}`))).toBe('open');
  });

  test('too many messages close', async () => {
    const [, socket] = await open();
    const end = closed(socket);
    for (let count = 0; count < 51; count += 1) socket.send('{"type":"verb:status","data":{"event":"starting"}}');
    expect(await end).toBe(1008);
  });

  test('a process that stops sends its calls elsewhere (R10)', async () => {
    const [, socket] = await open();
    const end = closed(socket);
    running.jambonz.close();
    expect(await end).toBe(1001);
    expect(await handshake(basic(`jambonz:${secret}`))).toBe('503');
  });
});
