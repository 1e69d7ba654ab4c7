import { join } from 'node:path';
import { DeskBot } from '../../bots/desk-bot';
import type { Services } from '../../dialogs/services';
import { withAudit } from '../../src/accounts/audited-accounts';
import { createIdentity } from '../../src/accounts/one-time-code';
import { withSmsLimits } from '../../src/accounts/sms-limits';
import { continuationSender } from '../../src/channels/sms/continuation-sender';
import { conversationOfNumber } from '../../src/channels/sms/conversation-id';
import { smsLeaving } from '../../src/channels/sms/leaving';
import { smsBot } from '../../src/channels/sms/sms-bot';
import { createSmsChannel } from '../../src/channels/sms/sms-channel';
import { createSmsGateway } from '../../src/channels/sms/sms-gateway';
import { loadSmsWords } from '../../src/channels/sms/sms-words';
import type { CallService } from '../../src/channels/voice/call';
import { createCalls } from '../../src/channels/voice/calls';
import type { ComplaintActs } from '../../src/complaints/complaint-acts';
import { createConsents } from '../../src/consents/create-consents';
import { conversationOfTurn } from '../../src/conversation/turn';
import { createTurnRunner, type TurnRunner } from '../../src/conversation/turn-runner';
import { createDataRequests } from '../../src/data-requests/data-requests';
import { contactKeeping } from '../../src/figures/contacts';
import { type Handoffs, handoffsOf } from '../../src/handoffs-of';
import { createPublishedDrafts } from '../../src/learning/published-drafts';
import { loadMatching, sameQuestion } from '../../src/learning/same-question';
import { createWhereabouts } from '../../src/notices/whereabouts';
import { conversationSender } from '../../src/outbox/conversation-sender';
import { createOutboxSender } from '../../src/outbox/outbox-sender';
import { remedySender } from '../../src/outbox/remedy-sender';
import { smsSender } from '../../src/outbox/sms-sender';
import type { AccountGateway } from '../../src/ports/account-gateway';
import type { LoggedActivity } from '../../src/ports/conversation-store';
import { type Log, silentLog } from '../../src/ports/log';
import { noMetrics } from '../../src/ports/metrics';
import { servicesOf } from '../../src/services-of';
import { openSqlite, type SqliteStore } from '../../src/storage/sqlite/open-sqlite';
import type { Understander } from '../../src/understanding/understanding';
import { complaintActsOf } from './complaint-acts-of';
import { demoAccounts } from './demo-accounts';
import { FakeSmsTransport } from './fake-sms-transport';
import { ManualClock } from './manual-clock';
import { type DeskProblems, deskProblems } from './problem-step';
import { sequentialIds } from './sequential-ids';
import { staff } from './staff';

export const dataDir = join(__dirname, '../../nlp-models');
export const listenWindowMs = 1500;
/** Makes numbers and call ids into conversation ids. */
export const channelSecret = 'test key of conversation ids, 32 bytes';

/** The whole desk behind its one door, on a real store, a clock that stands still, and demo accounts. */
export interface TestDesk {
  readonly clock: ManualClock;
  readonly store: SqliteStore;
  readonly turns: TurnRunner;
  readonly services: Services;
  /** Customers' text messages in, and all text messages out. */
  readonly transport: FakeSmsTransport;
  readonly calls: CallService;
  /** The line and {@link staff}; its job runs only when a test runs it. */
  readonly handoffs: Handoffs;
  /** What the people at the desk, and timers, do with complaints; timers are fired only when a test fires them. */
  readonly complaintActs: ComplaintActs;
  /** Known problems and the job that works on them. */
  readonly known: DeskProblems;
  /** Every turn there is to run has run, and what leaves the house has left. @throws what a turn threw */
  settle(): Promise<void>;
  /** Opens a web conversation and answers its id. */
  open(locale?: string): Promise<string>;
  /** Sends one message and answers what came back (text messages have left by then), once the listening window (if any) is over. */
  say(conversationId: string, text: string, options?: SayOptions): Promise<readonly LoggedActivity[]>;
  /** Lets time pass; answers what the desk said meanwhile. */
  wait(conversationId: string, ms: number): Promise<readonly LoggedActivity[]>;
  /** The newest one-time code sent to anybody. */
  lastCode(): string;
  readonly inbox: () => readonly { readonly to: string; readonly text: string }[];
  close(): Promise<void>;
}

export interface SayOptions {
  /** More follows at once: the window is left open. */
  readonly burst?: boolean;
  readonly files?: readonly { id: string; name: string; contentType: string }[];
  readonly locale?: string;
}

export interface TestDeskOptions {
  readonly dir: string;
  readonly understander: Understander;
  /** ISO time the clock stands at. */
  readonly at?: string;
  readonly accounts?: (gateway: AccountGateway) => AccountGateway;
  readonly log?: Log;
  /** Whether customers can answer text messages. */
  readonly answersTexts?: boolean;
}

export { staff } from './staff';

let loaded: Services | undefined;
const same = sameQuestion(loadMatching(join(dataDir, 'learning')));
const contacts = contactKeeping(join(dataDir, 'figures'), 'test key of customers, 32 bytes long');

/** The data files are read once for all desks of a test run; everything else is each desk's own. */
function servicesFor(deps: Parameters<typeof servicesOf>[0]): Services {
  loaded ??= servicesOf(deps);
  const { replies, cues, knowledge, toTraditional, catalogue, policy, hours, openings } = loaded;
  const { dataDir: _, store, handoffs, ...own } = deps;
  const { acts, waits, routing } = handoffs;
  const consents = createConsents(store);
  const dataRequests = createDataRequests(store);
  const stores = {
    complaints: store.complaints,
    queue: store.handoffs,
    records: store.records,
    consents,
    dataRequests,
  };
  const read = { replies, cues, knowledge, toTraditional, catalogue, policy, hours, openings };
  return { ...own, ...stores, ...read, acts, waits, routing };
}

export function startDesk({
  dir,
  understander,
  at = '2026-11-21T10:00:00+08:00',
  accounts = (same) => same,
  log = silentLog,
  answersTexts = true,
}: TestDeskOptions): TestDesk {
  const clock = new ManualClock(Date.parse(at));
  const ids = sequentialIds();
  const store = openSqlite({ dir, clock, ids });
  const transport = new FakeSmsTransport();
  const sms = withSmsLimits(createSmsGateway(transport, { sent: async () => undefined }), clock);
  const inbox = () => transport.sent.toReversed();
  let serial = 100_000;
  const identity = createIdentity({
    codes: store.codes,
    sms,
    clock,
    secret: 'test key of one-time codes, 32 bytes',
    randomCode: () => {
      serial += 7919;
      return String(serial);
    },
    wording: (code, language) => services.replies.say('identity.sms', language, { code }).text,
  });
  const handoffs = handoffsOf({
    store,
    clock,
    ids,
    log,
    staff: () => staff,
    dataDir,
    nudge: () => undefined,
    looked: () => undefined,
  });
  const complaintActs = complaintActsOf(store, handoffs, clock);
  const known = deskProblems(store, handoffs, { complaintActs, clock, log });
  const services: Services = servicesFor({
    complaintActs,
    knownProblems: known.problems,
    dataDir,
    store,
    handoffs,
    understander,
    accounts: withAudit(accounts(demoAccounts(clock)), store.records, {
      clock,
      conversationOf: conversationOfTurn,
    }),
    identity,
    sms,
    ids,
    log,
    metrics: noMetrics,
    contacts,
    whereabouts: createWhereabouts(store.documents, clock),
    published: createPublishedDrafts({ documents: store.documents, same, clock, log }),
    settings: { listenWindowMs, demo: true, answersTexts },
  });
  const secret = channelSecret;
  // As slow as the machine may be: here nobody waits on the line.
  const waits = { patienceMs: 20_000, storeMs: 20_000 };
  const hotline = createCalls({ services, clock, dataDir, secret, canTransfer: true, waits });
  const { replies, consents } = services;
  const words = loadSmsWords(join(dataDir, 'lexicon/sms.yaml'));
  const turns = createTurnRunner({
    store: store.conversations,
    bot: smsBot({ bot: hotline.around(new DeskBot(services)), words, replies, consents }),
    leaving: smsLeaving(replies),
    clock,
    ids,
    log,
    metrics: noMetrics,
    faultReply: (_locale, reference) => ({ type: 'message', text: `fault ${reference}` }),
    onTurnError: (error) => {
      faults.push(error);
    },
  });
  const outbox = createOutboxSender({
    outbox: store.outbox,
    senders: {
      sms: smsSender(sms, clock),
      conversation: conversationSender(turns, (phone) => conversationOfNumber(phone, channelSecret)),
      continuation: continuationSender(turns, channelSecret),
      remedy: remedySender({ accounts: services.accounts, complaints: store.complaints, acts: complaintActs, clock }),
    },
    clock,
    log,
    metrics: noMetrics,
    random: () => 0.5,
  });
  const faults: unknown[] = [];
  const sent = { received: async () => undefined };
  const channel = createSmsChannel({
    transport,
    conversations: turns,
    receipts: sent,
    secret,
    clock,
    log,
    metrics: noMetrics,
  });
  // In memory: started before its first await.
  void channel.start();
  const after = new Map<string, number>();
  const settle = async (): Promise<void> => {
    // What came in by the outbox is answered too, and what that brings into another conversation.
    for (let round = 0; round < 3; round += 1) {
      await turns.idle();
      await outbox.run(new AbortController().signal);
    }
    if (faults.length > 0) throw faults[0];
  };
  const news = async (conversationId: string): Promise<readonly LoggedActivity[]> => {
    await settle();
    const entries = await turns.read(conversationId, after.get(conversationId) ?? 0, 1000);
    after.set(conversationId, entries.at(-1)?.seq ?? after.get(conversationId) ?? 0);
    return entries.filter(({ direction }) => direction === 'out');
  };
  const wait = async (conversationId: string, ms: number) => {
    clock.advance(ms);
    await turns.tick();
    return news(conversationId);
  };
  let message = 0;
  return {
    clock,
    store,
    turns,
    services,
    handoffs,
    complaintActs,
    known,
    transport,
    calls: hotline.service(turns),
    settle,
    async open(locale = 'zh-Hans') {
      return turns.open('web', ids.next('dl'), { locale });
    },
    async say(conversationId, text, { burst = false, files = [], locale } = {}) {
      message += 1;
      const receipt = await turns.receive(conversationId, `message ${message}`, {
        type: 'message',
        text,
        ...(locale && { locale }),
        ...(files.length > 0 && {
          attachments: files.map(({ id, name, contentType }) => ({
            name,
            contentType,
            contentUrl: `/v3/directline/attachments/${id}`,
          })),
        }),
      });
      if (!receipt.ok) throw new Error(`The desk refused the message: ${receipt.reason}`);
      await receipt.turn;
      if (burst) return [];
      const said = await news(conversationId);
      return said.length > 0 ? said : wait(conversationId, listenWindowMs + 1);
    },
    wait,
    lastCode() {
      const code = /\d{6}/.exec(inbox().find(({ text }) => /\d{6}/.test(text) && !/C20/.test(text))?.text ?? '')?.[0];
      if (!code) throw new Error('No one-time code was sent.');
      return code;
    },
    inbox,
    async close() {
      await turns.stop(1000);
      store.close();
    },
  };
}
