import type { Activity, TurnContext } from 'botbuilder';
import type { Clock } from '../ports/clock';
import type {
  CommitResult,
  ConversationRecord,
  ConversationStore,
  Lease,
  LoggedActivity,
  TurnCommit,
} from '../ports/conversation-store';
import type { IdGenerator } from '../ports/id-generator';
import type { Log } from '../ports/log';
import type { Metrics } from '../ports/metrics';
import type { NewOutboxEntry } from '../ports/outbox';
import { addressing, deskAccount } from './addressing';
import { readTranscript } from './read-transcript';
import { setTurn, type Turn } from './turn';
import type { TurnAdapter } from './turn-adapter';
import { setTurnState } from './turn-state';
import { TurnStorage } from './turn-storage';
import { Wakes } from './wakes';

/** What one turn starts from. */
export interface TurnInput {
  readonly record: ConversationRecord;
  readonly lease: Lease;
  readonly turnKey: string;
  readonly activity: Partial<Activity>;
  /** Incoming activities up to here are done when this turn is. */
  readonly processedSeq: number;
  /** The timer that stands unless the bot asks for another; `undefined` where a timer started this turn. */
  readonly wakeAt: number | undefined;
  /**
   * When what it is about came in. A turn that is run again, perhaps by a node with another clock, then decides the same;
   * else a complaint could be stored by the first run and be left out by the second.
   */
  readonly at?: number;
  readonly logic: (context: TurnContext) => Promise<void>;
  /** Our own act, not the customer's: a fault goes to the caller, and the customer hears nothing of it. */
  readonly ownAct: boolean;
  /** Asked when the turn is committed: whether the lease goes back with it, as nothing more is to be done here. */
  mayRelease(): boolean;
}

export interface TurnDeps {
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The one reply when the bot failed; the wording belongs to the caller. @param locale as the customer's client gave it */
  faultReply(locale: string | undefined, correlationId: string): Partial<Activity>;
  onTurnError?(error: unknown, turn: { conversationId: string; turnKey: string; correlationId: string }): void;
  /**
   * What leaves the house because of these replies, where the customer does not fetch them: stored by the same commit.
   * Must not throw.
   */
  leaving?(record: ConversationRecord, replies: TurnCommit['outgoing']): readonly NewOutboxEntry[];
  /** A commit has put something into the outbox; whoever sends it need not wait for its next look. Must not throw. */
  onOutbox?(): void;
  /** Whether a fault of the bot may be over by now, so that the turn is run once more before the customer is told. */
  readonly passes?: (error: unknown) => boolean;
  /** A turn that takes longer counts as failed. Default 20,000 ms. */
  readonly turnTimeoutMs?: number;
}

/** Shows an activity to the conversation's followers without keeping it. */
export type Pass = (activity: Partial<Activity>) => void;

/**
 * Runs the bot once and commits everything it changed as one write. When the bot fails, nothing of its state is kept
 * and the customer gets an apology.
 * @throws what the logic threw, for own acts only; what the store throws
 */
export async function runTurn(
  deps: TurnDeps,
  adapter: TurnAdapter,
  input: TurnInput,
  pass: Pass,
): Promise<CommitResult> {
  const { record } = input;
  const startedAt = deps.clock.now();
  let outcome = 'ok';
  let result: Omit<TurnCommit, 'lease' | 'expectedVersion' | 'processedSeq'>;
  try {
    result = await runOnceOrAgain(deps, adapter, input, pass);
  } catch (error) {
    if (input.ownAct) throw error;
    outcome = 'error';
    const correlationId = deps.ids.next('err');
    const about = { conversationId: record.id, turnKey: input.turnKey, correlationId };
    deps.log.error({ ...about, err: error }, 'turn failed: the customer got an apology, the state is as before');
    deps.onTurnError?.(error, about);
    result = { state: record.state, wakeAt: wakesOf(input).at, outgoing: [apology(deps, input, correlationId)] };
  }
  const outbox = [...(result.outbox ?? []), ...(deps.leaving?.(record, result.outgoing) ?? [])];
  const committed = await deps.store.commitTurn({
    ...result,
    ...(outbox.length > 0 && { outbox }),
    lease: input.lease,
    expectedVersion: record.version,
    processedSeq: input.processedSeq,
    release: input.mayRelease(),
  });
  if (committed.ok) {
    if (outbox.length > 0) deps.onOutbox?.();
    deps.metrics.count('turns_total', { channel: record.channel, outcome });
    deps.metrics.observe('turn_seconds', (deps.clock.now() - startedAt) / 1000, { channel: record.channel });
  }
  return committed;
}

/** Nothing of a run that failed is kept, so another one takes its place; own acts are run again by whoever acts. */
async function runOnceOrAgain(...run: Parameters<typeof runBot>): ReturnType<typeof runBot> {
  const [deps, , input] = run;
  const once = () => withDeadline(deps.turnTimeoutMs ?? 20_000, runBot(...run));
  try {
    return await once();
  } catch (error) {
    if (input.ownAct || !deps.passes?.(error)) throw error;
    deps.log.warn(
      { conversationId: input.record.id, turnKey: input.turnKey, err: error },
      'turn failed: run once more',
    );
    return once();
  }
}

async function runBot(deps: TurnDeps, adapter: TurnAdapter, input: TurnInput, pass: Pass) {
  const { record, turnKey } = input;
  const storage = new TurnStorage(record.state);
  const outgoing: { id: string; activity: Partial<Activity> }[] = [];
  const wakes = wakesOf(input);
  const leaving: NewOutboxEntry[] = [];
  const replies = {
    reply(activity: Partial<Activity>): string {
      const id = `${turnKey}.${outgoing.length + 1}`;
      outgoing.push({ id, activity: JSON.parse(JSON.stringify({ ...activity, id })) as Partial<Activity> });
      return id;
    },
    pass: (activity: Partial<Activity>) => pass({ ...activity, timestamp: new Date(deps.clock.now()) }),
  };
  await adapter.run(input.activity, replies, async (context) => {
    setTurn(context, {
      conversationId: record.id,
      channel: record.channel,
      userId: record.userId,
      ...ownNumberOf(record),
      turnKey,
      now: input.at ?? deps.clock.now(),
      wakeAt: (at, reason = 'dialogs') => wakes.set(reason, at),
      wakesAt: (reason) => wakes.of(reason),
      rang: wakes.rang,
      send: (entry) => {
        leaving.push(JSON.parse(JSON.stringify({ conversationId: record.id, ...entry })) as NewOutboxEntry);
      },
      transcript: (limit): Promise<readonly LoggedActivity[]> =>
        readTranscript(deps.store, record.id, input.processedSeq, limit),
    });
    const state = setTurnState(context, storage);
    await input.logic(context);
    await state.saveChanges(context);
  });
  return {
    state: wakes.stored(storage.state),
    wakeAt: wakes.at,
    outgoing,
    ...(leaving.length > 0 && { outbox: leaving }),
  };
}

const wakesOf = ({ record, wakeAt }: TurnInput): Wakes => new Wakes(record, wakeAt === undefined);

function ownNumberOf({ channel, userId }: ConversationRecord): Pick<Turn, 'ownNumber'> {
  const byPhone = channel === 'sms' || channel === 'voice';
  return byPhone && /^1[3-9]\d{9}$/.test(userId) ? { ownNumber: userId } : {};
}

function apology(deps: TurnDeps, { record, activity, turnKey }: TurnInput, correlationId: string) {
  const { from: customer, ...where } = addressing(record);
  const reply = deps.faultReply(activity.locale, correlationId);
  return {
    id: `${turnKey}.fault`,
    activity: { type: 'message', ...reply, ...where, from: deskAccount, recipient: customer } as Partial<Activity>,
  };
}

async function withDeadline<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The turn took longer than ${ms} ms.`)), ms);
  });
  // A turn given up may still fail later: that failure was reported as the time-out.
  work.catch(() => undefined);
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}
