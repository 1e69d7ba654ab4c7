import { once } from 'node:events';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { type RunningLine, secret, startLine } from './running-line';

let line: RunningLine;
afterEach(() => line.stop());

interface Set {
  activities: { type: string; text?: string; id?: string }[];
  watermark: string;
}

/** A client of the stream that keeps what it got. */
function follow(url: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(url, { headers });
  const sets: Set[] = [];
  socket.on('message', (data) => sets.push(JSON.parse(data.toString())));
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return {
    socket,
    sets,
    closed,
    texts: () => sets.flatMap(({ activities }) => activities.map(({ text }) => text)),
    async until(text: string) {
      while (!sets.some(({ activities }) => activities.some((activity) => activity.text === text)))
        await once(socket, 'message');
    },
  };
}

/** The status a refused socket is answered with. */
const refusal = (url: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => reject(new Error('it opened')));
    socket.on('error', () => {});
  });

describe('the stream', () => {
  beforeEach(async () => {
    line = await startLine({ allowedOrigins: ['https://shop.example'] });
  });

  it('replays a new conversation from its beginning, then brings what comes, with watermarks', async () => {
    const chat = await line.start();
    const client = follow(chat.streamUrl);
    await client.until('welcome');
    await line.call('POST', `${chat.path}/activities`, chat.token, { type: 'message', text: 'a' });
    await client.until('echo: a');
    expect(client.texts()).toEqual(['welcome', 'a', 'echo: a']);
    expect(client.sets.map(({ watermark }) => watermark)).toEqual(['1', '2', '3']);
    client.socket.close();
  });

  it('brings typing, which polling never shows', async () => {
    const chat = await line.start();
    const client = follow(chat.streamUrl);
    await client.until('welcome');
    line.desk.pass(chat.conversationId, { type: 'typing' });
    line.desk.pass(chat.conversationId, { type: 'event', name: 'handoff.initiate' });
    line.desk.say(chat.conversationId, { type: 'message', text: 'done' });
    await client.until('done');
    expect(client.sets.flatMap(({ activities }) => activities.map(({ type }) => type))).toEqual([
      'message',
      'typing',
      'message',
    ]);
    const polled = await line.call('GET', `${chat.path}/activities`, chat.token);
    expect(polled.json.activities.map(({ type }: { type: string }) => type)).toEqual(['message', 'message']);
    client.socket.close();
  });

  it('takes empty frames as signs of life and ignores JSON', async () => {
    const chat = await line.start();
    const client = follow(chat.streamUrl);
    await client.until('welcome');
    for (const frame of ['', '', '{"type":"message","text":"by the back door"}']) client.socket.send(frame);
    line.desk.say(chat.conversationId, { type: 'message', text: 'still here' });
    await client.until('still here');
    expect(client.texts()).toEqual(['welcome', 'still here']);
    client.socket.close();
  });

  it.each([
    ['no JSON', 'garbage', 1008],
    ['bytes', Buffer.from([1, 2, 3]), 1003],
    ['a large frame', `"${'x'.repeat(17 * 1024)}"`, 1009],
  ])('closes on %s, and others stay', async (_name, frame, code) => {
    const chat = await line.start();
    const [bad, good] = [follow(chat.streamUrl), follow(chat.streamUrl)];
    await Promise.all([bad.until('welcome'), good.until('welcome')]);
    bad.socket.send(frame);
    expect(await bad.closed).toBe(code);
    line.desk.say(chat.conversationId, { type: 'message', text: 'go on' });
    await good.until('go on');
    good.socket.close();
  });

  it('closes on a flood of frames (S11)', async () => {
    const chat = await line.start();
    const client = follow(chat.streamUrl);
    await client.until('welcome');
    for (let sent = 0; sent < 100; sent += 1) client.socket.send('');
    expect(await client.closed).toBe(1008);
  });

  it('opens for its own conversation, with its own kind of token, from known origins (S11)', async () => {
    const chat = await line.start();
    const other = await line.start();
    const token = new URL(chat.streamUrl).searchParams.get('t');
    const of = (path: string, query: string) => `${line.base.replace('http', 'ws')}${path}/stream?${query}`;
    expect(await refusal(of(other.path, `t=${token}`))).toBe(404);
    expect(await refusal(of('/v3/directline/conversations/conv_none', `t=${token}`))).toBe(404);
    expect(await refusal(of(chat.path, `t=${chat.token}`))).toBe(401);
    expect(await refusal(of(chat.path, ''))).toBe(401);
    expect(await refusal(of(chat.path, `t=${token}&t=${token}`))).toBe(400);
    expect(await refusal(of(chat.path, `t=${token}&watermark=x`))).toBe(400);
    expect(await refusal(of('/v3/directline/else', ''))).toBe(404);
    expect(await refusal(chat.streamUrl, { origin: 'https://evil.example' })).toBe(403);
    for (const origin of ['https://shop.example', line.base]) {
      const client = follow(chat.streamUrl, { origin });
      await client.until('welcome');
      client.socket.close();
    }
    line.clock.at += 31 * 60_000;
    expect(await refusal(chat.streamUrl)).toBe(403);
  });

  it('heeds the origins a token was made for', async () => {
    const body = { trustedOrigins: ['https://bank.example'] };
    const { token } = (await line.call('POST', '/v3/directline/tokens/generate', secret, body)).json;
    const { streamUrl } = (await line.call('POST', '/v3/directline/conversations', token)).json;
    expect(await refusal(streamUrl, { origin: 'https://shop.example' })).toBe(403);
  });

  it('ends with 1001 when the process stops, and takes nobody any more (R10)', async () => {
    const chat = await line.start();
    const client = follow(chat.streamUrl);
    await client.until('welcome');
    line.line.close();
    expect(await client.closed).toBe(1001);
    expect(await refusal(chat.streamUrl)).toBe(503);
  });

  it('has room for so many of a conversation', async () => {
    await line.stop();
    line = await startLine({ limits: { maxPerConversation: 2 } });
    const chat = await line.start();
    const clients = [follow(chat.streamUrl), follow(chat.streamUrl)];
    await Promise.all(clients.map((client) => client.until('welcome')));
    expect(await refusal(chat.streamUrl)).toBe(429);
    for (const { socket } of clients) socket.close();
  });
});

it('cuts a reader that is too slow; it comes back with its watermark', async () => {
  line = await startLine({ limits: { maxBuffered: 64 * 1024 } });
  const chat = await line.start();
  const client = follow(chat.streamUrl);
  await client.until('welcome');
  client.socket.pause();
  const text = 'x'.repeat(4000);
  for (let said = 0; said < 2500; said += 1) line.desk.say(chat.conversationId, { type: 'message', text });
  await new Promise((resolve) => setTimeout(resolve, 50));
  client.socket.resume();
  expect(await client.closed).toBe(1013);
  const watermark = client.sets.at(-1)?.watermark ?? '';
  const { streamUrl } = (await line.call('GET', `${chat.path}?watermark=${watermark}`, chat.token)).json;
  const back = follow(streamUrl);
  while (back.sets.length === 0) await once(back.socket, 'message');
  expect(back.sets[0]?.watermark).toBe(String(Number(watermark) + 1));
  back.socket.terminate();
});

it('notices a client that is gone without a word', async () => {
  line = await startLine({ limits: { pingMs: 40 } });
  const chat = await line.start();
  const alive = follow(chat.streamUrl);
  const gone = follow(chat.streamUrl);
  await Promise.all([alive.until('welcome'), gone.until('welcome')]);
  gone.socket.pong = () => {};
  gone.socket.pause();
  await new Promise((resolve) => setTimeout(resolve, 200));
  line.desk.say(chat.conversationId, { type: 'message', text: 'who is there' });
  await alive.until('who is there');
  gone.socket.resume();
  expect(await gone.closed).toBe(1006);
  alive.socket.close();
});

it('brings every activity once and in order, however often it is cut (R14)', async () => {
  line = await startLine({ limits: { messagesPer10Seconds: 1_000_000, conversationsPerMinute: 1_000_000 } });
  const step = fc.constantFrom('say', 'say', 'say', 'cut', 'cut by the server', 'wait');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      // A clock of its own for each run: sockets are limited by address and minute.
      line.clock.at += 60_001;
      const chat = await line.start();
      const seen: string[] = [];
      let watermark = '0';
      let client: ReturnType<typeof follow> | undefined;
      const connect = async () => {
        const { streamUrl } = (await line.call('GET', `${chat.path}?watermark=${watermark}`, chat.token)).json;
        client = follow(streamUrl);
        client.socket.on('message', (data) => {
          const set: Set = JSON.parse(data.toString());
          watermark = set.watermark;
          seen.push(...set.activities.map(({ text }) => text ?? ''));
        });
        await once(client.socket, 'open');
      };
      const said = ['welcome'];
      const say = (text: string) => {
        said.push(text);
        line.desk.say(chat.conversationId, { type: 'message', text });
      };
      chat.token = (await line.call('POST', '/v3/directline/tokens/refresh', chat.token)).json.token;
      await connect();
      for (const [index, what] of steps.entries()) {
        if (what === 'say') say(`m${index}`);
        else if (what === 'wait') await new Promise((resolve) => setTimeout(resolve, 2));
        else {
          if (what === 'cut') client?.socket.terminate();
          else line.cutStreams();
          await client?.closed;
          await connect();
        }
      }
      say('end');
      while (seen.at(-1) !== 'end') await new Promise((resolve) => setTimeout(resolve, 2));
      expect(seen).toEqual(said);
      client?.socket.terminate();
    }),
    { numRuns: 40 },
  );
});
