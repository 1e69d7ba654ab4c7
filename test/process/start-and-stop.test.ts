import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { systemClock } from '../../src/ports/clock';
import { randomIds } from '../../src/ports/id-generator';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { eventually } from '../support/eventually';
import { failedStart, type ServerProcess, startServer } from '../support/server-process';
import { tempDirs } from '../support/temp-dir';

/** R10, R11, S1 on the real process: how it starts, and how it stops. */

jest.setTimeout(240_000);

const secret = 'start-tests-server-to-server-secret';
const freshDir = tempDirs();
let server: ServerProcess | undefined;
afterEach(() => server?.kill());

interface Started {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
}

async function call(method: string, path: string, token: string, body?: object) {
  const response = await fetch(`${server?.base}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

const start = async (): Promise<Started> =>
  (await call('POST', '/v3/directline/conversations', secret, {})).json as unknown as Started;

/** Resident memory in MB, as the kernel counts it. */
const residentMb = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

test('is ready with understanding warm, and stays under 400 MB when idle (R11)', async () => {
  server = await startServer({ DIRECT_LINE_SECRET: secret, LOG_LEVEL: 'info', LISTEN_WINDOW_MS: '0' });
  const { pid, output, startedInMs } = server;
  // Nothing listens before the model is there, so the first ready answer is after that line.
  const lines = output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { msg: string; time: string });
  const at = (msg: string): number => lines.findIndex((line) => line.msg === msg);
  expect(at('understanding ready')).toBeGreaterThanOrEqual(0);
  expect(at('ready')).toBeGreaterThan(at('understanding ready'));

  // The very first question is understood as well as any later one.
  const chat = await start();
  const path = `/v3/directline/conversations/${chat.conversationId}/activities`;
  const askedAt = performance.now();
  await call('POST', path, chat.token, { type: 'message', text: '什么是彩铃' });
  const answers = async (): Promise<string> => JSON.stringify((await call('GET', path, chat.token)).json);
  await eventually(async () => (await answers()).includes('听到的音乐'));
  const firstAnswerMs = performance.now() - askedAt;

  // The recognizers warm up in the background; idle means after that.
  await pause(8_000);
  const resident = residentMb(pid);
  process.stderr.write(
    `R11: ready in ${Math.round(startedInMs)} ms, first answer in ${Math.round(firstAnswerMs)} ms, ` +
      `resident ${Math.round(resident)} MB idle\n`,
  );
  expect(startedInMs).toBeLessThan(15_000);
  expect(resident).toBeLessThan(400);
  expect(await server.stop()).toBe(0);
});

test('SIGTERM: running turns are finished, streams end with 1001, nothing acknowledged is lost (R10)', async () => {
  const dir = freshDir();
  const env = { DATA_DIR: dir, DIRECT_LINE_SECRET: secret, LISTEN_WINDOW_MS: '0' };
  server = await startServer(env);
  const chats = await Promise.all(Array.from({ length: 12 }, start));
  const streams = chats.map(({ streamUrl }) => new WebSocket(streamUrl));
  await Promise.all(streams.map((stream) => once(stream, 'open')));
  const closeCodes = streams.map((stream) => once(stream, 'close').then(([code]) => code as number));

  // Every customer says three things at once; the stop comes in the middle of it.
  const acknowledged: { chat: Started; text: string; id: string }[] = [];
  const refused: unknown[] = [];
  const sending = chats.flatMap((chat) =>
    ['什么是彩铃', '没开流量套餐怎么收费', '发票怎么开'].map(async (text) => {
      const path = `/v3/directline/conversations/${chat.conversationId}/activities`;
      const answer = await call('POST', path, chat.token, { type: 'message', text }).catch(() => undefined);
      if (answer?.status === 200) acknowledged.push({ chat, text, id: String(answer.json['id']) });
      else if (answer !== undefined) refused.push(answer.status);
    }),
  );
  await eventually(async () => acknowledged.length >= 10);
  const stoppedAt = performance.now();
  const code = await server.stop();
  const took = performance.now() - stoppedAt;
  await Promise.all(sending);
  expect(code).toBe(0);
  expect(took).toBeLessThan(10_000);
  expect(await Promise.all(closeCodes)).toEqual(chats.map(() => 1001));
  expect(refused.filter((status) => status !== 503)).toEqual([]);

  const atStop = await answered(dir, acknowledged);
  server = await startServer(env);
  await eventually(async () => (await answered(dir, acknowledged)) === acknowledged.length, 20_000);
  process.stderr.write(
    `R10: stopped in ${Math.round(took)} ms; ${acknowledged.length} acknowledged, ${atStop} answered before the end, ` +
      `the rest after the restart\n`,
  );
  expect(server.output()).not.toContain('"level":"error"');
});

/** How many of these are in the log with an answer, and none with two. */
async function answered(dir: string, messages: readonly { chat: Started; id: string }[]): Promise<number> {
  const store = openSqlite({ dir, clock: systemClock, ids: randomIds });
  try {
    let found = 0;
    for (const { chat, id } of messages) {
      const log = await store.conversations.read(chat.conversationId, 0, 100);
      const replies = log.filter((entry) => entry.id.startsWith(`${id}.`)).map((entry) => entry.id);
      expect(new Set(replies).size).toBe(replies.length);
      if (log.some((entry) => entry.id === id) && replies.length > 0) found += 1;
    }
    return found;
  } finally {
    store.close();
  }
}

test('production without its settings does not start, and lists every one that is missing (S1)', () => {
  const { exitCode, output } = failedStart({ NODE_ENV: 'production', BOT_PORT: '1', LOG_LEVEL: 'loud' });
  expect(exitCode).toBe(1);
  for (const name of ['PUBLIC_URL', 'DIRECT_LINE_SECRET', 'ACCOUNT_API_URL', 'STAFF_FILE', 'BOT_PORT', 'LOG_LEVEL']) {
    expect(output).toContain(`- ${name}`);
  }
  expect(output).not.toMatch(/\n\s+at /);
});
