import { join } from 'node:path';
import { ActivityTypes, type TurnContext } from 'botbuilder';
import { WebSocket } from 'ws';
import { sayAsAgent } from '../../bots/agent-voice';
import { createComplaintActs } from '../../src/complaints/acts/create-complaint-acts';
import { loadCatalogue } from '../../src/complaints/catalogue';
import { createTurnRunner, type TurnRunner } from '../../src/conversation/turn-runner';
import { loadPacketWords } from '../../src/desk/complaints/packet-words';
import { createStaffing } from '../../src/desk/complaints/staffing';
import { createDesk, type DeskOptions } from '../../src/desk/desk';
import { createSignIn } from '../../src/desk/sign-in/sign-in';
import type { StaffAccount } from '../../src/desk/staff-account';
import { type DeskSocketLimits, deskSocketLimits } from '../../src/desk/stream/desk-sockets';
import { loadCannedReplies } from '../../src/handoff/canned-replies';
import type { Handoff } from '../../src/handoff/handoff';
import { loadWorkingDays } from '../../src/handoff/hours';
import { loadOpenings } from '../../src/handoff/openings';
import { type AgentMessageValue, agentMessageEventName } from '../../src/handoff/protocol';
import { handoffsOf } from '../../src/handoffs-of';
import { loadKnowledge } from '../../src/knowledge/load-knowledge';
import { conversationSender } from '../../src/outbox/conversation-sender';
import { createOutboxSender } from '../../src/outbox/outbox-sender';
import { createHttpServer } from '../../src/platform/http-server';
import type { AccountGateway } from '../../src/ports/account-gateway';
import { randomIds } from '../../src/ports/id-generator';
import { silentLog } from '../../src/ports/log';
import { noMetrics } from '../../src/ports/metrics';
import { openSqlite, type SqliteStore } from '../../src/storage/sqlite/open-sqlite';
import { ManualClock } from '../support/manual-clock';
import { newHandoff } from '../support/new-handoff';
import { type OpenPage, openPage } from './open-page';
import { cheapHash } from './sign-in/sign-in-harness';
import { simpleUnderstander } from './simple-understander';

const dataDir = join(__dirname, '../../nlp-models');
const staffPages = ['desk', 'board'].map((name) => ({ path: `/${name}`, file: `${name}.html` }));
export const password = 'correct horse battery';
const passwordHash = cheapHash(password);

export const staff: readonly StaffAccount[] = [
  { name: 'lin', displayName: '客服小林', role: 'agent', teams: ['billing', 'general'], passwordHash },
  { name: 'chen', displayName: '客服小陈', role: 'agent', teams: ['technical'], passwordHash },
  { name: 'wang', displayName: '客服小王', role: 'agent', teams: ['billing'], passwordHash },
  { name: 'boss', displayName: '李主管', role: 'supervisor', passwordHash },
  { name: 'root', role: 'admin', passwordHash },
];

const catalogue = loadCatalogue(join(dataDir, 'complaints'), loadWorkingDays(join(dataDir, 'handoff')));
const packetWords = loadPacketWords(join(dataDir, 'complaints'));
const knowledge = loadKnowledge(join(dataDir, 'knowledge'));
const canned = loadCannedReplies(join(dataDir, 'handoff'));
const openings = loadOpenings(join(dataDir, 'handoff'));

export const noAccounts: AccountGateway = {
  subscriber: async () => undefined,
  bills: async () => [],
  dataUsage: async () => undefined,
  services: async () => [],
  perform: async () => ({ ok: false, reason: 'not_allowed' }),
};

/** Says what agents say, and nothing else. */
const bot = {
  async run(context: TurnContext): Promise<void> {
    const { type, name, value } = context.activity;
    if (type !== ActivityTypes.Event || name !== agentMessageEventName) return;
    await sayAsAgent(context, value as AgentMessageValue, 'zh-Hans');
  },
};

export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as they please
  readonly body: any;
}
export type RunningDesk = Awaited<ReturnType<typeof runDesk>>;

export interface RunOptions extends Partial<Pick<DeskOptions, 'accounts' | 'log' | 'rooms'>> {
  readonly limits?: Partial<DeskSocketLimits>;
  readonly dir: string;
  /** Where the built pages are, to be served with it. */
  readonly webDir?: string;
  /** Another node over the same store. */
  readonly of?: { readonly clock: ManualClock; readonly store: SqliteStore };
}

/** The desk behind the real server, sign-in, store and acts; bot and understanding are small, the clock stands still. */
export async function runDesk({
  dir,
  of,
  accounts = noAccounts,
  limits,
  log = silentLog,
  rooms = [],
  webDir,
}: RunOptions) {
  const clock = of?.clock ?? new ManualClock();
  const ids = randomIds;
  const store: SqliteStore = of?.store ?? openSqlite({ dir, clock, ids });
  let people = staff;
  const shared = { store, clock, ids, log };
  const handoffs = handoffsOf({
    ...shared,
    staff: () => people,
    dataDir,
    nudge: () => desk.nudge(),
    looked: () => desk.nudge(),
  });
  const turns: TurnRunner = createTurnRunner({
    ...shared,
    store: store.conversations,
    bot,
    metrics: noMetrics,
    faultReply: () => ({ type: 'message', text: 'fault' }),
  });
  const outbox = createOutboxSender({
    ...shared,
    outbox: store.outbox,
    senders: { conversation: conversationSender(turns) },
    metrics: noMetrics,
    random: () => 0.5,
  });
  const signIn = createSignIn({
    ...shared,
    staff: () => people,
    documents: store.documents,
    signingKey: 'a signing key of these tests, 32 bytes',
    secureCookies: false,
    me: (identity) => desk.me(identity),
  });
  const complaintActs = createComplaintActs({
    ...shared,
    complaints: store.complaints,
    catalogue,
    wrapUp: handoffs.wrapUp,
    staff: () => people,
  });
  const desk = createDesk({
    ...shared,
    ...handoffs,
    ...store,
    complaintActs,
    packetWords,
    queue: store.handoffs,
    conversations: turns,
    accounts,
    catalogue,
    knowledge,
    understander: simpleUnderstander,
    topics: openings.intents,
    canned,
    signIn,
    rooms,
    isHere: createStaffing({ staff: () => people, routing: handoffs.routing, hasGuests: false }).isHere,
    limits: { ...deskSocketLimits, changesMs: 20, presenceMs: 30, ...limits },
  });
  const server = createHttpServer({
    routes: [...signIn.routes, ...desk.routes],
    sockets: desk.sockets,
    authenticators: { staff: signIn.authenticator },
    log,
    ids,
    clock,
    trustedProxies: ['127.0.0.1'],
    ...(webDir === undefined ? {} : { staticDir: webDir, pages: staffPages }),
  });
  const { port } = await server.listen(0, '127.0.0.1');
  const base = `http://127.0.0.1:${port}`;
  turns.start();
  const cookies = new Map<string, string>();
  const pages = new Set<WebSocket>();
  let addresses = 0;
  let count = 0;

  async function call(method: string, path: string, cookie?: string, body?: unknown, headers = {}): Promise<Answer> {
    addresses += 1;
    const response = await fetch(base + path, {
      method,
      headers: {
        origin: base,
        'x-desk': '1',
        'x-forwarded-for': `198.51.100.${addresses % 250}`,
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true && text !== '';
    const parsed = json ? JSON.parse(text) : text;
    return { status: response.status, code: parsed?.error?.code, headers: response.headers, body: parsed };
  }

  /** The cookie of somebody who signed in; once a name. */
  async function cookieOf(name: string): Promise<string> {
    const known = cookies.get(name);
    if (known !== undefined) return known;
    const { status, headers } = await call('POST', '/desk/api/sign-in', undefined, { name, password });
    if (status !== 200) throw new Error(`${name} cannot sign in: ${status}`);
    const cookie = headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    cookies.set(name, cookie);
    return cookie;
  }

  const running = {
    base,
    clock,
    store,
    turns,
    desk,
    acts: handoffs.acts,
    complaintActs,
    presence: handoffs.presence,
    call,
    cookieOf,
    get: async (who: string, path: string) => call('GET', `/desk/api${path}`, await cookieOf(who)),
    post: async (who: string, path: string, body?: unknown, headers = {}) =>
      call('POST', `/desk/api${path}`, await cookieOf(who), body, headers),
    /** Time goes by; whoever calls afterwards has signed in again. */
    later(ms: number): void {
      clock.advance(ms);
      cookies.clear();
    },
    setStaff: (changed: readonly StaffAccount[]) => {
      people = changed;
    },
    /** A customer with a conversation, waiting for a person. */
    async waiting(fields: Partial<Omit<Handoff, 'version'>> = {}): Promise<Handoff> {
      count += 1;
      const conversationId = fields.conversationId ?? `conv_${port}_${count}`;
      await turns.open('web', 'customer', { id: conversationId });
      return store.handoffs.enqueue(
        newHandoff({
          id: `hand_${port}_${count}`,
          createdBy: `turn_${port}_${count}`,
          createdAt: clock.now(),
          skill: 'billing',
          ...fields,
          conversationId,
        }),
      );
    },
    /** The customer writes. */
    async says(conversationId: string, text: string): Promise<void> {
      const receipt = await turns.receive(conversationId, ids.next('m'), { type: 'message', text });
      if (!receipt.ok) throw new Error(receipt.reason);
      await receipt.turn;
    },
    /** What acts left for conversations gets there. */
    async settle(): Promise<void> {
      await outbox.run(new AbortController().signal);
      await turns.idle();
    },
    /** Somebody's open page. */
    async page(who: string, headers: Record<string, string> = {}, query = ''): Promise<OpenPage> {
      const socket = new WebSocket(`${base.replace('http', 'ws')}/desk/events${query}`, {
        headers: { origin: base, cookie: await cookieOf(who), ...headers },
      });
      pages.add(socket);
      return openPage(socket);
    },
    async stop(): Promise<void> {
      desk.stop();
      for (const socket of pages) socket.terminate();
      await turns.stop(500);
      await server.close(100);
      if (!of) store.close();
    },
  };
  return running;
}
