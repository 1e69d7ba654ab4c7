import type { Conversations, Receipt } from '../../conversation/conversations';
import type { Replies } from '../../conversation/replies';
import type { ServiceHours } from '../../handoff/hours';
import type { Clock } from '../../ports/clock';
import type { LoggedActivity } from '../../ports/conversation-store';
import type { Language } from '../../ports/language';
import type { Log } from '../../ports/log';
import { speechOf } from '../../wording/speech';
import type { CallAct, CallEvent, CallService } from './call';
import { activityOf } from './call-activity';
import { ringMs } from './call-turn';
import { callerNumber } from './caller-number';
import { conversationOfCall } from './conversation-id';
import type { Whisper } from './whisper';
import { within } from './within';

export interface CallServiceDeps {
  readonly conversations: Conversations;
  readonly replies: Replies;
  readonly hours: ServiceHours;
  readonly hints: Readonly<Record<Language, readonly string[]>>;
  readonly canTransfer: boolean;
  /** The brief for whoever answers, by conversation. */
  readonly whisper: Whisper;
  /** Makes conversation ids out of call ids. */
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a caller waits in silence for an answer before hearing "one moment". Default 2,500 ms. */
  readonly patienceMs?: number;
  /** After this long a store that does not answer counts as hung. Default 2,500 ms; twice and the patience are 7.5 s (R2). */
  readonly storeMs?: number;
}

/** How long an answer is waited for in all; the turn itself ends after 20 s. */
const longestWaitMs = 25_000;
const pauseMs = 1_000;
const pageSize = 200;
const languagesKept = 5_000;

/** The acts a reply carries, see `withCalls`. */
const actsIn = ({ activity }: LoggedActivity): readonly CallAct[] | undefined =>
  (activity.channelData as { call?: readonly CallAct[] } | undefined)?.call;

const isStart = ({ activity }: LoggedActivity): boolean => activity.type === 'conversationUpdate';

/** One service for all platforms: events in, stored and answered as turns of a conversation. */
export function createCallService(deps: CallServiceDeps): CallService {
  const { conversations, replies, hours, clock, log, patienceMs = 2_500, storeMs = 2_500 } = deps;
  /** Only for words that cannot come from the store; a call another node began hears them in Chinese. */
  const languageOf = new Map<string, Language>();

  async function handle(event: CallEvent): Promise<readonly CallAct[]> {
    const id = conversationOfCall(event.callId, deps.secret);
    try {
      const acts = await (event.what.kind === 'ready' ? goOn(id, event.step) : takeIn(id, event));
      remember(id, acts);
      return acts;
    } catch (error) {
      log.error({ conversationId: id, step: event.step, err: error }, 'call: no answer, the caller is put through');
      return event.what.kind === 'ended' ? [] : inTrouble(id);
    }
  }

  async function takeIn(id: string, event: CallEvent): Promise<readonly CallAct[]> {
    if (event.what.kind === 'start') {
      await within(storeMs, open(id, event.from));
      return within(storeMs, answerTo(id, isStart));
    }
    const receipt = await within(storeMs, accept(id, event));
    if (event.what.kind === 'ended') return [];
    // The same step with other words: the platform asks twice. What was said first stands; the caller is asked again.
    if (!receipt.ok) return receipt.reason === 'key_reused' ? [ask(id, 'voice.misheard_first')] : inTrouble(id);
    const done = await Promise.race([receipt.turn.then(() => true), pause(patienceMs)]);
    if (!done) return [say(id, 'voice.one_moment'), { act: 'wait', ms: pauseMs }];
    return within(
      storeMs,
      answerTo(id, (entry) => entry.id === receipt.id),
    );
  }

  async function accept(id: string, event: CallEvent): Promise<Receipt> {
    const externalId = event.what.kind === 'ended' ? 'ended' : String(event.step);
    const receipt = await conversations.receive(id, externalId, activityOf(event));
    if (receipt.ok || receipt.reason !== 'no_conversation' || event.what.kind === 'ended') return receipt;
    // The start was lost while the store was away: the call goes on all the same.
    await open(id, event.from);
    return conversations.receive(id, externalId, activityOf(event));
  }

  const open = async (id: string, from: string): Promise<void> => {
    await conversations.open('voice', callerNumber(from), { id });
  };

  /** The answer that was not ready a moment ago. */
  async function goOn(id: string, step: number): Promise<readonly CallAct[]> {
    const before = ({ activity }: LoggedActivity): boolean => {
      const own = (activity.channelData as { step?: number } | undefined)?.step;
      return own !== undefined && own < step;
    };
    return within(
      storeMs,
      answerTo(id, (entry) => isStart(entry) || before(entry)),
    );
  }

  /** The acts stored as the answer to the last incoming entry that fits. */
  async function answerTo(id: string, fits: (entry: LoggedActivity) => boolean): Promise<readonly CallAct[]> {
    const log = await readAll(id);
    const asked = log.findLast((entry) => entry.direction === 'in' && fits(entry));
    if (!asked) return inTrouble(id);
    const answers = log.filter((entry) => entry.direction === 'out' && entry.id.startsWith(`${asked.id}.`));
    const acts = answers.flatMap((entry) => actsIn(entry) ?? []);
    if (acts.length > 0) return acts;
    // An apology of the turn machinery carries no acts.
    if (answers.length > 0) return [ask(id, 'voice.fault')];
    if (clock.now() - asked.at > longestWaitMs) return inTrouble(id);
    return [{ act: 'wait', ms: pauseMs }];
  }

  async function readAll(id: string): Promise<readonly LoggedActivity[]> {
    const all: LoggedActivity[] = [];
    for (;;) {
      const page = await conversations.read(id, all.at(-1)?.seq ?? 0, pageSize);
      all.push(...page);
      if (page.length < pageSize) return all;
    }
  }

  /** Store or understanding do not answer: an apology and a way to a person, made of nothing but files (R2). */
  function inTrouble(id: string): readonly CallAct[] {
    const open = hours.isOpen(clock.now());
    if (!open || !deps.canTransfer) return [ask(id, open ? 'voice.fault' : 'voice.fault_closed')];
    return [say(id, 'voice.fault_transfer'), { act: 'transfer', conversationId: id, timeoutMs: ringMs }];
  }

  const spoken = (id: string, name: string) => {
    const language = languageOf.get(id) ?? 'zh-Hans';
    const text = speechOf(replies.say(name, language).speak, language);
    return { text, language, slow: false, bargeIn: true };
  };
  const say = (id: string, name: string): CallAct => ({ act: 'say', speech: spoken(id, name) });
  const ask = (id: string, name: string): CallAct => {
    const prompt = spoken(id, name);
    const { language } = prompt;
    const how = { input: 'speech and keys', maxDigits: 1, silenceMs: 6_000 } as const;
    return { act: 'gather', prompts: [prompt], hints: deps.hints[language], language, ...how };
  };

  function remember(id: string, acts: readonly CallAct[]): void {
    const gather = acts.find(({ act }) => act === 'gather');
    if (gather?.act !== 'gather') return;
    languageOf.delete(id);
    languageOf.set(id, gather.language);
    const [oldest] = languageOf.keys();
    if (languageOf.size > languagesKept && oldest !== undefined) languageOf.delete(oldest);
  }

  return { handle, whisper: (callId) => deps.whisper(conversationOfCall(callId, deps.secret)) };
}

const pause = (ms: number): Promise<false> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(false), ms).unref();
  });
