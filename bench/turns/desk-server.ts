// The product behind its real HTTP server on a real embedded store, in a process of its own. Wired as src/main.ts does,
// but for what would stop a benchmark: a fixed one-time code, no limit of text messages and codes, no listening window.
// Arguments: repository, data folder, secret, `real` or `recorded`.
import { join } from 'node:path';
import type { LoadedUnderstander } from '../../src/understanding/load';
import { answerQuestions } from '../helper-process';
import { benchCode } from './desk-customer';
import { recordedUnderstander } from './recorded-understander';
import { type ServerAnswer, usage } from './server-process';

const [root = '', dir = '', secret = '', understanding = 'real'] = process.argv.slice(2);
const built = <Module>(path: string): Module => require(join(root, 'dist/src', `${path}.js`)) as Module;
const { withAudit } = built<typeof import('../../src/accounts/audited-accounts')>('accounts/audited-accounts');
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
const { openSqlite } = built<typeof import('../../src/storage/sqlite/open-sqlite')>('storage/sqlite/open-sqlite');
const { loadUnderstander } = built<typeof import('../../src/understanding/load')>('understanding/load');

/** People serve from 8 to 22 o'clock: the benchmark always begins at ten, and its clock goes on from there. */
const began = Date.now();
const clock = { now: () => Date.parse('2026-11-20T10:00:00+08:00') + (Date.now() - began) };
const port = { taken: 0 };
let stop: () => Promise<void> = async () => {};

async function start(): Promise<ServerAnswer> {
  const ids = randomIds;
  const log = createLogger({ level: 'warn' });
  const metrics = createMetrics();
  const dataDir = join(root, 'nlp-models');
  const store = openSqlite({ dir, clock, ids });
  const secrets = await loadSecrets(store.keys, dir, secret);
  const real: LoadedUnderstander = await loadUnderstander({
    dataDir,
    cacheDir: join(root, 'dist/models'),
    clock,
    log,
    recognizers: 'worker',
  });
  const replies = loadReplies(join(dataDir, 'replies'));
  const sms = { available: () => true, send: async () => ({ ok: true }) as const };
  const app = buildApp({
    config: readConfig({ LISTEN_WINDOW_MS: '0', NODE_ENV: 'test' }),
    clock,
    ids,
    log,
    metrics,
    secrets,
    store,
    understander: understanding === 'recorded' ? recordedUnderstander(real) : real,
    accounts: withAudit(createDemoAccounts(clock), store.records, { clock, conversationOf: conversationOfTurn }),
    sms,
    identity: createIdentity({
      codes: { ...store.codes, issuedSince: async () => 0 },
      sms,
      clock,
      secret: secrets.codeKey,
      randomCode: () => benchCode,
      wording: (code, language) => replies.say('identity.sms', language, { code }).text,
    }),
    staff: [],
    random: Math.random,
    demoInbox: () => [],
    dataDir,
    webDir: join(root, 'dist/web'),
  });
  port.taken = (await app.server.listen(0, '127.0.0.1')).port;
  app.start();
  stop = async () => {
    await app.stop(2_000);
    await real.close();
    store.close();
  };
  return usage(port.taken);
}

answerQuestions<'usage', ServerAnswer>(
  start,
  async () => usage(port.taken),
  () => stop(),
);
