import { z } from 'zod';

const type = z.coerce.number().int().min(0).max(255);
const options = z.strictObject({
  /** `split`: one link to send and another to receive, where the message centre wants it so. */
  bind: z.enum(['transceiver', 'split']).default('transceiver'),
  /** The number customers write to and see as sender. */
  source: z
    .string()
    .regex(/^[0-9A-Za-z+]{1,20}$/)
    .default('10086'),
  source_ton: type.default(0),
  source_npi: type.default(1),
  /** With type 1 (international) numbers are sent as 86…, else as 11 digits. */
  dest_ton: type.default(1),
  dest_npi: type.default(1),
  system_type: z.string().max(12).default(''),
  address_range: z.string().max(40).default(''),
  /** Most unanswered requests at once. */
  window: z.coerce.number().int().min(1).max(1_000).default(10),
  /** In which base receipts write the message id when answers use the other one. `auto` tries what fits. */
  receipt_id: z.enum(['auto', 'same', 'hex', 'dec']).default('auto'),
  /** What data coding 0 means there; `ucs2`: send everything in 16-bit units. */
  encoding: z.enum(['gsm', 'latin1', 'ucs2']).default('gsm'),
  /** `udh`: parts with headers; `payload`: in one piece, the message centre splits. */
  long: z.enum(['udh', 'payload']).default('udh'),
  /** Bits of the reference that parts share. */
  reference: z.enum(['8', '16']).default('8'),
});

export interface SmppSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly options: z.infer<typeof options>;
}

export type SmppSettingsRead =
  | { readonly ok: true; readonly settings: SmppSettings }
  /** A sentence for the operator, without the password. */
  | { readonly ok: false; readonly reason: string };

/**
 * Reads `SMPP_URL`: `smpp://system_id:password@host:2775?bind=split&source=10086…`, `smpps://` for TLS. User and
 * password may be percent-encoded.
 */
export function readSmppUrl(text: string): SmppSettingsRead {
  const fail = (reason: string): SmppSettingsRead => ({ ok: false, reason: `SMPP_URL: ${reason}` });
  if (!URL.canParse(text)) return fail('is no address; use smpp://system_id:password@host:port');
  const url = new URL(text);
  const tls = url.protocol === 'smpps:';
  if (!tls && url.protocol !== 'smpp:') return fail('begins with neither smpp:// nor smpps://');
  if (url.hostname === '' || url.username === '') return fail('lacks the host or the system id');
  const [systemId, password] = [decoded(url.username), decoded(url.password)];
  if (systemId === undefined || password === undefined) return fail('has a % in user or password that must be %25');
  // Fields of the bind request (SMPP 3.4 §4.1): 15 and 8 characters. Some centres take longer passwords.
  if (systemId.length > 15) return fail('the system id has more than 15 characters');
  const read = options.safeParse(Object.fromEntries(url.searchParams));
  if (!read.success) {
    return fail(read.error.issues.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`).join('; '));
  }
  const port = url.port === '' ? (tls ? 3550 : 2775) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { ok: true, settings: { host, port, tls, systemId, password, options: read.data } };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
