import { type AddressInfo, createServer } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { mailSender } from '../../src/outbox/mail-sender';
import type { OutboxEntry } from '../../src/ports/outbox';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const signal = new AbortController().signal;

async function smtp(options: SMTPServerOptions = {}, host = '127.0.0.1') {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => {
        raw += chunk.toString('utf8');
      });
      stream.on('end', () => {
        mails.push(raw);
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { mails, port: (server.server.address() as AddressInfo).port };
}

const entry = (payload: Record<string, unknown> = {}): OutboxEntry => ({
  key: 'digest:2026-W47:billing:mail:1',
  kind: 'mail',
  payload: { to: 'billing@example.com', subject: '【投诉周报】账务', text: '没有遗漏。\n.\n结束', ...payload },
  status: 'waiting',
  createdAt: 1,
  dueAt: 1,
  attempts: 1,
});
const sender = (port: number, user = '', host = '127.0.0.1') =>
  mailSender({ url: `smtp://${user}${host}:${port}`, from: 'desk@example.com' });

test('a letter arrives as it was written; a second try has the same Message-ID', async () => {
  const { mails, port } = await smtp();
  const send = sender(port);
  expect(await send(entry(), signal)).toEqual({ ok: true });
  expect(await send(entry(), signal)).toEqual({ ok: true });
  const ids = mails.map((raw) => /^Message-ID: (<[0-9a-f]{40}@example\.com>)\r$/im.exec(raw)?.[1]);
  expect(ids[0]).toBeDefined();
  expect(ids[1]).toBe(ids[0]);
  const [head = '', body = ''] = (mails[0] ?? '').split('\r\n\r\n');
  expect(head).toMatch(/^To: billing@example\.com\r$/m);
  const decoded = /base64/i.test(head)
    ? Buffer.from(body, 'base64').toString('utf8')
    : Buffer.from(
        body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
        'latin1',
      ).toString('utf8');
  expect(decoded.replaceAll('\r\n', '\n').trim()).toBe('没有遗漏。\n.\n结束');
});

test.each([
  { to: 'a@example.com, b@example.com' },
  { to: 'a@example.com\r\nBcc: b@example.com' },
  { to: '' },
  { to: undefined },
  { subject: '' },
  { text: 5 },
])('no mail, and dead at once: %j', async (payload) => {
  const { mails, port } = await smtp();
  expect(await sender(port)(entry(payload), signal)).toMatchObject({ ok: false, permanent: true });
  expect(mails).toEqual([]);
});

test('line breaks in a subject make no header of their own', async () => {
  const { mails, port } = await smtp();
  expect(await sender(port)(entry({ subject: 'week\r\nBcc: thief@example.com' }), signal)).toEqual({ ok: true });
  expect(mails[0]).not.toMatch(/^Bcc:/im);
});

test.each([
  [550, true],
  [552, true],
  [421, undefined],
  [451, undefined],
])('a letter that is refused with %i: given up %s', async (responseCode, permanent) => {
  const { port } = await smtp({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(Object.assign(new Error('billing@example.com is not wanted'), { responseCode })));
    },
  });
  const result = await sender(port)(entry(), signal);
  expect(result).toMatchObject({ ok: false, ...(permanent && { permanent }) });
  expect('permanent' in result).toBe(permanent === true);
  // What a server says may hold addresses.
  expect(JSON.stringify(result)).not.toContain('billing');
});

test('a wrong password is put right in the settings: tried again, and nowhere written', async () => {
  const { port } = await smtp({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(Object.assign(new Error('no'), { responseCode: 535 })),
  });
  const result = await sender(port, 'desk:secret@')(entry(), signal);
  expect(result).toEqual({ ok: false, error: 'mail: EAUTH, status 535' });
});

test('name and password go to no other machine unencrypted', async () => {
  const heard: string[] = [];
  const options: SMTPServerOptions = {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ password }, _session, done) => {
      heard.push(password ?? '');
      done(null, { user: 'desk' });
    },
  };
  // Part of this machine, by an address that is not known to be.
  const other = await smtp(options, '127.0.0.2');
  const result = await sender(other.port, 'desk:secret@', '127.0.0.2')(entry(), signal);
  expect(result).toEqual({ ok: false, error: expect.stringContaining('mail: ETLS') });
  expect(heard).toEqual([]);
  const own = await smtp(options);
  expect(await sender(own.port, 'desk:secret@')(entry(), signal)).toEqual({ ok: true });
  expect(heard).toEqual(['secret']);
});

test('a server that says nothing is given up after seconds, and tried again', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const sockets: { destroy(): void }[] = [];
  silent.on('connection', (socket) => sockets.push(socket));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });
  const started = Date.now();
  const result = await sender((silent.address() as AddressInfo).port)(entry(), signal);
  expect(result).toEqual({ ok: false, error: expect.stringMatching(/^mail: E/) });
  expect(Date.now() - started).toBeLessThan(9_000);
});
