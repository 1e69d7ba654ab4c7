import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { createDemoSms } from '../../src/accounts/demo-sms';
import { createIdentity } from '../../src/accounts/one-time-code';
import { secureCode } from '../../src/accounts/secure-code';
import { buildApp } from '../../src/app';
import { createKannelSms } from '../../src/channels/sms/kannel/kannel-sms';
import { createTwilioSms } from '../../src/channels/sms/twilio/twilio-sms';
import { readConfig } from '../../src/config';
import type { StaffAccount } from '../../src/desk/staff-account';
import { createMetrics } from '../../src/platform/metrics';
import type { AccountGateway } from '../../src/ports/account-gateway';
import { randomIds } from '../../src/ports/id-generator';
import { type Log, silentLog } from '../../src/ports/log';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite';
import { loadUnderstander } from '../../src/understanding/load';
import { cheapHash } from '../desk/sign-in/sign-in-harness';
import { demoAccounts } from '../support/demo-accounts';
import { dataDir } from '../support/desk';
import { ManualClock } from '../support/manual-clock';
import { ensureBuilt } from '../support/server-process';

export const secret = 'security-tests-server-to-server-secret';
export const password = 'security tests 1';
const passwordHash = cheapHash(password);

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  readonly body?: object | FormData | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export type RunningApp = Awaited<ReturnType<typeof startApp>>;

const staff: readonly StaffAccount[] = [
  { name: 'agent1', role: 'agent', passwordHash },
  { name: 'wang', role: 'agent', passwordHash },
  { name: 'chen', role: 'agent', teams: ['technical'], passwordHash },
  { name: 'boss', role: 'supervisor', passwordHash },
  { name: 'root', role: 'admin', passwordHash },
];

/** The addresses of every gateway that calls us; messages themselves go nowhere. */
function bothWebhooks(secret: string, clock: ManualClock) {
  const log = silentLog;
  const publicUrl = 'https://desk.example.com';
  const twilio = createTwilioSms({ accountSid: 'AC1', authToken: secret, sender: '+8610086', publicUrl, log });
  const kannel = createKannelSms({
    sendUrl: 'http://127.0.0.1:1/',
    sender: '10086',
    callbackUrl: publicUrl,
    secret: secret.replace(/\W/g, '-'),
    clock,
    log,
  });
  const receipts = { sent: async () => {}, received: async () => {} };
  return { transport: twilio.transport, routes: [...twilio.routes, ...kannel.routes], receipts };
}

export interface RunOptions {
  /** Epoch ms; now unless told. */
  readonly at?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly log?: Log;
  /** Wraps the business system. */
  readonly accounts?: (gateway: AccountGateway) => AccountGateway;
  /** Profiles by name, over those of the five there are. */
  readonly profiles?: Readonly<Record<string, Partial<StaffAccount>>>;
}

/** The whole app as it is wired for production, with demo data on, under a clock the test moves. */
export async function startApp(dir: string, options: RunOptions = {}) {
  ensureBuilt();
  const { at = Date.now(), env, log = silentLog, profiles } = options;
  const clock = new ManualClock(at);
  const store = openSqlite({ dir, clock, ids: randomIds });
  const sms = createDemoSms({ clock, log: silentLog });
  const key = 'a signing key of these tests, 32 bytes';
  const app = buildApp({
    config: readConfig({
      LISTEN_WINDOW_MS: '0',
      TRUSTED_PROXIES: '127.0.0.1',
      JAMBONZ_WEBHOOK_SECRET: secret,
      ACCOUNT_EVENTS_SECRET: secret,
      ...env,
    }),
    clock,
    ids: randomIds,
    log,
    metrics: createMetrics(),
    secrets: { signingKey: key, codeKey: key, directLine: secret },
    store,
    understander: await loadUnderstander({ dataDir, cacheDir: join(dataDir, '../dist/models'), clock }),
    accounts: options.accounts?.(demoAccounts(clock)) ?? demoAccounts(clock),
    sms,
    identity: createIdentity({
      codes: store.codes,
      sms,
      clock,
      secret: key,
      randomCode: secureCode,
      wording: (code) => code,
    }),
    random: () => 0.5,
    smsTransport: bothWebhooks(key, clock),
    staff: () => staff.map((account) => ({ ...account, ...profiles?.[account.name] })),
    demoInbox: () => sms.inbox(),
    dataDir,
    webDir: join(dataDir, '../dist/web'),
  });
  const { port } = await app.server.listen(0, '127.0.0.1');
  app.start();
  const base = `http://127.0.0.1:${port}`;
  let signIns = 0;

  async function call(
    method: string,
    path: string,
    { token, cookie, body, headers }: CallOptions = {},
  ): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(base + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(cookie === undefined ? {} : { cookie, origin: base, 'x-desk': '1' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true && text !== '';
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} };
  }

  return {
    app,
    base,
    clock,
    store,
    /** A text message as Twilio brings it, signed. */
    async sms(from: string, text: string, id: string): Promise<number> {
      const fields = { AccountSid: 'AC1', Body: text, From: from, MessageSid: id, To: '+8610086' };
      const signed = `https://desk.example.com/sms/twilio${Object.entries(fields).flat().join('')}`;
      const response = await fetch(`${base}/sms/twilio`, {
        method: 'POST',
        headers: { 'x-twilio-signature': createHmac('sha1', key).update(signed).digest('base64') },
        body: new URLSearchParams(fields),
      });
      return response.status;
    },
    call,
    /** A customer of his own, with a conversation that has begun. */
    async customer() {
      const { json } = await call('POST', '/v3/directline/conversations', { token: secret, body: {} });
      const { token, conversationId, streamUrl } = json as Record<'token' | 'conversationId' | 'streamUrl', string>;
      return { token, conversationId, streamUrl, path: `/v3/directline/conversations/${conversationId}` };
    },
    /** A member of staff's cookie. */
    async signIn(name = 'agent1'): Promise<string> {
      signIns += 1;
      const headers = { origin: base, 'x-desk': '1', 'x-forwarded-for': `10.8.0.${signIns}` };
      const answer = await call('POST', '/desk/api/sign-in', { body: { name, password }, headers });
      if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`);
      return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    },
    async stop(): Promise<void> {
      await app.stop(2_000);
      store.close();
    },
  };
}
