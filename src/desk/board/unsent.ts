import { createHash } from 'node:crypto';
import { findComplaintNumbers } from '../../complaints/number';
import { maskPhone } from '../../ports/mask';
import type { Outbox, OutboxEntry } from '../../ports/outbox';
import type { UnsentItem, UnsentReason } from '../board-api';
import type { DeskContext } from '../desk-context';
import { defined } from '../read-body';

/** More are not read to show a page; what is older is to be seen once these are dealt with. */
const mostRead = 10_000;

/** What could not be sent, newest first. */
export async function unsentEntries(
  outbox: Pick<Outbox, 'list'>,
): Promise<readonly (Placed & { readonly entry: OutboxEntry })[]> {
  const entries = await outbox.list('dead', mostRead);
  return entries.map((entry) => ({ entry, at: entry.createdAt, id: idOf(entry) }));
}

interface Placed {
  readonly at: number;
  readonly id: string;
}

/** What a supervisor sees of one: whose matter and why it failed, never what was to be said. */
export async function unsentItem(
  { complaints, queue }: Pick<DeskContext, 'complaints' | 'queue'>,
  entry: OutboxEntry,
): Promise<UnsentItem> {
  const { kind, payload, conversationId, createdAt: at, settledAt: givenUpAt, attempts, lastError = '' } = entry;
  const { to, phone = to, complaintId } = payload;
  const number = typeof complaintId === 'string' ? (await complaints.byId(complaintId))?.number : numberIn(entry);
  const [handoff] = conversationId === undefined ? [] : await queue.ofConversation(conversationId, 1);
  const status = /\bstatus (\d{3})\b/.exec(lastError)?.[1];
  return defined({
    kind: 'unsent' as const,
    ...{ id: idOf(entry), at, entry: kind, attempts, givenUpAt, number },
    phone: kind !== 'mail' && typeof phone === 'string' ? maskPhone(phone) : undefined,
    handoff: handoff?.id,
    why: reasonOf(lastError),
    status: status === undefined ? undefined : Number(status),
  });
}

const idOf = ({ key }: Pick<OutboxEntry, 'key'>): string => createHash('sha256').update(key).digest('hex').slice(0, 16);

/** The first complaint it speaks of; reports to staff and to other systems speak of many. */
const numberIn = ({ kind, payload }: OutboxEntry): string | undefined =>
  kind === 'mail' || kind === 'webhook' ? undefined : findComplaintNumbers(JSON.stringify(payload))[0];

/** What the senders of src/outbox and src/hubs say, by what it means for whoever reads it; the first that fits. */
const reasons: readonly (readonly [RegExp, UnsentReason])[] = [
  [/^Nothing sends|not set up here/, 'not_set_up'],
  [/^The payload is no/, 'unfit'],
  [/country_not_allowed|not among WEBHOOK_ORIGINS/, 'not_allowed'],
  [/rate_limited|daily_cap/, 'limited'],
  [/There is no such|not there any more|no_conversation/, 'gone'],
  [/EENVELOPE|EMESSAGE|EAUTH/, 'refused'],
  [
    /unavailable|cannot be reached|no answer within|fetch failed|E(?:CONN|TIMEDOUT|SOCKET|DNS)|status 5\d\d/,
    'unreachable',
  ],
  [/refused|status 4\d\d|^remedy: /, 'refused'],
];

const reasonOf = (error: string): UnsentReason => reasons.find(([words]) => words.test(error))?.[1] ?? 'other';
