import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../../support/eventually';
import { MessageCentre } from './message-centre';
import { type RunningTransport, runTransport, up } from './running-transport';

const to = '13800000001';
let centre: MessageCentre;
let running: RunningTransport | undefined;

async function start(
  options = '',
  more: Parameters<typeof runTransport>[1] = {},
): Promise<RunningTransport['transport']> {
  running = await runTransport(centre.url(options), more);
  await up(running);
  return running.transport;
}

beforeEach(async () => {
  centre = await MessageCentre.start();
});
afterEach(async () => {
  await running?.transport.stop(1_000);
  running = undefined;
  await centre.stop();
});

describe('what is sent', () => {
  it('binds with its name, and submits with a receipt asked for', async () => {
    const transport = await start('source=10086999&source_ton=3&source_npi=0');
    expect(await transport.send({ to, text: '您好', key: 'k1' })).toEqual({ ok: true, ids: ['1'] });
    expect(centre.binds).toEqual(['bind_transceiver desk secret']);
    const [sent] = centre.submitted;
    expect(sent?.text).toBe('您好');
    expect(sent?.pdu).toMatchObject({
      source_addr: '10086999',
      source_addr_ton: 3,
      source_addr_npi: 0,
      destination_addr: '8613800000001',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      registered_delivery: 1,
      data_coding: 8,
      esm_class: 0,
    });
  });

  it.each([
    ['GSM letters in the default alphabet', '', 'Your bill: 6€', 0, '8613800000001'],
    ['in 16-bit units where told', 'encoding=ucs2', 'bill', 8, '8613800000001'],
    ['to national numbers where told', 'dest_ton=0&dest_npi=0', 'bill', 0, '13800000001'],
  ])('%s', async (_name, options, text, coding, destination) => {
    const transport = await start(options);
    await transport.send({ to, text, key: 'k1' });
    expect(centre.submitted[0]?.text).toBe(text);
    expect(centre.submitted[0]?.pdu).toMatchObject({ data_coding: coding, destination_addr: destination });
  });

  it('splits a long text into parts with headers, in order, each with its id', async () => {
    const transport = await start();
    const text = `${'您的彩铃费用已经查到了。'.repeat(14)}😀`;
    expect(await transport.send({ to, text, key: 'k1' })).toEqual({ ok: true, ids: ['1', '2', '3'] });
    expect(centre.submitted.map((part) => part.text).join('')).toBe(text);
    const headers = centre.submitted.map(({ udh }) => udh);
    const reference = headers[0]?.slice(4, 6);
    expect(headers).toEqual([1, 2, 3].map((number) => `0003${reference}030${number}`));
    for (const { pdu } of centre.submitted) expect(pdu).toMatchObject({ esm_class: 0x40 });
  });

  it('gives the next long text another reference, of 16 bits where told', async () => {
    const transport = await start('reference=16');
    for (const key of ['k1', 'k2']) await transport.send({ to, text: 'a'.repeat(161), key });
    const references = centre.submitted.map(({ udh }) => udh?.slice(0, 8));
    expect(references).toEqual(['08040001', '08040001', '08040002', '08040002']);
  });

  it('leaves the splitting to the message centre where told, above 254 octets in message_payload', async () => {
    const transport = await start('long=payload');
    const [short, long] = ['您'.repeat(127), '您'.repeat(128)];
    await transport.send({ to, text: short, key: 'k1' });
    await transport.send({ to, text: long, key: 'k2' });
    expect(centre.submitted.map(({ text }) => text)).toEqual([short, long]);
    expect(centre.submitted.map(({ pdu }) => 'message_payload' in pdu)).toEqual([false, true]);
  });

  it('sends the same key once, also when asked twice at the same time', async () => {
    const transport = await start();
    const message = { to, text: '您好', key: 'k1' };
    const results = await Promise.all([transport.send(message), transport.send(message)]);
    results.push(await transport.send(message));
    expect(results).toEqual(Array(3).fill({ ok: true, ids: ['1'] }));
    expect(centre.submitted).toHaveLength(1);
  });
});

describe('what the message centre answers', () => {
  it.each([
    ['a wrong number', 0x0b, 'refused', 'status 0x0b'],
    ['a bad length', 0x01, 'refused', 'status 0x01'],
    ['a wrong bind state', 0x04, 'away', 'status 0x04'],
  ])('%s', async (_name, status, reason, detail) => {
    centre.onSubmit = () => ({ status });
    const transport = await start();
    expect(await transport.send({ to, text: '您好', key: 'k1' })).toMatchObject({ ok: false, reason, detail });
  });

  it.each([0x58, 0x14, 0x08, 0x401])('status %s is tried again for a while, then it is busy', async (status) => {
    centre.onSubmit = () => ({ status });
    const transport = await start('', { patienceMs: 500 });
    const result = await transport.send({ to, text: '您好', key: 'k1' });
    expect(result).toMatchObject({ ok: false, reason: 'busy' });
    expect(result.ok === false && result.retryAfterMs).toBeGreaterThanOrEqual(1_000);
    expect(centre.submitted.length).toBeGreaterThan(1);
  });

  it('throttled: it slows down, loses nothing and doubles nothing', async () => {
    const taken: string[] = [];
    let inThisSecond = 0;
    const second = setInterval(() => {
      inThisSecond = 0;
    }, 100);
    centre.onSubmit = ({ text }) => {
      if (++inThisSecond > 4) return { status: 0x58 };
      taken.push(text);
      return {};
    };
    const transport = await start('window=5', { patienceMs: 10_000 });
    const texts = Array.from({ length: 60 }, (_, number) => `message ${number}`);
    const results = await Promise.all(texts.map((text) => transport.send({ to, text, key: text })));
    clearInterval(second);
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    expect(taken.sort()).toEqual(texts.sort());
    // Without slowing down each of them would be refused several times.
    expect(centre.submitted.length).toBeLessThan(180);
  });

  it('parts taken before a refusal are not sent again by the next try', async () => {
    let isBusy = true;
    centre.onSubmit = ({ udh }) => (isBusy && udh?.endsWith('02') ? { status: 0x14 } : {});
    const transport = await start('', { patienceMs: 100 });
    const message = { to, text: '您'.repeat(150), key: 'k1' };
    expect(await transport.send(message)).toMatchObject({ ok: false, reason: 'busy' });
    isBusy = false;
    expect(await transport.send(message)).toMatchObject({ ok: true });
    const first = centre.submitted.filter(({ udh }) => udh?.endsWith('01'));
    expect(first).toHaveLength(1);
    expect(new Set(centre.submitted.map(({ udh }) => udh?.slice(4, 6))).size).toBe(1);
  });

  it('no answer in time is "away"; when it comes late the message is not sent again', async () => {
    centre.onSubmit = (_submitted, session) => {
      const { pdu } = _submitted;
      setTimeout(() => session.send(pdu.response({ message_id: 'late' })), 300);
      return 'silence';
    };
    const transport = await start('', { answerMs: 100 });
    const message = { to, text: '您好', key: 'k1' };
    expect(await transport.send(message)).toMatchObject({ ok: false, reason: 'away' });
    await sleep(400);
    expect(await transport.send(message)).toEqual({ ok: true, ids: ['late'] });
    expect(centre.submitted).toHaveLength(1);
  });

  it('never more unanswered at once than the window', async () => {
    let most = 0;
    let open = 0;
    centre.onSubmit = ({ pdu }, session) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        session.send(pdu.response({ message_id: 'x' }));
      }, 20);
      return 'silence';
    };
    const transport = await start('window=3');
    await Promise.all(Array.from({ length: 12 }, (_, key) => transport.send({ to, text: 'a', key: String(key) })));
    expect(most).toBe(3);
  });
});

describe('when the link is gone', () => {
  it('refuses at once, comes back, and sends what was cut off in the middle of the window', async () => {
    centre.onSubmit = () => {
      if (centre.submitted.length === 3) centre.drop();
      return centre.submitted.length <= 3 ? 'silence' : {};
    };
    const transport = await start();
    const messages = ['a', 'b', 'c'].map((text) => ({ to, text, key: text }));
    const cut = await Promise.all(messages.map((message) => transport.send(message)));
    expect(cut.map((result) => !result.ok && result.reason)).toEqual(['away', 'away', 'away']);
    expect(transport.connected()).toBe(false);
    expect(await transport.send({ to, text: 'd', key: 'd' })).toMatchObject({ reason: 'away', detail: 'no link' });
    await eventually(() => transport.connected());
    for (const message of messages) expect(await transport.send(message)).toMatchObject({ ok: true });
    expect(centre.submitted.slice(3).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  });

  it('binds again after a restart of the message centre', async () => {
    const transport = await start();
    const { port } = centre;
    await centre.stop();
    await eventually(() => !transport.connected());
    centre = await MessageCentre.start(port);
    await eventually(() => transport.connected(), 8_000);
    expect(await transport.send({ to, text: 'a', key: 'a' })).toMatchObject({ ok: true });
  });

  it('ends a link on which two enquire_link were not answered', async () => {
    centre.answersEnquiries = false;
    const transport = await start('', { enquireMs: 60 });
    await eventually(() => !transport.connected());
    expect(centre.enquiries).toBe(2);
    expect(running?.logged.at(-1)?.fields).toMatchObject({ why: 'It does not answer enquire_link.' });
  });

  it('keeps a link on which they are', async () => {
    const transport = await start('', { enquireMs: 20 });
    await eventually(() => centre.enquiries > 6);
    expect([transport.connected(), centre.binds.length]).toEqual([true, 1]);
  });

  it('goes on trying when the bind is refused, and says so without the password', async () => {
    centre.bindStatus = 0x0e;
    running = await runTransport(centre.url());
    const { logged, transport } = running;
    await eventually(() => logged.length > 0);
    expect(logged[0]).toMatchObject({
      level: 'warn',
      fields: { why: 'The bind was refused: status 0x0e.', delayMs: 1_000 },
    });
    expect(JSON.stringify(logged)).not.toContain('secret');
    centre.bindStatus = 0;
    await eventually(() => transport.connected());
  });

  it('gives up a bind that nobody answers', async () => {
    centre.answersBinds = false;
    running = await runTransport(centre.url(), { answerMs: 50 });
    const { logged } = running;
    await eventually(() => logged.length > 0);
    expect(logged[0]?.fields).toMatchObject({ why: expect.stringMatching(/not answered|No connection/) });
  });

  it('unbinds on stop, after what is under way', async () => {
    centre.onSubmit = ({ pdu }, session) => {
      setTimeout(() => session.send(pdu.response({ message_id: 'slow' })), 100);
      return 'silence';
    };
    const transport = await start();
    const sending = transport.send({ to, text: 'a', key: 'a' });
    await eventually(() => centre.submitted.length === 1);
    await transport.stop(2_000);
    expect(await sending).toEqual({ ok: true, ids: ['slow'] });
    expect(centre.unbinds).toEqual(['unbind']);
    expect(transport.connected()).toBe(false);
  });
});

describe('split binds', () => {
  it('sends on one link and receives on the other', async () => {
    const transport = await start('bind=split');
    await centre.bound(2);
    expect(centre.binds.map((bind) => bind.split(' ')[0]).sort()).toEqual(['bind_receiver', 'bind_transmitter']);
    expect(await transport.send({ to, text: 'a', key: 'a' })).toMatchObject({ ok: true });
    const receiving = centre.sessions[centre.binds.findIndex((bind) => bind.startsWith('bind_receiver'))];
    expect(await centre.deliver({ text: '您好' }, receiving)).toMatchObject({ command_status: 0 });
    expect(running?.texts()).toEqual(['您好']);
  });
});
