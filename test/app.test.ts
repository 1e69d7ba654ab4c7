import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createDemoSms, type DemoSms } from '../src/accounts/demo-sms';
import { createIdentity } from '../src/accounts/one-time-code';
import { secureCode } from '../src/accounts/secure-code';
import { withSmsLimits } from '../src/accounts/sms-limits';
import { type App, buildApp } from '../src/app';
import { readConfig } from '../src/config';
import { createMetrics } from '../src/platform/metrics';
import { loadSecrets } from '../src/platform/secrets';
import { systemClock as clock } from '../src/ports/clock';
import { randomIds as ids } from '../src/ports/id-generator';
import { silentLog as log } from '../src/ports/log';
import { openSqlite } from '../src/storage/sqlite/open-sqlite';
import type { Store } from '../src/storage/store';
import { loadUnderstander } from '../src/understanding/load';
import { startTalk, type Talk } from './process/talk';
import { mongoStores } from './storage/mongo/mongo-stores';
import { demoAccounts } from './support/demo-accounts';
import { dataDir } from './support/desk';
import { eventually } from './support/eventually';
import { withMongo } from './support/mongo';
import { tempDirs } from './support/temp-dir';

const freshDir = tempDirs();
let understander: Awaited<ReturnType<typeof loadUnderstander>>;
beforeAll(async () => {
  understander = await loadUnderstander({
    dataDir,
    cacheDir: join(dataDir, '../dist/models'),
    clock,
    recognizers: 'off',
  });
}, 60_000);
afterAll(() => understander.close());

interface Node {
  readonly app: App;
  readonly base: string;
  readonly secret: string;
  readonly sms: DemoSms;
}
const nodes: Node[] = [];
const stopAll = async () => {
  for (const { app } of nodes.splice(0)) await app.stop(2_000);
};

/** The whole product on a store, with an empty data folder of its own. */
async function start(store: Store): Promise<Node> {
  const webDir = freshDir();
  for (const page of ['index.html', 'desk.html', 'board.html', 'inbox.html'])
    writeFileSync(join(webDir, page), '<!doctype html>');
  const metrics = createMetrics();
  const secrets = await loadSecrets(store.keys, freshDir());
  const demoSms = createDemoSms({ clock, log });
  const sms = withSmsLimits(demoSms, clock);
  const app = buildApp({
    config: readConfig({ LISTEN_WINDOW_MS: '0' }),
    clock,
    ids,
    log,
    metrics,
    secrets,
    store,
    understander,
    accounts: demoAccounts(clock),
    sms,
    identity: createIdentity({
      codes: store.codes,
      sms,
      clock,
      secret: secrets.codeKey,
      randomCode: secureCode,
      wording: (code) => code,
    }),
    staff: () => [],
    random: Math.random,
    demoInbox: () => demoSms.inbox(),
    dataDir,
    webDir,
  });
  const { port } = await app.server.listen(0, '127.0.0.1');
  app.start();
  const node = { app, base: `http://127.0.0.1:${port}`, secret: secrets.directLine, sms: demoSms };
  nodes.push(node);
  return node;
}

/** What a stream that leads to this node hears. */
function streamAt(node: Node, { streamUrl }: Talk): Promise<{ texts: string[]; socket: WebSocket }> {
  const url = new URL(streamUrl);
  const socket = new WebSocket(`${node.base.replace('http', 'ws')}${url.pathname}${url.search}`);
  const texts: string[] = [];
  socket.on('message', (frame) => {
    const text = String(frame);
    const { activities = [] } = (text === '' ? {} : JSON.parse(text)) as { activities?: { text?: string }[] };
    texts.push(...activities.flatMap((activity) => activity.text ?? []));
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ texts, socket }));
    socket.once('error', reject);
  });
}

const messagesOf = async ({ base }: Node): Promise<{ to: string; text: string }[]> =>
  ((await (await fetch(`${base}/demo/api/inbox`)).json()) as { messages: { to: string; text: string }[] }).messages;

/** Files a complaint and answers its number. */
async function complain(talk: Talk): Promise<string> {
  let said = await talk.say(
    '营业厅的营业员对我大吼大叫，态度非常恶劣，我要投诉，我的号码是13800000001，昨天下午在人民路营业厅',
  );
  for (let n = 0; n < 8; n += 1) {
    const number = /C\d{8}-\d{4,}-\d/.exec(said)?.[0];
    if (number) return number;
    const asked = said.split('\n').at(-1) ?? '';
    said = await talk.say(/登记可以吗/.test(asked) ? '可以' : /号码|手机号/.test(asked) ? '13800000001' : '希望道歉');
  }
  throw new Error(`No complaint was filed; the last answer was: ${said}`);
}

/** Two nodes, each with its own access to one store. */
function behaviour(openTwo: () => Promise<readonly [Store, Store]>): void {
  test('any node takes any request: tokens, streams and messages of one are good on the other', async () => {
    const [one, two] = await openTwo();
    const [first, second] = [await start(one), await start(two)];
    expect(second.secret).toBe(first.secret);
    const here = await startTalk(first.base, first.secret);
    const { texts, socket } = await streamAt(second, here);
    const said = await here.say('什么是彩铃');
    await eventually(() => texts.includes(said));
    const elsewhere = await fetch(`${second.base}/v3/directline/conversations/${here.conversationId}/activities`, {
      headers: { authorization: `Bearer ${here.token}` },
    });
    expect(elsewhere.status).toBe(200);
    expect(await elsewhere.text()).toContain(JSON.stringify(said).slice(1, -1));
    socket.close();
  }, 30_000);

  test('a text message is sent by whichever node sends them, once, and the inbox shows it', async () => {
    const [one, two] = await openTwo();
    const [first, second] = [await start(one), await start(two)];
    const number = await complain(await startTalk(second.base, second.secret));
    const sent = () => [...first.sms.inbox(), ...second.sms.inbox()].filter(({ text }) => text.includes(number));
    await eventually(() => sent().length > 0);
    expect(sent()).toMatchObject([{ to: '13800000001' }]);
    const shown = [...(await messagesOf(first)), ...(await messagesOf(second))];
    expect(shown.filter(({ text }) => text.includes(number))).toHaveLength(1);
    await eventually(async () => (await one.outbox.counts()).waiting === 0);
    expect(await one.outbox.list('sent', 9)).toMatchObject([{ kind: 'sms', attempts: 1 }]);
    const metrics = await (await fetch(`${first.base}/metrics`)).text();
    expect(metrics).toMatch(/^outbox_waiting 0$/m);
    expect(metrics).toMatch(/^outbox_dead 0$/m);
  }, 30_000);

  test('a node that stops in good order hands on its jobs at once and drops no conversation (R10)', async () => {
    const [one, two] = await openTwo();
    const [first, second] = [await start(one), await start(two)];
    const talk = await startTalk(first.base, first.secret);
    // Whichever node has the job, each is stopped while messages are under way.
    const posted = await Promise.all(['什么是彩铃', '怎么查话费'].map((text) => talk.post(text)));
    expect(posted.map(({ status }) => status)).toEqual([200, 200]);
    const stopping = first.app.stop(2_000);
    nodes.splice(nodes.indexOf(first), 1);
    await stopping;
    const log = await second.app.turns.read(talk.conversationId, 0, 99);
    const asked = log.filter(({ direction, activity }) => direction === 'in' && activity.type === 'message');
    await eventually(async () => {
      const now = await second.app.turns.read(talk.conversationId, 0, 99);
      return asked.every(({ id }) => now.some(({ id: reply }) => reply.startsWith(`${id}.`)));
    });
    const number = await complain(await startTalk(second.base, second.secret));
    await eventually(() => second.sms.inbox().some(({ text }) => text.includes(number)), 2_000);
  }, 30_000);
}

describe('two nodes on one embedded store', () => {
  const stores: { close(): void }[] = [];
  afterEach(async () => {
    await stopAll();
    for (const store of stores.splice(0)) store.close();
  });
  behaviour(async () => {
    const dir = freshDir();
    const open = () => {
      const store = openSqlite({ dir, clock, ids });
      stores.push(store);
      return store;
    };
    return [open(), open()];
  });
});

withMongo('two nodes on one MongoDB', (url) => {
  afterEach(stopAll);
  const openTwo = mongoStores(url);
  behaviour(() => openTwo(clock));
});
