import { z } from 'zod';
import type { CmppVersion } from './layouts';

const seconds = z.coerce.number().int().min(1).max(600);
const options = z.strictObject({
  /** Unset: 3.0, and 2.0 with a gateway that does not know it. */
  version: z
    .enum(['2', '3'])
    .transform((version): CmppVersion => (version === '2' ? 2 : 3))
    .optional(),
  /** The number customers write to and see as sender, extension included (`1069…`). */
  src: z
    .string()
    .regex(/^\d{1,21}$/)
    .default('10086'),
  /** Service_Id, as agreed with the operator. */
  service: z
    .string()
    .regex(/^[!-~]{0,10}$/)
    .default(''),
  /** Fee_UserType: 0 the customer, 1 the sender, 2 the SP, 3 nobody named here pays. */
  fee_user: z.coerce.number().int().min(0).max(3).default(2),
  /** FeeType; 01 is free of charge. */
  fee_type: z
    .string()
    .regex(/^\d{2}$/)
    .default('01'),
  /** FeeCode, in fen. */
  fee_code: z
    .string()
    .regex(/^\d{1,6}$/)
    .default('000000'),
  /** Most unanswered SUBMITs at once (W). */
  window: z.coerce.number().int().min(1).max(1_000).default(16),
  /** How long an answer may take until the request is sent again (T), in seconds. */
  answer: seconds.default(60),
  /** After how long a silence the link is tried, in seconds; the specification asks for at most 180 (C). */
  active_test: seconds.default(60),
  /** `no` for gateways that leave AuthenticatorISMG empty: then anyone who answers at the address is believed. */
  check_gateway: z.enum(['yes', 'no']).default('yes'),
});

export interface CmppSettings {
  readonly host: string;
  readonly port: number;
  readonly spId: string;
  readonly secret: string;
  readonly options: z.infer<typeof options>;
}

export type CmppSettingsRead =
  | { readonly ok: true; readonly settings: CmppSettings }
  /** A sentence for the operator, without the secret. */
  | { readonly ok: false; readonly reason: string };

const usualPort = 7890;

/**
 * Reads `CMPP_URL`: `cmpp://sp_id:secret@host:7890?version=2&service=HELP&src=10690001&window=16`.
 * Id and secret may be percent-encoded.
 */
export function readCmppUrl(text: string): CmppSettingsRead {
  const fail = (reason: string): CmppSettingsRead => ({ ok: false, reason: `CMPP_URL: ${reason}` });
  if (!URL.canParse(text)) return fail('is no address; use cmpp://sp_id:secret@host:port');
  const url = new URL(text);
  if (url.protocol !== 'cmpp:') return fail('does not begin with cmpp://');
  if (url.hostname === '' || url.username === '') return fail('lacks the host or the SP id');
  const [spId, secret] = [decoded(url.username), decoded(url.password)];
  if (spId === undefined || secret === undefined) return fail('has a % in id or secret that must be %25');
  if (!/^[!-~]{1,6}$/.test(spId)) return fail('the SP id must have 1 to 6 plain characters');
  if (secret === '') return fail('lacks the secret');
  const names = [...url.searchParams.keys()];
  if (new Set(names).size < names.length) return fail('has an option twice');
  const read = options.safeParse(Object.fromEntries(url.searchParams));
  if (!read.success) {
    return fail(read.error.issues.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`).join('; '));
  }
  const port = url.port === '' ? usualPort : Number(url.port);
  return { ok: true, settings: { host: url.hostname.replace(/^\[|\]$/g, ''), port, spId, secret, options: read.data } };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
