import { createHmac } from 'node:crypto';
import type { Handoff } from '../../../src/handoff/handoff';
import { newHandoff } from '../../support/new-handoff';
import { signingSecret } from './contract-server';
import { doorHarness, until, webhookSecret } from './door-harness';

const setUp = doorHarness();
type Desk = Awaited<ReturnType<typeof setUp>>;
const anna = { id: 7, name: 'Anna' };
const bert = { id: 8, name: 'Bert' };

async function opened(desk: Desk): Promise<Handoff> {
  const handoff = await desk.ask();
  await desk.settle();
  await desk.chatwoot.told();
  desk.keepSending();
  return desk.now(handoff.id);
}
async function taken(desk: Desk): Promise<Handoff> {
  const handoff = await opened(desk);
  desk.chatwoot.assign(desk.theirs(), anna);
  await until(async () => expect(await desk.heard(handoff)).toEqual(['(accepted Anna)']));
  return desk.now(handoff.id);
}
const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

describe('who may call', () => {
  test.each([
    ['another secret', 'x'.repeat(24), {}],
    ['no signature', webhookSecret, {}],
    [
      'a signature by somebody else',
      webhookSecret,
      { 'x-chatwoot-timestamp': 'now', 'x-chatwoot-signature': `sha256=${'0'.repeat(64)}` },
    ],
    ['a time that is none', webhookSecret, { 'x-chatwoot-timestamp': '1e9', 'x-chatwoot-signature': 'sha256=' }],
  ])('%s: 403, and nothing is read', async (_, secret, headers: Record<string, string>) => {
    const desk = await setUp();
    const at = String(Math.floor(desk.clock.now() / 1000));
    const given = { ...headers, ...(headers['x-chatwoot-timestamp'] === 'now' && { 'x-chatwoot-timestamp': at }) };
    const answer = await post(desk.webhook(secret), 'no json', given);
    expect(answer.status).toBe(403);
  });

  test('a call recorded six minutes ago', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    const at = Math.floor(desk.clock.now() / 1000);
    const message = desk.chatwoot.agentWrites(desk.theirs(), anna, '您好');
    await desk.chatwoot.told();
    const event = desk.chatwoot.messageEventOf(desk.theirs(), { ...message, id: 9999 });
    expect(await desk.chatwoot.hook(event, at - 360)).toBe(403);
    expect(await desk.chatwoot.hook(event, at + 360)).toBe(403);
    expect(await desk.heard(handoff)).toEqual(['(accepted Anna)', 'Anna: 您好']);
  });

  test('Chatwoot before 4.13 does not sign: the address alone is the secret', async () => {
    const desk = await setUp({}, ['signingSecret']);
    desk.chatwoot.set({ signs: false });
    await taken(desk);
    expect((await post(desk.webhook('x'), '{}')).status).toBe(403);
  });

  test('one that does not sign where a signature is expected', async () => {
    const desk = await setUp();
    desk.chatwoot.set({ signs: false });
    const handoff = await opened(desk);
    desk.chatwoot.assign(desk.theirs(), anna);
    await desk.chatwoot.told();
    expect(desk.chatwoot.delivered.at(-1)?.status).toBe(403);
    expect((await desk.now(handoff.id)).status).toBe('waiting');
  });
});

describe('what is told twice, late or in another order', () => {
  test('five copies of everything at once: said once, taken once, ended once', async () => {
    const desk = await setUp();
    desk.chatwoot.set({ copies: 5 });
    const handoff = await opened(desk);
    desk.chatwoot.agentWrites(desk.theirs(), anna, '您好');
    await desk.chatwoot.told();
    desk.chatwoot.agentWrites(desk.theirs(), anna, '已经退了');
    await desk.chatwoot.told();
    desk.chatwoot.status(desk.theirs(), 'resolved');
    await desk.chatwoot.told();
    await until(async () => expect((await desk.now(handoff.id)).status).toBe('done'));
    const heard = ['(accepted Anna)', 'Anna: 您好', 'Anna: 已经退了', '(completed solved)'];
    await until(async () => expect(await desk.heard(handoff)).toEqual(heard));
    expect(desk.chatwoot.delivered.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test('messages whose webhooks overtake each other, and one whose webhook never comes, stay in their order', async () => {
    const desk = await setUp();
    const handoff = await opened(desk);
    const { chatwoot } = desk;
    const words = Array.from({ length: 10 }, (_, index) => `第${index}句`);
    chatwoot.set({ quiet: true });
    const messages = words.map((text) => chatwoot.agentWrites(desk.theirs(), anna, text));
    chatwoot.set({ quiet: false });
    const [first, lost, ...others] = messages;
    if (!first || !lost) throw new Error('no messages');
    const shuffled = [...others.toReversed(), first];
    await Promise.all(shuffled.map((message) => chatwoot.hook(chatwoot.messageEventOf(desk.theirs(), message))));
    await until(async () =>
      expect(await desk.heard(handoff)).toEqual(['(accepted Anna)', ...words.map((text) => `Anna: ${text}`)]),
    );
    expect(chatwoot.delivered.every(({ status }) => status === 200)).toBe(true);
  });

  test('all of it told again after the end changes nothing', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    const first = desk.chatwoot.agentWrites(desk.theirs(), anna, '您好');
    await desk.chatwoot.told();
    desk.chatwoot.status(desk.theirs(), 'resolved');
    await desk.chatwoot.told();
    const heard = ['(accepted Anna)', 'Anna: 您好', '(completed solved)'];
    await until(async () => expect(await desk.heard(handoff)).toEqual(heard));
    const before = await desk.now(handoff.id);
    const { chatwoot } = desk;
    expect(await chatwoot.hook(chatwoot.messageEventOf(desk.theirs(), first))).toBe(200);
    expect(await chatwoot.hook(chatwoot.eventOf(desk.theirs(), 'conversation_status_changed'))).toBe(200);
    expect(await chatwoot.hook(chatwoot.eventOf({ ...desk.theirs(), status: 'open' }, 'conversation_updated'))).toBe(
      200,
    );
    expect(await desk.now(handoff.id)).toEqual(before);
    expect(await desk.heard(handoff)).toEqual(heard);
  });

  test('"send and resolve", the end told first: the last words come before it', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    desk.chatwoot.set({ quiet: true });
    const last = desk.chatwoot.agentWrites(desk.theirs(), anna, '退款三天内到，再见');
    desk.chatwoot.agentWrites(desk.theirs(), anna, '内部备注', { private: true });
    desk.chatwoot.set({ quiet: false });
    desk.chatwoot.status(desk.theirs(), 'resolved');
    await desk.chatwoot.told();
    expect(await desk.chatwoot.hook(desk.chatwoot.messageEventOf(desk.theirs(), last))).toBe(200);
    const heard = ['(accepted Anna)', 'Anna: 退款三天内到，再见', '(completed solved)'];
    await until(async () => expect(await desk.heard(handoff)).toEqual(heard));
  });

  test('the end is told while Chatwoot itself cannot be asked: it ends all the same', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    desk.chatwoot.faults.push({ status: 500 });
    desk.chatwoot.status(desk.theirs(), 'resolved');
    await until(async () => expect((await desk.now(handoff.id)).status).toBe('done'));
  });

  test('an agent is faster than our own note of the opening', async () => {
    const desk = await setUp();
    const handoff = await desk.ask();
    let answered = 0;
    const beforeNoted: typeof fetch = async (url, init) => {
      const answer = await fetch(url, init);
      if (init?.method === 'POST' && String(url).endsWith('/messages')) {
        desk.chatwoot.agentWrites(desk.theirs(), anna, '您好');
        desk.keepSending();
        await desk.chatwoot.told();
        answered = desk.chatwoot.delivered.at(-1)?.status ?? 0;
      }
      return answer;
    };
    const [entry] = await desk.store.outbox.claim(1, 60_000);
    if (!entry) throw new Error('nothing to send');
    expect(await desk.openDoor(beforeNoted).sender(entry, new AbortController().signal)).toEqual({ ok: true });
    expect(answered).toBe(200);
    expect(await desk.heard(handoff)).toEqual(['(accepted Anna)', 'Anna: 您好']);
    expect(desk.theirs().status).toBe('open');
  });
});

describe('what reaches the customer', () => {
  test('words of people, their files as addresses; no notes, bots, automatic replies, nothing of other inboxes', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    const theirs = desk.theirs();
    const { chatwoot } = desk;
    chatwoot.agentWrites(theirs, anna, '内部', { private: true });
    chatwoot.agentWrites(theirs, anna, '机器人', { sender: { id: 3, name: 'Bot', type: 'agent_bot' } });
    chatwoot.agentWrites(theirs, anna, '自动回复', { sender: null });
    chatwoot.agentWrites(theirs, anna, '满意度', { message_type: 3 });
    chatwoot.agentWrites(theirs, anna, '', {
      attachments: [{ id: 1, data_url: 'javascript:alert(1)', file_type: 'file' }],
    });
    const elsewhere = chatwoot.agentWrites(theirs, anna, '请看', {
      attachments: [{ id: 1, data_url: 'https://chat.example.com/a.png', file_type: 'image' }],
    });
    await chatwoot.told();
    const other = chatwoot.messageEventOf(theirs, { ...elsewhere, id: 1, content: '别的收件箱' });
    expect(await chatwoot.hook({ ...other, inbox: { id: 6, name: 'x' } })).toBe(200);
    await until(async () =>
      expect(await desk.heard(handoff)).toEqual(['(accepted Anna)', 'Anna: 请看\nhttps://chat.example.com/a.png']),
    );
  });

  test('a colleague over there goes on: their name stands by their words', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    desk.chatwoot.assign(desk.theirs(), bert);
    desk.chatwoot.agentWrites(desk.theirs(), bert, '我来接着办');
    await until(async () => expect(await desk.heard(handoff)).toEqual(['(accepted Anna)', 'Bert: 我来接着办']));
  });

  test('assigned to a bot of theirs: nobody has it yet', async () => {
    const desk = await setUp();
    const handoff = await opened(desk);
    const event = desk.chatwoot.eventOf(desk.theirs(), 'conversation_updated');
    const meta = { ...event.meta, assignee: { id: 3, name: 'Bot', type: 'agent_bot' } };
    expect(await desk.chatwoot.hook({ ...event, meta })).toBe(200);
    expect((await desk.now(handoff.id)).status).toBe('waiting');
  });

  test('after the end, or after the customer went: 409, which shows their author that it was not sent', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    desk.chatwoot.status(desk.theirs(), 'resolved');
    await until(async () => expect((await desk.now(handoff.id)).status).toBe('done'));
    desk.chatwoot.status(desk.theirs(), 'open');
    desk.chatwoot.agentWrites(desk.theirs(), anna, '还有一件事');
    await desk.chatwoot.told();
    expect(desk.chatwoot.delivered.at(-1)).toEqual({ status: 409, event: 'message_created' });
    expect(
      desk.chatwoot.delivered.filter(({ event }) => event !== 'message_created').every(({ status }) => status === 200),
    ).toBe(true);
    expect(await desk.heard(handoff)).not.toContain('Anna: 还有一件事');
  });

  test('resolved without a word: the customer is told that nobody could come', async () => {
    const desk = await setUp();
    const handoff = await opened(desk);
    desk.chatwoot.status(desk.theirs(), 'resolved');
    await until(async () => expect(await desk.heard(handoff)).toEqual(['(failed not_taken)']));
    expect((await desk.now(handoff.id)).status).toBe('withdrawn');
  });

  test('a conversation of theirs that names a hand-over which is not its own', async () => {
    const desk = await setUp();
    const handoff = await taken(desk);
    const stranger = { ...desk.theirs(), id: 4711, messages: [] };
    const event = desk.chatwoot.eventOf({ ...stranger, status: 'resolved' }, 'conversation_status_changed');
    expect(await desk.chatwoot.hook(event)).toBe(200);
    const [note] = desk.theirs().messages;
    if (!note) throw new Error('There is no note.');
    const message = desk.chatwoot.messageEventOf(stranger, { ...note, private: false, id: 5 });
    expect(await desk.chatwoot.hook(message)).toBe(409);
    const own = await desk.queue.enqueue(newHandoff({ id: 'hof_own', createdBy: 'own', status: 'waiting' }));
    const aside = desk.chatwoot.eventOf(
      { ...stranger, sourceId: `desk-${own.id}`, assignee: anna },
      'conversation_updated',
    );
    expect(await desk.chatwoot.hook(aside)).toBe(200);
    expect((await desk.now(own.id)).status).toBe('waiting');
    expect((await desk.now(handoff.id)).status).toBe('assigned');
    expect(await desk.heard(handoff)).toEqual(['(accepted Anna)']);
  });
});

test.each([
  ['', 200],
  ['[]', 200],
  ['{"event":"conversation_typing_on"}', 200],
  ['{"event":"message_created"}', 400],
  ['{"event":"message_created","id":{"$ne":1},"conversation":[]}', 400],
  ['{"__proto__":{"event":"message_created"}}', 400],
  ['{"event":["message_created"]}', 200],
  [`${'['.repeat(5000)}`, 400],
  ['{', 400],
])('a body that is no event of Chatwoot: %.60s', async (body, status) => {
  const desk = await setUp();
  const signed = await signedPost(desk, body);
  expect(signed).toBe(status);
});

async function signedPost(desk: Desk, body: string): Promise<number> {
  const at = String(Math.floor(desk.clock.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`${at}.${body}`).digest('hex');
  const headers = { 'x-chatwoot-timestamp': at, 'x-chatwoot-signature': `sha256=${signature}` };
  return (await post(desk.webhook(), body, headers)).status;
}
