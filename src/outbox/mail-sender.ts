import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { KindSender, SendResult } from './kind-sender';
import type { MailSettings } from './mail-settings';

const address = z.string().regex(/^[^\s<>"(),:;@[\]\\]{1,64}@[A-Za-z0-9.-]{1,190}$/);
const payloadSchema = z.object({
  to: address,
  subject: z.string().min(1).max(300),
  text: z.string().max(200_000),
});

/** What an entry of kind `mail` holds: one letter in plain text to one address, so that a second try reaches nobody twice. */
export type MailPayload = z.infer<typeof payloadSchema>;

/** Short of the outbox's own deadline, so that a server that hangs is told apart from one that answered. */
const timeouts = { dnsTimeout: 3_000, connectionTimeout: 3_000, greetingTimeout: 3_000, socketTimeout: 6_000 };

/**
 * Mails from the outbox over SMTP. The `Message-ID` is made of the entry's key: should a crash send one twice, mail servers
 * and readers know it for the same. What a server refuses for good (5xx for sender, recipient or letter) is dead at once;
 * a wrong password is tried again, as it is put right in the settings.
 */
export function mailSender({ url, from }: MailSettings): KindSender {
  const server = new URL(url);
  const secretIsSafe = server.username === '' || isThisMachine(server.hostname);
  const transport = createTransport({
    url,
    ...timeouts,
    // Name and password go over the network encrypted or not at all.
    ...(secretIsSafe ? {} : { requireTLS: true }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/[^A-Za-z0-9.-]/g, '');
  return async ({ key, payload }) => {
    const mail = payloadSchema.safeParse(payload);
    if (!mail.success) return { ok: false, permanent: true, error: 'The payload is no mail.' };
    const messageId = `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
    try {
      await transport.sendMail({ from, ...mail.data, messageId, headers: { 'Auto-Submitted': 'auto-generated' } });
      return { ok: true };
    } catch (error) {
      return refused(error);
    }
  };
}

const isThisMachine = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(host);

/** Only the code of the answer: what a server says may hold addresses. */
function refused(error: unknown): SendResult {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : 0;
  const said = [typeof code === 'string' ? code : 'failed', ...(status > 0 ? [`status ${status}`] : [])].join(', ');
  const forGood = status >= 500 && status < 600 && (code === 'EENVELOPE' || code === 'EMESSAGE');
  return forGood ? { ok: false, permanent: true, error: `mail: ${said}` } : { ok: false, error: `mail: ${said}` };
}
