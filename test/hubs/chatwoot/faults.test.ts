import type { Handoff } from '../../../src/handoff/handoff';
import type { OutboxEntry } from '../../../src/ports/outbox';
import { newHandoff } from '../../support/new-handoff';
import type { Fault } from './contract-server';
import { doorHarness, until } from './door-harness';

const setUp = doorHarness();
type Desk = Awaited<ReturnType<typeof setUp>>;
const anna = { id: 7, name: 'Anna' };
/** Search, contact, its conversations, conversation, priority, labels, its messages, note. */
const callsToOpen = 8;
const never = new AbortController().signal;
const brief = newHandoff().brief;
const proved: Partial<Handoff> = {
  brief: { ...brief, customer: { identity: 'verified', phone: '13800000001', name: '张三丰' } },
};

const entryOf = (handoff: Handoff, desk: Desk, payload: object = { call: 'open' }): OutboxEntry => ({
  key: `${handoff.id}:hub:test`,
  kind: 'connector',
  conversationId: handoff.conversationId,
  payload: { hub: 'chatwoot', handoffId: handoff.id, ...payload },
  status: 'waiting',
  createdAt: desk.clock.now(),
  dueAt: desk.clock.now(),
  attempts: 1,
});
const said = (id: string, text: string) => ({
  call: 'customerSaid',
  message: { id, at: 0, text, attachments: [] },
});

async function opened(desk: Desk): Promise<Handoff> {
  const handoff = await desk.ask(proved);
  await desk.settle();
  return desk.now(handoff.id);
}
async function taken(desk: Desk): Promise<Handoff> {
  const handoff = await opened(desk);
  desk.keepSending();
  desk.chatwoot.agentWrites(desk.theirs(), anna, '您好');
  await until(async () => expect(await desk.heard(handoff)).toEqual(['(accepted Anna)', 'Anna: 您好']));
  return desk.now(handoff.id);
}

describe('a crash at any moment', () => {
  test.each(Array.from({ length: callsToOpen }, (_, index) => index + 1))(
    'after call %i of the opening: one contact, one conversation, one note',
    async (died) => {
      const desk = await setUp();
      const handoff = await desk.ask(proved);
      let calls = 0;
      const dying: typeof fetch = async (...args) => {
        calls += 1;
        if (calls > died) throw new Error('dead');
        const answer = await fetch(...args);
        if (calls < died) return answer;
        await answer.arrayBuffer();
        throw new Error('died before it was read');
      };
      const entry = entryOf(handoff, desk);
      expect(await desk.openDoor(dying).sender(entry, never)).toMatchObject({ ok: false });
      expect(await desk.openDoor().sender(entry, never)).toEqual({ ok: true });
      expect(desk.chatwoot.contacts).toHaveLength(1);
      expect(desk.chatwoot.conversations).toHaveLength(1);
      expect(desk.theirs().messages).toHaveLength(1);
      expect((await desk.now(handoff.id)).hub?.reference).toBe(`${desk.theirs().id}@${handoff.id}`);
      expect(desk.chatwoot.violations).toEqual([]);
    },
  );

  test('between posting what the customer wrote and noting it: it is there once', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    const entry = entryOf(handoff, desk, said('in-1', '在吗'));
    desk.chatwoot.faults.push({ status: 502 });
    expect(await desk.openDoor().sender(entry, never)).toMatchObject({ ok: false });
    let posts = 0;
    const dying: typeof fetch = async (url, init) => {
      const answer = await fetch(url, init);
      if (init?.method === 'POST') posts += 1;
      if (posts > 0) throw new Error('dead');
      return answer;
    };
    expect(await desk.openDoor(dying).sender(entry, never)).toMatchObject({ ok: false });
    expect(await desk.openDoor().sender(entry, never)).toEqual({ ok: true });
    expect(desk.theirs().messages.filter(({ message_type }) => message_type === 0)).toHaveLength(1);
  });

  test('a try that outlives its deadline is gone on with, not begun again beside itself', async () => {
    const desk = await setUp();
    const handoff = await desk.ask(proved);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: typeof fetch = async (...args) => {
      await gate;
      return fetch(...args);
    };
    const { sender } = desk.openDoor(slow);
    const entry = entryOf(handoff, desk);
    const both = [sender(entry, never), sender({ ...entry, attempts: 2 }, never)];
    release();
    expect(await Promise.all(both)).toEqual([{ ok: true }, { ok: true }]);
    expect(
      desk.chatwoot.requests.filter(({ path, method }) => method === 'POST' && path === 'conversations'),
    ).toHaveLength(1);
  });
});

describe('the server is away', () => {
  test('and comes back: opened then, once, and what was written meanwhile follows in order', async () => {
    const desk = await setUp();
    await desk.chatwoot.goAway();
    const handoff = await desk.ask();
    await desk.settle();
    expect((await desk.now(handoff.id)).hub).toEqual({ name: 'chatwoot' });
    await desk.write(handoff, { id: 'a', text: '一' });
    await desk.write(handoff, { id: 'b', text: '二' });
    await desk.chatwoot.comeBack();
    for (let second = 0; second < 30; second += 1) {
      desk.clock.advance(1000);
      await desk.settle();
    }
    expect(desk.theirs().messages.map(({ source_id }) => source_id)).toEqual([
      `desk-brief-${handoff.id}`,
      'desk-a',
      'desk-b',
    ]);
    expect(desk.chatwoot.violations).toEqual([]);
  });

  test('for too long: the customer waits for our own people, at the place they had', async () => {
    const desk = await setUp();
    await desk.chatwoot.goAway();
    const handoff = await desk.ask();
    for (let minute = 0; minute < 6; minute += 1) {
      desk.clock.advance(60_000);
      await desk.settle();
    }
    const now = await desk.now(handoff.id);
    expect(now).toMatchObject({ status: 'waiting', createdAt: handoff.createdAt });
    expect(now.hub).toBeUndefined();
    expect(now.history?.at(-1)).toMatchObject({ actor: 'chatwoot', note: expect.stringContaining('no answer') });
    expect(await desk.heard(handoff)).toEqual([]);
    expect(await desk.store.outbox.list('dead', 10)).toHaveLength(1);
    // Up again: nothing is opened for a customer who is not theirs.
    await desk.chatwoot.comeBack();
    desk.clock.advance(3600_000);
    await desk.settle();
    expect(desk.chatwoot.conversations).toEqual([]);
  });

  test('while somebody was serving: after ten minutes of silence the customer is in our own line, and is told', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    await desk.chatwoot.goAway();
    await desk.write(handoff, { id: 'in-1', text: '还在吗' });
    desk.clock.advance(9 * 60_000);
    await desk.settle();
    expect((await desk.now(handoff.id)).status).toBe('assigned');
    desk.clock.advance(6 * 60_000);
    await until(async () => expect((await desk.heard(handoff)).at(-1)).toBe('(failed agent_gone)'));
    expect(await desk.now(handoff.id)).toMatchObject({ status: 'waiting', conversationId: handoff.conversationId });
  });

  test.each<[string, Fault]>([
    ['an error of its own', { status: 500 }],
    ['a proxy without a server', { status: 502 }],
    ['a connection cut', 'cut'],
    ['a page instead of an answer', 'html'],
    ['done, but the answer lost', 'after'],
    ['a token that is not valid just now', { status: 401, body: { error: 'Invalid Access Token' } }],
    ['an address that has moved', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
    ['too many messages a minute', { status: 422, body: { error: 'Validation failed: Too many messages' } }],
  ])('%s, at one call or another: tried again, and opened once', async (_, fault) => {
    for (const call of [0, 4, callsToOpen - 1]) {
      const desk = await setUp();
      const handoff = await desk.ask(proved);
      desk.chatwoot.faults.push(...Array.from({ length: call }, () => undefined), fault);
      await desk.settle();
      expect((await desk.now(handoff.id)).hub).toEqual({ name: 'chatwoot' });
      desk.clock.advance(10_000);
      await desk.settle();
      expect((await desk.now(handoff.id)).hub?.reference).toBeDefined();
      expect(desk.chatwoot.contacts).toHaveLength(1);
      expect(desk.chatwoot.conversations).toHaveLength(1);
      expect(desk.theirs().messages).toHaveLength(1);
    }
  });

  test('it says when to come back: not before', async () => {
    const desk = await setUp();
    const handoff = await desk.ask();
    desk.chatwoot.faults.push({ status: 429, headers: { 'retry-after': '40' } });
    await desk.settle();
    const calls = desk.chatwoot.requests.length;
    desk.clock.advance(39_000);
    await desk.settle();
    expect(desk.chatwoot.requests).toHaveLength(calls);
    desk.clock.advance(1_000);
    await desk.settle();
    expect((await desk.now(handoff.id)).hub?.reference).toBeDefined();
  });
});

describe('what is refused for good', () => {
  test.each([400, 404, 422])('an opening answered %i: our own people take over', async (status) => {
    const desk = await setUp();
    const handoff = await desk.ask();
    desk.chatwoot.faults.push({ status });
    await desk.settle();
    expect((await desk.now(handoff.id)).hub).toBeUndefined();
    expect((await desk.store.outbox.list('dead', 9))[0]?.lastError).toContain(`status ${status}`);
  });

  test('the conversation was deleted over there: the customer hears it and is in our own line', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    desk.chatwoot.conversations.length = 0;
    await desk.write(handoff, { id: 'in-1', text: '还在吗' });
    await until(async () => expect((await desk.heard(handoff)).at(-1)).toBe('(failed agent_gone)'));
    const now = await desk.now(handoff.id);
    expect(now.status).toBe('waiting');
    expect(now.hub).toBeUndefined();
  });

  test('a number that another contact has: the customer goes over without it', async () => {
    const desk = await setUp({ sendPhone: true });
    desk.chatwoot.contacts.push({ id: 1, name: 'x', identifier: null, phone_number: '+8613800000001' });
    const handoff = await opened(desk);
    expect(handoff.hub?.reference).toBeDefined();
    expect(desk.chatwoot.contacts[1]).toMatchObject({ phone_number: null, name: '张**' });
  });

  test('a hub that is not set up any more', async () => {
    const desk = await setUp();
    const handoff = await desk.queue.enqueue(newHandoff({ hub: { name: 'other' } }));
    const result = await desk.door.sender(entryOf(handoff, desk, { call: 'open', hub: 'other' }), never);
    expect(result).toMatchObject({ ok: false, permanent: true });
    expect((await desk.now(handoff.id)).hub).toBeUndefined();
  });

  test.each([{}, { call: 'open' }, { call: 'customerSaid', hub: 'chatwoot', handoffId: 'x' }, { call: '__proto__' }])(
    'a payload that is no call: %j',
    async (payload) => {
      const desk = await setUp();
      const entry = { ...entryOf(newHandoff() as Handoff, desk), payload };
      expect(await desk.door.sender(entry, never)).toMatchObject({ permanent: true });
    },
  );
});

describe('the customer leaves', () => {
  test('before it was opened: nothing is opened', async () => {
    const desk = await setUp();
    const handoff = await desk.ask();
    await desk.acts.withdraw(handoff.id, 'customer');
    await desk.settle();
    expect(desk.chatwoot.requests).toEqual([]);
  });

  test('while nobody has begun: told in a note, and closed over there', async () => {
    const desk = await setUp();
    const handoff = await opened(desk);
    await desk.acts.withdraw(handoff.id, 'customer');
    await desk.settle();
    await desk.chatwoot.told();
    await desk.settle();
    expect(desk.theirs()).toMatchObject({ status: 'resolved' });
    expect(desk.theirs().messages.at(-1)).toMatchObject({ private: true, source_id: `desk-left-${handoff.id}` });
    expect((await desk.now(handoff.id)).status).toBe('withdrawn');
    expect(await desk.heard(handoff)).toEqual([]);
  });

  test('while somebody serves: told in a note, whoever serves closes it', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    await desk.acts.customerLeft(handoff.id);
    await until(() => expect(desk.theirs().messages.at(-1)?.source_id).toBe(`desk-left-${handoff.id}`));
    expect(desk.theirs().status).toBe('open');
  });

  test('in the very moment it is opened: nobody over there waits for them', async () => {
    const desk = await setUp();
    const handoff = await desk.ask();
    const leaving: typeof fetch = async (url, init) => {
      if (init?.method === 'POST' && String(url).endsWith('/messages'))
        await desk.acts.withdraw(handoff.id, 'customer');
      return fetch(url, init);
    };
    expect(await desk.openDoor(leaving).sender(entryOf(handoff, desk), never)).toEqual({ ok: true });
    expect(desk.theirs().status).toBe('resolved');
  });
});
