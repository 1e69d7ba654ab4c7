import { createHash } from 'node:crypto';
import { encode, headerOctets } from '../../../../src/channels/sms/cmpp/codec';
import type { CmppVersion } from '../../../../src/channels/sms/cmpp/layouts';
import { openJournal } from '../../../../src/channels/sms/journal';
import { encodeSmsText } from '../../../../src/channels/sms/sms-text';
import { userDataHeader } from '../../../../src/channels/sms/user-data-header';
import { eventually } from '../../../support/eventually';
import { tempDirs } from '../../../support/temp-dir';
import { type DeskSide, openDeskSide } from './desk-side';
import { Ismg, type IsmgOptions } from './ismg';
import { ManualAlarms, moment } from './manual-alarms';

const customer = '13800000001';
const freshDir = tempDirs();
const silent = (): void => {};
const open: { stop(): Promise<void> }[] = [];

async function gateway(options: Partial<IsmgOptions> = {}): Promise<Ismg> {
  const ismg = await Ismg.open({ version: 3, ...options });
  open.push({ stop: () => ismg.close() });
  return ismg;
}

async function desk(url: string, deps: Parameters<typeof openDeskSide>[1] = {}): Promise<DeskSide> {
  const side = await openDeskSide(url, deps);
  open.push({
    async stop() {
      const stopped = side.transport.stop(0);
      await side.alarms.pass(5_000);
      await stopped;
    },
  });
  return side;
}

async function both(options: Partial<IsmgOptions> = {}, query = ''): Promise<{ ismg: Ismg; side: DeskSide }> {
  const ismg = await gateway(options);
  const side = await desk(ismg.url(query));
  await side.up();
  return { ismg, side };
}

afterEach(async () => {
  for (const { stop } of open.splice(0).reverse()) await stop();
});

const text = (key: string, words = '您好'): { to: string; text: string; key: string } => ({
  to: customer,
  text: words,
  key,
});
const ucs2 = (words: string): Buffer => encodeSmsText(words, 'ucs2');

describe.each<CmppVersion>([2, 3])('CMPP %s.0', (version) => {
  it('greets, sends and learns what became of it', async () => {
    const { ismg, side } = await both({ version }, `&version=${version}&service=HELP`);
    const sent = await side.transport.send(text('k1', '您的投诉已受理'));
    const [submit] = ismg.of('submit');
    expect(submit?.body).toMatchObject({
      Pk_total: 1,
      Pk_number: 1,
      Registered_Delivery: 1,
      Service_Id: 'HELP',
      Fee_UserType: 2,
      TP_udhi: 0,
      Msg_Fmt: 8,
      Msg_src: '900001',
      FeeType: '01',
      FeeCode: '000000',
      Src_Id: '1069000186',
      Dest_terminal_Id: [customer],
      Msg_Content: ucs2('您的投诉已受理'),
    });
    if (!sent.ok) throw new Error(sent.detail);
    expect(sent.ids).toEqual([String(0x2f5b_0000_0000_0001n)]);
    expect(await ismg.report(0x2f5b_0000_0000_0001n, 'DELIVRD')).toBe(0);
    expect(side.receipts).toEqual([{ id: sent.ids[0], state: 'delivered', detail: 'DELIVRD' }]);
  });

  it('takes in every text format and confirms it', async () => {
    const { ismg, side } = await both({ version }, `&version=${version}`);
    expect(await ismg.deliver({ Msg_Id: 5n, Msg_Fmt: 0, Msg_Content: Buffer.from('TD') })).toBe(0);
    expect(await ismg.deliver({ Msg_Id: 6n, Msg_Fmt: 8, Msg_Content: ucs2('你好😀') })).toBe(0);
    expect(await ismg.deliver({ Msg_Id: 7n, Msg_Fmt: 15, Msg_Content: Buffer.from('c4e3bac395328236', 'hex') })).toBe(
      0,
    );
    const common = { from: customer, to: '1069000186' };
    expect(side.received).toEqual([
      { ...common, text: 'TD', id: '5' },
      { ...common, text: '你好😀', id: '6' },
      { ...common, text: '你好𠀀', id: '7' },
    ]);
  });

  it('sends and puts together long messages by their headers', async () => {
    const { ismg, side } = await both({ version }, `&version=${version}`);
    const words = '彩铃费'.repeat(50);
    const sent = await side.transport.send(text('k1', words));
    if (!sent.ok) throw new Error(sent.detail);
    const parts = ismg.of('submit').map(({ body }) => body);
    expect(sent.ids).toHaveLength(3);
    expect(parts.map(({ Pk_total, Pk_number, TP_udhi }) => [Pk_total, Pk_number, TP_udhi])).toEqual([
      [3, 1, 1],
      [3, 2, 1],
      [3, 3, 1],
    ]);
    expect(parts.every(({ Msg_Content }) => Msg_Content.length <= 140)).toBe(true);
    // The same parts come back as a customer's message, the last first.
    for (const { Msg_Content } of parts.reverse()) {
      expect(await ismg.deliver({ Msg_Id: 9n, TP_udhi: 1, Msg_Fmt: 8, Msg_Content })).toBe(0);
    }
    expect(side.received.map((message) => message.text)).toEqual([words]);
  });
});

describe('the greeting', () => {
  it('falls back to 2.0 where the gateway knows no 3.0', async () => {
    const ismg = await gateway({ version: 2 });
    const side = await desk(ismg.url());
    await eventually(() => side.logged.some((line) => line.includes('The gateway refused us: 4')));
    await side.alarms.pass(1_000);
    await side.up();
    expect(ismg.of('connect').map(({ body }) => body.Version)).toEqual([0x30, 0x20]);
    expect(ismg.version).toBe(2);
    expect((await side.transport.send(text('k1'))).ok).toBe(true);
  });

  it('speaks 2.0 when a gateway takes the greeting of 3.0 and says that it knows 2.0', async () => {
    const ismg = await gateway({ version: 2, status: 0 });
    const side = await desk(`${ismg.url()}&check_gateway=no`);
    await side.up();
    expect(ismg.connections).toBe(1);
    expect((await side.transport.send(text('k1'))).ok).toBe(true);
  });

  it('keeps to a version that the settings name', async () => {
    const ismg = await gateway({ version: 2 });
    const side = await desk(ismg.url('&version=3'));
    for (const delay of [0, 1_000, 2_000]) {
      const before = side.logged.length;
      await side.alarms.pass(delay);
      await eventually(() => side.logged.length === before + 1);
    }
    expect(ismg.connections).toBe(3);
    expect(new Set(ismg.of('connect').map(({ body }) => body.Version))).toEqual(new Set([0x30]));
  });

  it('tries the other version with a gateway that hangs up on the greeting', async () => {
    const ismg = await gateway({ hangsUp: true });
    const side = await desk(ismg.url());
    await eventually(() => side.logged.length === 1);
    ismg.options = { version: 2 };
    await side.alarms.pass(1_000);
    await side.up();
    expect(ismg.of('connect').map(({ body }) => body.Version)).toEqual([0x30, 0x20]);
  });

  it('proves the secret by MD5 without sending it, in the time of Shanghai', async () => {
    const { ismg } = await both();
    const [greeting] = ismg.of('connect');
    const proof = createHash('md5')
      .update(`900001${'\0'.repeat(9)}geheim1121100000`)
      .digest();
    expect(greeting?.body).toMatchObject({ Source_Addr: '900001', Timestamp: 1121100000, AuthenticatorSource: proof });
    expect(Buffer.concat(ismg.recorded.map(({ frame }) => frame)).includes('geheim')).toBe(false);
  });

  it('a wrong secret is told to the operator and tried again ever more seldom', async () => {
    const ismg = await gateway();
    const side = await desk(ismg.url().replace('geheim', 'falsch'));
    await eventually(() => side.logged.some((line) => line.includes('3 wrong secret or clock')));
    expect(await side.transport.send(text('k1'))).toMatchObject({ ok: false, reason: 'away', retryAfterMs: 1_000 });
    for (const delay of [1_000, 2_000, 4_000]) {
      const before = ismg.connections;
      await side.alarms.pass(delay - 1);
      expect(ismg.connections).toBe(before);
      await side.alarms.pass(1);
      await eventually(() => ismg.connections === before + 1 && side.logged.length === ismg.connections);
    }
    expect(side.logged.join()).not.toContain('falsch');
  });

  it('believes no gateway that does not know the secret, unless told to', async () => {
    const ismg = await gateway({ authenticator: Buffer.alloc(16) });
    const side = await desk(ismg.url());
    await eventually(() => side.logged.some((line) => line.includes('The gateway does not know the secret.')));
    expect(side.transport.connected()).toBe(false);
    const trusting = await desk(ismg.url('&check_gateway=no'));
    await trusting.up();
  });
});

describe('sending', () => {
  it('slows down when the gateway says so, and loses nothing', async () => {
    let refusals = 3;
    const { ismg, side } = await both({
      onSubmit: (submit, of) => of.take(submit, refusals-- > 0 ? 8 : 0),
    });
    const sent = side.transport.send(text('k1'));
    await ismg.submits(1);
    await moment();
    expect(ismg.of('submit')).toHaveLength(1);
    const began = side.alarms.clock.now();
    expect(await side.alarms.until(sent, 10)).toMatchObject({ ok: true });
    expect(ismg.of('submit')).toHaveLength(4);
    // 100, 200 and 400 ms
    expect(side.alarms.clock.now() - began).toBeGreaterThanOrEqual(700);
  });

  it('says busy when that goes on', async () => {
    const { ismg, side } = await both({ onSubmit: (submit, of) => of.take(submit, 8) });
    const sent = side.transport.send(text('k1'));
    expect(await side.alarms.until(sent)).toEqual({ ok: false, reason: 'busy', detail: '8 flow control' });
    expect(ismg.of('submit')).toHaveLength(5);
  });

  it('keeps to its window', async () => {
    const { ismg, side } = await both({ onSubmit: silent }, '&window=2');
    const sent = [1, 2, 3, 4, 5].map((number) => side.transport.send(text(`k${number}`)));
    for (let taken = 0; taken < 5; taken++) {
      const submits = await ismg.submits(Math.min(5, taken + 2));
      await moment();
      expect(ismg.of('submit')).toHaveLength(Math.min(5, taken + 2));
      const [next] = submits.slice(taken);
      if (next) ismg.take(next);
    }
    expect((await Promise.all(sent)).every(({ ok }) => ok)).toBe(true);
  });

  it.each([
    [4, { reason: 'refused', detail: '4 message length' }],
    [9, { reason: 'refused', detail: '9 number not served by this gateway' }],
    [10, { reason: 'busy', detail: '10 Src_Id', retryAfterMs: 300_000 }],
    [99, { reason: 'busy', detail: '99 other', retryAfterMs: 1_000 }],
  ])('Result %s', async (result, expected) => {
    const { side } = await both({ onSubmit: (submit, of) => of.take(submit, result) });
    expect(await side.transport.send(text('k1'))).toEqual({ ok: false, ...expected });
  });

  it('refuses numbers abroad and short ones without asking', async () => {
    const { ismg, side } = await both();
    for (const to of ['+447700900000', '10086', '']) {
      expect(await side.transport.send({ ...text('k'), to })).toMatchObject({ ok: false, reason: 'refused' });
    }
    expect(ismg.of('submit')).toEqual([]);
  });

  it('sends again after 60 s under the same sequence number, three times in all, then says away', async () => {
    const { ismg, side } = await both({ onSubmit: silent });
    const sent = side.transport.send(text('k1'));
    await ismg.submits(1);
    await side.alarms.pass(59_999);
    expect(ismg.of('submit')).toHaveLength(1);
    await side.alarms.pass(1);
    await ismg.submits(2);
    await side.alarms.pass(60_000);
    await ismg.submits(3);
    expect(new Set(ismg.of('submit').map(({ sequence }) => sequence)).size).toBe(1);
    await side.alarms.pass(60_000);
    expect(await sent).toMatchObject({ ok: false, reason: 'away', detail: 'no answer to submit, sent 3 times' });
    expect(ismg.of('submit')).toHaveLength(3);
    expect(side.transport.connected()).toBe(true);
  });

  it('takes "sequence number used twice" to what was sent again for a yes', async () => {
    const { ismg, side } = await both({ onSubmit: silent });
    const sent = side.transport.send(text('k1'));
    const [first] = await ismg.submits(1);
    await side.alarms.pass(60_000);
    if (first) ismg.take(first, 3);
    expect(await sent).toEqual({ ok: true, ids: [] });
  });

  it('goes on with the next number when an earlier run has used this one', async () => {
    let used = 2;
    const { ismg, side } = await both({ onSubmit: (submit, of) => of.take(submit, used-- > 0 ? 3 : 0) });
    expect(await side.transport.send(text('k1'))).toMatchObject({ ok: true });
    expect(new Set(ismg.of('submit').map(({ sequence }) => sequence)).size).toBe(3);
  });

  it('understands a gateway of 3.0 that goes on answering SUBMIT as in 2.0', async () => {
    const { side } = await both({
      onSubmit: ({ sequence }, of) => of.write(encode('submit_resp', 2, sequence, { Msg_Id: 3n, Result: 0 })),
    });
    expect(await side.transport.send(text('k1'))).toEqual({ ok: true, ids: ['3'] });
  });

  it('does not wait for an answer that came and cannot be read', async () => {
    const { side } = await both({
      onSubmit: ({ sequence }, of) => {
        const octets = encode('submit_resp', 3, sequence, { Msg_Id: 3n, Result: 0 });
        octets.writeUInt32BE(octets.length - 1, 0);
        of.write(octets.subarray(0, -1));
      },
    });
    expect(await side.transport.send(text('k1'))).toMatchObject({ reason: 'away', detail: 'the answer was malformed' });
    expect(side.transport.connected()).toBe(true);
  });

  it('gives up on a message that a living gateway never answers, for each time may be a copy', async () => {
    const { ismg, side } = await both({ onSubmit: silent });
    for (let round = 1; round <= 5; round++) {
      const sent = side.transport.send(text('k1'));
      await ismg.submits(3 * (round - 1) + 1);
      await side.alarms.pass(180_000);
      expect(await sent).toMatchObject({ reason: 'away' });
    }
    expect(await side.transport.send(text('k1'))).toMatchObject({ reason: 'refused' });
  });

  it('asked twice for one key while it is under way, and afterwards, sends once', async () => {
    const { ismg, side } = await both();
    const [first, second] = await Promise.all([side.transport.send(text('k1')), side.transport.send(text('k1'))]);
    expect(second).toEqual(first);
    expect(await side.transport.send(text('k1'))).toEqual(first);
    expect(ismg.of('submit')).toHaveLength(1);
  });

  it('loses nothing when the link drops in the middle of a window', async () => {
    const { ismg, side } = await both({ onSubmit: silent });
    const keys = Array.from({ length: 16 }, (_, index) => `k${index}`);
    const sent = keys.map((key) => side.transport.send(text(key)));
    const submits = await ismg.submits(16);
    for (const submit of submits.slice(0, 6)) ismg.take(submit);
    await Promise.all(sent.slice(0, 6));
    ismg.cut();
    const results = await Promise.all(sent);
    expect(results.map(({ ok }) => ok)).toEqual(keys.map((_, index) => index < 6));
    expect(results.at(-1)).toMatchObject({ reason: 'away' });
    ismg.options = { version: 3 };
    await side.alarms.pass(1_000);
    await side.up();
    const again = await Promise.all(keys.map((key) => side.transport.send(text(key))));
    expect(again.every(({ ok }) => ok)).toBe(true);
    // What was taken is not sent again; what was unanswered is, once.
    expect(ismg.of('submit')).toHaveLength(16 + 10);
  });

  it('goes on with the parts that were not taken before the link dropped', async () => {
    const { ismg, side } = await both({ onSubmit: (submit, of) => submit.body.Pk_number < 3 && of.take(submit) });
    const words = '彩铃费'.repeat(50);
    const sent = side.transport.send(text('k1', words));
    await ismg.submits(3);
    ismg.cut();
    expect(await sent).toMatchObject({ reason: 'away' });
    ismg.options = { version: 3 };
    await side.alarms.pass(1_000);
    await side.up();
    expect(await side.transport.send(text('k1', words))).toMatchObject({ ok: true, ids: { length: 3 } });
    const numbers = ismg.of('submit').map(({ body }) => body.Pk_number);
    expect(numbers).toEqual([1, 2, 3, 3]);
    const references = ismg.of('submit').map(({ body }) => body.Msg_Content[3]);
    expect(new Set(references).size).toBe(1);
  });

  it('is away while the gateway is, and comes back by itself', async () => {
    const { ismg, side } = await both();
    await ismg.away();
    await eventually(() => !side.transport.connected());
    expect(await side.transport.send(text('k1'))).toMatchObject({ ok: false, reason: 'away' });
    await ismg.back();
    await side.alarms.pass(60_000);
    await side.up();
    expect((await side.transport.send(text('k1'))).ok).toBe(true);
  });
});

describe('taking in', () => {
  it('confirms only when the message has been taken over', async () => {
    const { ismg, side } = await both();
    let release: (() => void) | undefined;
    side.hold = () => new Promise((resolve) => (release = resolve));
    const sequence = ismg.send('deliver', { Msg_Id: 5n, Src_terminal_Id: customer, Msg_Content: Buffer.from('1') });
    await eventually(() => release !== undefined);
    await moment();
    expect(ismg.of('deliver_resp')).toEqual([]);
    release?.();
    expect(await ismg.resultOf(sequence)).toBe(0);
  });

  it('answers 9 when it could not be, so that it comes again under the same id', async () => {
    const { ismg, side } = await both();
    side.hold = () => Promise.reject(new Error('disk full'));
    expect(await ismg.deliver({ Msg_Id: 5n, Msg_Content: Buffer.from('1') })).toBe(9);
    side.hold = async () => {};
    expect(await ismg.deliver({ Msg_Id: 5n, Msg_Content: Buffer.from('1') })).toBe(0);
    expect(side.received.map(({ id }) => id)).toEqual(['5']);
  });

  it('keeps the order of each customer, and lets others pass', async () => {
    const { ismg, side } = await both();
    let release = (): void => {};
    side.hold = ({ text: words }) =>
      words === 'a1' ? new Promise((resolve) => (release = resolve)) : Promise.resolve();
    for (const [id, from, words] of [
      [1n, customer, 'a1'],
      [2n, customer, 'a2'],
      [3n, '13800000002', 'b1'],
    ] as const) {
      ismg.send('deliver', { Msg_Id: id, Src_terminal_Id: from, Msg_Content: Buffer.from(words) });
    }
    await eventually(() => side.received.length === 1);
    expect(side.received[0]?.text).toBe('b1');
    release();
    await eventually(() => side.received.length === 3);
    expect(side.received.map((message) => message.text)).toEqual(['b1', 'a1', 'a2']);
  });

  it('holds a report back that overtook the answer to its SUBMIT', async () => {
    const { ismg, side } = await both({ onSubmit: silent });
    const sent = side.transport.send(text('k1'));
    const [submit] = await ismg.submits(1);
    const report = ismg.report(0x2f5b_0000_0000_0001n, 'DELIVRD');
    await moment();
    expect(side.receipts).toEqual([]);
    if (submit) ismg.take(submit);
    expect(await sent).toEqual({ ok: true, ids: [String(0x2f5b_0000_0000_0001n)] });
    expect(await report).toBe(0);
    expect(side.receipts).toHaveLength(1);
  });

  it('does not hold it for ever', async () => {
    const { ismg, side } = await both({ onSubmit: silent });
    const sent = side.transport.send(text('k1'));
    await ismg.submits(1);
    const began = side.alarms.clock.now();
    expect(await side.alarms.until(ismg.report(77n, 'UNDELIV'))).toBe(0);
    expect(side.alarms.clock.now() - began).toBeGreaterThanOrEqual(5_000);
    expect(side.receipts).toEqual([{ id: '77', state: 'failed', detail: 'UNDELIV' }]);
    ismg.cut();
    expect((await sent).ok).toBe(false);
  });

  it('refuses what is malformed by the protocol, writes it down, and goes on', async () => {
    const { ismg, side } = await both();
    const short = Buffer.alloc(headerOctets + 8);
    short.writeUInt32BE(short.length, 0);
    short.writeUInt32BE(5, 4);
    short.writeUInt32BE(900, 8);
    short.writeBigUInt64BE(0x0123n, 12);
    ismg.write(short);
    expect(await ismg.resultOf(900)).toBe(4);
    expect(ismg.of('deliver_resp').at(-1)?.body.Msg_Id).toBe(0x0123n);
    expect(await ismg.deliver({ Registered_Delivery: 1, Msg_Content: Buffer.alloc(61) })).toBe(4);
    const unknown = Buffer.from('0000000c0000007700000001', 'hex');
    ismg.write(unknown);
    expect(await ismg.deliver({ Msg_Id: 5n, Msg_Content: Buffer.from('1') })).toBe(0);
    expect(side.logged.filter((line) => line.startsWith('warn'))).toEqual([
      expect.stringContaining('"reason":"length"'),
      expect.stringContaining('a status report of 61 octets'),
      expect.stringContaining('"reason":"unknown_command"'),
    ]);
  });

  it('confirms and drops what holds no text', async () => {
    const { ismg, side } = await both();
    expect(await ismg.deliver({ Msg_Id: 5n, Msg_Fmt: 4, Msg_Content: Buffer.from([1, 2]) })).toBe(0);
    expect(await ismg.deliver({ Msg_Id: 6n, Msg_Fmt: 8, TP_udhi: 1, Msg_Content: Buffer.from([9]) })).toBe(0);
    expect(side.received).toEqual([]);
  });

  it('starts anew after a length that cannot be', async () => {
    const { ismg, side } = await both();
    ismg.write(Buffer.from('ffffffff', 'hex'));
    await eventually(() => !side.transport.connected());
    await side.alarms.pass(1_000);
    await side.up();
    expect(await ismg.deliver({ Msg_Id: 5n, Msg_Content: Buffer.from('1') })).toBe(0);
  });
});

describe('the link', () => {
  it('is tried after a minute of silence', async () => {
    const { ismg, side } = await both();
    await side.alarms.pass(59_000);
    expect(await ismg.deliver({ Msg_Id: 5n, Msg_Content: Buffer.from('1') })).toBe(0);
    await side.alarms.pass(59_000);
    expect(ismg.of('active_test')).toEqual([]);
    await side.alarms.pass(1_000);
    await eventually(() => ismg.of('active_test').length === 1);
    await eventually(async () => {
      await side.alarms.pass(20_000);
      return ismg.of('active_test').length >= 5;
    });
    expect(ismg.connections).toBe(1);
  });

  it('is made anew when three ACTIVE_TESTs, 60 s apart, have no answer', async () => {
    const { ismg, side } = await both({ deaf: true });
    await side.alarms.pass(239_999);
    await eventually(() => ismg.of('active_test').length === 3);
    expect(side.transport.connected()).toBe(true);
    await side.alarms.pass(1);
    expect(side.transport.connected()).toBe(false);
    ismg.options = { version: 3 };
    await side.alarms.pass(1_000);
    await side.up();
    expect(ismg.connections).toBe(2);
  });

  it('answers ACTIVE_TEST and TERMINATE, and comes back', async () => {
    const { ismg, side } = await both();
    const sequence = ismg.send('active_test', {});
    await eventually(() => ismg.of('active_test_resp').some((pdu) => pdu.sequence === sequence));
    ismg.send('terminate', {});
    await eventually(() => ismg.of('terminate_resp').length === 1 && !side.transport.connected());
    await side.alarms.pass(1_000);
    await side.up();
  });

  it('is not waited for longer than the greeting may take', async () => {
    const ismg = await gateway({ onSubmit: silent });
    ismg.options = { version: 3, mute: true };
    const side = await desk(ismg.url());
    await eventually(() => ismg.of('connect').length === 1);
    await side.alarms.pass(30_000);
    expect(side.logged).toEqual([expect.stringContaining('The greeting was not answered.')]);
  });
});

describe('stop and restart', () => {
  it('finishes what is under way, takes nothing new, and says goodbye', async () => {
    const { ismg, side } = await both({ onSubmit: silent });
    const sent = side.transport.send(text('k1'));
    const [submit] = await ismg.submits(1);
    const stopped = side.transport.stop(5_000);
    expect(await side.transport.send(text('k2'))).toMatchObject({ ok: false, reason: 'away' });
    ismg.send('deliver', { Msg_Id: 5n, Src_terminal_Id: customer, Msg_Content: Buffer.from('1') });
    await moment();
    if (submit) ismg.take(submit);
    await stopped;
    expect((await sent).ok).toBe(true);
    expect(ismg.of('terminate')).toHaveLength(1);
    // Not confirmed: the gateway sends it again, to whoever runs then.
    expect(ismg.of('deliver_resp')).toEqual([]);
    expect(side.received).toEqual([]);
  });

  it('waits no longer than it may', async () => {
    const { ismg, side } = await both({ onSubmit: silent });
    const sent = side.transport.send(text('k1'));
    await ismg.submits(1);
    const stopped = side.transport.stop(5_000);
    await side.alarms.pass(5_000);
    await stopped;
    expect(await sent).toMatchObject({ ok: false, reason: 'away' });
  });

  it('a new process hears what became of messages of the old one, and finishes long messages', async () => {
    const ismg = await gateway();
    const path = `${freshDir()}/parts.jsonl`;
    const alarms = new ManualAlarms();
    const first = await openDeskSide(ismg.url(), { alarms, journal: await openJournal(path) });
    await first.up();
    const sent = await first.transport.send(text('k1'));
    if (!sent.ok) throw new Error(sent.detail);
    const part = (number: number, words: string): Promise<number | undefined> =>
      ismg.deliver({
        Msg_Id: BigInt(100 + number),
        TP_udhi: 1,
        Msg_Fmt: 8,
        Msg_Content: Buffer.concat([userDataHeader({ reference: 7, bits: 8, total: 2, number }), ucs2(words)]),
      });
    expect(await part(1, '乱扣')).toBe(0);
    await first.transport.stop(0);
    const second = await desk(ismg.url(), { alarms, journal: await openJournal(path) });
    await second.up();
    expect(await part(2, '话费')).toBe(0);
    expect(second.received.map((message) => message.text)).toEqual(['乱扣话费']);
    expect(await ismg.report(BigInt(sent.ids[0] ?? 0), 'DELIVRD')).toBe(0);
    expect(second.receipts).toEqual([{ id: sent.ids[0], state: 'delivered', detail: 'DELIVRD' }]);
  });
});
