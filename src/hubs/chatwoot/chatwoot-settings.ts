import { z } from 'zod';
import { secretFrom } from '../../platform/secret-file';
import type { HubNames } from '../../ports/agent-hub';
import { chatwootNames } from './chatwoot-names';
import type { ChatwootSettings } from './open-chatwoot';

const id = (what: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, `must be ${what}`)
    .transform(Number);

/** The settings of this room, for the one schema in `src/config.ts`. */
export const chatwootShape = {
  HANDOFF_HUB: z.enum(['chatwoot'], 'must be chatwoot, or unset').optional(),
  CHATWOOT_URL: z
    .url({ protocol: /^https?$/, error: 'must be a full http(s) address, for example https://chat.example.com' })
    .optional(),
  CHATWOOT_ACCOUNT_ID: id('the number after /accounts/').optional(),
  CHATWOOT_INBOX_ID: id('the number of the API inbox').optional(),
  CHATWOOT_API_TOKEN: z.string().min(8, 'must be at least 8 characters').optional(),
  CHATWOOT_API_TOKEN_FILE: z.string().optional(),
  CHATWOOT_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w.~-]{16,200}$/, 'must be at least 16 letters or digits: openssl rand -hex 32')
    .optional(),
  CHATWOOT_SIGNING_SECRET: z.string().min(8, 'must be at least 8 characters').optional(),
  CHATWOOT_SEND_PHONE: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((value) => value === 'true')
    .default(false),
} as const;

const needed = ['CHATWOOT_URL', 'CHATWOOT_ACCOUNT_ID', 'CHATWOOT_INBOX_ID', 'CHATWOOT_WEBHOOK_SECRET', 'PUBLIC_URL'];

/** What these settings need of each other; for `readConfig`. */
export function chatwootFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  const both = given['CHATWOOT_API_TOKEN'] && given['CHATWOOT_API_TOKEN_FILE'];
  const faults = both ? ['CHATWOOT_API_TOKEN and CHATWOOT_API_TOKEN_FILE: set one of the two'] : [];
  if (!given['HANDOFF_HUB']) {
    const stray = Object.keys(chatwootShape).filter((name) => given[name] && name !== 'CHATWOOT_SEND_PHONE');
    return [...faults, ...stray.map((name) => `HANDOFF_HUB=chatwoot is needed with ${name}: docs/connectors.md`)];
  }
  const missing = needed.filter((name) => !given[name]);
  if (!given['CHATWOOT_API_TOKEN'] && !given['CHATWOOT_API_TOKEN_FILE']) missing.push('CHATWOOT_API_TOKEN');
  return [...faults, ...missing.map((name) => `${name} is needed with HANDOFF_HUB: docs/connectors.md`)];
}

type ChatwootConfig = Readonly<z.output<z.ZodObject<typeof chatwootShape>>> & {
  readonly PUBLIC_URL?: string | undefined;
};

/**
 * @returns `undefined` when customers are handed over to our own desk
 * @throws Error saying what is wrong with the file of the token
 */
export function readChatwoot(config: ChatwootConfig): ChatwootSettings | undefined {
  const { HANDOFF_HUB: hub, PUBLIC_URL: publicUrl, CHATWOOT_URL: url } = config;
  const { CHATWOOT_ACCOUNT_ID: accountId, CHATWOOT_INBOX_ID: inboxId, CHATWOOT_WEBHOOK_SECRET: webhookSecret } = config;
  const token = secretFrom('CHATWOOT_API_TOKEN_FILE', config.CHATWOOT_API_TOKEN, config.CHATWOOT_API_TOKEN_FILE);
  if (!hub || !publicUrl || !url || !accountId || !inboxId || !webhookSecret || !token) return undefined;
  const signingSecret = config.CHATWOOT_SIGNING_SECRET;
  return {
    url,
    accountId,
    inboxId,
    token,
    webhookSecret,
    ...(signingSecret !== undefined && { signingSecret }),
    publicUrl,
    sendPhone: config.CHATWOOT_SEND_PHONE,
  };
}

/** What customers are called over there; needs no token. @returns `undefined` when it is not connected */
export function chatwootNamesOf({
  HANDOFF_HUB: hub,
  CHATWOOT_WEBHOOK_SECRET: secret,
}: Pick<ChatwootConfig, 'HANDOFF_HUB' | 'CHATWOOT_WEBHOOK_SECRET'>): HubNames | undefined {
  return hub && secret ? chatwootNames(secret) : undefined;
}
