import { setTimeout as pause } from 'node:timers/promises';
import type { TurnContext } from 'botbuilder';
import { ActivityTypes } from 'botbuilder';
import type { Activity } from 'botframework-schema';
import type { AcceptResult, Place } from '../ports/conversation-store';
import { addressing, stamped } from './addressing';
import { type Begun, workOn } from './conversation-work';
import type { Conversations, Receipt } from './conversations';
import { Followers } from './followers';
import { Lanes } from './lanes';
import { OwnTurns } from './own-turns';
import type { TurnDeps } from './run-turn';
import { TurnAdapter } from './turn-adapter';
import { Waiters } from './waiters';

export interface TurnRunnerDeps extends TurnDeps {
  readonly bot: { run(context: TurnContext): Promise<void> };
  /** How long a node that died keeps its conversations to itself. Default 10,000 ms; renewed while a turn runs. */
  readonly leaseMs?: number;
  /** Messages of one conversation that may wait for their turn; one more is `too_many_waiting`. Default 30. */
  readonly maxWaiting?: number;
  /** Turns running at once in this process. Default 32. */
  readonly maxConcurrentTurns?: number;
  /** How often to look for timers and for messages other nodes left. Default 200 ms. */
  readonly pollMs?: number;
  /**
   * How often to look for log entries of other nodes while somebody follows and it is quiet; 0: never. Default 200 ms, and
   * every 50 ms while other nodes answer.
   */
  readonly followPollMs?: number;
}

export interface TurnRunner extends Conversations {
  /** For `adapter.use(middleware)` before the start, and for proactive turns (`continueConversation`). */
  readonly adapter: TurnAdapter;
  /** Begins to look for timers and for messages without a turn: at once, then every `pollMs`. */
  start(): void;
  /** Begins no new turn, lets running ones finish (at most `graceMs`); what still waits stays stored. */
  stop(graceMs: number): Promise<void>;
  /** Looks once for due timers and left-over messages, and resolves when their turns are done. */
  tick(): Promise<void>;
  /** Resolves when no message waits for its turn and followers have heard everything; timers do not count. */
  idle(): Promise<void>;
}

/** Another user's or channel's conversation was named when opening one. */
export class ForeignConversationError extends Error {
  readonly code = 'conversation_of_another';
  constructor() {
    super('This conversation belongs to another user or channel. Open one under an id of its own.');
  }
}

/** The turn was not run because this process ends; the message is stored, and answered after the restart. */
export class StoppedError extends Error {
  readonly code = 'stopped';
  constructor() {
    super('The server is stopping. What was acknowledged is stored and is answered after the restart.');
  }
}

const retryMs = 50;
const dueBatch = 100;
/** The turn machinery: durable intake, one turn at a time per conversation, replies committed with the state. */
export function createTurnRunner(deps: TurnRunnerDeps): TurnRunner {
  const { store, log, ids, maxWaiting = 30, pollMs = 200 } = deps;
  const followers = new Followers(store, log, deps.followPollMs ?? 200);
  const waiters = new Waiters();
  const waitingOf = new Map<string, number>();
  const ownTurns = new OwnTurns();
  const retries = new Set<NodeJS.Timeout>();
  let stopping = false;
  let stopped = false;
  let poll: NodeJS.Timeout | undefined;

  const adapter = new TurnAdapter((conversationId, logic) => {
    const committed = ownTurns.add(conversationId, `${conversationId}:${ids.next('own')}`, logic);
    if (stopped) ownTurns.failAll(new StoppedError());
    lanes.schedule(conversationId);
    return committed;
  });

  const workDeps = {
    ...deps,
    adapter,
    owner: ids.next('node'),
    leaseMs: deps.leaseMs ?? 10_000,
    stopping: () => stopping,
    pass: (conversationId: string) => (activity: Partial<Activity>) => followers.pass(conversationId, activity),
    processed: (conversationId: string, seq: number) => waiters.settle(conversationId, seq),
    appended: (conversationId: string) => followers.notify(conversationId),
    elsewhere: (conversationId: string) => followers.awaited(conversationId),
    ownTurns,
  };

  const lanes = new Lanes(deps.maxConcurrentTurns ?? 32, (conversationId) => runTurns(conversationId));

  async function runTurns(conversationId: string, begun?: Begun): Promise<void> {
    try {
      await workOn(workDeps, conversationId, begun);
    } catch (error) {
      log.error({ conversationId, err: error }, 'conversation not worked on; trying again');
    }
    // Held by another node, fenced out, or failed: somebody here still waits for it.
    if (waiters.has(conversationId) || ownTurns.first(conversationId)) scheduleSoon(conversationId);
  }

  function scheduleSoon(conversationId: string): void {
    if (stopping) return;
    const timer = setTimeout(() => {
      retries.delete(timer);
      lanes.schedule(conversationId);
    }, retryMs);
    retries.add(timer);
  }

  /** Where the lane is free, the turn begins with the write that takes the message in. */
  function takeIn(id: string, key: string, activity: Partial<Activity>): Promise<Receipt> {
    const addressed = (place: Place) => ({ ...activity, ...addressing(place) });
    return new Promise((resolve, reject) => {
      const inLane = lanes.runNow(id, async () => {
        try {
          const accepted = await store.accept(id, key, addressed, { owner: workDeps.owner, ttlMs: workDeps.leaseMs });
          resolve(await received(accepted, id, true));
          if (!accepted.ok || accepted.duplicate) return;
          await runTurns(id, accepted.begun && { ...accepted.begun, entry: accepted.entry });
        } catch (error) {
          reject(error);
        }
      });
      if (inLane) return;
      store
        .accept(id, key, addressed)
        .then((accepted) => received(accepted, id, false))
        .then(resolve, reject);
    });
  }

  async function received(accepted: AcceptResult, id: string, inLane: boolean): Promise<Receipt> {
    if (!accepted.ok) return accepted;
    const { entry, duplicate } = accepted;
    if (!duplicate) followers.notify(id);
    const record = duplicate ? await store.load(id) : undefined;
    if (entry.seq <= (record?.processedSeq ?? 0)) return { ok: true, id: entry.id, duplicate, turn: Promise.resolve() };
    const turn = waiters.until(id, entry.seq);
    if (stopped) waiters.rejectAll(new StoppedError());
    // In the lane its turn comes next; that of an earlier delivery may have been left behind.
    if (duplicate || !inLane) lanes.schedule(id);
    return { ok: true, id: entry.id, duplicate, turn };
  }

  const runner: TurnRunner = {
    adapter,

    async open(channel, userId, { id = ids.next('conv'), locale } = {}) {
      const created = await store.create({ id, channel, userId });
      const found = created ? { channel, userId } : await store.load(id);
      if (found?.channel !== channel || found.userId !== userId) throw new ForeignConversationError();
      // The greeting is a turn over a stored activity like any other, so that a crash neither loses nor doubles it.
      const receipt = await takeIn(id, 'open', {
        type: ActivityTypes.ConversationUpdate,
        membersAdded: [{ id: userId, name: '', role: 'user' }],
        ...(locale !== undefined && { locale }),
      });
      if (receipt.ok) await receipt.turn;
      return id;
    },

    async receive(conversationId, externalId, activity) {
      const waiting = waitingOf.get(conversationId) ?? 0;
      if (waiting >= maxWaiting) return { ok: false, reason: 'too_many_waiting' };
      waitingOf.set(conversationId, waiting + 1);
      const settled = () => {
        const left = (waitingOf.get(conversationId) ?? 1) - 1;
        if (left > 0) waitingOf.set(conversationId, left);
        else waitingOf.delete(conversationId);
      };
      try {
        const receipt = await takeIn(conversationId, `in:${externalId}`, activity);
        if (receipt.ok) receipt.turn.then(settled, settled);
        else settled();
        return receipt;
      } catch (error) {
        settled();
        throw error;
      }
    },

    read: async (conversationId, after, limit) => (await store.read(conversationId, after, limit)).map(stamped),

    follow: (conversationId, after, follower) => followers.follow(conversationId, after, follower),
    pass: (conversationId, activity) => followers.pass(conversationId, activity),

    start() {
      let looking = false;
      const look = () => {
        // A store that is slow just now must not be asked once more on top.
        if (looking) return;
        looking = true;
        lookForDue()
          .catch((error: unknown) => log.warn({ err: error }, 'turns: store not readable just now'))
          .finally(() => {
            looking = false;
          });
      };
      look();
      poll ??= setInterval(look, pollMs);
    },

    async tick() {
      await lookForDue();
      await lanes.idle();
      await followers.settled();
    },

    async idle() {
      await lanes.idle();
      await waiters.none();
      await lanes.idle();
      await followers.settled();
    },

    async stop(graceMs) {
      stopping = true;
      clearInterval(poll);
      for (const timer of retries) clearTimeout(timer);
      lanes.stop();
      const grace = new AbortController();
      const timeUp = pause(graceMs, undefined, { signal: grace.signal }).catch(() => undefined);
      await Promise.race([lanes.idle(), timeUp]);
      grace.abort();
      await followers.settled();
      followers.stop();
      stopped = true;
      waiters.rejectAll(new StoppedError());
      ownTurns.failAll(new StoppedError());
    },
  };

  async function lookForDue(): Promise<void> {
    for (const conversationId of await store.due(dueBatch)) lanes.schedule(conversationId);
  }

  return runner;
}
