// The product behind its real HTTP server on a real store, in a process of its own. Wired as src/main.ts does, but for
// what would stop a benchmark: a fixed one-time code, no limit of text messages and codes, no listening window.
// Argument: DeskServerOptions as JSON.
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { LoadedUnderstander } from '../../src/understanding/load';
import { answerQuestions } from '../helper-process';
import { benchCode } from './desk-customer';
import { frameworkBot } from './framework-bots';
import { recordedUnderstander } from './recorded-understander';
import { type ServerAnswer, type ServerQuestion, usage } from './server-process';
import type { DeskServerOptions } from './start-desk-server';

const options = JSON.parse(process.argv[2] ?? '{}') as DeskServerOptions;
const { root, dir, bot = 'desk' } = options;
const built = <Module>(path: string): Module => require(join(root, 'dist/src', `${path}.js`)) as Module;
const { withAudit } = built<typeof import('../../src/accounts/audited-accounts')>('accounts/audited-accounts');
const { loadDemoData } = built<typeof import('../../src/accounts/demo/demo-data')>('accounts/demo/demo-data');
const { createDemoAccounts } = built<typeof import('../../src/accounts/demo-accounts')>('accounts/demo-accounts');
const { createIdentity } = built<typeof import('../../src/accounts/one-time-code')>('accounts/one-time-code');
const { buildApp } = built<typeof import('../../src/app')>('app');
const { readConfig } = built<typeof import('../../src/config')>('config');
const { loadReplies } = built<typeof import('../../src/conversation/replies')>('conversation/replies');
const { conversationOfTurn } = built<typeof import('../../src/conversation/turn')>('conversation/turn');
const { createLogger } = built<typeof import('../../src/platform/logger')>('platform/logger');
const { createMetrics } = built<typeof import('../../src/platform/metrics')>('platform/metrics');
const { loadSecrets } = built<typeof import('../../src/platform/secrets')>('platform/secrets');
const { randomIds } = built<typeof import('../../src/ports/id-generator')>('ports/id-generator');
const { openStore } = built<typeof import('../../src/storage/open-store')>('storage/open-store');
const { loadUnderstander } = built<typeof import('../../src/understanding/load')>('understanding/load');

/** People serve from 8 to 22 o'clock: the benchmark always begins at ten, and its clock goes on from there. */
const clock = { now: () => Date.parse('2026-11-20T10:00:00+08:00') + (Date.now() - options.began) };
const port = { taken: 0 };
let stop: () => Promise<void> = async () => {};
const delay = options.lag === true ? monitorEventLoopDelay({ resolution: 10 }) : undefined;
delay?.enable();

/** Since the last time it was asked. */
function lagOf(histogram: NonNullable<typeof delay>): NonNullable<ServerAnswer['lag']> {
  const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - 10);
  const lag = { p50: ms(histogram.percentile(50)), p99: ms(histogram.percentile(99)), max: ms(histogram.max) };
  histogram.reset();
  return lag;
}

async function start(): Promise<ServerAnswer> {
  const ids = randomIds;
  const log = createLogger({ level: 'warn' });
  const metrics = createMetrics();
  const dataDir = join(root, 'nlp-models');
  const config = readConfig({
    LISTEN_WINDOW_MS: '0',
    TRUSTED_PROXIES: '127.0.0.1',
    NODE_ENV: 'test',
    ...(options.mongo && { MONGO_URL: options.mongo.url, MONGO_DATABASE: options.mongo.database }),
  });
  const store = await openStore(config, { dir, clock, ids, log });
  const secrets = await loadSecrets(store.keys, dir, options.secret);
  const real: LoadedUnderstander = await loadUnderstander({
    dataDir,
    cacheDir: join(root, 'dist/models'),
    clock,
    log,
    // The framework's bots understand nothing; what they are compared with should not pay for idle workers.
    recognizers: bot === 'desk' ? 'worker' : 'off',
  });
  const replies = loadReplies(join(dataDir, 'replies'));
  const sms = { available: () => true, send: async () => ({ ok: true }) as const };
  const app = buildApp({
    config,
    clock,
    ids,
    log,
    metrics,
    secrets,
    store,
    understander: options.understanding === 'recorded' ? recordedUnderstander(real) : real,
    accounts: withAudit(createDemoAccounts(clock, loadDemoData(dataDir)), store.records, {
      clock,
      conversationOf: conversationOfTurn,
    }),
    sms,
    identity: createIdentity({
      codes: { ...store.codes, issuedSince: async () => 0 },
      sms,
      clock,
      secret: secrets.codeKey,
      randomCode: () => benchCode,
      wording: (code, language) => replies.say('identity.sms', language, { code }).text,
    }),
    staff: () => options.staff ?? [],
    random: Math.random,
    demoInbox: () => [],
    ...(bot !== 'desk' && { bot: frameworkBot(bot) }),
    dataDir: options.dataDir ?? dataDir,
    webDir: join(root, 'dist/web'),
  });
  port.taken = (await app.server.listen(0, '127.0.0.1')).port;
  app.start();
  stop = async () => {
    await app.stop(2_000);
    await real.close();
    await store.close();
  };
  return usage(port.taken);
}

answerQuestions<ServerQuestion, ServerAnswer>(
  start,
  async (question) => {
    if (question === 'collected') global.gc?.();
    return { ...usage(port.taken), ...(delay && { lag: lagOf(delay) }) };
  },
  () => stop(),
);
