import { z } from 'zod';
import { accountEventsShape } from './accounts/events/account-events-settings';
import { readCmppUrl } from './channels/sms/cmpp/cmpp-settings';
import { readSmppUrl } from './channels/sms/smpp/smpp-settings';
import { readVoices } from './channels/voice/jambonz/read-voices';
import { oidcFaults, oidcShape } from './desk/sign-in/oidc-settings';
import { chatwootFaults, chatwootShape } from './hubs/chatwoot/chatwoot-settings';
import { mailFaults, mailShape } from './outbox/mail-settings';

/**
 * Every setting of the desk: one schema, validated once, all faults listed together with the fix. `.env.example`
 * documents the same names; a test keeps the two equal.
 */
const number = (low: number, high: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${low} to ${high}`)
    .transform(Number)
    .refine((value) => value >= low && value <= high, `must be from ${low} to ${high}`)
    .default(fallback);

/** Days after which the purge removes a kind (docs/data.md); where the law sets the least, less is refused. */
const keptFor = (least: number, fallback: number, law?: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number of days')
    .transform(Number)
    .refine((days) => days >= least, `must be at least ${least} days${law === undefined ? '' : `: ${law}`}`)
    .default(fallback);

const url = z.url({
  protocol: /^https?$/,
  error: 'must be a full http(s) address, for example https://desk.example.com',
});
const mongoUrl = z.string().regex(/^mongodb(\+srv)?:\/\/./, 'must begin with mongodb:// or mongodb+srv://');
const list = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
  .default([]);
const origins = list.refine(
  (items) => items.every((item) => URL.canParse(item) && new URL(item).origin === item),
  'must be origins separated by commas, for example https://www.example.com,https://shop.example.com',
);

const secretText = z.string().regex(/^[\w.~-]{16,200}$/, 'must be at least 16 letters or digits: openssl rand -hex 16');

const schema = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'must be development, production or test')
    .default('development'),
  PORT: number(0, 65_535, 3978),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().default('data'),
  MONGO_URL: mongoUrl.optional(),
  MONGO_URL_FILE: z.string().optional(),
  MONGO_DATABASE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,38}$/, 'must be 1 to 38 letters, digits, _ or -')
    .default('desk'),
  MONGO_POOL_SIZE: number(1, 1000, 50),
  MONGO_TIMEOUT_MS: number(100, 10_000, 2000),
  MONGO_ALLOW_STANDALONE: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((value) => value === 'true')
    .default(false),
  PUBLIC_URL: url.optional(),
  DIRECT_LINE_SECRET: z.string().min(32, 'must be at least 32 characters: openssl rand -hex 32').optional(),
  ACCOUNT_API_URL: url.optional(),
  ACCOUNT_API_TOKEN: z.string().optional(),
  ACCOUNT_API_TIMEOUT_MS: number(100, 10_000, 2000),
  DEMO_PASSWORD: z.string().min(8, 'must be at least 8 characters').optional(),
  STAFF_FILE: z.string().optional(),
  ...oidcShape,
  ...chatwootShape,
  ...accountEventsShape,
  ...mailShape,
  ALLOWED_ORIGINS: origins,
  EMBED_ORIGINS: origins,
  TRUSTED_PROXIES: list,
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-zA-Z]{32}$/, 'must be AC and 32 letters or digits')
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(8, 'must be at least 8 characters').optional(),
  TWILIO_SENDER: z.string().optional(),
  TWILIO_API_URL: url.optional(),
  SMPP_URL: z.string().optional(),
  CMPP_URL: z.string().optional(),
  KANNEL_SEND_URL: url.optional(),
  KANNEL_SENDER: z.string().optional(),
  KANNEL_SECRET: secretText.optional(),
  KANNEL_CALLBACK_URL: url.optional(),
  KANNEL_SOURCES: list,
  VOICE_TRANSFER: z.enum(['dial', 'refer', 'enqueue'], 'must be dial, refer or enqueue').default('dial'),
  VOICE_TRANSFER_URI: z
    .string()
    .regex(/^[\w.@:;=+?&-]{1,200}$/, 'must be a SIP address, tel: with a number, or a queue name')
    .optional(),
  JAMBONZ_WEBHOOK_SECRET: secretText.optional(),
  JAMBONZ_VOICES: z
    .string()
    .transform((text, context) => {
      const voices = readVoices(text);
      if (voices === undefined) context.addIssue('must be like zh-Hans=zh-CN-XiaoxiaoNeural,en=en-US-JennyNeural');
      return voices;
    })
    .optional(),
  WEBHOOK_ORIGINS: origins,
  WEBHOOK_SECRET: z.string().min(32, 'must be at least 32 characters: openssl rand -hex 32').optional(),
  LISTEN_WINDOW_MS: number(0, 10_000, 1500),
  RETENTION_CONVERSATION_DAYS: keptFor(153, 180, 'billing evidence is kept for five months'),
  RETENTION_COMPLAINT_DAYS: keptFor(731, 800, 'complaints are kept for two years after they are closed'),
  RETENTION_RECORD_DAYS: keptFor(153, 800, 'acts on accounts are billing evidence, kept for five months'),
  RETENTION_HANDOFF_DAYS: keptFor(1, 180),
  RETENTION_OUTBOX_DAYS: keptFor(1, 30),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
});

export type Config = z.output<typeof schema>;
export const settingNames = Object.keys(schema.shape);

/** What a production start needs, and why (S1: fail closed). */
const neededInProduction: Readonly<Record<string, string>> = {
  PUBLIC_URL: 'the address customers open; cookies and links are bound to it',
  DIRECT_LINE_SECRET: 'servers of yours prove themselves with it; generate one: openssl rand -hex 32',
  ACCOUNT_API_URL: 'the business system; demo accounts are off in production',
  STAFF_FILE: 'who may sign in to the desk; make one: docs/operations.md#staff',
};

/** Names that later versions read; set now they would be silently without effect, so they are refused. */
const notYet: ReadonlySet<string> = new Set(['ARI_URL', 'MICROSOFT_APP_ID']);

/** All faults of the settings at once; the message is for the operator's terminal. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The settings have ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nAll settings: .env.example`,
    );
  }
}

/**
 * @param env usually `process.env`; empty values count as unset
 * @throws ConfigError naming every fault with its fix
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (given['NODE_ENV'] === 'production') {
    for (const [name, why] of Object.entries(neededInProduction))
      if (!given[name]) faults.push(`${name} is needed in production: ${why}`);
  }
  if (given['MONGO_URL'] && given['MONGO_URL_FILE']) faults.push('MONGO_URL and MONGO_URL_FILE: set one of the two');
  if (given['WEBHOOK_ORIGINS'] && !given['WEBHOOK_SECRET'])
    faults.push('WEBHOOK_SECRET is needed with WEBHOOK_ORIGINS: receivers check the signature; openssl rand -hex 32');
  faults.push(
    ...smsFaults(given),
    ...voiceFaults(given),
    ...oidcFaults(given),
    ...chatwootFaults(given),
    ...mailFaults(given),
  );
  for (const name of Object.keys(given)) {
    if (notYet.has(name)) faults.push(`${name}: this version does not read it yet; unset it`);
    else faults.push(...misspelling(name));
  }
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return parsed.data;
}

/** Each names a way to send and take in text messages, and what else that way needs. */
const smsWays = {
  TWILIO_SENDER: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'PUBLIC_URL'],
  SMPP_URL: [],
  CMPP_URL: [],
  KANNEL_SEND_URL: ['KANNEL_SENDER', 'KANNEL_SECRET'],
} as const;

function smsFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  const chosen = Object.keys(smsWays).filter((name): name is keyof typeof smsWays => given[name] !== undefined);
  const faults = chosen.flatMap((name) =>
    smsWays[name].filter((need) => !given[need]).map((need) => `${need} is needed with ${name}: docs/sms.md`),
  );
  if (chosen.length > 1) faults.push(`${chosen.join(' and ')}: text messages go one way; set one of them`);
  for (const read of [
    given['SMPP_URL'] && readSmppUrl(given['SMPP_URL']),
    given['CMPP_URL'] && readCmppUrl(given['CMPP_URL']),
  ])
    if (read && !read.ok) faults.push(read.reason);
  return faults;
}

function voiceFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  const { TWILIO_AUTH_TOKEN: token, VOICE_TRANSFER: how = 'dial', VOICE_TRANSFER_URI: to } = given;
  const needed = token && !given['TWILIO_SENDER'] ? (['TWILIO_ACCOUNT_SID', 'PUBLIC_URL'] as const) : [];
  const faults = needed
    .filter((need) => !given[need])
    .map((need) => `${need} is needed with TWILIO_AUTH_TOKEN: docs/voice.md`);
  if (given['VOICE_TRANSFER'] && !to) faults.push('VOICE_TRANSFER_URI is needed with VOICE_TRANSFER: docs/voice.md');
  if (to && how !== 'enqueue' && !/^(?:sips?:[^@]|tel:\+?\d)/.test(to))
    faults.push('VOICE_TRANSFER_URI: must begin with sip:, sips: or tel: to be called, or VOICE_TRANSFER be enqueue');
  return faults;
}

/** A name that is nearly one of ours, or carries a bot prefix, is surely meant for us. */
function misspelling(name: string): string[] {
  if (settingNames.includes(name)) return [];
  const bare = name.replace(/^(BOT|DESK|CHATBOT)_/, '');
  const near = settingNames.find((known) => known === bare || (known.length > 5 && distance(known, bare) <= 2));
  if (near) return [`${name} is not a setting; did you mean ${near}?`];
  return name === bare ? [] : [`${name} is not a setting of this program; remove it or see .env.example for the names`];
}

/** Edits between two names (Levenshtein), small strings only. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
