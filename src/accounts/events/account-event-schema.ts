import { z } from 'zod';
import type { AccountEvent } from '../../notices/notice';

/** So much ahead of our clock theirs may be. */
const aheadMs = 5 * 60_000;
/** Of what is longer ago nobody wants to hear. */
const longestAgoMs = 30 * 86_400_000;
/** Within what is kept of notices (src/data/purge-documents.ts). */
const farthestMs = 90 * 86_400_000;

const id = z.string().regex(/^[\w.:-]{1,100}$/, 'must be 1 to 100 letters, digits or . : _ -');
const time = z.int().positive();
const base = {
  id,
  phone: z.string().regex(/^1[3-9]\d{9}$/, 'must be a mobile number of 11 digits'),
  at: time,
};
const place = z
  .string()
  .trim()
  .min(1)
  .max(30)
  .regex(/^[^\p{Cc}{}<>]*$/u, 'must be plain text');

const event = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('bill_ready'),
    month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be YYYY-MM'),
  }),
  z.strictObject({ ...base, kind: z.literal('data_used') }),
  z.strictObject({ ...base, kind: z.literal('service_ordered'), serviceId: id }),
  z.strictObject({
    ...base,
    kind: z.literal('repair_appointment'),
    from: time,
    until: time,
    place: place.optional(),
    cancelled: z.literal(true).optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('line_status'),
    status: z.enum(['suspended_arrears', 'suspended_request', 'active']),
  }),
]);

const mostEvents = 100;
const events = z.union([event.transform((one) => [one]), z.array(event).min(1).max(mostEvents)]);

export type EventsRead =
  | { readonly ok: true; readonly events: readonly AccountEvent[] }
  | { readonly ok: false; readonly fault: string };

/**
 * One event or up to 100, from outside: nothing but the known fields (docs/notices.md).
 * @param body parsed JSON
 */
export function readAccountEvents(body: unknown, now: number): EventsRead {
  const read = events.safeParse(body);
  if (!read.success) return { ok: false, fault: faultOf(read.error) };
  const list = read.data as readonly AccountEvent[];
  for (const [index, one] of list.entries()) {
    const fault = implausible(one, now);
    if (fault !== undefined) return { ok: false, fault: `event ${index}: ${fault}` };
  }
  if (new Set(list.map((one) => one.id)).size < list.length) return { ok: false, fault: 'ids: each once in a request' };
  return { ok: true, events: list };
}

function implausible(one: AccountEvent, now: number): string | undefined {
  if (one.at > now + aheadMs || one.at < now - longestAgoMs) return 'at: must be of the last 30 days, in epoch ms';
  if (one.kind !== 'repair_appointment') return undefined;
  const { from, until } = one;
  return from < until && until - from <= 86_400_000 && from <= now + farthestMs
    ? undefined
    : 'from and until: must be a span within a day, at most 90 days ahead';
}

/** Where and what, without the values that were sent. */
function faultOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'must be an event or a list of up to 100';
  const [first] = issue.code === 'invalid_union' ? issue.errors.flat() : [issue];
  const { path, message } = first ?? issue;
  return [...path.map(String), message].join(': ').slice(0, 200);
}
