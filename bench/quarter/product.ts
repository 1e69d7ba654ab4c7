import { join } from 'node:path';
import { DeskBot } from '../../bots/desk-bot';
import { createIdentity } from '../../src/accounts/one-time-code';
import { withSmsLimits } from '../../src/accounts/sms-limits';
import { conversationOfNumber } from '../../src/channels/sms/conversation-id';
import { createSmsChannel } from '../../src/channels/sms/sms-channel';
import { createSmsGateway } from '../../src/channels/sms/sms-gateway';
import type { OutgoingSms, SmsListener } from '../../src/channels/sms/transport';
import type { CallService } from '../../src/channels/voice/call';
import { createCalls } from '../../src/channels/voice/calls';
import { type Complaints, complaintsOf } from '../../src/complaints-of';
import { readConfig } from '../../src/config';
import { createConsents } from '../../src/consents/create-consents';
import type { TurnRunner } from '../../src/conversation/turn-runner';
import { createFigures } from '../../src/figures/create-figures';
import type { FiguresAnswer, FiguresQuery } from '../../src/figures/figures';
import { type Handoffs, handoffsOf } from '../../src/handoffs-of';
import { knownProblemJobName } from '../../src/known-problems/known-problem-job';
import type { KnownProblems } from '../../src/known-problems/known-problems';
import { loadProblemRules } from '../../src/known-problems/rules';
import { noticeJobName } from '../../src/notices-of';
import { createOutboxSender } from '../../src/outbox/outbox-sender';
import { oversightOf } from '../../src/oversight-of';
import { createHttpServer } from '../../src/platform/http-server';
import { createMetrics } from '../../src/platform/metrics';
import type { Clock } from '../../src/ports/clock';
import type { IdGenerator } from '../../src/ports/id-generator';
import { type Log, silentLog } from '../../src/ports/log';
import { noMetrics } from '../../src/ports/metrics';
import { sendersOf } from '../../src/senders-of';
import { servicesOf } from '../../src/services-of';
import type { Store } from '../../src/storage/store';
import { turnsOf } from '../../src/turns-of';
import { loadUnderstander } from '../../src/understanding/load';
import { channelSecret, eventsSecret } from './channel-secret';
import { jobEveryMs, jobTimes } from './job-times';
import { ownStandard } from './own-standard';
import { accountsOf, watched } from './product-edges';
import { productStore } from './product-store';
import type { CrashPoint, Filed, GatewayCall, ProductOptions } from './protocol';
import type { StoreEyes } from './store-eyes';
import { understandingByDay } from './understanding-by-day';

const listenWindowMs = 1_500;
/** The product's own look is seconds apart; here nothing waits for it. */
const looksEveryMs = 12 * 3_600_000;

/** What the product needs of the world it stands in. */
export interface ProductWorld {
  readonly clock: Clock;
  readonly ids: IdGenerator;
  /** Answers when the gateway outside has it. */
  call(gateway: GatewayCall): Promise<unknown>;
  /** Never answers where the plan says that the process dies here. */
  passed(point: CrashPoint): Promise<void>;
  /** Something the product logged as an error. */
  failed(what: string): void;
  /** A complaint is on record. */
  filed(complaint: Filed): void;
}

/** The product as src/app.ts wires it, with the world's clock in place of the machine's and nothing run by itself. */
export interface Product {
  readonly store: Store;
  readonly turns: TurnRunner;
  readonly handoffs: Handoffs;
  readonly complaints: Complaints;
  readonly knownProblems: KnownProblems;
  /** Where the business system posts what happened, on 127.0.0.1. */
  readonly port: number;
  /** Something was done about troubles of many. */
  restless(): void;
  /** Another node may have done something about them. */
  stirred(): void;
  /** Whether it was since this was asked last. */
  wasRestless(): boolean;
  readonly calls: CallService;
  readonly eyes: StoreEyes;
  /** Text messages customers send. */
  readonly sms: SmsListener;
  /** Runs turns that are due and sends what is to be sent, until nothing of it is left. */
  settle(): Promise<void>;
  /** Everything background jobs do, once. */
  runJobs(): Promise<void>;
  /** When a background job wants to be run besides what the store says, epoch ms. */
  nextJob(): Promise<number>;
  figures(queries: readonly FiguresQuery[]): Promise<readonly FiguresAnswer[]>;
  conversationOf(phone: string): string;
}

const secrets = {
  signingKey: channelSecret,
  codeKey: 'key of one-time codes in a simulation',
  directLine: 'key of pages in a simulation',
};

export async function startProduct(options: ProductOptions, world: ProductWorld): Promise<Product> {
  const { clock, ids } = world;
  const log: Log = { ...silentLog, error: (fields, message) => world.failed(`${message} ${causeOf(fields)}`) };
  const dataDir = join(options.root, 'nlp-models');
  const problemRules = loadProblemRules(join(dataDir, 'complaints'));
  const times = jobTimes(clock, problemRules, ownStandard(options.root).file.awake.from);
  let wasRestless = false;
  const restless = (): void => {
    wasRestless = true;
    times.restless();
  };
  const { store: plainStore, eyes, runJob } = await productStore(options.store, world);
  const store = watched(plainStore, world, restless);
  const real = await loadUnderstander({
    dataDir,
    cacheDir: join(options.root, 'dist/models'),
    clock,
    recognizers: 'off',
  });
  const transport = {
    name: 'smpp' as const,
    async send(message: OutgoingSms) {
      await world.call({ gateway: 'sms', message });
      await world.passed('sms_sent');
      return { ok: true as const, ids: [`handset ${message.key}`] };
    },
    start: async () => undefined,
    stop: async () => undefined,
    connected: () => true,
  };
  const receipts = { sent: async () => undefined, received: async () => undefined };
  const sms = withSmsLimits(createSmsGateway(transport, receipts), clock);
  const accounts = accountsOf(world);
  let code = 100_000;
  const identity = createIdentity({
    codes: store.codes,
    sms,
    clock,
    secret: secrets.codeKey,
    randomCode() {
      code = 100_000 + ((code + 7_919) % 900_000);
      return String(code);
    },
    wording: (digits, language) => services.replies.say('identity.sms', language, { code: digits }).text,
  });
  const staff = () => options.staff;
  const shared = { store, clock, ids, log, dataDir, staff };
  const settings = {
    config: readConfig({ NODE_ENV: 'test', ACCOUNT_EVENTS_SECRET: eventsSecret }),
    secrets,
    metrics: createMetrics(),
  };
  const handoffs = handoffsOf({ ...shared, nudge: () => undefined, looked: () => undefined });
  const consents = createConsents(store);
  const complaints = complaintsOf({
    ...shared,
    ...settings,
    consents,
    wrapUp: handoffs.wrapUp,
    routing: handoffs.routing,
    changed: () => undefined,
  });
  const oversight = oversightOf({
    ...shared,
    ...settings,
    accounts,
    sms,
    handoffs,
    complaints,
    consents,
    leaves: () => undefined,
    nudge: () => undefined,
  });
  const services = servicesOf({
    ...shared,
    ...complaints,
    ...oversight.dialogs,
    handoffs,
    understander: understandingByDay(real, clock),
    accounts,
    identity,
    sms,
    metrics: noMetrics,
    settings: { listenWindowMs, demo: true, answersTexts: true },
  });
  const hotline = createCalls({
    services,
    clock,
    dataDir,
    secret: channelSecret,
    canTransfer: false,
    waits: { patienceMs: 60_000, storeMs: 60_000 },
  });
  const turns = turnsOf({
    ...shared,
    services,
    metrics: settings.metrics,
    bot: hotline.around(new DeskBot(services)),
    leaves: () => undefined,
  });
  const conversationOf = (phone: string): string => conversationOfNumber(phone, channelSecret);
  const outbox = createOutboxSender({
    outbox: store.outbox,
    senders: sendersOf({ ...shared, ...settings, accounts, sms, acts: complaints.complaintActs }, turns, undefined),
    clock,
    log,
    metrics: noMetrics,
    random: () => 0.5,
  });
  const channel = createSmsChannel({
    transport,
    conversations: turns,
    receipts,
    secret: channelSecret,
    clock,
    log,
    metrics: noMetrics,
  });
  await channel.start();
  const server = createHttpServer({ routes: oversight.routes, sockets: [], authenticators: {}, log, ids, clock });
  const { port } = await server.listen(0, '127.0.0.1');

  async function settle(): Promise<void> {
    // What comes in by the outbox is answered, and what that puts into the outbox is sent.
    let before = '';
    for (;;) {
      await turns.tick();
      await turns.idle();
      await runJob({ name: 'outbox', run: (signal) => outbox.run(signal) });
      await turns.idle();
      const { turns: turn = Infinity, outbox: entry = Infinity } = await eyes.next();
      const left = `${turn} ${entry}`;
      // Nothing is due, or what is due cannot be done: the store is away, or somebody who died holds it for a moment yet.
      if (Math.min(turn, entry) > clock.now() || left === before) return;
      before = left;
    }
  }

  const figures = createFigures({ documents: store.documents, clock });
  let looksAt = clock.now();
  /** Figures, drafts and the others: what nobody waits for. */
  async function lookAround(): Promise<void> {
    let all = true;
    for (const job of oversight.jobs) all = (await runJob(job)) && all;
    // What another node is at just now is looked at here soon after.
    if (!all) return;
    times.ran(await eyes.problems());
    looksAt = clock.now() + looksEveryMs;
  }
  async function run(name: string): Promise<boolean> {
    const job = oversight.jobs.find((one) => one.name === name);
    return job !== undefined && (await runJob(job));
  }

  return {
    store,
    turns,
    handoffs,
    complaints,
    knownProblems: oversight.knownProblems,
    port,
    restless,
    stirred: times.restless,
    wasRestless() {
      const was = wasRestless;
      wasRestless = false;
      return was;
    },
    calls: hotline.service(turns),
    eyes,
    sms: channel.listener,
    settle,
    async runJobs() {
      await runJob(complaints.job);
      await runJob(handoffs.job);
      if (clock.now() >= looksAt) await lookAround();
      if (clock.now() >= times.next() && (await run(knownProblemJobName))) times.ran(await eyes.problems());
      if (clock.now() >= ((await eyes.noticeDue()) ?? Infinity)) await run(noticeJobName);
      await settle();
    },
    nextJob: async () => Math.min(looksAt, times.next(), tickOf((await eyes.noticeDue()) ?? Infinity)),
    async figures(queries) {
      await lookAround();
      return Promise.all(queries.map((query) => figures.answer(query)));
    },
    conversationOf,
  };
}

const tickOf = (at: number): number => Math.ceil(at / jobEveryMs) * jobEveryMs;

const causeOf = (fields: object): string => {
  const error = (fields as { err?: unknown }).err;
  return error instanceof Error ? `${error.stack}` : JSON.stringify(fields);
};
