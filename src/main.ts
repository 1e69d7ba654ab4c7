import { createHmac, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withAudit } from './accounts/audited-accounts';
import { loadDemoData } from './accounts/demo/demo-data';
import { createDemoAccounts } from './accounts/demo-accounts';
import { createDemoSms } from './accounts/demo-sms';
import { createHttpAccounts } from './accounts/http-accounts';
import { noSms } from './accounts/no-sms';
import { createIdentity } from './accounts/one-time-code';
import { secureCode } from './accounts/secure-code';
import { withSmsLimits } from './accounts/sms-limits';
import { type AppDeps, buildApp } from './app';
import { chooseTransport } from './channels/sms/choose-transport';
import { createReceipts } from './channels/sms/receipts';
import { createSmsGateway } from './channels/sms/sms-gateway';
import { type Config, ConfigError, readConfig } from './config';
import { loadReplies } from './conversation/replies';
import { conversationOfTurn } from './conversation/turn';
import { createPurge, retentionOf } from './data/purge';
import { purgeDocuments } from './data/purge-documents';
import { hashPassword } from './desk/password';
import { followStaff, loadStaff } from './desk/staff-file';
import { loadRouting } from './handoff/routing-data';
import { asListenFault, DeskFault } from './platform/errors';
import { createLogger } from './platform/logger';
import { createMetrics } from './platform/metrics';
import { loadSecrets } from './platform/secrets';
import { systemClock } from './ports/clock';
import { randomIds } from './ports/id-generator';
import type { Log } from './ports/log';
import { openStore } from './storage/open-store';
import { StorageError } from './storage/storage-error';
import { loadUnderstander } from './understanding/load';

/** The only file that reads the environment, opens ports and handles signals. */
const root = resolve(__dirname, '../..');
/** For running turns; with the two seconds that connections get, all is over within ten (R10). */
const graceMs = 7_000;
/** Before connections are closed: a load balancer that looks twice a second has sent its requests elsewhere by then. */
const drainMs = 500;
const purgeEveryMs = 6 * 3600_000;

async function main(): Promise<void> {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const config = readConfig(process.env);
  const clock = systemClock;
  const ids = randomIds;
  const log = createLogger({ level: config.LOG_LEVEL });
  const metrics = createMetrics();
  const dir = resolve(root, config.DATA_DIR);
  const dataDir = join(root, 'nlp-models');
  const store = await openStore(config, { dir, clock, ids, log });
  const secrets = await loadSecrets(store.keys, dir, config.DIRECT_LINE_SECRET);
  const understander = await loadUnderstander({
    dataDir,
    cacheDir: join(root, 'dist/models'),
    clock,
    log,
    recognizers: 'worker',
  });
  const demo = config.NODE_ENV !== 'production';
  const demoSms = createDemoSms({ clock, log, capacity: 1000 });
  const way = await chooseTransport(config, { clock, ids, log, random: Math.random, dir });
  const receipts =
    way &&
    createReceipts({ transport: way.transport.name, records: store.records, clock, log, metrics: metrics.metrics });
  const ownSms = way && receipts && createSmsGateway(way.transport, receipts);
  const sms = withSmsLimits(ownSms ?? (demo ? demoSms : noSms), clock);
  const gateway = config.ACCOUNT_API_URL
    ? createHttpAccounts({
        baseUrl: config.ACCOUNT_API_URL,
        timeoutMs: config.ACCOUNT_API_TIMEOUT_MS,
        ...(config.ACCOUNT_API_TOKEN !== undefined && { token: config.ACCOUNT_API_TOKEN }),
        clock,
        metrics: metrics.metrics,
        log,
      })
    : createDemoAccounts(clock, loadDemoData(dataDir));
  const replies = loadReplies(join(dataDir, 'replies'));
  const identity = createIdentity({
    codes: store.codes,
    sms,
    clock,
    secret: secrets.codeKey,
    randomCode: secureCode,
    wording: (code, language) => replies.say('identity.sms', language, { code }).text,
  });
  const { staff, password } = await staffOf(
    config,
    demo,
    log,
    Object.keys(loadRouting(join(dataDir, 'handoff')).teams),
    secrets.signingKey,
  );
  const purge = createPurge({ archive: store.archive, clock, retention: retentionOf(config), log });
  const deps: AppDeps = {
    config,
    clock,
    ids,
    log,
    metrics,
    secrets,
    store,
    understander,
    accounts: withAudit(gateway, store.records, { clock, conversationOf: conversationOfTurn }),
    sms,
    identity,
    staff,
    random: Math.random,
    jobs: [
      { name: 'purge', everyMs: purgeEveryMs, run: async (signal) => void (await purge.run(signal)) },
      {
        name: 'purge-documents',
        everyMs: purgeEveryMs,
        run: () =>
          purgeDocuments(
            { documents: store.documents, clock },
            config.RETENTION_CONVERSATION_DAYS,
            config.RETENTION_COMPLAINT_DAYS,
          ),
      },
    ],
    ...(way && receipts && { smsTransport: { ...way, receipts } }),
    // With a way of their own, text messages go to handsets, and their codes are read there.
    ...(demo && !way && { demoInbox: () => demoSms.inbox() }),
    dataDir,
    webDir: join(root, 'dist/web'),
  };
  const app = buildApp(deps);
  const { port } = await app.server.listen(config.PORT, config.HOST).catch((error: unknown) => {
    throw asListenFault(error);
  });
  await app.start();
  log.info({ port, demo }, 'ready');
  announce(config.PUBLIC_URL ?? `http://localhost:${port}`, demo, password, way?.transport.name);

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping: running turns finish first');
    await app.stop(graceMs, drainMs);
    await understander.close();
    await store.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal).catch(failed));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
}

/** Staff from the file; with demo data also the four demo accounts. */
async function staffOf(
  config: Config,
  demo: boolean,
  log: Log,
  teams: readonly string[],
  signingKey: AppDeps['secrets']['signingKey'],
): Promise<{ staff: AppDeps['staff']; password?: string }> {
  const own = config.STAFF_FILE ? followStaff(resolve(root, config.STAFF_FILE), log, teams) : () => [];
  if (!demo) return { staff: own };
  const password = config.DEMO_PASSWORD ?? randomBytes(9).toString('base64url');
  // The same on every node and after a restart: who is signed in with the demo's password stays so.
  const salt = createHmac('sha256', signingKey).update('salt of the demo accounts').digest().subarray(0, 16);
  const passwordHash = await hashPassword(password, salt);
  const accounts = loadStaff(join(root, 'nlp-models/demo/staff.yaml'), teams).map((each) => ({
    ...each,
    passwordHash,
  }));
  const beside = (): ReturnType<typeof own> => {
    const names = new Set(own().map(({ name }) => name));
    return [...own(), ...accounts.filter(({ name }) => !names.has(name))];
  };
  return { staff: beside, password };
}

/** For the person at the terminal; everything else goes to the log. */
function announce(address: string, demo: boolean, password: string | undefined, smsWay: string | undefined): void {
  const lines = [`Chat page    ${address}/`, `Agents' desk ${address}/desk`, `Board        ${address}/board`];
  if (smsWay) lines.push(`SMS          through ${smsWay}`);
  if (demo) {
    if (!smsWay) lines.push(`Demo inbox   ${address}/demo/inbox  (text messages with one-time codes)`);
    lines.push(`Sign-in      agent1, agent2, supervisor, admin · password ${password ?? ''}`);
    lines.push('Demo numbers 13800000001 to 13800000012');
  }
  process.stderr.write(`\n${lines.join('\n')}\n\n`);
}

main().catch(failed);

function failed(error: unknown): never {
  process.stderr.write(`${explained(error)}\n`);
  process.exit(1);
}

/** Faults we know say what to do and need no stack; anything else shows where it came from. */
function explained(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || error instanceof DeskFault) return error.message;
  if (error instanceof StorageError) return `${error.message} (${error.code})`;
  return error.stack ?? error.message;
}
