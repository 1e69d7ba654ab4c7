import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { HubNames } from '../ports/agent-hub';
import type { ArchiveKind, ArchiveRow, LooseKind } from '../ports/archive';
import type { Clock } from '../ports/clock';
import { bodyHash } from '../storage/canonical-json';
import type { Store } from '../storage/store';
import { anonymisedAct, anonymisedComplaint, anonymisedRequest } from './anonymised';
import type { Progress } from './archive-file';
import { askHubToErase, tracesAtHubs } from './erase-at-hub';
import { type Deed, type ErasurePlan, type Planned, planErasure } from './erasure-plan';
import type { Traces } from './traces';

/** A running turn is waited for so long; afterwards its commit finds nothing to write to. */
const turnPatienceMs = 5_000;
const lookMs = 100;
/** Somebody may write beside us: what is found by a look again is done again. */
const mostRounds = 4;
const mostTries = 5;

export interface Erased {
  readonly done: Readonly<Record<Deed, ReadonlyMap<ArchiveKind, number>>>;
  readonly codes: number;
  /** How often the number is found by the last look through everything: 0, or the erasing failed. */
  readonly left: number;
  /** Outbox entries by which the connected desk is to delete the same customer. */
  readonly handedOver: readonly string[];
}

export interface EraseOptions {
  readonly traces: Traces;
  readonly clock: Clock;
  readonly progress: Progress;
  /** The desk that is connected instead of our own. */
  readonly hub?: HubNames;
}

/** Carries out a plan, and looks through everything again until nothing is found. */
export async function eraseCustomer(
  store: Store,
  phone: string,
  { traces, clock, progress, hub }: EraseOptions,
  first: ErasurePlan,
): Promise<Erased> {
  const customer = await customerHash(store.keys, phone);
  const [at, handedOver] = [clock.now(), [] as string[]];
  const done = { remove: new Map(), anonymise: new Map(), mask: new Map() } as Record<Deed, Map<ArchiveKind, number>>;
  let codes = 0;
  let plan = first;
  for (let round = 0; round < mostRounds && (round === 0 || plan.rows.length > 0); round += 1) {
    if (hub) {
      const { traces: there } = await tracesAtHubs(store, phone, plan, hub);
      const isNew = round === 0 || there.contacts.length > 1 || there.conversations.length > 0;
      if (isNew) handedOver.push(await askHubToErase(store, hub, there, { customer, at, round }));
    }
    // Without its conversation nothing new comes in; so those go first.
    const ordered = [...plan.rows].sort(
      (a, b) => Number(b.kind === 'conversation') - Number(a.kind === 'conversation'),
    );
    for (const planned of ordered) {
      if (!(await carryOut(store, planned, traces, at))) continue;
      const { deed, kind } = planned;
      done[deed].set(kind, (done[deed].get(kind) ?? 0) + 1);
    }
    codes += await store.archive.forgetCodes(phone);
    plan = await planErasure(store.archive, phone, traces, progress);
  }
  await store.archive.scrub();
  const erased = { done, codes, left: plan.traces, handedOver };
  await audit(store, customer, clock, erased, requestsIn(first));
  return erased;
}

/** @returns whether anything was changed; not when it is gone already, as activities with their conversation */
async function carryOut(store: Store, { kind, key, deed }: Planned, traces: Traces, at: number): Promise<boolean> {
  const { archive } = store;
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const row = await archive.row(kind, key);
    if (!row) return kind === 'activity' && deed === 'remove' && attempt === 0;
    if (deed === 'remove' && kind === 'conversation') return removeConversation(store, key);
    if (deed === 'remove') return (await archive.remove(kind as LooseKind, [key])) > 0;
    if (await changed(store, row, deed === 'mask' ? masked(row, traces) : anonymised(row, at))) return true;
  }
  return false;
}

async function changed({ archive }: Store, row: ArchiveRow, after: ArchiveRow): Promise<boolean> {
  const lost = row.kind === 'activity' && !(await archive.row('conversation', String(row.value['conversationId'])));
  if (lost) return (await archive.remove('activity', [row.key])) > 0;
  if (after.key === row.key) return archive.replace(row, after);
  // The number is part of the key itself: the row gets another one.
  const removed = (await archive.remove(row.kind as LooseKind, [row.key])) > 0;
  return removed && (await archive.add([after])).written === 1;
}

async function removeConversation({ archive, conversations }: Store, id: string): Promise<boolean> {
  for (let waited = 0; waited < turnPatienceMs; waited += lookMs) {
    if (await conversations.acquire(id, 'erase-customer', turnPatienceMs)) break;
    await pause(lookMs);
  }
  return (await archive.removeConversation(id)) !== undefined;
}

function anonymised(row: ArchiveRow, at: number): ArchiveRow {
  if (row.kind === 'document') return anonymisedRequest(row, at);
  return row.kind === 'complaint' ? anonymisedComplaint(row) : anonymisedAct(row);
}

function masked(row: ArchiveRow, traces: Traces): ArchiveRow {
  const { bytes, ...words } = row.value;
  const value = traces.masked(words);
  return {
    kind: row.kind,
    key: traces.masked(row.key),
    value: {
      ...value,
      ...(bytes !== undefined && { bytes }),
      // Whoever works on it reads it again.
      ...(typeof value['version'] === 'number' && { version: value['version'] + 1 }),
      // The hash of the old words would let the number be guessed.
      ...(typeof value['bodyHash'] === 'string' && { bodyHash: bodyHash(value['activity']) }),
    },
  };
}

/** Tells one customer of audit records from another, and never who. The same for exports and erasures. */
export async function customerHash(keys: Store['keys'], phone: string): Promise<string> {
  const secret = await keys.getOrPut('erasureKey', randomBytes(32).toString('hex'));
  return createHmac('sha256', secret).update(phone).digest('hex').slice(0, 32);
}

/** Numbers of the customer's requests for own data. */
const requestsIn = ({ rows }: ErasurePlan): readonly string[] =>
  rows.flatMap(({ kind, deed, key }) =>
    kind === 'document' && deed === 'anonymise' ? [key.slice(key.indexOf(':') + 1)] : [],
  );

/** That it was done, and what; the number only as a hash under a key that never leaves the store. */
async function audit(
  { records }: Store,
  customer: string,
  clock: Clock,
  { done, left, handedOver }: Erased,
  requests: readonly string[],
): Promise<void> {
  const at = clock.now();
  const counts = (deed: Deed) => Object.fromEntries(done[deed]);
  await records.append({
    kind: 'audit',
    key: `erase:${customer}:${at}`,
    at,
    conversationId: '',
    data: {
      kind: 'erase_customer',
      customer,
      removed: counts('remove'),
      anonymised: counts('anonymise'),
      masked: counts('mask'),
      left,
      ...(handedOver.length > 0 && { handedOver }),
      ...(requests.length > 0 && { requests }),
    },
  });
}
