import { z } from 'zod';
import { secretFrom } from '../platform/secret-file';
import { type Language, languages } from '../ports/language';

/** How mails leave. */
export interface MailSettings {
  /** `smtp://user:password@host:587`, `smtps://…` */
  readonly url: string;
  readonly from: string;
}

/** Who is written to, and where else the weekly digest goes. */
export interface DigestSettings {
  readonly language: Language;
  /** Addresses by department; under `*` those who are told of every department. */
  readonly recipients: ReadonlyMap<string, readonly string[]>;
  readonly webhookUrl?: string;
}

/** One address, as mails are sent to. */
export const mailAddress = /^[^\s<>"(),:;@[\]\\]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,189}$/;
const isSmtp = (text: string): boolean => URL.canParse(text) && /^smtps?:\/\/[^/?#]+/.test(text);

/** The settings of mails and digests, for the one schema in `src/config.ts`. */
export const mailShape = {
  SMTP_URL: z
    .string()
    .refine(isSmtp, 'must be like smtp://name:password@mail.example.com:587 or smtps://mail.example.com')
    .optional(),
  SMTP_URL_FILE: z.string().optional(),
  MAIL_FROM: z.string().regex(mailAddress, 'must be one address, for example desk@example.com').optional(),
  MAIL_LANGUAGE: z.enum(languages, `must be one of ${languages.join(', ')}`).default('zh-Hans'),
  DIGEST_RECIPIENTS: z
    .string()
    .transform((text, context) => {
      const read = readRecipients(text);
      if (read === undefined)
        context.addIssue('must be like billing=lead@example.com,team@example.com;*=quality@example.com');
      return read;
    })
    .optional(),
  DIGEST_WEBHOOK_URL: z
    .url({ protocol: /^https?$/, error: 'must be a full http(s) address, for example https://crm.example.com/digest' })
    .optional(),
  CLIMBED_WEBHOOK_URL: z
    .url({ protocol: /^https?$/, error: 'must be a full http(s) address, for example https://crm.example.com/climbed' })
    .optional(),
} as const;

/** `department=address,address;department=address`; `*` for all departments. @returns `undefined` when it is not like that */
export function readRecipients(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  const recipients = new Map<string, readonly string[]>();
  for (const part of text.split(';').map((one) => one.trim())) {
    if (part === '') continue;
    const [owner = '', list, ...more] = part.split('=').map((one) => one.trim());
    const addresses = (list ?? '').split(',').map((one) => one.trim());
    const fits =
      /^(\*|[a-z][a-z0-9_]*)$/.test(owner) && more.length === 0 && addresses.every((one) => mailAddress.test(one));
    if (!fits || recipients.has(owner)) return undefined;
    recipients.set(owner, addresses);
  }
  return recipients.size > 0 ? recipients : undefined;
}

/** What these settings need of each other; for `readConfig`. */
export function mailFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  const server = given['SMTP_URL'] ?? given['SMTP_URL_FILE'];
  return [
    ...(given['SMTP_URL'] && given['SMTP_URL_FILE'] ? ['SMTP_URL and SMTP_URL_FILE: set one of the two'] : []),
    ...(server && !given['MAIL_FROM'] ? ['MAIL_FROM is needed with SMTP_URL: docs/learning.md'] : []),
    ...(given['MAIL_FROM'] && !server ? ['SMTP_URL is needed with MAIL_FROM: docs/learning.md'] : []),
    ...(given['DIGEST_RECIPIENTS'] && !server ? ['SMTP_URL is needed with DIGEST_RECIPIENTS: docs/learning.md'] : []),
    ...(given['DIGEST_WEBHOOK_URL'] && !allowed(given['DIGEST_WEBHOOK_URL'], given['WEBHOOK_ORIGINS'])
      ? ['DIGEST_WEBHOOK_URL: its origin has to be among WEBHOOK_ORIGINS']
      : []),
    ...(given['CLIMBED_WEBHOOK_URL'] && !allowed(given['CLIMBED_WEBHOOK_URL'], given['WEBHOOK_ORIGINS'])
      ? ['CLIMBED_WEBHOOK_URL: its origin has to be among WEBHOOK_ORIGINS']
      : []),
  ];
}

const allowed = (url: string, origins = ''): boolean =>
  URL.canParse(url) &&
  origins
    .split(',')
    .map((origin) => origin.trim())
    .includes(new URL(url).origin);

type MailConfig = Readonly<z.output<z.ZodObject<typeof mailShape>>>;

/**
 * @returns `undefined` when no mails are sent
 * @throws Error saying what is wrong with the file of the address
 */
export function readMail(config: MailConfig): MailSettings | undefined {
  const url = secretFrom('SMTP_URL_FILE', config.SMTP_URL, config.SMTP_URL_FILE);
  if (url === undefined || config.MAIL_FROM === undefined) return undefined;
  if (!isSmtp(url)) throw new Error('SMTP_URL_FILE: the file has to hold an address like smtp://mail.example.com:587.');
  return { url, from: config.MAIL_FROM };
}

/** @returns `undefined` when the digest goes nowhere by itself */
export function readDigest(config: MailConfig): DigestSettings | undefined {
  const { MAIL_LANGUAGE: language, DIGEST_RECIPIENTS: recipients, DIGEST_WEBHOOK_URL: webhookUrl } = config;
  if (!recipients && webhookUrl === undefined) return undefined;
  return { language, recipients: recipients ?? new Map(), ...(webhookUrl !== undefined && { webhookUrl }) };
}
