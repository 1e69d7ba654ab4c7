import type { TurnContext } from 'botbuilder';
import { WebSocket } from 'ws';
import { createTurnRunner, type TurnRunner } from '../../../src/conversation/turn-runner';
import { systemClock } from '../../../src/ports/clock';
import { randomIds } from '../../../src/ports/id-generator';
import { silentLog } from '../../../src/ports/log';
import { noMetrics } from '../../../src/ports/metrics';
import { openSqlite, type SqliteStore } from '../../../src/storage/sqlite/open-sqlite';
import { tempDirs } from '../../support/temp-dir';
import { type RunningLine, startLine } from './running-line';

/** The channel on the real turns and the real store. */

const tempDir = tempDirs();
let store: SqliteStore;
let turns: TurnRunner;
let line: RunningLine;

const bot = {
  async run(context: TurnContext): Promise<void> {
    const { type, text, attachments } = context.activity;
    if (type !== 'message') return;
    await context.sendActivity({ type: 'typing' });
    await context.sendActivity(`${context.activity.from.id}: ${text ?? attachments?.[0]?.contentUrl}`);
  },
};

async function open(dir: string): Promise<void> {
  store = openSqlite({ dir, clock: systemClock, ids: randomIds });
  const faultReply = () => ({ type: 'message', text: 'fault' });
  const deps = { clock: systemClock, ids: randomIds, log: silentLog, metrics: noMetrics, faultReply, bot };
  turns = createTurnRunner({ store: store.conversations, ...deps });
  turns.start();
  const limits = { messagesPer10Seconds: 1000 };
  line = await startLine({ conversations: turns, attachments: store.attachments, records: store.records, limits });
}

async function close(): Promise<void> {
  await line.stop();
  await turns.stop(1000);
  store.close();
}

let dir: string;
beforeEach(async () => {
  dir = tempDir();
  await open(dir);
});
afterEach(close);

type Chat = Awaited<ReturnType<RunningLine['start']>>;
const send = (chat: Chat, text: string, key: string) => {
  const activity = { type: 'message', text, channelData: { clientActivityID: key } };
  return line.call('POST', `${chat.path}/activities`, chat.token, activity);
};
const texts = async (chat: Chat): Promise<string[]> => {
  const { activities } = (await line.call('GET', `${chat.path}/activities`, chat.token)).json;
  return activities.map(({ text }: { text: string }) => text);
};

it('is one turn when a message comes five times at once, and again after a restart (R1, R5)', async () => {
  const chat = await line.start('dl_wang');
  const answers = await Promise.all(Array.from({ length: 5 }, () => send(chat, '彩铃怎么取消', 'k1')));
  await turns.idle();
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  const before = await texts(chat);
  expect(before).toEqual(['彩铃怎么取消', 'dl_wang: 彩铃怎么取消']);
  await close();
  await open(dir);
  const again = await send(chat, '彩铃怎么取消', 'k1');
  await turns.idle();
  expect([again.status, again.json.id]).toEqual([200, answers[0]?.json.id]);
  expect((await send(chat, '别的', 'k1')).status).toBe(422);
  expect(await texts(chat)).toEqual(before);
});

it('shows a file to the bot by a path that ends in its id, and to the customer by an address that works', async () => {
  const chat = await line.start('dl_wang');
  const form = new FormData();
  form.append('activity', JSON.stringify({ type: 'message', channelData: { clientActivityID: 'f1' } }));
  form.append('file', new Blob(['证据'], { type: 'text/plain' }), 'a.txt');
  expect((await line.call('POST', `${chat.path}/upload`, chat.token, form)).status).toBe(200);
  await turns.idle();
  const { activities } = (await line.call('GET', `${chat.path}/activities`, chat.token)).json;
  const [id] = /att_[0-9a-f]{32}/.exec(activities[1].text) ?? [];
  expect(activities[1].text).toBe(`dl_wang: /v3/directline/attachments/${id}`);
  expect(await (await fetch(activities[0].attachments[0].contentUrl)).text()).toBe('证据');
  expect(await store.attachments.count(chat.conversationId)).toBe(1);
});

it('streams the replies with the typing before them', async () => {
  const chat = await line.start('dl_wang');
  const socket = new WebSocket(chat.streamUrl);
  const seen: string[] = [];
  const done = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      for (const { type, text } of JSON.parse(data.toString()).activities) {
        seen.push(text ?? type);
        if (text === 'dl_wang: 第二句') resolve();
      }
    });
  });
  await new Promise((resolve) => socket.once('open', resolve));
  await send(chat, '第一句', 'a');
  await send(chat, '第二句', 'b');
  await done;
  socket.close();
  expect(seen.filter((text) => text !== 'typing').sort()).toEqual(
    ['dl_wang: 第一句', 'dl_wang: 第二句', '第一句', '第二句'].sort(),
  );
  expect(seen.filter((text) => text === 'typing')).toHaveLength(2);
});

it('says 404 for a conversation the store does not know', async () => {
  const { token, conversationId } = (
    await line.call('POST', '/v3/directline/tokens/generate', 'a-secret-for-servers-only')
  ).json;
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  expect((await line.call('POST', path, token, { type: 'message', text: 'x' })).status).toBe(404);
});
