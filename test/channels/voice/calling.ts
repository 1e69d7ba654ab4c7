import { join } from 'node:path';
import { DeskBot } from '../../../bots/desk-bot';
import type { Services } from '../../../dialogs/services';
import { createDemoSms } from '../../../src/accounts/demo-sms';
import { createIdentity } from '../../../src/accounts/one-time-code';
import type { CallAct, CallEvent, CallService } from '../../../src/channels/voice/call';
import { createCalls } from '../../../src/channels/voice/calls';
import { conversationOfCall } from '../../../src/channels/voice/conversation-id';
import { createTurnRunner } from '../../../src/conversation/turn-runner';
import { handoffsOf } from '../../../src/handoffs-of';
import { createOutboxSender } from '../../../src/outbox/outbox-sender';
import { smsSender } from '../../../src/outbox/sms-sender';
import type { AccountGateway } from '../../../src/ports/account-gateway';
import type { ConversationStore } from '../../../src/ports/conversation-store';
import { silentLog } from '../../../src/ports/log';
import { noMetrics } from '../../../src/ports/metrics';
import { type ServiceDeps, servicesOf } from '../../../src/services-of';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite';
import type { Understander } from '../../../src/understanding/understanding';
import { complaintActsOf } from '../../support/complaint-acts-of';
import { demoAccounts } from '../../support/demo-accounts';
import { ManualClock } from '../../support/manual-clock';
import { sequentialIds } from '../../support/sequential-ids';

export const dataDir = join(__dirname, '../../../nlp-models');
export const secret = 'secret of the call tests, 32 bytes';
/** Keeps the shape of a platform's event out of the tests. */
export type Heard = CallEvent['what'];

export interface HotlineOptions {
  readonly dir: string;
  readonly understander: Understander;
  readonly at?: string;
  readonly canTransfer?: boolean;
  readonly accounts?: (gateway: AccountGateway) => AccountGateway;
  readonly store?: (store: ConversationStore) => ConversationStore;
  readonly waits?: { patienceMs?: number; storeMs?: number };
}

let loaded: Services | undefined;
/** The data files are read once a test file. */
function servicesFor(deps: ServiceDeps): Services {
  loaded ??= servicesOf(deps);
  const { dataDir: _, store, handoffs, ...own } = deps;
  const { acts, waits } = handoffs;
  return {
    ...loaded,
    ...own,
    acts,
    waits,
    complaints: store.complaints,
    queue: store.handoffs,
    records: store.records,
  };
}

/** The hotline's core on a real store, with demo accounts and a clock that stands still. */
export function startHotline(options: HotlineOptions) {
  const { dir, understander, at = '2026-11-21T10:00:00+08:00', canTransfer = true } = options;
  const clock = new ManualClock(Date.parse(at));
  const ids = sequentialIds();
  const store = openSqlite({ dir, clock, ids });
  const sms = createDemoSms({ clock, log: silentLog, capacity: 1000 });
  let serial = 100_000;
  const accounts = demoAccounts(clock);
  const nudge = () => undefined;
  const handoffs = handoffsOf({ store, clock, ids, log: silentLog, staff: () => [], dataDir, nudge, looked: nudge });
  const services: Services = servicesFor({
    dataDir,
    store,
    handoffs,
    complaintActs: complaintActsOf(store, handoffs, clock),
    understander,
    accounts: options.accounts?.(accounts) ?? accounts,
    identity: createIdentity({
      codes: store.codes,
      sms,
      clock,
      secret,
      randomCode: () => {
        serial += 7919;
        return String(serial);
      },
      wording: (code) => `code ${code}`,
    }),
    sms,
    ids,
    log: silentLog,
    metrics: noMetrics,
    settings: { listenWindowMs: 1500, demo: false },
  });
  const calls = createCalls({ services, clock, dataDir, secret, canTransfer, waits: options.waits ?? {} });
  const faults: unknown[] = [];
  const turns = createTurnRunner({
    store: options.store?.(store.conversations) ?? store.conversations,
    bot: calls.around(new DeskBot(services)),
    clock,
    ids,
    log: silentLog,
    metrics: noMetrics,
    faultReply: (_locale, reference) => ({ type: 'message', text: `fault ${reference}` }),
    onTurnError: (error) => faults.push(error),
  });
  const outbox = createOutboxSender({
    outbox: store.outbox,
    senders: { sms: smsSender(sms, clock) },
    clock,
    log: silentLog,
    metrics: noMetrics,
    random: () => 0.5,
  });
  const service: CallService = calls.service(turns);
  let numbers = 0;
  return {
    clock,
    store,
    handoffs,
    turns,
    service,
    services,
    faults,
    /** Sends what is to leave the house, and answers all text messages so far. */
    async texts() {
      await outbox.run(new AbortController().signal);
      return sms.inbox();
    },
    call(from = '+8613800000002') {
      numbers += 1;
      return new TestCall(service, `CA${numbers}`, from);
    },
    async close() {
      await turns.stop(1000);
      store.close();
    },
  };
}

export type Hotline = ReturnType<typeof startHotline>;

/** One call: what the caller does, and what the platform is told to do next. */
export class TestCall {
  step = 0;
  acts: readonly CallAct[] = [];
  /** Both sides, as they would be heard. */
  readonly transcript: string[] = [];

  constructor(
    private readonly service: CallService,
    readonly callId: string,
    readonly from: string,
  ) {}

  get conversationId(): string {
    return conversationOfCall(this.callId, secret);
  }

  event(what: Heard, step = this.step): CallEvent {
    return { callId: this.callId, from: this.from, to: '10086', step, what };
  }

  async do(what: Heard): Promise<string> {
    this.acts = await this.service.handle(this.event(what));
    this.step += 1;
    this.transcript.push(`${heardAs(what)}`, `  ${spokenOf(this.acts)}${actsOf(this.acts)}`);
    return spokenOf(this.acts);
  }

  start = () => this.do({ kind: 'start' });
  say = (text: string) => this.do({ kind: 'speech', text, confidence: 0.9 });
  press = (digits: string) => this.do({ kind: 'keys', digits });
  silence = () => this.do({ kind: 'silence' });

  /** The kinds of acts of the last answer. */
  get kinds(): readonly string[] {
    return this.acts.map(({ act }) => act);
  }

  get gather() {
    const found = this.acts.find(({ act }) => act === 'gather');
    if (found?.act !== 'gather') throw new Error(`Nothing is listened for: ${JSON.stringify(this.acts)}`);
    return found;
  }
}

const heardAs = (what: Heard): string => {
  if (what.kind === 'speech') return `“${what.text}”`;
  return what.kind === 'keys'
    ? `[${what.digits}]`
    : `(${what.kind === 'start' ? 'calls' : what.kind}${what.kind === 'transfer' ? ` ${what.result}` : ''})`;
};

/** Everything heard, notices and prompts, in order. */
export const spokenOf = (acts: readonly CallAct[]): string =>
  acts
    .flatMap((act) => (act.act === 'say' ? [act.speech] : act.act === 'gather' ? act.prompts : []))
    .map(({ text }) => text)
    .join(' ');

const actsOf = (acts: readonly CallAct[]): string =>
  acts.map(({ act }) => (act === 'say' || act === 'gather' ? '' : ` <${act}>`)).join('');
