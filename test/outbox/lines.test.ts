import { setTimeout as pause } from 'node:timers/promises';
import type { KindSender, SendResult } from '../../src/outbox/kind-sender';
import { seededRandom } from '../support/seeded-random';
import { never, outboxFixture, textMessage } from './outbox-fixture';

const setUp = outboxFixture();
const ok: SendResult = { ok: true };
const away: SendResult = { ok: false, error: 'gateway away' };
const numberOf = (customer: number): string => `138${String(customer).padStart(8, '0')}`;

test('many customers at once, each in order and one at a time', async () => {
  const { put, sender, outbox } = setUp();
  const entries = Array.from({ length: 200 }, (_, n) => textMessage(`k${n}`, numberOf(n % 40)));
  await put(...entries);
  const got = new Map<string, string[]>();
  const busy = new Set<string>();
  let most = 0;
  await sender(async ({ key, payload }) => {
    const to = String(payload['to']);
    expect(busy.has(to)).toBe(false);
    busy.add(to);
    most = Math.max(most, busy.size);
    await pause(2);
    busy.delete(to);
    got.set(to, [...(got.get(to) ?? []), key]);
    return ok;
  }).run(never);
  expect(most).toBe(16);
  for (let customer = 0; customer < 40; customer += 1)
    expect(got.get(numberOf(customer))).toEqual([0, 1, 2, 3, 4].map((n) => `k${customer + 40 * n}`));
  expect(await outbox.counts()).toEqual({ waiting: 0, dead: 0 });
});

test('one customer with much to get takes one place only', async () => {
  const { put, sender } = setUp();
  await put(...Array.from({ length: 30 }, (_, n) => textMessage(`k${n}`)));
  await put(...Array.from({ length: 5 }, (_, n) => textMessage(`other${n}`, numberOf(n + 50))));
  const sent: string[] = [];
  await sender(async ({ key }) => {
    await pause(20);
    sent.push(key);
    return ok;
  }).run(never);
  for (let n = 0; n < 5; n += 1) expect(sent.indexOf(`other${n}`)).toBeLessThan(25);
});

test('what could not be sent holds back the rest of its line, and nobody else', async () => {
  const { put, sender, clock, waiting } = setUp();
  await put(...['a1', 'a2', 'a3'].map((key) => textMessage(key, numberOf(1))), textMessage('b1', numberOf(2)));
  const sent: string[] = [];
  let broken = true;
  const send: KindSender = async ({ key }) => {
    if (key === 'a1' && broken) return away;
    sent.push(key);
    return ok;
  };
  const { run } = sender(send);
  await run(never);
  await put(textMessage('a4', numberOf(1)));
  await run(never);
  expect(sent).toEqual(['b1']);
  broken = false;
  for (let n = 0; n < 5; n += 1, clock.advance(3_000)) await run(never);
  expect(sent).toEqual(['b1', 'a1', 'a2', 'a3', 'a4']);
  expect(await waiting()).toEqual([]);
});

test('a sender that takes over knows what the one before it tried in vain', async () => {
  const { put, sender, clock } = setUp();
  await put(textMessage('a1', numberOf(1)));
  await sender(async () => away).run(never);
  await put(textMessage('a2', numberOf(1)), textMessage('b1', numberOf(2)));
  const sent: string[] = [];
  const other = sender(async ({ key }) => {
    sent.push(key);
    return ok;
  });
  for (let n = 0; n < 4; n += 1, clock.advance(3_000)) await other.run(never);
  expect(sent).toEqual(['b1', 'a1', 'a2']);
});

test('our own limits let later ones pass, and so does one that is given up', async () => {
  const { put, sender, clock } = setUp();
  await put(textMessage('limited'), textMessage('refused'), textMessage('reply'));
  const sent: string[] = [];
  await sender(async ({ key }) => {
    if (key === 'limited') return { ok: false, error: 'limit', notBefore: clock.now() + 600_000, othersPass: true };
    if (key === 'refused') return { ok: false, permanent: true, error: 'no' };
    sent.push(key);
    return ok;
  }).run(never);
  expect(sent).toEqual(['reply']);
});

test('a line whose waiting entry was erased goes on', async () => {
  const { put, sender, clock, store } = setUp();
  await put(textMessage('gone'), textMessage('next'));
  const sent: string[] = [];
  const { run } = sender(async ({ key }) => {
    if (key === 'gone') return away;
    sent.push(key);
    return ok;
  });
  await run(never);
  await store.archive.remove('outbox', ['gone']);
  for (let n = 0; n < 20; n += 1, clock.advance(3_000)) await run(never);
  expect(sent).toEqual(['next']);
});

test('random failures, limits and changes of the sender: every line arrives in its order', async () => {
  const { put, sender, clock, outbox } = setUp();
  const random = seededRandom(7);
  const got = new Map<string, number[]>();
  const last = new Map<string, number>();
  const send: KindSender = async ({ payload }) => {
    if (random(0, 2) === 0) return away;
    const [to, text] = [String(payload['to']), String(payload['text'])];
    got.set(to, [...(got.get(to) ?? []), Number(text.split(' ').at(-1))]);
    return ok;
  };
  let current = sender(send);
  for (let round = 0; round < 60; round += 1, clock.advance(random(0, 4_000))) {
    const to = numberOf(random(1, 3));
    const number = (last.get(to) ?? 0) + 1;
    last.set(to, number);
    const entry = textMessage(`${to} ${number}`, to);
    await put({ ...entry, payload: { ...entry.payload, text: `text ${number}` } });
    if (random(0, 5) === 0) current = sender(send);
    await current.run(never);
  }
  for (let n = 0; n < 200; n += 1, clock.advance(30_000)) await current.run(never);
  expect(await outbox.counts()).toEqual({ waiting: 0, dead: 0 });
  for (const [to, count] of last) expect(got.get(to)).toEqual(Array.from({ length: count }, (_, n) => n + 1));
});
