import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { TurnContext } from 'botbuilder';
import type { BegunTurn, ConversationRecord, Lease, LoggedActivity } from '../ports/conversation-store';
import { nextTurn, ownEvent, type PendingTurn, turnFor } from './next-turn';
import type { OwnTurn, OwnTurns } from './own-turns';
import { type Pass, runTurn, type TurnDeps } from './run-turn';
import type { TurnAdapter } from './turn-adapter';

export interface WorkDeps extends TurnDeps {
  readonly bot: { run(context: TurnContext): Promise<void> };
  readonly adapter: TurnAdapter;
  readonly owner: string;
  readonly leaseMs: number;
  /** Whether to begin no further turn. */
  stopping(): boolean;
  pass(conversationId: string): Pass;
  /** Everything up to this incoming activity is done, here or elsewhere. */
  processed(conversationId: string, seq: number): void;
  /** The turn's replies are in the log. */
  appended(conversationId: string): void;
  /** Another node has the turn of this conversation. */
  elsewhere(conversationId: string): void;
  readonly ownTurns: OwnTurns;
}

/** How often in a row a turn is run because the conversation changed under it (R4); the next look tries again. */
const maxRuns = 5;

/** A turn whose lease was taken when its message came in. */
export interface Begun extends BegunTurn {
  readonly entry: LoggedActivity;
}

/**
 * Takes the lease of a conversation and runs its turns until none is left; nothing when another node holds it.
 * @param begun the first of them, when its lease is taken already
 */
export async function workOn(deps: WorkDeps, conversationId: string, begun?: Begun): Promise<void> {
  const { store, leaseMs, owner } = deps;
  const lease = begun?.lease ?? (await store.acquire(conversationId, owner, leaseMs));
  if (!lease) {
    deps.elsewhere(conversationId);
    const record = await store.load(conversationId);
    if (record) deps.processed(conversationId, record.processedSeq);
    else deps.ownTurns.first(conversationId)?.failed(new Error(`There is no conversation ${conversationId}.`));
    return;
  }
  const renewal = setInterval(() => void renew(deps, lease), leaseMs / 3).unref();
  let released = false;
  try {
    let first = begun;
    for (let lost = 0; !deps.stopping() && lost < maxRuns; ) {
      const outcome = await oneTurn(deps, lease, first);
      first = undefined;
      released = outcome === 'released';
      if (released || outcome === 'nothing to do' || outcome === 'fenced') break;
      lost = outcome === 'stale' ? lost + 1 : 0;
      if (outcome === 'stale') await pause(randomInt(1, 5 * lost + 1));
    }
  } finally {
    clearInterval(renewal);
    if (!released) await store.release(lease);
  }
}

async function renew({ store, log, leaseMs }: WorkDeps, { conversationId, owner, fencing }: Lease): Promise<void> {
  try {
    const renewed = await store.acquire(conversationId, owner, leaseMs);
    // Ours was given back meanwhile: nobody holds this one.
    if (renewed && renewed.fencing !== fencing) await store.release(renewed);
  } catch (error) {
    log.warn({ conversationId, err: error }, 'lease not renewed; another node may take over');
  }
}

/** `released`: the turn was run, nothing else was due, and the lease went back with its commit. */
type Outcome = 'ran' | 'released' | 'nothing to do' | 'stale' | 'fenced';

/** Each turn starts from what is stored, so a result that could not be committed is simply worked out again. */
async function oneTurn(deps: WorkDeps, lease: Lease, begun: Begun | undefined): Promise<Outcome> {
  const record = begun?.record ?? (await deps.store.load(lease.conversationId));
  if (!record) return 'nothing to do';
  deps.processed(record.id, record.processedSeq);
  const turn = begun ? turnFor(begun.entry, record) : await nextTurn(deps.store, record, deps.clock.now());
  if (turn) return commit(deps, lease, record, turn, (context) => deps.bot.run(context), false);
  const own = deps.ownTurns.first(record.id);
  if (!own) return 'nothing to do';
  const event = ownEvent(record, own.key, 'ContinueConversation', deps.clock.now());
  try {
    const outcome = await commit(deps, lease, record, event, own.logic, true);
    if (outcome === 'ran') own.done();
    return outcome;
  } catch (error) {
    own.failed(error);
    return 'ran';
  }
}

async function commit(
  deps: WorkDeps,
  lease: Lease,
  record: ConversationRecord,
  turn: PendingTurn,
  logic: OwnTurn['logic'],
  ownAct: boolean,
): Promise<Outcome> {
  // A turn of our own is still the first in its line when it is committed: whatever waits behind it has its turn next.
  const mayRelease = (): boolean => deps.ownTurns.first(record.id) === undefined;
  const input = { ...turn, record, lease, logic, ownAct, mayRelease };
  const result = await runTurn(deps, deps.adapter, input, deps.pass(record.id));
  if (!result.ok) {
    const about = { conversationId: record.id, turnKey: turn.turnKey, reason: result.reason };
    deps.log.warn(about, 'turn not committed: it is worked out again');
    return result.reason;
  }
  if (result.appended.length > 0) deps.appended(record.id);
  deps.processed(record.id, turn.processedSeq);
  return result.released ? 'released' : 'ran';
}
