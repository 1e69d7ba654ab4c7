import { once } from 'node:events';
import { eventually } from '../../../support/eventually';
import { tempDirs } from '../../../support/temp-dir';
import { deliverFields, MessageCentre } from './message-centre';
import { type RunningTransport, runTransport, up } from './running-transport';

const newDir = tempDirs();
let centre: MessageCentre;
let running: RunningTransport;

async function start(options = '', more: Parameters<typeof runTransport>[1] = {}): Promise<RunningTransport> {
  running = await runTransport(centre.url(options), more);
  await up(running);
  return running;
}

const status = async (answer: Promise<{ command_status: number }>): Promise<number> => (await answer).command_status;

beforeEach(async () => {
  centre = await MessageCentre.start();
});
afterEach(async () => {
  await running.transport.stop(1_000);
  await centre.stop();
});

describe('a text', () => {
  it('is handed over whole, from the national number', async () => {
    await start();
    expect(await status(centre.deliver({ text: '彩铃怎么扣费' }))).toBe(0);
    expect(running.received).toEqual([
      { from: '13800000001', to: '10086', text: '彩铃怎么扣费', id: expect.stringMatching(/^smpp_/) },
    ]);
  });

  it.each([
    ['0, the GSM alphabet', '', { data_coding: 0, short_message: Buffer.from([0x1b, 0x65, 0x00]) }, '€@'],
    ['0, Latin-1 where told', 'encoding=latin1', { data_coding: 0, short_message: Buffer.from([0xe9]) }, 'é'],
    ['3, Latin-1', '', { data_coding: 3, short_message: Buffer.from([0xe9]) }, 'é'],
    ['8, 16-bit units with a pair', '', { text: '😀' }, '😀'],
    ['15, GBK', '', { data_coding: 15, short_message: Buffer.from('c4fabac3', 'hex') }, '您好'],
    [
      'in message_payload',
      '',
      { message_payload: Buffer.from('60a8597d', 'hex'), short_message: Buffer.alloc(0) },
      '您好',
    ],
    ['empty', '', { text: '' }, ''],
  ])('in data coding %s', async (_name, options, fields, text) => {
    await start(options);
    expect(await status(centre.deliver(fields))).toBe(0);
    expect(running.texts()).toEqual([text]);
  });

  it('in data_sm is taken like one in deliver_sm', async () => {
    await start();
    const { short_message: octets, ...fields } = deliverFields({ text: '您好' });
    const answer = await centre.request('data_sm', { ...fields, message_payload: octets });
    expect([answer.command, answer.command_status]).toEqual(['data_sm_resp', 0]);
    expect(running.texts()).toEqual(['您好']);
  });

  it.each([
    ['binary data', { data_coding: 4, short_message: Buffer.from('60a8', 'hex') }],
    ['a header longer than the text', { esm_class: 0x40, short_message: Buffer.from('ff0003', 'hex') }],
  ])('that cannot be read is refused for good: %s', async (_name, fields) => {
    await start();
    expect(await status(centre.deliver(fields))).toBe(0x65);
    expect(running.received).toEqual([]);
  });

  it('is confirmed only when it has been taken over', async () => {
    await start();
    let open = (): void => {};
    running.gate = () =>
      new Promise<void>((resolve) => {
        open = resolve;
      });
    let answered = false;
    const answer = centre.deliver({ text: '您好' }).then(({ command_status }) => {
      answered = true;
      return command_status;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answered).toBe(false);
    open();
    expect(await answer).toBe(0);
  });

  it('is asked for again when it cannot be taken over, and has the same id then', async () => {
    await start();
    const ids: string[] = [];
    running.gate = async (message) => {
      ids.push(message.id);
      if (ids.length === 1) throw new Error('The store is away.');
    };
    expect(await status(centre.deliver({ text: '您好' }))).toBe(0x64);
    expect(await status(centre.deliver({ text: '您好' }))).toBe(0);
    expect(new Set(ids).size).toBe(1);
    expect(running.texts()).toEqual(['您好']);
  });

  it('keeps the order of each customer in a burst, whatever each takes', async () => {
    await start();
    running.gate = (message) => new Promise((resolve) => setTimeout(resolve, message.id.length % 7));
    const burst = Array.from({ length: 300 }, (_, number) => ({ customer: number % 20, text: String(number) }));
    const answers = await Promise.all(
      burst.map(({ customer, text }) => centre.deliver({ text, source_addr: String(8613800000000 + customer) })),
    );
    expect(answers.every(({ command_status }) => command_status === 0)).toBe(true);
    for (let customer = 0; customer < 20; customer++) {
      const own = running.received.filter(({ from }) => from === String(13800000000 + customer));
      expect(own.map(({ text }) => Number(text))).toEqual(own.map((_, index) => customer + 20 * index));
    }
  });
});

describe('while it stops', () => {
  it('finishes what it has begun, and takes nothing more', async () => {
    await start();
    let open = (): void => {};
    running.gate = () =>
      new Promise<void>((resolve) => {
        open = resolve;
      });
    const begun = centre.deliver({ text: '一' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stopped = running.transport.stop(2_000);
    expect(await status(centre.deliver({ text: '二', source_addr: '8613800000002' }))).toBe(0x64);
    open();
    expect(await status(begun)).toBe(0);
    await stopped;
    expect([running.texts(), centre.unbinds]).toEqual([['一'], ['unbind']]);
  });
});

describe('the same text again', () => {
  it('on a living link is another message: a customer may answer "1" twice', async () => {
    await start();
    for (let time = 0; time < 3; time++) await centre.deliver({ text: '1' });
    expect(new Set(running.received.map(({ id }) => id)).size).toBe(3);
  });

  it('after the link broke before our answer has the same id', async () => {
    await start();
    running.gate = async () => centre.drop();
    void centre.deliver({ text: '1' });
    await eventually(() => running.received.length === 1);
    running.gate = async () => {};
    await eventually(() => centre.sessions.length === 1);
    expect(await status(centre.deliver({ text: '1' }))).toBe(0);
    expect(running.received[1]?.id).toBe(running.received[0]?.id);
    await centre.deliver({ text: '1' });
    expect(running.received[2]?.id).not.toBe(running.received[0]?.id);
  });

  it('after a break is another message when an answer of the link had shown that ours arrived', async () => {
    await start('', { enquireMs: 30 });
    await centre.deliver({ text: '1' });
    const { enquiries } = centre;
    await eventually(() => centre.enquiries > enquiries + 1);
    centre.drop();
    await eventually(() => centre.sessions.length === 1);
    await centre.deliver({ text: '1' });
    expect(new Set(running.received.map(({ id }) => id)).size).toBe(2);
  });

  it('after a crash before our answer has the same id', async () => {
    const folder = newDir();
    const { transport, received } = await start('', { folder });
    // The first process stops dead between taking over and answering.
    const ids: string[] = [];
    running.gate = (message) => {
      ids.push(message.id);
      return new Promise(() => {});
    };
    void centre.deliver({ text: '1' });
    await eventually(() => ids.length === 1);
    centre.drop();
    await transport.stop(0);
    expect(received).toEqual([]);
    const second = await start('', { folder });
    expect(await status(centre.deliver({ text: '1' }))).toBe(0);
    expect(second.received.map(({ id }) => id)).toEqual(ids);
  });
});

describe('a long message', () => {
  const part = (hex: string, text: string, more = {}): Record<string, unknown> => ({
    esm_class: 0x40,
    short_message: Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(text, 'utf16le').swap16()]),
    ...more,
  });

  it('comes in parts out of order, twice, and with both kinds of reference', async () => {
    await start();
    const other = { source_addr: '8613800000002' };
    for (const fields of [
      part('0500031f0303', '扣费'),
      part('0608041f010202', '太差', other),
      part('0500031f0301', '彩铃'),
      part('0500031f0303', '扣费'),
      part('0608041f010201', '态度', other),
      part('0500031f0302', '乱'),
    ]) {
      expect(await status(centre.deliver(fields))).toBe(0);
    }
    expect(running.texts()).toEqual(['态度太差', '彩铃乱扣费']);
  });

  it('is understood from sar_ parameters', async () => {
    await start();
    const sar = { sar_msg_ref_num: 500, sar_total_segments: 2 };
    await centre.deliver({ text: '好', ...sar, sar_segment_seqnum: 2 });
    await centre.deliver({ text: '您', ...sar, sar_segment_seqnum: 1 });
    expect(running.texts()).toEqual(['您好']);
  });

  it('is completed by the next process after a crash', async () => {
    const folder = newDir();
    await start('', { folder });
    expect(await status(centre.deliver(part('0500031f0201', '您')))).toBe(0);
    await running.transport.stop(0);
    await start('', { folder });
    expect(await status(centre.deliver(part('0500031f0202', '好')))).toBe(0);
    expect(running.texts()).toEqual(['您好']);
  });

  it('keeps its last part unconfirmed when it cannot be taken over', async () => {
    await start();
    await centre.deliver(part('0500031f0201', '您'));
    running.gate = () => Promise.reject(new Error('The store is away.'));
    expect(await status(centre.deliver(part('0500031f0202', '好')))).toBe(0x64);
    running.gate = async () => {};
    expect(await status(centre.deliver(part('0500031f0202', '好')))).toBe(0);
    expect(running.texts()).toEqual(['您好']);
  });
});

describe('a receipt', () => {
  const receipt = (text: string, more = {}): Record<string, unknown> => ({
    esm_class: 0x04,
    data_coding: 0,
    short_message: Buffer.from(text),
    ...more,
  });
  const form = (id: string, stat: string, text = ''): string =>
    `id:${id} sub:001 dlvrd:001 submit date:2611211000 done date:2611211001 stat:${stat} err:000 text:${text}`;

  it.each([
    ['DELIVRD', 'delivered'],
    ['EXPIRED', 'failed'],
    ['DELETED', 'failed'],
    ['UNDELIV', 'failed'],
    ['REJECTD', 'failed'],
    ['ACCEPTD', 'buffered'],
    ['ENROUTE', 'buffered'],
    ['UNKNOWN', 'buffered'],
    ['NEVERHEARD', 'buffered'],
  ])('%s: %s', async (stat, state) => {
    await start();
    expect(await status(centre.deliver(receipt(form('77', stat))))).toBe(0);
    expect(running.receipts).toEqual([{ id: '77', state, detail: `${stat} 000` }]);
    expect(running.received).toEqual([]);
  });

  it('in optional parameters counts before the text', async () => {
    await start();
    await centre.deliver(receipt(form('77', 'DELIVRD'), { receipted_message_id: '78', message_state: 5 }));
    await centre.deliver(receipt('', { receipted_message_id: '79', message_state: 2 }));
    expect(running.receipts).toEqual([
      { id: '78', state: 'failed', detail: 'UNDELIV 000' },
      { id: '79', state: 'delivered', detail: 'DELIVRD' },
    ]);
  });

  it('is not read from the words of the message itself', async () => {
    await start();
    await centre.deliver(receipt('sub:001 stat:ENROUTE text:id:99 stat:DELIVRD'));
    await centre.deliver(receipt(form('77', 'ENROUTE', 'id:99 stat:DELIVRD')));
    expect(running.receipts).toEqual([{ id: '77', state: 'buffered', detail: 'ENROUTE 000' }]);
  });

  it.each([
    ['auto', '1F4A', '8010'],
    ['auto', '00001f4a', '8010'],
    ['auto', '8010', '1F4A'],
    ['auto', 'abc-1', 'abc-1'],
    ['dec', '1F4A', '8010'],
    ['dec', '1F4A', '0000008010'],
    ['hex', '8010', '1F4A'],
    ['same', '8010', '8010'],
  ])('comes under the id of the answer, receipt_id=%s: %s and %s', async (option, inAnswer, inReceipt) => {
    centre.onSubmit = () => ({ id: inAnswer });
    const { transport, receipts } = await start(`receipt_id=${option}`);
    const sent = await transport.send({ to: '13800000001', text: 'a', key: 'a' });
    await centre.deliver(receipt(form(inReceipt, 'DELIVRD')));
    expect(sent.ok && sent.ids).toEqual(receipts.map(({ id }) => id));
  });

  it('whose id may be read in two ways is read as the others were', async () => {
    const answers = ['1F4A', '10', '16'];
    centre.onSubmit = () => ({ id: answers.shift() ?? '' });
    const { transport, receipts } = await start();
    for (const key of ['a', 'b', 'c']) await transport.send({ to: '13800000001', text: key, key });
    // 8010 can only be 1F4A in decimal; so 16 is 10, and 22 is 16.
    for (const id of ['8010', '16', '22']) await centre.deliver(receipt(form(id, 'DELIVRD')));
    expect(receipts.map(({ id }) => id)).toEqual(['1F4A', '10', '16']);
  });

  it('is asked for again when it cannot be taken over', async () => {
    await start();
    running.gate = () => Promise.reject(new Error('The store is away.'));
    expect(await status(centre.deliver(receipt(form('77', 'DELIVRD'))))).toBe(0x64);
  });
});

describe('what does not belong', () => {
  const frame = (id: number, body = '', sequence = 77, length?: number): Buffer => {
    const octets = Buffer.from(body, 'hex');
    const header = Buffer.alloc(16);
    header.writeUInt32BE(length ?? 16 + octets.length, 0);
    header.writeUInt32BE(id, 4);
    header.writeUInt32BE(sequence, 12);
    return Buffer.concat([header, octets]);
  };
  const deliverSm = 0x05;
  // Empty strings and zeros, then a text of the given length octet.
  const body = (textOctets: string, after = ''): string => `${'00'.repeat(16)}${textOctets}${after}`;

  it.each([
    ['an unknown command', frame(0x7777), 0x03],
    ['a deliver_sm without a body', frame(deliverSm), 0x02],
    ['a deliver_sm that ends in an address', frame(deliverSm, '000101383133'), 0x02],
    ['a text shorter than it says', frame(deliverSm, body('ff41')), 0x02],
    ['an optional parameter longer than the rest', frame(deliverSm, body('0141', '042400ff41')), 0xc0],
    ['a frame of more than 16 KB', frame(deliverSm, '00'.repeat(20_000)), 0x02],
    ['a request of ours, turned round', frame(0x04, '00'.repeat(17)), 0x03],
  ])('%s is refused by generic_nack, logged, and the link lives on', async (_name, octets, expected) => {
    await start();
    centre.sessions[0]?.socket.write(octets);
    await eventually(() => centre.nacks.length === 1);
    expect(centre.nacks[0]).toMatchObject({ command_status: expected, sequence_number: 77 });
    expect(running.logged.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(await status(centre.deliver({ text: '您好' }))).toBe(0);
    expect(centre.binds).toHaveLength(1);
  });

  it.each([
    ['a length of 0', frame(deliverSm, '', 77, 0)],
    ['a length below the header', frame(deliverSm, '', 77, 15)],
    ['a length of 4 GB', frame(deliverSm, '', 77, 0xffff_ffff)],
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ])('%s ends the link, and a new one is made', async (_name, octets) => {
    await start();
    const [session] = centre.sessions;
    session?.socket.write(octets);
    await eventually(() => centre.binds.length === 2);
    expect(running.logged.some(({ message }) => message.includes('impossible length'))).toBe(true);
    await up(running);
  });

  it('an answer to nothing, a malformed answer, an alert: passed over', async () => {
    await start();
    const [session] = centre.sessions;
    session?.socket.write(frame(0x8000_0004, '31', 4_000));
    session?.socket.write(frame(0x8000_7777, '', 4_001));
    session?.socket.write(frame(0x0102, '00'.repeat(6)));
    expect(await status(centre.deliver({ text: '您好' }))).toBe(0);
    expect(centre.nacks).toEqual([]);
  });

  it('generic_nack to a submit_sm is an answer, and never a good one', async () => {
    centre.onSubmit = ({ pdu }, session) => {
      session.socket.write(frame(0x8000_0000, '', pdu.sequence_number));
      return 'silence';
    };
    const { transport } = await start('', { patienceMs: 100 });
    const sent = await transport.send({ to: '13800000001', text: 'a', key: 'a' });
    expect(sent).toMatchObject({ ok: false, reason: 'busy', detail: 'status 0xff' });
  });

  it('octets that come one at a time make the same PDUs', async () => {
    await start();
    const [session] = centre.sessions;
    for (const octet of frame(deliverSm, body('0141'))) session?.socket.write(Buffer.from([octet]));
    await eventually(() => running.texts().length === 1);
    expect(running.texts()).toEqual(['A']);
  });

  it('ten thousand frames of noise leave it standing', async () => {
    await start();
    const [session] = centre.sessions;
    const commands = [deliverSm, 0x0103, 0x15, 0x8000_0004, 0x06_0000, 0x8000_0015];
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 0x7fff_ffff;
      return seed % below;
    };
    for (let count = 0; count < 10_000; count++) {
      const octets = Buffer.from(Array.from({ length: random(60) }, () => random(256)));
      session?.socket.write(frame(commands[random(commands.length)] ?? 0, octets.toString('hex'), 5_000 + count));
    }
    expect(await status(centre.deliver({ text: '还在', source_addr: '8613800000009' }))).toBe(0);
    expect(running.texts()).toContain('还在');
    expect(centre.binds).toHaveLength(1);
  });

  it('is answered enquire_link, and told goodbye when it unbinds', async () => {
    await start();
    const [session] = centre.sessions;
    expect(await centre.request('enquire_link', {})).toMatchObject({ command: 'enquire_link_resp', command_status: 0 });
    const closed = session === undefined ? undefined : once(session.socket, 'close');
    expect(await centre.request('unbind', {})).toMatchObject({ command: 'unbind_resp', command_status: 0 });
    await closed;
    await eventually(() => centre.binds.length === 2);
  });
});
