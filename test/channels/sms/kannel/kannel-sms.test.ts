import fc from 'fast-check';
import { createKannelSms, type KannelSmsOptions } from '../../../../src/channels/sms/kannel/kannel-sms';
import { userDataHeader } from '../../../../src/channels/sms/user-data-header';
import { silentLog } from '../../../../src/ports/log';
import { ManualClock } from '../../../support/manual-clock';
import { noting, serve } from '../running-routes';
import { startSendsms } from './sendsms-server';

const secret = 'a-secret-of-sixteen';
const text = '你们多扣了我 6 元&是不是弄错了=?';

let kannel: Awaited<ReturnType<typeof startSendsms>>;
let stops: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  kannel = await startSendsms();
  stops = [() => kannel.stop()];
});
afterEach(() => Promise.all(stops.map((stop) => stop())));

async function start(more: Partial<KannelSmsOptions> = {}) {
  const { transport, routes } = createKannelSms({
    sendUrl: kannel.url,
    sender: '10086',
    callbackUrl: 'http://127.0.0.1:3978/',
    secret,
    clock: new ManualClock(),
    log: silentLog,
    ...more,
  });
  const server = await serve(routes);
  const desk = noting();
  stops.push(() => transport.stop(100), server.stop);
  await transport.start(desk.listener);
  const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);
  return { transport, desk, get };
}

/** As Kannel escapes: every byte that is no letter or digit. */
const escaped = (bytes: Buffer): string => bytes.toString('hex').replace(/../g, '%$&');
const utf8 = (words: string): string => escaped(Buffer.from(words));
const utf16 = (words: string): Buffer => Buffer.from(words, 'utf16le').swap16();
const query = (more: Record<string, string> = {}): string =>
  Object.entries({ secret, from: '%2B8613800000001', to: '10086', id: 'eb3740b2-8489-4796', ...more })
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
const taken = { id: 'eb3740b2-8489-4796', from: '13800000001', to: '10086', text };

describe('a message comes in', () => {
  test.each<[string, Record<string, string>, RequestInit]>([
    ['GET, UTF-8', { text: utf8(text), coding: '0', charset: 'UTF-8' }, {}],
    ['GET, recoded from UCS-2 by mo-recode', { text: utf8(text), coding: '2', charset: 'UTF-8' }, {}],
    ['GET, UCS-2 as it came', { text: escaped(utf16(text)), coding: '2', charset: 'UTF-16BE' }, {}],
    ['GET, UCS-2 by its coding', { text: escaped(utf16(text)), coding: '2' }, {}],
    [
      'GET, GBK',
      {
        text: '%C4%E3%C3%C7%B6%E0%BF%DB%C1%CB%CE%D2+6+%D4%AA%26%CA%C7%B2%BB%CA%C7%C5%AA%B4%ED%C1%CB%3D?',
        charset: 'GBK',
      },
      {},
    ],
    [
      'POST, UTF-8',
      { coding: '0' },
      { method: 'POST', body: text, headers: { 'content-type': 'text/plain; charset="UTF-8"' } },
    ],
    [
      'POST, UCS-2',
      { coding: '2' },
      { method: 'POST', body: utf16(text), headers: { 'content-type': 'text/plain; charset="UTF-16BE"' } },
    ],
    [
      'POST, 8 bit',
      { coding: '1', charset: '8-BIT' },
      { method: 'POST', body: text, headers: { 'content-type': 'application/octet-stream' } },
    ],
  ])('%s: handed over; the answer is empty, so that Kannel sends nothing', async (_, more, init) => {
    const { desk, get } = await start();
    const answer = await get(`/sms/kannel?${query(more)}`, init);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      '',
    ]);
    expect(desk.received).toEqual([taken]);
  });

  test('bytes that are no text throw nothing', async () => {
    const { desk, get } = await start();
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
    const charset = fc.constantFrom('', 'UTF-8', 'UTF-16BE', 'GBK', 'WINDOWS-1252', '__proto__');
    await fc.assert(
      fc.asyncProperty(bytes, charset, fc.constantFrom('0', '1', '2', 'x'), async (content, of, coding) => {
        const more = { text: escaped(Buffer.from(content)), charset: of, coding };
        expect((await get(`/sms/kannel?${query(more)}`)).status).toBe(200);
      }),
      { numRuns: 60 },
    );
    for (const message of desk.received) expect(message.text).not.toMatch(/\p{Surrogate}/u);
  });

  test('parts that Kannel did not put together become one message, a cut emoji whole', async () => {
    const { desk, get } = await start();
    const whole = utf16('投诉😀彩铃');
    const part = (number: number, content: Buffer) => {
      const udh = escaped(userDataHeader({ reference: 0xcc, bits: 8, total: 2, number }));
      return get(`/sms/kannel?${query({ id: `part-${number}`, coding: '2', udh, text: escaped(content) })}`);
    };
    // Six octets end in the middle of the emoji's pair.
    expect((await part(2, whole.subarray(6))).status).toBe(200);
    expect(desk.received).toEqual([]);
    expect((await part(1, whole.subarray(0, 6))).status).toBe(200);
    expect(desk.received).toEqual([{ ...taken, id: expect.stringMatching(/^long_/), text: '投诉😀彩铃' }]);
  });

  test('is not acknowledged before it is stored, so that Kannel sends it again', async () => {
    const { desk, get, transport } = await start();
    desk.fails(Object.assign(new Error('away'), { code: 'storage_unavailable' }));
    expect((await get(`/sms/kannel?${query({ text: 'a' })}`)).status).toBe(503);
    await transport.stop(10);
    expect((await get(`/sms/kannel?${query({ text: 'a' })}`)).status).toBe(503);
    expect(desk.received).toEqual([]);
  });

  test('from abroad is answered and left out (S12); without id or numbers it is refused', async () => {
    const { desk, get } = await start();
    expect((await get(`/sms/kannel?${query({ from: '%2B14155550100', text: 'a' })}`)).status).toBe(200);
    for (const wrong of [{ id: '' }, { id: 'a/b' }, { from: '' }, { to: '' }]) {
      expect((await get(`/sms/kannel?${query({ ...wrong, text: 'a' })}`)).status).toBe(400);
    }
    expect((await get(`/sms/kannel?${query({ text: 'a' })}&id=2`)).status).toBe(400);
    expect(desk.received).toEqual([]);
  });
});

describe('who is not our Kannel gets 403, and nothing is stored (S4)', () => {
  test.each([
    ['no secret', `from=13800000001&to=10086&id=1&text=a`],
    ['a wrong one', query({ secret: 'wrong', text: 'a' })],
    ['a longer one', query({ secret: `${secret}x`, text: 'a' })],
    ['an empty one', query({ secret: '', text: 'a' })],
    ['one in another letter case', query({ secret: secret.toUpperCase(), text: 'a' })],
  ])('%s', async (_, given) => {
    const { desk, get } = await start();
    expect((await get(`/sms/kannel?${given}`)).status).toBe(403);
    expect((await get(`/sms/kannel?${given}`, { method: 'POST', body: 'a' })).status).toBe(403);
    expect(desk.received).toEqual([]);
  });

  test('another address than Kannel’s, though it knows the secret', async () => {
    const { desk, get } = await start({ sources: ['192.0.2.0/24'] });
    expect((await get(`/sms/kannel?${query({ text: 'a' })}`)).status).toBe(403);
    expect(desk.received).toEqual([]);
    const inside = await start({ sources: ['127.0.0.0/8'] });
    expect((await inside.get(`/sms/kannel?${query({ text: 'a' })}`)).status).toBe(200);
  });

  test('a secret that could be guessed is refused at the start', () => {
    for (const weak of ['', 'short', 'with spaces in it ....'])
      expect(() =>
        createKannelSms({
          sendUrl: kannel.url,
          sender: '1',
          callbackUrl: 'http://x',
          secret: weak,
          clock: new ManualClock(),
          log: silentLog,
        }),
      ).toThrow('openssl rand');
  });
});

describe('a message goes out', () => {
  const message = { to: '13800000001', text: '您好，您的投诉已登记。', key: 'conv_1|1:sms' };

  test('in one part: without header, with an address for its report', async () => {
    const { transport } = await start();
    const result = await transport.send(message);
    expect(result).toEqual({ ok: true, ids: [expect.stringMatching(/^[0-9a-f]{32}\.1$/)] });
    const id = result.ok ? result.ids[0] : '';
    expect(kannel.sent).toEqual([
      {
        udh: undefined,
        fields: {
          username: 'desk',
          password: 'p&w',
          from: '10086',
          to: '13800000001',
          text: message.text,
          charset: 'UTF-8',
          coding: '2',
          'dlr-mask': '31',
          'dlr-url': expect.stringMatching(
            new RegExp(
              `^http://127\\.0\\.0\\.1:3978/sms/kannel/dlr\\?id=${id}&token=[0-9a-f]{64}&status=%d&answer=%A$`,
            ),
          ),
        },
      },
    ]);
  });

  test('in the small alphabet when it fits', async () => {
    const { transport } = await start();
    await transport.send({ ...message, text: 'Your complaint is C20261121-0042-7.' });
    expect(kannel.sent[0]?.fields['coding']).toBe('0');
  });

  test('in three parts: one header each, together the text, no emoji cut', async () => {
    const { transport } = await start();
    const long = `${'您'.repeat(66)}😀${'好'.repeat(90)}`;
    const result = await transport.send({ ...message, text: long });
    expect(kannel.sent.map(({ fields }) => fields['text']).join('')).toBe(long);
    expect(kannel.sent.map(({ fields }) => fields['text']?.length)).toEqual([66, 67, 25]);
    const [reference] = kannel.sent.map(({ udh }) => udh?.slice(6, 8));
    expect(kannel.sent.map(({ udh }) => udh)).toEqual([1, 2, 3].map((number) => `050003${reference}030${number}`));
    expect(result.ok && result.ids.map((id) => id.slice(-2))).toEqual(['.1', '.2', '.3']);
  });

  test('a part that fails is tried alone; the same key has the same ids and header after a restart', async () => {
    const long = { ...message, text: '您'.repeat(150) };
    const { transport } = await start();
    kannel.answers((nth) =>
      nth === 2 ? [503, 'Temporal failure, try again later.'] : [202, '3: Queued for later delivery'],
    );
    expect(await transport.send(long)).toEqual({
      ok: false,
      reason: 'busy',
      detail: '503 Temporal failure, try again later.',
      retryAfterMs: 5000,
    });
    const again = await transport.send(long);
    expect(again.ok && again.ids).toHaveLength(3);
    expect(kannel.sent.map(({ udh }) => udh?.slice(-2))).toEqual(['01', '02', '02', '03']);
    const restarted = await start();
    expect(await restarted.transport.send(long)).toEqual(again);
    expect(new Set(kannel.sent.map(({ udh }) => udh)).size).toBe(3);
  });

  test.each<[number, string, object]>([
    [202, '3: Queued for later delivery', { ok: true }],
    [202, 'Sent.', { ok: true }],
    [403, 'Not routable. Do not try again.', { ok: false, reason: 'refused' }],
    [403, 'Number(s) has/have been denied by white- and/or black-lists.', { ok: false, reason: 'refused' }],
    [400, 'Empty receiver number not allowed, rejected', { ok: false, reason: 'refused' }],
    [403, 'Authorization failed for sendsms', { ok: false, reason: 'away' }],
    [400, 'Sender missing and no global set, rejected', { ok: false, reason: 'away' }],
    [404, 'not here', { ok: false, reason: 'away' }],
    [302, '', { ok: false, reason: 'away' }],
    [200, '<html>a page of a proxy</html>', { ok: false, reason: 'away' }],
    [429, '', { ok: false, reason: 'busy' }],
    [500, 'for 13800000001', { ok: false, reason: 'away', detail: '500 for …' }],
  ])('Kannel answers %i %s', async (status, words, expected) => {
    const { transport } = await start();
    kannel.answers(() => [status, words]);
    expect(await transport.send(message)).toMatchObject(expected);
    expect(kannel.sent).toHaveLength(1);
  });

  test('no answer in time, and nobody there: away', async () => {
    const { transport } = await start({ timeoutMs: 200 });
    kannel.answers(() => undefined);
    expect(await transport.send(message)).toEqual({ ok: false, reason: 'away', detail: 'TimeoutError' });
    const nobody = await start({ sendUrl: 'http://127.0.0.1:1/cgi-bin/sendsms' });
    expect(await nobody.transport.send(message)).toMatchObject({ ok: false, reason: 'away' });
  });

  test('abroad: refused unasked', async () => {
    const { transport } = await start();
    expect(await transport.send({ ...message, to: '+14155550100' })).toMatchObject({ ok: false, reason: 'refused' });
    expect(kannel.sent).toEqual([]);
  });
});

describe('what became of it', () => {
  async function sentOnce() {
    const running = await start();
    const result = await running.transport.send({ to: '13800000001', text: 'a', key: 'k' });
    const id = result.ok ? (result.ids[0] ?? '') : '';
    const address = (kannel.sent[0]?.fields['dlr-url'] ?? '').replace('http://127.0.0.1:3978', '');
    const report = (status: string, answer = '') =>
      running.get(address.replace('%d', status).replace('%A', escaped(Buffer.from(answer, 'latin1'))));
    return { ...running, id, address, report };
  }

  test('each kind of report, with the words of the message centre and none of the text', async () => {
    const { desk, id, report } = await sentOnce();
    const answer =
      'id:1 sub:001 dlvrd:000 submit date:2611211000 done date:2611211001 stat:UNDELIV err:003 text:\xc4\xfa';
    for (const status of ['8', '4', '1', '2', '16', '32']) expect((await report(status, answer)).status).toBe(200);
    expect(desk.receipts).toEqual(
      ['buffered', 'buffered', 'delivered', 'failed', 'failed', 'buffered'].map((state, index) => ({
        id,
        state,
        detail: `${[8, 4, 1, 2, 16, 32][index]} UNDELIV 003`,
      })),
    );
  });

  test('an address we did not make is 403, one without a status 400', async () => {
    const { desk, address, report, get } = await sentOnce();
    const forged = [
      address.replace('.1&', '.2&'),
      address.replace(/token=./, 'token=x'),
      address.replace(/&token=\w+/, ''),
      '/sms/kannel/dlr',
      `/sms/kannel/dlr?id=x&secret=${secret}&status=1`,
    ];
    for (const path of forged)
      expect([path, (await get(path.replace('%d', '1').replace('%A', ''))).status]).toEqual([path, 403]);
    expect((await report('')).status).toBe(400);
    expect((await report('x')).status).toBe(400);
    expect(desk.receipts).toEqual([]);
  });

  test('is not acknowledged before it is stored', async () => {
    const { desk, report } = await sentOnce();
    desk.fails(Object.assign(new Error('away'), { code: 'storage_unavailable' }));
    expect((await report('1')).status).toBe(503);
  });
});
