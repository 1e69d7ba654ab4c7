import type { DataRequest } from '../data-requests/data-request';
import type { Archive, ArchiveKind, ArchiveRow } from '../ports/archive';
import { allRows, expectedRows, type Progress } from './archive-file';
import { type Owner, ownerOf } from './ownership';
import { phoneDigits, type Traces } from './traces';

/** What is to be done with a row: it goes, it stays without the person, or only the number in it is masked. */
export type Deed = 'remove' | 'anonymise' | 'mask';

export interface Planned {
  readonly kind: ArchiveKind;
  readonly key: string;
  readonly deed: Deed;
  /** For the person who decides: a complaint's number and status. */
  readonly note?: string;
}

export interface ErasurePlan {
  readonly rows: readonly Planned[];
  /** How often the number stands anywhere. */
  readonly traces: number;
}

/** Looks through every row of the store for what belongs to a customer, or mentions the number. Changes nothing. */
export async function planErasure(
  archive: Archive,
  phone: string,
  traces: Traces,
  progress: Progress,
): Promise<ErasurePlan> {
  const complained = await conversationsOfComplaints(archive, phone);
  const theirs = new Set<string>();
  const rows: Planned[] = [];
  let [found, seen] = [0, 0];
  const expected = await expectedRows(archive);
  for await (const row of allRows(archive)) {
    seen += 1;
    progress(seen, Math.max(expected, seen + 1));
    const { bytes: _, ...words } = row.value;
    const hits = traces.count(row.key) + traces.count(words);
    found += hits;
    if (row.kind === 'conversation' && isTheirs(ownerOf(row, phone), complained.get(row.key))) theirs.add(row.key);
    const planned = plan(row, hits, phone, theirs);
    if (planned) rows.push({ kind: row.kind, key: row.key, ...planned });
  }
  progress(1, 1);
  return { rows, traces: found };
}

/** Conversations with a complaint about this number, and whether also one about another. */
async function conversationsOfComplaints(archive: Archive, phone: string): Promise<Map<string, 'only' | 'shared'>> {
  const found = new Map<string, 'only' | 'shared'>();
  for await (const { value } of archive.rows('complaint')) {
    const id = value['conversationId'];
    if (phoneDigits(value['phone']) === phone && typeof id === 'string') found.set(id, 'only');
  }
  if (found.size === 0) return found;
  for await (const { value } of archive.rows('complaint')) {
    const [id, other] = [value['conversationId'], phoneDigits(value['phone'])];
    if (other !== undefined && other !== phone && typeof id === 'string' && found.has(id)) found.set(id, 'shared');
  }
  return found;
}

const isTheirs = (owner: Owner, complained: 'only' | 'shared' | undefined): boolean =>
  owner === 'theirs' || (owner === 'unknown' && complained === 'only');

type Verdict = Omit<Planned, 'kind' | 'key'> | undefined;

function plan(row: ArchiveRow, hits: number, phone: string, theirs: ReadonlySet<string>): Verdict {
  const { kind, key, value } = row;
  const inTheirs = theirs.has(String(value['conversationId']));
  const mentioned: Verdict = hits > 0 ? { deed: 'mask' } : undefined;
  const is = (text: unknown): boolean => phoneDigits(text) === phone;
  const gone = (whether: boolean): Verdict => (whether ? { deed: 'remove' } : mentioned);
  switch (kind) {
    case 'conversation':
      return gone(theirs.has(key));
    case 'activity':
      return gone(inTheirs);
    case 'complaint': {
      const own = is(value['phone']) || (inTheirs && value['phone'] === undefined);
      const note = `${value['number']} (${value['status']})`;
      return own ? { deed: 'anonymise', note } : mentioned && { ...mentioned, note };
    }
    case 'handoff': {
      const { customer } = value['brief'] as { customer?: { phone?: unknown } };
      const { phone: callBack } = (value['callBack'] ?? {}) as { phone?: unknown };
      return gone(inTheirs || is(customer?.phone) || (customer?.phone === undefined && is(callBack)));
    }
    case 'attachment':
      return gone(inTheirs);
    case 'record':
      if (inTheirs && value['kind'] === 'audit') return { deed: 'anonymise' };
      return gone(inTheirs);
    case 'outbox': {
      const { to, phone: paid } = value['payload'] as { to?: unknown; phone?: unknown };
      return gone(inTheirs || is(to) || is(paid));
    }
    case 'document':
      if (value['kind'] === 'data_request')
        return is((value['value'] as DataRequest).phone) ? requested(value) : mentioned;
      return gone(isOwnDocument(value, phone, theirs));
    case 'serial':
      return mentioned;
  }
}

/** That it was asked for, and answered, is kept without the person. */
function requested({ value }: ArchiveRow['value']): Verdict {
  const { number, what, ended } = value as DataRequest;
  return { deed: 'anonymise', note: `${number} (${what}, ${ended ? 'answered' : 'open'})` };
}

/** What the customer agreed to and refused, what they were or were to be told unasked, and drafts of what they asked. */
function isOwnDocument({ kind, key, value }: ArchiveRow['value'], phone: string, theirs: ReadonlySet<string>): boolean {
  if (kind === 'consent') return key === phone;
  if (kind === 'knowledge_draft') {
    const { status, from } = value as { status?: unknown; from?: { conversationId?: unknown } };
    // What was published has been reviewed: it is nobody's any more.
    return status !== 'published' && theirs.has(String(from?.conversationId));
  }
  if (kind !== 'notice') return false;
  const { phone: told, task } = value as { phone?: unknown; task?: { phone?: unknown; event?: { phone?: unknown } } };
  return [...String(key).split(':'), told, task?.phone, task?.event?.phone].includes(phone);
}
