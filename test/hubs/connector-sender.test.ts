import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectorSender } from '../../src/hubs/connector-sender';
import { createHubOutbox } from '../../src/hubs/hub-outbox';
import { hubReference, readHubReference } from '../../src/hubs/hub-reference';
import { silentLog } from '../../src/ports/log';
import type { OutboxEntry } from '../../src/ports/outbox';
import { deskOfActs } from '../handoff/desk-of-acts';
import { newHandoff } from '../support/new-handoff';
import { tempDirs } from '../support/temp-dir';
import { ticketHub } from './example-hub';

const freshDir = tempDirs();
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});
const never = new AbortController().signal;

async function setUp(status = 200) {
  const calls: { path: string | undefined; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    calls.push({ path: request.url, body: JSON.parse(body) });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"id":"T1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const desk = deskOfActs(freshDir());
  closers.push(() => {
    server.closeAllConnections();
    server.close();
    desk.store.close();
  });
  const hub = ticketHub(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'x');
  const send = connectorSender({ ...desk, hub, records: desk.store.records, log: silentLog });
  const outbox = createHubOutbox('ticket');
  const given = outbox.give(newHandoff());
  const handoff = await desk.queue.enqueue(given.handoff, given.outbox);
  /** Everything that waits, once, oldest first. */
  async function sendAll() {
    const results: unknown[] = [];
    for (const entry of await desk.store.outbox.claim(99, 1000))
      if (entry.kind === 'connector') results.push(await send(entry, never));
    return results;
  }
  return { ...desk, calls, send, outboxOf: outbox, handoff, sendAll };
}
const claimed = (entry: Pick<OutboxEntry, 'key' | 'kind' | 'payload'>): OutboxEntry => ({
  ...entry,
  status: 'waiting',
  createdAt: 0,
  dueAt: 0,
  attempts: 1,
});

test('the example of the docs: opened, written to, left', async () => {
  const desk = await setUp();
  expect(await desk.sendAll()).toEqual([{ ok: true }]);
  const opened = await desk.now(desk.handoff.id);
  expect(opened.hub).toEqual({ name: 'ticket', reference: 'T1@hof_1' });
  await desk.acts.hubAccepted(opened.id, 'Kim');
  const message = { id: 'in-1', at: 1, text: '在吗', attachments: [] };
  const [entry] = desk.outboxOf.customerSaid(await desk.now(opened.id), message);
  if (!entry) throw new Error('nothing to send');
  expect(await desk.send(claimed(entry), never)).toEqual({ ok: true });
  await desk.acts.customerLeft(opened.id);
  expect(await desk.sendAll()).toEqual([{ ok: true }]);
  expect(desk.calls.map(({ path }) => path)).toEqual(['/tickets', '/tickets/T1/messages', '/tickets/T1/close']);
});

test.each([
  [503, undefined, 'ticket'],
  [422, true, undefined],
])('a hub that answers %i', async (status, permanent, name) => {
  const desk = await setUp(status);
  const [result] = await desk.sendAll();
  expect(result).toEqual({ ok: false, ...(permanent && { permanent }), error: `ticket: status ${status}` });
  expect((await desk.now(desk.handoff.id)).hub?.name).toBe(name);
});

test('who books a call back with our own people waits over there no more', async () => {
  const desk = await setUp();
  await desk.sendAll();
  const { id } = desk.handoff;
  const from = desk.clock.now() + 60_000;
  expect(await desk.acts.bookCallBack(id, 'customer', { from, until: from + 60_000 })).toMatchObject({ ok: true });
  expect((await desk.now(id)).hub).toBeUndefined();
  expect(await desk.sendAll()).toEqual([{ ok: true }]);
  expect(desk.calls.map(({ path }) => path)).toEqual(['/tickets', '/tickets/T1/close']);
});

test('what waits for the opening is tried again until it is open', async () => {
  const desk = await setUp();
  const [entry] = desk.outboxOf.customerSaid(desk.handoff, { id: 'in-1', at: 1, text: '在吗', attachments: [] });
  if (!entry) throw new Error('nothing to send');
  expect(await desk.send(claimed(entry), never)).toMatchObject({
    ok: false,
    error: expect.stringContaining('not open'),
  });
  await desk.sendAll();
  expect(await desk.send(claimed(entry), never)).toEqual({ ok: true });
});

test('only who waits for a person goes over, and only what is theirs follows', () => {
  const outbox = createHubOutbox('ticket');
  const booked = newHandoff({ status: 'call_back_booked', callBack: { from: 1, until: 2 } });
  expect(outbox.give(booked)).toEqual({ handoff: booked, outbox: [] });
  const message = { id: 'in-1', at: 1, text: '', attachments: [] };
  const handoff = { ...newHandoff(), version: 1 };
  expect(outbox.customerSaid(handoff, message)).toEqual([]);
  expect(outbox.customerSaid({ ...handoff, hub: { name: 'other' } }, message)).toEqual([]);
  expect(outbox.customerLeft({ ...handoff, hub: { name: 'ticket' }, status: 'done' })).toEqual([]);
  const keys = outbox.customerSaid({ ...handoff, hub: { name: 'ticket' } }, message).map(({ key }) => key);
  expect(keys).toEqual(['hof_1:hub:said:in-1']);
});

test('a reference leads to its hand-over', () => {
  expect(readHubReference(hubReference('4711', 'hof_1'))).toEqual({ theirs: '4711', handoffId: 'hof_1' });
  for (const none of ['', '@', '4711', '@hof_1', '4711@']) expect(readHubReference(none)).toBeUndefined();
});
