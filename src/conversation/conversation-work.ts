import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { TurnContext } from 'botbuilder';
import type { ConversationRecord, Lease } from '../ports/conversation-store';
import { nextTurn, ownEvent, type PendingTurn } from './next-turn';
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

/** Takes the lease of a conversation and runs its turns until none is left; nothing when another node holds it. */
export async function workOn(deps: WorkDeps, conversationId: string): Promise<void> {
  const { store, leaseMs, owner } = deps;
  const lease = await store.acquire(conversationId, owner, leaseMs);
  if (!lease) {
    deps.elsewhere(conversationId);
    const record = await store.load(conversationId);
    if (record) deps.processed(conversationId, record.processedSeq);
    else deps.ownTurns.first(conversationId)?.failed(new Error(`There is no conversation ${conversationId}.`));
    return;
  }
  const renewal = setInterval(() => {
    store.acquire(conversationId, owner, leaseMs).catch((error: unknown) => {
      deps.log.warn({ conversationId, err: error }, 'lease not renewed; another node may take over');
    });
  }, leaseMs / 3).unref();
  try {
    for (let lost = 0; !deps.stopping() && lost < maxRuns; ) {
      const outcome = await oneTurn(deps, lease);
      if (outcome === 'nothing to do' || outcome === 'last' || outcome === 'fenced') break;
      lost = outcome === 'stale' ? lost + 1 : 0;
      if (outcome === 'stale') await pause(randomInt(1, 5 * lost + 1));
    }
  } finally {
    clearInterval(renewal);
    await store.release(lease);
  }
}

/** `last`: the turn was run, and nothing else was due when it was committed. */
type Outcome = 'ran' | 'last' | 'nothing to do' | 'stale' | 'fenced';

/** Each turn starts from what is stored, so a result that could not be committed is simply worked out again. */
async function oneTurn(deps: WorkDeps, lease: Lease): Promise<Outcome> {
  const record = await deps.store.load(lease.conversationId);
  if (!record) return 'nothing to do';
  deps.processed(record.id, record.processedSeq);
  const turn = await nextTurn(deps.store, record, deps.clock.now());
  if (turn) return commit(deps, lease, record, turn, (context) => deps.bot.run(context), false);
  const own = deps.ownTurns.first(record.id);
  if (!own) return 'nothing to do';
  const event = ownEvent(record, own.key, 'ContinueConversation', deps.clock.now());
  try {
    const outcome = await commit(deps, lease, record, event, own.logic, true);
    // Still first in its line, so it is never the last one here: whatever waits behind it has its turn next.
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
  const result = await runTurn(deps, deps.adapter, { ...turn, record, lease, logic, ownAct }, deps.pass(record.id));
  if (!result.ok) {
    const about = { conversationId: record.id, turnKey: turn.turnKey, reason: result.reason };
    deps.log.warn(about, 'turn not committed: it is worked out again');
    return result.reason;
  }
  if (result.appended.length > 0) deps.appended(record.id);
  deps.processed(record.id, turn.processedSeq);
  return result.moreDue || deps.ownTurns.first(record.id) ? 'ran' : 'last';
}
