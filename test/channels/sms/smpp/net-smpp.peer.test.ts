import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { eventually } from '../../../support/eventually';
import { tempDirs } from '../../../support/temp-dir';
import { Capture, PerlMessageCentre } from './perl-message-centre';
import { type RunningTransport, runTransport, up } from './running-transport';

/** Against a message centre of Net::SMPP (Perl), recorded and read by tshark: two decoders that are not ours. */
const newDir = tempDirs();
const to = '13800000001';
const ucs2 = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');

let centre: PerlMessageCentre;
let running: RunningTransport;
let capture: Capture;

beforeAll(async () => {
  centre = await PerlMessageCentre.start();
  capture = await Capture.start(join(newDir(), 'smpp.pcapng'), centre.port);
  const options = { enquireMs: 200, folder: newDir() };
  running = await runTransport(`smpp://desk:secret@127.0.0.1:${centre.port}`, options);
  await up(running);
});

afterAll(async () => {
  await running.transport.stop(1_000);
  await centre.stop();
});

it('is bound as a transceiver of version 3.4', async () => {
  await eventually(() => centre.of('bind').length > 0);
  expect(centre.of('bind')).toEqual([{ event: 'bind', as: 'bind_transceiver_resp', user: 'desk', version: 0x34 }]);
});

it('takes a text in UCS-2, one in GSM letters, and a long one in parts', async () => {
  const long = `${'您的彩铃费用已经查到了。'.repeat(14)}😀`;
  for (const text of ['您好', 'Your bill: 6€', long]) {
    expect(await running.transport.send({ to, text, key: text })).toMatchObject({ ok: true });
  }
  // The centre's answer is here before its report is.
  await eventually(() => centre.of('submit').length === 5);
  const [chinese, english, ...parts] = centre.of('submit');
  expect(chinese).toMatchObject({ hex: ucs2('您好'), coding: 8, esm: 0, registered: 1, to: '8613800000001' });
  expect(english).toMatchObject({ hex: '596f75722062696c6c3a20361b65', coding: 0 });
  expect(parts.map(({ hex }) => String(hex).slice(12)).join('')).toBe(ucs2(long));
  expect(parts.map(({ esm }) => esm)).toEqual([0x40, 0x40, 0x40]);
});

it('has its receipts, with decimal ids for hexadecimal ones, matched', async () => {
  const sent = await running.transport.send({ to, text: '单据', key: 'receipt' });
  const id = sent.ok ? sent.ids[0] : undefined;
  expect(id).toMatch(/^[0-9a-f]+$/);
  expect(await centre.deliver({ do: 'receipt', id, stat: 'DELIVRD' })).toBe(0);
  expect(running.receipts).toEqual([{ id, state: 'delivered', detail: 'DELIVRD 000' }]);
});

it('delivers a text, and a long one in parts out of order', async () => {
  expect(await centre.deliver({ do: 'deliver', from: '8613800000001', hex: ucs2('我要投诉') })).toBe(0);
  for (const [number, text] of [
    [2, '扣费'],
    [1, '彩铃'],
  ] as const) {
    const hex = `05000342020${number}${ucs2(text)}`;
    expect(await centre.deliver({ do: 'deliver', from: '8613800000001', hex, esm: 0x40 })).toBe(0);
  }
  expect(running.texts()).toEqual(['我要投诉', '彩铃扣费']);
});

it('delivers again what could not be taken over, once it can', async () => {
  const order = { do: 'deliver', from: '8613800000002', hex: ucs2('停机了') };
  running.gate = () => Promise.reject(new Error('The store is away.'));
  expect(await centre.deliver(order)).toBe(0x64);
  running.gate = async () => {};
  expect(await centre.deliver(order)).toBe(0);
  expect(running.texts().filter((text) => text === '停机了')).toHaveLength(1);
});

it('throttles, and gets every text once all the same', async () => {
  centre.tell({ do: 'status', status: 0x58, times: 3 });
  const before = centre.of('submit').length;
  const texts = ['a', 'b', 'c', 'd'];
  const results = await Promise.all(
    texts.map((text) => running.transport.send({ to, text, key: `throttled ${text}` })),
  );
  expect(results.every(({ ok }) => ok)).toBe(true);
  await eventually(() => centre.of('submit').length >= before + texts.length + 3);
  const submitted = centre.of('submit').slice(before);
  expect(submitted.filter(({ status }) => status === 0x58)).toHaveLength(3);
  const taken = submitted
    .filter(({ status }) => status === 0)
    .map(({ hex }) => Buffer.from(String(hex), 'hex').toString());
  expect(taken.sort()).toEqual(texts);
});

it('drops the link, and is bound again', async () => {
  centre.tell({ do: 'drop' });
  await eventually(() => !running.transport.connected());
  await eventually(() => running.transport.connected());
  expect(await running.transport.send({ to, text: 'back', key: 'back' })).toMatchObject({ ok: true });
});

it('is unbound at the end, and tshark found nothing malformed', async () => {
  await eventually(() => running.transport.connected());
  centre.tell({ do: 'enquire' });
  // Time for an enquire_link of ours.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await running.transport.stop(1_000);
  await eventually(() => centre.of('unbind').length === 1);
  const counts = await capture.judge();
  const [bind, submit, deliver, enquire, unbind] = [0x09, 0x04, 0x05, 0x15, 0x06];
  expect(counts.get(bind)).toBe(2);
  expect(counts.get(unbind)).toBe(1);
  expect(counts.get(submit)).toBe(centre.of('submit').length);
  expect(counts.get(deliver)).toBe(centre.of('delivered').length);
  const answer = 0x8000_0000;
  for (const request of [bind, submit, deliver, unbind]) expect(counts.get(request + answer)).toBe(counts.get(request));
  // One may have been on its way when the link was dropped.
  expect(counts.get(enquire + answer)).toBeGreaterThanOrEqual(1);
});

it('the judge is not blind: a PDU that says it is longer than it is is found', async () => {
  const server = createServer((socket) => {
    // A deliver_sm whose text has 255 octets by its length, and one in truth.
    const body = Buffer.concat([Buffer.alloc(16), Buffer.from([0xff, 0x41])]);
    const header = Buffer.alloc(16);
    header.writeUInt32BE(16 + body.length, 0);
    header.writeUInt32BE(0x05, 4);
    header.writeUInt32BE(1, 12);
    socket.end(Buffer.concat([header, body]));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const broken = await Capture.start(join(newDir(), 'broken.pcapng'), port);
  const socket = connect(port, '127.0.0.1').resume();
  await once(socket, 'close');
  server.close();
  await expect(broken.judge()).rejects.toThrow(/Malformed/);
});
