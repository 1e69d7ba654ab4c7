import { eraseCustomer } from '../../../src/data/erase';
import { planErasure } from '../../../src/data/erasure-plan';
import { tracesOf } from '../../../src/data/traces';
import type { Handoff } from '../../../src/handoff/handoff';
import { chatwootNames } from '../../../src/hubs/chatwoot/chatwoot-names';
import type { OutboxEntry } from '../../../src/ports/outbox';
import { newHandoff } from '../../support/new-handoff';
import { doorHarness, webhookSecret } from './door-harness';

const setUp = doorHarness();
type Desk = Awaited<ReturnType<typeof setUp>>;
const never = new AbortController().signal;
const [mine, other] = ['13800000001', '13900000002'];
const { brief } = newHandoff();
const of = (id: string, phone: string, identity: 'verified' | 'stated' = 'verified'): Partial<Handoff> => ({
  id,
  createdBy: id,
  brief: { ...brief, customer: { identity, phone } },
});

/** Each with a conversation over there: twice the one customer, once the other. */
async function served(desk: Desk): Promise<void> {
  for (const fields of [of('a', mine), of('b', mine, 'stated'), of('c', other)]) {
    await desk.ask(fields);
    await desk.settle();
  }
  expect(desk.chatwoot.conversations).toHaveLength(3);
}

async function erase(desk: Desk, phone = mine): Promise<readonly string[]> {
  const [traces, hub, progress] = [tracesOf(phone), chatwootNames(webhookSecret), () => undefined];
  const plan = await planErasure(desk.store.archive, phone, traces, progress);
  const erased = await eraseCustomer(desk.store, phone, { traces, clock: desk.clock, progress, hub }, plan);
  expect(erased.left).toBe(0);
  return erased.handedOver;
}
const waiting = (desk: Desk) => desk.store.outbox.list('waiting', 9);
const dead = (desk: Desk) => desk.store.outbox.list('dead', 9);
async function audited(desk: Desk): Promise<unknown[]> {
  const records = await desk.store.records.list('audit', 99);
  return records.filter(({ data }) => data['kind'] === 'erase_customer_hub').map(({ data }) => data);
}
async function onlyTheOtherIsLeft({ chatwoot }: Desk): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  chatwoot.runJobs();
  expect(chatwoot.conversations.map(({ customAttributes }) => customAttributes['desk_handoff'])).toEqual(['c']);
  expect(chatwoot.contacts.map(({ name }) => name)).toEqual(['139****0002']);
  expect(chatwoot.violations).toEqual([]);
}

test('a number erased here is gone over there, others stay; looked at again after a minute; on record', async () => {
  const desk = await setUp();
  await served(desk);
  const [key = ''] = await erase(desk);
  // Nothing that is on its way tells whose it is.
  const [entry] = await waiting(desk);
  expect(entry).toMatchObject({ key, kind: 'connector', payload: { call: 'erase', hub: 'chatwoot' } });
  expect(JSON.stringify(await waiting(desk))).not.toMatch(/138|0001/);
  expect(desk.chatwoot.contacts).toHaveLength(3);

  await desk.settle();
  await onlyTheOtherIsLeft(desk);
  expect(await waiting(desk)).toMatchObject([{ key, lastError: expect.stringContaining('once more after a minute') }]);
  desk.clock.advance(60_000);
  await desk.settle();
  expect(await waiting(desk)).toEqual([]);
  expect(await dead(desk)).toEqual([]);
  const about = { kind: 'erase_customer_hub', hub: 'chatwoot', entry: key };
  expect((await audited(desk)).reverse()).toEqual([
    { ...about, contacts: 2, conversations: 2 },
    { ...about, left: 0 },
  ]);
  const records = await desk.store.records.list('audit', 99);
  expect(records.find(({ data }) => data['kind'] === 'erase_customer')?.data).toMatchObject({ handedOver: [key] });
});

test('a hand-over that was on its way as it was erased is found a minute later', async () => {
  const desk = await setUp();
  await served(desk);
  await erase(desk);
  await desk.settle();
  await onlyTheOtherIsLeft(desk);
  // Its calls had begun before: contact and conversation come into being after the first look.
  const identifier = chatwootNames(webhookSecret).contactOf({ phone: mine });
  desk.chatwoot.contacts.push({ id: 999, name: '138****0001', identifier, phone_number: null });
  desk.clock.advance(60_000);
  await desk.settle();
  await onlyTheOtherIsLeft(desk);
  desk.clock.advance(300_000);
  await desk.settle();
  expect(await waiting(desk)).toEqual([]);
});

test('a number nobody over there knows: nothing is deleted, and it is done', async () => {
  const desk = await setUp();
  await served(desk);
  await erase(desk, '13700000003');
  desk.clock.advance(60_000);
  await desk.settle();
  expect(await waiting(desk)).toEqual([]);
  expect(desk.chatwoot.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  expect(desk.chatwoot.contacts).toHaveLength(3);
});

const entryOf = (payload: Record<string, unknown>, desk: Desk, ageMs = 60_000): OutboxEntry => ({
  key: 'erase-hub:x',
  kind: 'connector',
  payload: { call: 'erase', hub: 'chatwoot', contacts: [], conversations: [], ...payload },
  status: 'waiting',
  createdAt: desk.clock.now() - ageMs,
  dueAt: desk.clock.now(),
  attempts: 1,
});
/** Of the customer who is to be erased. */
async function payloadOf(desk: Desk) {
  await erase(desk);
  const [entry] = await waiting(desk);
  if (!entry) throw new Error('nothing was handed over');
  return entry.payload;
}

describe('a crash at any moment', () => {
  /** Of each conversation a look and a deletion, of each contact a search and a deletion. */
  const calls = 2 * 2 + 2 * 2 + 1;
  test.each(Array.from({ length: calls }, (_, index) => index + 1))(
    'after call %i of the deletion: begun again, all of it is gone, once, and nothing of others',
    async (died) => {
      const desk = await setUp();
      await served(desk);
      const entry = entryOf(await payloadOf(desk), desk);
      let count = 0;
      const dying: typeof fetch = async (...args) => {
        count += 1;
        if (count > died) throw new Error('dead');
        const answer = await fetch(...args);
        if (count < died) return answer;
        await answer.arrayBuffer();
        throw new Error('died before it was read');
      };
      expect(await desk.openDoor(dying).sender(entry, never)).toMatchObject({ ok: false });
      // Deletes what is left, and sees a moment later that nothing is.
      let result = await desk.openDoor().sender(entry, never);
      for (let tries = 0; tries < 3 && !result.ok; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        result = await desk.openDoor().sender({ ...entry, attempts: tries + 2 }, never);
      }
      expect(result).toEqual({ ok: true });
      await onlyTheOtherIsLeft(desk);
      expect(await audited(desk)).toContainEqual(expect.objectContaining({ left: 0 }));
    },
  );

  test('of the command, after it was handed over and before all was removed here: it is deleted all the same', async () => {
    const desk = await setUp();
    await served(desk);
    const { archive } = desk.store;
    const remove = archive.remove.bind(archive);
    let calls = 0;
    archive.remove = (kind, keys) => {
      calls += 1;
      return calls > 1 ? Promise.reject(new Error('killed')) : remove(kind, keys);
    };
    await expect(erase(desk)).rejects.toThrow('killed');
    expect(await desk.queue.byId('b')).toBeDefined();
    archive.remove = remove;
    await desk.settle();
    await onlyTheOtherIsLeft(desk);
    // And the command again finds what is left of it here.
    await erase(desk);
    desk.clock.advance(120_000);
    await desk.settle();
    desk.clock.advance(600_000);
    await desk.settle();
    expect(await waiting(desk)).toEqual([]);
  });
});

test('who may not delete over there: given up at once, with what to do; sent again it is done', async () => {
  const desk = await setUp();
  await served(desk);
  desk.chatwoot.settings.role = 'agent';
  const [key = ''] = await erase(desk);
  await desk.settle();
  const [entry] = await dead(desk);
  expect(entry).toMatchObject({ key });
  expect(entry?.lastError).toBe(
    `chatwoot: status 401: CHATWOOT_API_TOKEN must be of an Administrator to delete; then npm run data -- outbox resend ${key}`,
  );
  expect(entry?.lastError?.length).toBeLessThanOrEqual(160);
  desk.chatwoot.settings.role = 'administrator';
  expect(await desk.store.outbox.resend(key)).toBe(true);
  desk.clock.advance(30_000);
  await desk.settle();
  desk.clock.advance(60_000);
  await desk.settle();
  await onlyTheOtherIsLeft(desk);
  expect(await dead(desk)).toEqual([]);
});

test.each([
  ['away', (desk: Desk) => void desk.chatwoot.faults.push({ status: 502 })],
  ['asked too often', (desk: Desk) => void desk.chatwoot.faults.push({ status: 429, headers: { 'retry-after': '7' } })],
  ['not doing its jobs', (desk: Desk) => void Object.assign(desk.chatwoot.settings, { jobsRun: false })],
  [
    'having the customer online',
    (desk: Desk) => void desk.chatwoot.settings.online.add(desk.chatwoot.contacts[0]?.id ?? 0),
  ],
])('a Chatwoot that is %s: tried again', async (_what, fails) => {
  const desk = await setUp();
  await served(desk);
  const payload = await payloadOf(desk);
  fails(desk);
  const entry = entryOf(payload, desk);
  const first = await desk.door.sender(entry, never);
  expect(first).toMatchObject({ ok: false, error: expect.stringMatching(/^chatwoot: /) });
  expect(first).not.toHaveProperty('permanent');
  desk.chatwoot.settings.online.clear();
  desk.chatwoot.settings.jobsRun = true;
  desk.chatwoot.runJobs();
  await desk.door.sender(entry, never);
  await onlyTheOtherIsLeft(desk);
  expect(await desk.door.sender(entry, never)).toEqual({ ok: true });
});

test('a conversation of the same number in another account, and what is no reference, stay as they are', async () => {
  const desk = await setUp();
  await served(desk);
  const [first] = desk.chatwoot.conversations;
  const conversations = [`${first?.id}@hof_of_another`, '77777@a', 'x@a', 'nothing'];
  expect(await desk.door.sender(entryOf({ conversations }, desk), never)).toEqual({ ok: true });
  expect(desk.chatwoot.conversations).toHaveLength(3);
  const elsewhere = await desk.door.sender(entryOf({ hub: 'zendesk', conversations }, desk), never);
  expect(elsewhere).toMatchObject({ ok: false, permanent: true, error: expect.stringContaining('by hand') });
});
