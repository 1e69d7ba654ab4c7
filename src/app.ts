import { join } from 'node:path';
import { DeskBot } from '../bots/desk-bot';
import { loadCues } from '../dialogs/cues';
import type { Services } from '../dialogs/services';
import { createDirectLine } from './channels/direct-line/direct-line';
import { loadCatalogue } from './complaints/catalogue';
import type { Config } from './config';
import { loadReplies } from './conversation/replies';
import { createTurnRunner, type TurnRunner } from './conversation/turn-runner';
import { createDemoInbox, type DemoMessage } from './desk/demo-inbox';
import { createDesk } from './desk/desk';
import type { StaffAccount } from './desk/staff-account';
import { loadServiceHours } from './handoff/hours';
import { loadOpenings } from './handoff/openings';
import { loadHandoffPolicy } from './handoff/policy';
import { loadKnowledge } from './knowledge/load-knowledge';
import { createHealth } from './platform/health';
import { createHttpServer, type HttpServer } from './platform/http-server';
import type { PrometheusMetrics } from './platform/metrics';
import type { Secrets } from './platform/secrets';
import type { AccountGateway } from './ports/account-gateway';
import type { Clock } from './ports/clock';
import type { IdGenerator } from './ports/id-generator';
import type { Identity } from './ports/identity';
import { languages } from './ports/language';
import type { Log } from './ports/log';
import type { SmsGateway } from './ports/sms-gateway';
import type { Store } from './storage/store';
import type { Understander } from './understanding/understanding';

/** What the app is made of; everything that touches the outside is made by the caller. */
export interface AppDeps {
  readonly config: Pick<
    Config,
    'PUBLIC_URL' | 'ALLOWED_ORIGINS' | 'EMBED_ORIGINS' | 'TRUSTED_PROXIES' | 'LISTEN_WINDOW_MS'
  >;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  readonly metrics: PrometheusMetrics;
  readonly secrets: Secrets;
  readonly store: Store;
  readonly understander: Understander;
  readonly accounts: AccountGateway;
  readonly sms: SmsGateway;
  readonly identity: Identity;
  readonly staff: readonly StaffAccount[];
  /** Set when demo data is on: what the demo SMS gateway "sent". */
  readonly demoInbox?: () => readonly DemoMessage[];
  /** Path of nlp-models. */
  readonly dataDir: string;
  /** Path of the built pages. */
  readonly webDir: string;
}

export interface App {
  readonly server: HttpServer;
  readonly turns: TurnRunner;
  /** Starts turns and says ready. */
  start(): void;
  /** Not ready any more, running turns finish, streams close with 1001 (R10). */
  stop(graceMs: number): Promise<void>;
}

/** Wires all rooms together; listens nowhere. */
export function buildApp(deps: AppDeps): App {
  const { config, clock, ids, log, metrics, store } = deps;
  const services = servicesOf({
    ...deps,
    metrics: deps.metrics.metrics,
    settings: { listenWindowMs: config.LISTEN_WINDOW_MS, demo: deps.demoInbox !== undefined },
  });
  const turns = createTurnRunner({
    store: store.conversations,
    bot: new DeskBot(services),
    clock,
    ids,
    log,
    metrics: metrics.metrics,
    // How long a customer waits after this process died in the middle of a turn; renewed well before.
    leaseMs: 3_000,
    faultReply: (locale, reference) => faultReply(services, locale, reference),
  });
  const publicUrl = config.PUBLIC_URL;
  const addresses = {
    ...(publicUrl !== undefined && { publicUrl }),
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
    metrics: metrics.metrics,
  });
  const desk = createDesk({
    queue: store.handoffs,
    accounts: deps.staff,
    clock,
    ids,
    log,
    secureCookies: publicUrl?.startsWith('https:') ?? false,
    ...(publicUrl !== undefined && { publicUrl }),
  });
  const health = createHealth([{ name: 'store', check: async () => store.ping().then(() => true) }]);
  const demo = deps.demoInbox;
  metrics.gauge(
    'handoffs_waiting',
    'Customers waiting for a person',
    async () => (await store.handoffs.list(['waiting'], 200)).length,
  );
  const server = createHttpServer({
    ...addresses,
    routes: [
      ...health.routes,
      metrics.route,
      ...directLine.routes,
      ...desk.routes,
      ...(demo ? createDemoInbox(demo) : []),
    ],
    sockets: directLine.sockets,
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
      ...(demo ? [{ path: '/demo/inbox', file: 'inbox.html' }] : []),
    ],
  });
  return {
    server,
    turns,
    start() {
      turns.start();
      health.setReady(true);
    },
    async stop(graceMs) {
      health.setReady(false);
      await turns.stop(graceMs);
      directLine.close();
      await server.close(Math.min(graceMs, 2000));
    },
  };
}

/** What the dialogs need beside the data files. */
export type ServiceDeps = Pick<
  Services,
  'understander' | 'accounts' | 'identity' | 'sms' | 'ids' | 'log' | 'metrics' | 'settings'
> & {
  readonly store: Pick<Store, 'complaints' | 'handoffs' | 'records'>;
  /** Path of nlp-models. */
  readonly dataDir: string;
};

/** Reads the data files the dialogs speak and decide by. @throws Error naming the file at fault */
export function servicesOf({ dataDir, store, ...rest }: ServiceDeps): Services {
  const handoff = join(dataDir, 'handoff');
  return {
    ...rest,
    replies: loadReplies(join(dataDir, 'replies')),
    cues: loadCues(join(dataDir, 'lexicon', 'cues.yaml')),
    knowledge: loadKnowledge(join(dataDir, 'knowledge')),
    catalogue: loadCatalogue(join(dataDir, 'complaints')),
    policy: loadHandoffPolicy(handoff),
    hours: loadServiceHours(handoff),
    openings: loadOpenings(handoff),
    complaints: store.complaints,
    queue: store.handoffs,
    records: store.records,
  };
}

/** The customer is told, in words of ours; the cause stays in the log (S18). */
function faultReply({ replies }: Services, locale: string | undefined, reference: string) {
  const language = languages.find((known) => known === locale) ?? 'zh-Hans';
  const { text, speak } = replies.say('fault', language, { reference: reference.slice(-8) });
  const person = replies.choice('person', language);
  return {
    type: 'message',
    text,
    speak,
    locale: language,
    suggestedActions: { to: [], actions: [{ type: 'imBack', title: person.title, value: person.say }] },
  };
}
