import { setTimeout as pause } from 'node:timers/promises';
import { DeskBot } from '../bots/desk-bot';
import type { accountEventsShape } from './accounts/events/account-events-settings';
import { createDirectLine } from './channels/direct-line/direct-line';
import type { Receipts } from './channels/sms/receipts';
import { createSmsChannel } from './channels/sms/sms-channel';
import type { SmsOverHttp } from './channels/sms/sms-over-http';
import { createHotline } from './channels/voice/hotline';
import { complaintsOf } from './complaints-of';
import type { Config } from './config';
import { createConsents } from './consents/create-consents';
import type { TurnRunner, TurnRunnerDeps } from './conversation/turn-runner';
import { createDemoInbox, type DemoMessage } from './desk/demo-inbox';
import type { oidcShape } from './desk/sign-in/oidc-settings';
import type { StaffAccount } from './desk/staff-account';
import { deskOf } from './desk-of';
import { gaugesOf } from './gauges-of';
import { handoffsOf } from './handoffs-of';
import { chatwootName } from './hubs/chatwoot/chatwoot-names';
import { type chatwootShape, readChatwoot } from './hubs/chatwoot/chatwoot-settings';
import { openChatwoot } from './hubs/chatwoot/open-chatwoot';
import { createHubOutbox } from './hubs/hub-outbox';
import type { mailShape } from './outbox/mail-settings';
import { createOutboxSender } from './outbox/outbox-sender';
import { oversightOf } from './oversight-of';
import { type BackgroundJob, createBackgroundJobs } from './platform/background-jobs';
import { createHealth } from './platform/health';
import { createHttpServer, type HttpServer } from './platform/http-server';
import type { PrometheusMetrics } from './platform/metrics';
import type { Secrets } from './platform/secrets';
import type { AccountGateway } from './ports/account-gateway';
import type { Clock } from './ports/clock';
import type { IdGenerator } from './ports/id-generator';
import type { Identity } from './ports/identity';
import type { Log } from './ports/log';
import type { SmsGateway } from './ports/sms-gateway';
import { sendersOf } from './senders-of';
import { servicesOf } from './services-of';
import type { Store } from './storage/store';
import { turnsOf } from './turns-of';
import type { Understander } from './understanding/understanding';

/** What the app is made of; everything that touches the outside is made by the caller. */
export interface AppDeps {
  readonly config: Pick<
    Config,
    | 'PUBLIC_URL'
    | 'ALLOWED_ORIGINS'
    | 'EMBED_ORIGINS'
    | 'TRUSTED_PROXIES'
    | 'LISTEN_WINDOW_MS'
    | 'WEBHOOK_ORIGINS'
    | 'WEBHOOK_SECRET'
    | 'TWILIO_ACCOUNT_SID'
    | 'TWILIO_AUTH_TOKEN'
    | 'JAMBONZ_WEBHOOK_SECRET'
    | 'JAMBONZ_VOICES'
    | 'VOICE_TRANSFER'
    | 'VOICE_TRANSFER_URI'
    | keyof typeof oidcShape
    | keyof typeof chatwootShape
    | keyof typeof accountEventsShape
    | keyof typeof mailShape
  >;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  readonly metrics: PrometheusMetrics;
  readonly secrets: Secrets;
  readonly store: Store;
  readonly understander: Understander;
  readonly accounts: AccountGateway;
  /** What the outbox sends through. */
  readonly sms: SmsGateway;
  readonly identity: Identity;
  /** The way customers write text messages, where there is one; {@link sms} sends through it too. */
  readonly smsTransport?: SmsOverHttp & { readonly receipts: Receipts };
  /** Who may sign in to the desk, as it is now. */
  readonly staff: () => readonly StaffAccount[];
  /** Run on one node at a time, beside the outbox. */
  readonly jobs?: readonly BackgroundJob[];
  /** 0 to below 1, for jitter. */
  readonly random: () => number;
  /** Set when demo data is on: what the demo SMS gateway "sent". */
  readonly demoInbox?: () => readonly DemoMessage[];
  /** Another bot behind the same channel, log and leases: what the benchmark compares the desk with. */
  readonly bot?: TurnRunnerDeps['bot'];
  /** Path of nlp-models. */
  readonly dataDir: string;
  /** Path of the built pages. */
  readonly webDir: string;
}

export interface App {
  readonly server: HttpServer;
  readonly turns: TurnRunner;
  /** Starts turns and background jobs, and says ready. */
  start(): Promise<void>;
  /**
   * Not ready any more, running turns finish, other nodes get the jobs, streams close with 1001 (R10).
   * @param drainMs how long requests are still answered, so that a load balancer has seen `/readyz` before connections close
   */
  stop(graceMs: number, drainMs?: number): Promise<void>;
}

/** Wires all rooms together; listens nowhere. */
export function buildApp(deps: AppDeps): App {
  const { config, clock, ids, log, metrics, store } = deps;
  const chatwoot = readChatwoot(config);
  const handoffs = handoffsOf({
    ...deps,
    staff: () => desk.staff(),
    nudge: () => {
      outbox.nudge();
      for (const job of [outboxJob, handoffs.job]) jobs.nudge(job.name);
      desk.nudge();
    },
    looked: () => desk.nudge(),
  });
  const leaves = () => {
    outbox.nudge();
    jobs.nudge(outboxJob.name);
  };
  const consents = createConsents(store);
  const complaints = complaintsOf({
    ...deps,
    consents,
    wrapUp: handoffs.wrapUp,
    routing: handoffs.routing,
    staff: () => desk.staff(),
    changed: leaves,
  });
  const oversight = oversightOf({ ...deps, handoffs, complaints, consents, leaves, nudge: (job) => jobs.nudge(job) });
  const services = servicesOf({
    ...deps,
    ...complaints,
    ...oversight.dialogs,
    handoffs,
    mayHandle: (name, department) => desk.mayHandle(name, department),
    ...(chatwoot && { hub: createHubOutbox(chatwootName) }),
    metrics: deps.metrics.metrics,
    settings: {
      listenWindowMs: config.LISTEN_WINDOW_MS,
      demo: deps.demoInbox !== undefined,
      answersTexts: deps.smsTransport !== undefined,
    },
  });
  const door: Pick<TurnRunner, 'open' | 'receive' | 'read'> = {
    open: (...all) => turns.open(...all),
    receive: (...all) => turns.receive(...all),
    read: (...all) => turns.read(...all),
  };
  const hub =
    chatwoot &&
    openChatwoot(chatwoot, {
      queue: store.handoffs,
      acts: handoffs.acts,
      conversations: door,
      records: store.records,
      clock,
      log,
      dataDir: deps.dataDir,
    });
  const outbox = createOutboxSender({
    outbox: store.outbox,
    senders: sendersOf({ ...deps, acts: complaints.complaintActs }, door, hub),
    clock,
    log,
    metrics: metrics.metrics,
    random: deps.random,
  });
  const outboxJob: BackgroundJob = { name: 'outbox', everyMs: 1_000, run: (signal) => outbox.run(signal) };
  const jobs = createBackgroundJobs({
    leases: store.leases,
    jobs: [outboxJob, handoffs.job, complaints.job, ...oversight.jobs, ...(deps.jobs ?? [])],
    owner: ids.next('node'),
    log,
  });
  const hotline = createHotline(config, {
    services,
    clock,
    dataDir: deps.dataDir,
    secret: deps.secrets.signingKey,
  });
  const turns = turnsOf({
    ...deps,
    services,
    bot: hotline.around(deps.bot ?? new DeskBot(services)),
    leaves,
  });
  const sms =
    deps.smsTransport &&
    createSmsChannel({
      ...deps.smsTransport,
      conversations: turns,
      secret: deps.secrets.signingKey,
      clock,
      log,
      metrics: metrics.metrics,
    });
  const calls = hotline.open(turns);
  const addresses = {
    ...(config.PUBLIC_URL !== undefined && { publicUrl: config.PUBLIC_URL }),
    allowedOrigins: config.ALLOWED_ORIGINS,
    embedOrigins: config.EMBED_ORIGINS,
  };
  const directLine = createDirectLine({
    ...addresses,
    conversations: turns,
    attachments: store.attachments,
    signingKey: deps.secrets.signingKey,
    secret: deps.secrets.directLine,
    clock,
    ids,
    log,
    records: store.records,
    documents: store.documents,
    metrics: metrics.metrics,
  });
  const desk = deskOf({ ...deps, services, handoffs, complaints, turns, rooms: oversight.desk });
  const health = createHealth(
    [{ name: 'store', check: async () => store.ping().then(() => true) }],
    deps.smsTransport ? [{ name: 'sms', check: async () => deps.smsTransport?.transport.connected() ?? true }] : [],
  );
  const demo = deps.demoInbox;
  gaugesOf(metrics, store, clock);
  const server = createHttpServer({
    ...addresses,
    routes: [
      ...health.routes,
      metrics.route,
      ...directLine.routes,
      ...desk.routes,
      ...oversight.routes,
      ...(deps.smsTransport?.routes ?? []),
      ...calls.routes,
      ...(hub?.routes ?? []),
      ...(demo ? createDemoInbox(demo) : []),
    ],
    sockets: [...directLine.sockets, ...desk.sockets, ...calls.sockets],
    authenticators: {
      'direct-line': directLine.authenticator,
      staff: desk.authenticator,
      ...(demo && { demo: async () => ({ demo: true }) }),
    },
    log,
    ids,
    clock,
    metrics: metrics.http,
    trustedProxies: config.TRUSTED_PROXIES,
    staticDir: deps.webDir,
    pages: [
      { path: '/', file: 'index.html', embeddable: true },
      { path: '/desk', file: 'desk.html' },
      { path: '/board', file: 'board.html' },
      ...(demo ? [{ path: '/demo/inbox', file: 'inbox.html' }] : []),
    ],
  });
  const stopping = new AbortController();
  return {
    server,
    turns,
    async start() {
      turns.start();
      jobs.start();
      await sms?.start();
      health.setReady(true);
      void desk.warm().then(() => oversight.warm(stopping.signal));
    },
    async stop(graceMs, drainMs = 0) {
      health.setReady(false);
      stopping.abort();
      server.drain();
      if (drainMs > 0) await pause(drainMs);
      await turns.stop(graceMs);
      directLine.close();
      desk.stop();
      calls.close();
      const rest = Math.min(graceMs, 2000);
      // What is on its way to customers is finished before its transport says goodbye.
      const outgoing = jobs.stop(rest / 2).then(() => sms?.stop(rest / 2));
      await Promise.all([outgoing, server.close(rest)]);
    },
  };
}
