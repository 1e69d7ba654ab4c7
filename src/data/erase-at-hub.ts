import { hubErasureEntry } from '../hubs/hub-erasure';
import type { HubNames, HubTraces } from '../ports/agent-hub';
import type { Store } from '../storage/store';
import type { ErasurePlan } from './erasure-plan';

/** What a plan leaves on other desks, told before what leads there is removed here. */
export interface TracesAtHubs {
  /** For the desk that is connected. */
  readonly traces: HubTraces;
  /** References on desks that are not connected any more: to be deleted there by hand. */
  readonly unreachable: readonly string[];
}

const mostOfConversation = 1_000;

/** @param names of the desk that is connected; absent: none is */
export async function tracesAtHubs(
  { archive, handoffs }: Pick<Store, 'archive' | 'handoffs'>,
  phone: string,
  { rows }: ErasurePlan,
  names: HubNames | undefined,
): Promise<TracesAtHubs> {
  const gone = rows.filter(({ deed }) => deed === 'remove');
  const theirs = new Set(gone.filter(({ kind }) => kind === 'conversation').map(({ key }) => key));
  const removed = new Set(gone.filter(({ kind }) => kind === 'handoff').map(({ key }) => key));
  const conversations: string[] = [];
  const unreachable: string[] = [];
  for (const key of removed) {
    const value = (await archive.row('handoff', key))?.value ?? {};
    const id = String(value['conversationId'] ?? '');
    // A conversation over there is named by the hand-over, the contact by our conversation: it goes when none else has it.
    const others = (await handoffs.ofConversation(id, mostOfConversation)).filter((one) => !removed.has(one.id));
    if (id !== '' && others.length === 0) theirs.add(id);
    const { name, reference } = (value['hub'] ?? {}) as { name?: string; reference?: string };
    if (reference === undefined) continue;
    if (name === names?.hub) conversations.push(reference);
    else unreachable.push(`${name} ${reference.split('@')[0]}`);
  }
  if (!names) return { traces: { contacts: [], conversations: [] }, unreachable };
  const contacts = [
    names.contactOf({ phone }),
    ...[...theirs].map((conversationId) => names.contactOf({ conversationId })),
  ];
  return { traces: { contacts, conversations }, unreachable };
}

/**
 * Stores what the other desk is to delete, before anything is removed here: a crash afterwards loses none of it.
 * @param customer a hash, see `customerHash`
 * @returns the outbox entry's key
 */
export async function askHubToErase(
  { outbox }: Pick<Store, 'outbox'>,
  { hub }: HubNames,
  traces: HubTraces,
  { customer, at, round }: { readonly customer: string; readonly at: number; readonly round: number },
): Promise<string> {
  // In letters, because numbers in keys are masked where operators read them.
  const key = `erase-hub:${letters(customer.slice(0, 12))}-${letters(at.toString(16))}-${round}`;
  await outbox.add([hubErasureEntry(key, hub, traces)]);
  return key;
}

const letters = (hex: string): string => hex.replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? digit);
