import { createKannelSms } from '../../../../src/channels/sms/kannel/kannel-sms';
import { readUserData, userDataHeader } from '../../../../src/channels/sms/user-data-header';
import { randomIds } from '../../../../src/ports/id-generator';
import { silentLog } from '../../../../src/ports/log';
import { eventually } from '../../../support/eventually';
import { ManualClock } from '../../../support/manual-clock';
import { tempDirs } from '../../../support/temp-dir';
import { noting, serve } from '../running-routes';
import { handset, words } from './handset';
import { startMessageCentre } from './message-centre';
import { type KannelOptions, startKannel } from './running-kannel';

/** Against Debian's Kannel: tools/sms-peers/with-peers runs it. */
const secret = 'a-secret-of-sixteen';
const complaint = '你们客服态度太差还乱扣我彩铃费';
const longReply = `您好，您的投诉已登记。${'我们会在十五天内答复您，'.repeat(13)}😀`;

jest.setTimeout(60_000);

const freshDir = tempDirs();
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The transport, its routes on a real server, and a Kannel that knows them. */
async function start(centre: KannelOptions['centre'], more: Partial<KannelOptions> = {}) {
  const desk = noting();
  // Each names the other's port: routes first, they are the same whatever the address of sendsms is.
  const make = (sendUrl: string, callbackUrl: string) =>
    createKannelSms({ sendUrl, sender: '10086', callbackUrl, secret, clock: new ManualClock(), log: silentLog });
  const incoming = make('http://127.0.0.1:1/', 'http://127.0.0.1:1');
  const server = await serve(incoming.routes);
  stops.push(server.stop);
  await incoming.transport.start(desk.listener);
  const kannel = await startKannel({ dir: freshDir(), desk: server.url, secret, centre, ...more });
  stops.push(kannel.stop);
  const { transport } = make(kannel.sendUrl, server.url);
  await transport.start(desk.listener);
  stops.push(
    () => incoming.transport.stop(100),
    () => transport.stop(100),
  );
  const send = (text: string) => transport.send({ to: '13800000001', text, key: randomIds.next('key') });
  return { desk, kannel, send };
}

/** A text in 16-bit units, network order. */
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** Puts parts together as a handset does. */
function onAir(parts: readonly Buffer[]): string {
  const read = parts.map((part) => readUserData(part));
  expect(new Set(read.map((one) => one?.part?.reference)).size).toBe(1);
  expect(read.map((one) => [one?.part?.number, one?.part?.total])).toEqual(
    parts.map((_, at) => [at + 1, parts.length]),
  );
  return read.map((one) => words(one?.content ?? Buffer.alloc(0))).join('');
}

describe('Kannel with its fake message centre', () => {
  test('a text comes in, a reply of three parts goes out, each part is reported', async () => {
    const { desk, kannel, send } = await start({ kind: 'fake' });
    kannel.customer(`13800000001 10086 text ${complaint}`);
    await eventually(() => desk.received.length === 1, 20_000);
    expect(desk.received).toEqual([{ id: expect.any(String), from: '13800000001', to: '10086', text: complaint }]);

    const result = await send(longReply);
    expect(result).toEqual({ ok: true, ids: [expect.anything(), expect.anything(), expect.anything()] });
    await eventually(() => kannel.delivered.length === 3, 20_000);
    expect(kannel.delivered.map((line) => line.split(' ').slice(0, 3))).toEqual(
      [1, 2, 3].map(() => ['10086', '13800000001', 'udh']),
    );
    expect(handset(kannel.delivered)).toEqual([longReply]);

    const final = () => desk.receipts.filter(({ state }) => state !== 'buffered');
    await eventually(() => final().length === 3, 20_000);
    expect(final().map(({ id, state }) => [id, state])).toEqual(
      expect.arrayContaining(result.ok ? result.ids.map((id) => [id, 'delivered']) : []),
    );
    // Nothing was sent beside the reply: an answer of ours to Kannel's request would have been.
    expect(kannel.delivered).toHaveLength(3);
  });

  test('what the desk cannot store yet is brought again, and nobody is told an error', async () => {
    const { desk, kannel } = await start({ kind: 'fake' });
    desk.fails(Object.assign(new Error('away'), { code: 'storage_unavailable' }));
    kannel.customer(`13800000001 10086 text ${complaint}`);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(desk.received).toEqual([]);
    desk.fails(undefined);
    await eventually(() => desk.received.length === 1, 20_000);
    expect(desk.received[0]?.text).toBe(complaint);
    expect(kannel.delivered).toEqual([]);
  });

  test('a reply to nobody and one with a wrong password are told apart', async () => {
    const { kannel } = await start({ kind: 'fake' });
    const ask = (sendUrl: string) =>
      createKannelSms({
        sendUrl,
        sender: '10086',
        callbackUrl: 'http://x',
        secret,
        clock: new ManualClock(),
        log: silentLog,
      }).transport.send({ to: '13800000001', text: '您好', key: 'k' });
    expect(await ask(kannel.sendUrl.replace(/password=.*/, 'password=wrong'))).toEqual({
      ok: false,
      reason: 'away',
      detail: '403 Authorization failed for sendsms',
    });
    expect(await ask(`${kannel.sendUrl}&smsc=nowhere`)).toMatchObject({ ok: true });
  });
});

describe('Kannel with a message centre that speaks SMPP', () => {
  async function withCentre(more: Partial<KannelOptions> = {}) {
    const centre = await startMessageCentre();
    stops.push(centre.stop);
    const running = await start({ kind: 'smpp', port: centre.port }, more);
    await eventually(() => centre.bound, 20_000);
    return { centre, ...running };
  }

  /** A long text as a handset sends it. */
  const inParts = (text: string, reference: number): Buffer[] => {
    const octets = utf16(text);
    const total = Math.ceil(octets.length / 134);
    return Array.from({ length: total }, (_, at) =>
      Buffer.concat([
        userDataHeader({ reference, bits: 8, total, number: at + 1 }),
        octets.subarray(at * 134, (at + 1) * 134),
      ]),
    );
  };
  const longComplaint = `${complaint}😀，`.repeat(9);

  test('a text in UCS-2 comes in as it is, one in parts as one', async () => {
    const { centre, desk } = await withCentre();
    centre.text(utf16(`${complaint}😀`));
    await eventually(() => desk.received.length === 1, 20_000);
    expect(desk.received[0]).toMatchObject({ from: '13800000001', to: '10086', text: `${complaint}😀` });
    const [one, two, three] = inParts(longComplaint, 0xcc);
    for (const part of [three, one, two]) centre.text(part ?? Buffer.alloc(0), true);
    await eventually(() => desk.received.length === 2, 20_000);
    expect(desk.received[1]?.text).toBe(longComplaint);
  });

  test('where Kannel lets parts through, we put them together', async () => {
    const { centre, desk } = await withCentre({ combine: false });
    const [one, two, three] = inParts(longComplaint, 0xcc);
    for (const part of [three, one, two]) centre.text(part ?? Buffer.alloc(0), true);
    await eventually(() => desk.received.length === 1, 20_000);
    expect(desk.received[0]).toMatchObject({ from: '13800000001', text: longComplaint });
  });

  test('a reply of three parts goes on the air as the standard asks; its receipts come back, late ones too', async () => {
    const { centre, desk, send } = await withCentre();
    const result = await send(longReply);
    const ids = result.ok ? result.ids : [];
    await eventually(() => centre.submitted.length === 3, 20_000);
    const parts = centre.submitted.map(({ userData }) => Buffer.from(userData, 'hex'));
    for (const [at, part] of parts.entries()) {
      expect(centre.submitted[at]).toMatchObject({ to: '13800000001', coding: 8 });
      expect(part.length).toBeLessThanOrEqual(140);
    }
    expect(onAir(parts)).toBe(longReply);
    for (const [message, stat] of [
      [2, 'DELIVRD'],
      [1, 'DELIVRD'],
      [3, 'UNDELIV'],
    ] as const)
      centre.receipt(message, stat);
    const final = () => desk.receipts.filter(({ state }) => state !== 'buffered');
    await eventually(() => final().length === 3, 20_000);
    expect(Object.fromEntries(final().map(({ id, state, detail }) => [id, `${state}: ${detail}`]))).toEqual({
      [ids[0] ?? '']: 'delivered: 1 DELIVRD 000',
      [ids[1] ?? '']: 'delivered: 1 DELIVRD 000',
      [ids[2] ?? '']: 'failed: 2 UNDELIV 000',
    });
  });

  test('a reply in the small alphabet keeps its letters', async () => {
    const { centre, send } = await withCentre();
    await send('Your complaint is C20261121-0042-7. {5 €}');
    await eventually(() => centre.submitted.length === 1, 20_000);
    expect(centre.submitted[0]?.coding).toBe(0);
  });
});
