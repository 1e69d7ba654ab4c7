import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../ports/clock';
import type { CodeStore } from '../ports/code-store';
import type { Identity } from '../ports/identity';
import type { Language } from '../ports/language';
import type { SmsGateway } from '../ports/sms-gateway';

/** The limits of S12 and S13. */
export const codeRules = {
  lifetimeMs: 5 * 60_000,
  maxTries: 5,
  perTenMinutes: 3,
  perDay: 10,
} as const;
const tenMinutesMs = 10 * 60_000;
const dayMs = 24 * 3600_000;

export interface IdentityOptions {
  readonly codes: CodeStore;
  readonly sms: SmsGateway;
  readonly clock: Clock;
  /** Key of the codes' HMAC, at least 32 bytes in production. */
  readonly secret: string;
  /** Six digits from a CSPRNG: {@link secureCode}. */
  readonly randomCode: () => string;
  /** The text message with the code. */
  readonly wording: (code: string, language: Language) => string;
  /** How long a number counts as verified; 20 minutes unless told. */
  readonly verifiedForMs?: number;
}

const chineseDigits = new Map([...'零〇一二三四五六七八九'].map((char, at) => [char, String(Math.max(0, at - 1))]));
chineseDigits.set('幺', '1');

/** The six digits in what a customer typed or said; `undefined` when there are not exactly six. */
function digitsOf(said: string): string | undefined {
  const digits = [...said.slice(0, 200).normalize('NFKC')]
    .map((char) => chineseDigits.get(char) ?? char)
    .filter((char) => char >= '0' && char <= '9')
    .join('');
  return digits.length === 6 ? digits : undefined;
}

/** One-time codes over SMS; only their HMAC is stored, compared in constant time. */
export function createIdentity(options: IdentityOptions): Identity {
  const { codes, sms, clock, secret, randomCode, wording, verifiedForMs = 20 * 60_000 } = options;
  const hashOf = (conversationId: string, phone: string, code: string): string =>
    createHmac('sha256', secret).update(`${conversationId}\n${phone}\n${code}`).digest('hex');

  return {
    async begin(conversationId, phone, language, deliver = true) {
      const now = clock.now();
      const [lately, today] = await Promise.all([
        codes.issuedSince(phone, now - tenMinutesMs),
        codes.issuedSince(phone, now - dayMs),
      ]);
      if (lately >= codeRules.perTenMinutes || today >= codeRules.perDay) return { ok: false, reason: 'rate_limited' };
      const code = randomCode();
      const hash = hashOf(conversationId, phone, code);
      await codes.put({
        conversationId,
        phone,
        hash,
        issuedAt: now,
        expiresAt: now + codeRules.lifetimeMs,
        tries: 0,
      });
      if (!deliver) return { ok: true };
      const receipt = await sms.send({
        to: phone,
        text: wording(code, language),
        key: `code:${conversationId}:${now}:${hash.slice(0, 12)}`,
        kind: 'one_time_code',
      });
      if (receipt.ok) return { ok: true };
      await codes.consume(conversationId);
      const limited = receipt.reason === 'rate_limited' || receipt.reason === 'daily_cap';
      return { ok: false, reason: limited ? 'rate_limited' : 'unavailable' };
    },

    async check(conversationId, said) {
      const pending = await codes.get(conversationId);
      if (!pending) return { ok: false, reason: 'none' };
      if (clock.now() >= pending.expiresAt) {
        await codes.consume(conversationId);
        return { ok: false, reason: 'expired' };
      }
      const code = digitsOf(said);
      // What cannot be a code is no guess and costs no try.
      if (code === undefined)
        return { ok: false, reason: 'wrong', triesLeft: Math.max(0, codeRules.maxTries - pending.tries) };
      // Counted before it is compared, so that guesses sent at once share the five tries.
      const tries = await codes.fail(conversationId);
      if (tries > codeRules.maxTries) return { ok: false, reason: 'too_many' };
      const right = timingSafeEqual(
        Buffer.from(hashOf(conversationId, pending.phone, code)),
        Buffer.from(pending.hash.padEnd(64).slice(0, 64)),
      );
      if (!right) {
        const triesLeft = codeRules.maxTries - tries;
        return triesLeft > 0 ? { ok: false, reason: 'wrong', triesLeft } : { ok: false, reason: 'too_many' };
      }
      return (await codes.consume(conversationId))
        ? { ok: true, phone: pending.phone, until: clock.now() + verifiedForMs }
        : { ok: false, reason: 'none' };
    },
  };
}
