import type { Activity } from 'botframework-schema';
import { WebSocket } from 'ws';
import { seenEventName } from '../../../src/channels/direct-line/seen-route';
import { eventually } from '../../support/eventually';
import { memoryDocuments } from './memory-documents';
import { type RunningLine, secret, startLine } from './running-line';

let line: RunningLine;
let documents: ReturnType<typeof memoryDocuments>;
beforeEach(async () => {
  documents = memoryDocuments();
  line = await startLine({ documents: documents.store, answer: () => undefined });
});
afterEach(() => line.stop());

interface Sent {
  readonly type: string;
  readonly text?: string;
  readonly name?: string;
  readonly from: { readonly id: string; readonly name: string; readonly role: string };
  readonly channelData?: unknown;
}

async function follow(url: string): Promise<{ readonly frames: string[]; readonly sent: () => Sent[]; close(): void }> {
  const socket = new WebSocket(url);
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(data.toString()));
  await new Promise((resolve) => socket.once('open', resolve));
  return {
    frames,
    sent: () => frames.flatMap((frame) => JSON.parse(frame).activities as Sent[]),
    close: () => socket.terminate(),
  };
}

/** What the desk's side sees pass by. */
function passing(conversationId: string): Partial<Activity>[] {
  const seen: Partial<Activity>[] = [];
  line.desk.follow(conversationId, 0, { logged: () => {}, passing: (activity) => seen.push(activity) });
  return seen;
}

const agent = { id: 'agent:lin', name: '客服小林', role: 'bot' } as const;

it('shows an agent as a person of that name, on the stream and to those who poll', async () => {
  const chat = await line.start();
  const client = await follow(chat.streamUrl);
  const said = { type: 'message', text: '您好，我是小林', from: agent, channelData: { agent: { name: '客服小林' } } };
  line.desk.say(chat.conversationId, said);
  await eventually(async () => client.sent().some(({ text }) => text === said.text));
  const polled = (await line.call('GET', `${chat.path}/activities`, chat.token)).json.activities as Sent[];
  for (const sent of [client.sent(), polled]) {
    expect(sent.at(-1)).toMatchObject({
      from: { ...agent, id: 'agent' },
      channelData: { agent: { name: '客服小林' } },
    });
  }
  client.close();
});

it('keeps every event of the desk inside: stream, polling and answers to uploads', async () => {
  const chat = await line.start();
  const client = await follow(chat.streamUrl);
  const inside = ['handoff.initiate', 'handoff.status', 'desk.agentMessage', 'desk.queueUpdate', 'desk.callEnded'];
  for (const name of inside) {
    const event = { type: 'event', name, value: { text: `secret of ${name}`, handoffId: 'handoff_inside' } };
    line.desk.say(chat.conversationId, event);
    await line.desk.receive(chat.conversationId, name, event);
    line.desk.pass(chat.conversationId, event);
  }
  line.desk.pass(chat.conversationId, { type: 'event', name: seenEventName, value: { seq: 3 } });
  const form = new FormData();
  form.append('file', new Blob(['a note']), 'note.txt');
  const upload = await line.call('POST', `${chat.path}/upload`, chat.token, form);
  line.desk.say(chat.conversationId, { type: 'message', text: 'last' });
  await eventually(async () => client.sent().some(({ text }) => text === 'last'));
  const polled = await line.call('GET', `${chat.path}/activities`, chat.token);
  expect(upload.status).toBe(200);
  for (const seen of [client.frames.join(), polled.text, upload.text]) {
    expect(seen).not.toMatch(/secret of|handoff_inside|handoff\.|desk\./);
  }
  client.close();
});

it('does not take such events from a client', async () => {
  const chat = await line.start();
  for (const name of ['handoff.status', 'desk.agentMessage', 'desk.queueUpdate', seenEventName]) {
    const answer = await line.call('POST', `${chat.path}/activities`, chat.token, { type: 'event', name, value: {} });
    expect(answer.status).toBe(400);
  }
  const forged = { type: 'message', text: 'x', from: agent, channelData: { agent: { name: '客服' } } };
  await line.call('POST', `${chat.path}/activities`, chat.token, forged);
  expect(line.desk.log(chat.conversationId).at(-1)?.activity).toEqual({
    type: 'message',
    text: 'x',
    textFormat: 'plain',
  });
});

describe('typing', () => {
  it('of the customer reaches who follows inside, and not the own stream', async () => {
    const chat = await line.start();
    const client = await follow(chat.streamUrl);
    const seen = passing(chat.conversationId);
    const body = { type: 'typing', from: { id: 'agent:lin', role: 'bot' }, text: 'x' };
    expect((await line.call('POST', `${chat.path}/activities`, chat.token, body)).status).toBe(200);
    expect(seen).toEqual([{ type: 'typing', from: { id: 'customer', name: '', role: 'user' } }]);
    line.desk.say(chat.conversationId, { type: 'message', text: 'last' });
    await eventually(async () => client.sent().some(({ text }) => text === 'last'));
    expect(client.sent().map(({ type }) => type)).not.toContain('typing');
    client.close();
  });

  it('of an agent comes with the name', async () => {
    const chat = await line.start();
    const client = await follow(chat.streamUrl);
    await eventually(async () => client.sent().length === 1);
    line.desk.pass(chat.conversationId, { type: 'typing', from: agent });
    await eventually(async () => client.sent().length === 2);
    expect(client.sent().at(-1)).toMatchObject({ type: 'typing', from: { ...agent, id: 'agent' } });
    client.close();
  });

  it('is limited, and costs no message', async () => {
    const chat = await line.start();
    const send = (body: object) => line.call('POST', `${chat.path}/activities`, chat.token, body);
    const statuses: number[] = [];
    for (let count = 0; count < 11; count += 1) statuses.push((await send({ type: 'typing' })).status);
    expect(statuses).toEqual([...Array(10).fill(200), 429]);
    expect((await send({ type: 'message', text: 'x' })).status).toBe(200);
  });
});

describe('how far the customer has read', () => {
  const seen = (chat: { path: string; token: string }, watermark: unknown) =>
    line.call('POST', `${chat.path}/seen`, chat.token, { watermark });

  it('is kept, goes forward only, and passes by those who follow', async () => {
    const chat = await line.start();
    const passed = passing(chat.conversationId);
    line.desk.say(chat.conversationId, { type: 'message', text: 'a' });
    line.desk.say(chat.conversationId, { type: 'message', text: 'b' });
    for (const watermark of ['2', '1', 3, '3']) {
      expect((await seen(chat, watermark)).status).toBe(204);
      line.clock.at += 1_001;
    }
    expect(documents.writes).toEqual(['{"seq":2}', '{"seq":3}']);
    expect(documents.all.get(`seen/${chat.conversationId}`)?.value).toEqual({ seq: 3 });
    expect(passed.map(({ name, value }) => [name, value])).toEqual([
      ['desk.seen', { seq: 2 }],
      ['desk.seen', { seq: 3 }],
    ]);
  });

  it('is written once a second at most', async () => {
    const chat = await line.start();
    line.desk.say(chat.conversationId, { type: 'message', text: 'a' });
    expect((await seen(chat, '1')).status).toBe(204);
    const refused = await seen(chat, '2');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(documents.writes).toHaveLength(1);
    line.clock.at += 1_001;
    expect((await seen(chat, '2')).status).toBe(204);
  });

  it.each([undefined, '', '0', '-', '2', 2, 1.5, -1, '9'.repeat(15), '1e3', { $gt: 0 }, ['1'], true])(
    'is refused when nothing of ours stands there: %j',
    async (watermark) => {
      const chat = await line.start();
      expect((await seen(chat, watermark)).status).toBe(400);
      expect(documents.writes).toEqual([]);
    },
  );

  it('is of the own conversation only', async () => {
    const [chat, other] = [await line.start(), await line.start()];
    const foreign = await line.call('POST', `${chat.path}/seen`, other.token, { watermark: '1' });
    const nobody = await line.call('POST', `${chat.path}/seen`, undefined, { watermark: '1' });
    const missing = await line.call('POST', '/v3/directline/conversations/none/seen', secret, { watermark: '1' });
    expect([foreign.status, nobody.status, missing.status]).toEqual([404, 401, 400]);
    expect(documents.writes).toEqual([]);
  });

  it('gives way to another device that was faster', async () => {
    let others = 3;
    const raced = memoryDocuments(() => {
      if (others-- <= 0) return;
      const [[key, kept] = ['', { version: 0, value: {} }]] = raced.all;
      raced.all.set(key || `seen/${id}`, { version: kept.version + 1, value: { seq: 1 } });
    });
    await line.stop();
    line = await startLine({ documents: raced.store, answer: () => undefined });
    const chat = await line.start();
    const id = chat.conversationId;
    line.desk.say(id, { type: 'message', text: 'a' });
    expect((await seen(chat, '2')).status).toBe(204);
    expect(raced.all.get(`seen/${id}`)?.value).toEqual({ seq: 2 });
  });
});
