import type { Activity, Message } from 'botframework-directlinejs';
import type { Language } from '../../src/ports/language';
import { type Line, openLine } from './direct-line';
import { type ChatSession, openSession, sendFeedback, sendSeen } from './session';

/** `busy`: the server asks to wait. `unavailable`: the third try in a row failed. */
export type ConnectionState = 'connecting' | 'online' | 'reconnecting' | 'offline' | 'busy' | 'unavailable';

export interface ConnectionEvents {
  activity(activity: Activity, userId: string): void;
  state(state: ConnectionState, retryInMs?: number): void;
  /** A session is open; `resumed`: its history follows. */
  session(resumed: boolean): void;
  /** The server knows the old conversation no more; what follows belongs to a new one. */
  replaced(): void;
}

export type SendResult = { readonly ok: true } | { readonly ok: false; readonly reason: SendRefusal };
/** `later`: trying again may help; the others need another message. */
export type SendRefusal = 'later' | 'too_large' | 'type' | 'refused';

const onlineWaitMs = 15_000;
const sendTries = 3;

/** Keeps one conversation connected: token, stream or polling, every kind of loss, and messages in their order. */
export class ChatConnection {
  #session: ChatSession | undefined;
  #line: Line | undefined;
  #state: ConnectionState = 'connecting';
  /** Grows with every connection; what an older one still reports is ignored. */
  #generation = 0;
  #failures = 0;
  #deafSockets = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void)[] = [];
  #sending: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly events: ConnectionEvents,
    private readonly language: () => Language,
  ) {
    addEventListener('offline', () => this.#lose('offline'));
    addEventListener('online', () => void this.#connect({ renew: true }));
    // A page that slept finds out at once, not with its next ping.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && this.#retry !== undefined) void this.#connect({ renew: true });
    });
  }

  /** @param fresh begin a new conversation */
  start(fresh = false): Promise<void> {
    this.#deafSockets = 0;
    if (fresh) this.#session = undefined;
    return this.#connect({ renew: true, fresh });
  }

  /** Sends one message after those before it; the same `key` again is the same message to the server. */
  send(message: Message, key: string): Promise<SendResult> {
    const result = this.#sending.then(() => this.#deliver(message, key));
    this.#sending = result;
    return result;
  }

  /** @returns whether the thumb arrived */
  rate(activityId: string, value: 'up' | 'down'): Promise<boolean> {
    return this.#arrived((session) => sendFeedback(session.token, activityId, value));
  }

  /** The last entry of the log that came; 0 for none, or without a connection. */
  position(): number {
    return this.#state === 'online' ? (this.#line?.position() ?? 0) : 0;
  }

  /** @returns whether it arrived */
  seen(position: number): Promise<boolean> {
    return this.#arrived((session) => sendSeen(session, position));
  }

  typing(): void {
    if (this.#state === 'online' && this.#session) this.#line?.typing(this.#session.userId);
  }

  async #arrived(call: (session: ChatSession) => Promise<number>): Promise<boolean> {
    const session = this.#session;
    if (!session) return false;
    let status = await call(session);
    if (status === 401 || status === 403) {
      // The line renews its own token in silence; ours may be past its half hour.
      const renewed = await openSession(this.language(), false);
      if (!renewed.ok || renewed.session.conversationId !== session.conversationId) return false;
      if (this.#session?.conversationId === session.conversationId) this.#session = renewed.session;
      status = await call(renewed.session);
    }
    return status >= 200 && status < 300;
  }

  async #connect({ renew, fresh = false }: { renew: boolean; fresh?: boolean }): Promise<void> {
    const generation = ++this.#generation;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#line?.close();
    this.#line = undefined;
    if (this.#state === 'online') this.#enter('reconnecting');
    if (renew || !this.#session) {
      const result = await openSession(this.language(), fresh);
      if (generation !== this.#generation) return;
      if (!result.ok) {
        this.#failures += 1;
        const busyMs = result.reason === 'busy' ? (result.retryAfterMs ?? 5000) : undefined;
        this.#retryLater({ renew: true, fresh, busyMs });
        return;
      }
      const replaced = this.#session && this.#session.conversationId !== result.session.conversationId;
      this.#session = result.session;
      if (replaced) this.events.replaced();
      this.events.session(result.session.resumed);
    }
    const { userId } = this.#session;
    const mine = (act: () => void) => () => {
      if (generation === this.#generation) act();
    };
    this.#line = openLine(this.#session, this.#deafSockets < 2, {
      activity: (activity) => mine(() => this.events.activity(activity, userId))(),
      online: mine(() => {
        this.#failures = 0;
        this.#enter('online');
      }),
      lost: (opened) =>
        mine(() => {
          if (!opened) {
            this.#failures += 1;
            this.#deafSockets += 1;
          }
          this.#lose('dropped', opened);
        })(),
    });
  }

  #lose(how: 'offline' | 'dropped', wasOnline = false): void {
    this.#generation += 1;
    this.#line?.close();
    this.#line = undefined;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    if (how === 'offline') this.#enter('offline');
    // A line that had worked comes back with the token it has; anything else may be the token's fault.
    else this.#retryLater({ renew: !wasOnline });
  }

  #retryLater({
    renew,
    fresh = false,
    busyMs,
  }: {
    renew: boolean;
    fresh?: boolean;
    busyMs?: number | undefined;
  }): void {
    // 0.5 to 15 seconds, spread, so that a restarted server is not met by everyone at once.
    const backoff = Math.min(15_000, 500 * 2 ** Math.min(this.#failures, 6)) * (0.75 + Math.random() / 2);
    const wait = Math.max(backoff, busyMs ?? 0);
    const quiet = this.#state === 'connecting' ? 'connecting' : 'reconnecting';
    this.#enter(busyMs !== undefined ? 'busy' : this.#failures >= 3 ? 'unavailable' : quiet, wait);
    this.#retry = setTimeout(() => void this.#connect({ renew, fresh }), wait);
  }

  #enter(state: ConnectionState, retryInMs?: number): void {
    this.#state = state;
    this.events.state(state, retryInMs);
    if (state === 'online') for (const go of this.#waiting.splice(0)) go();
  }

  async #deliver(message: Message, key: string): Promise<SendResult> {
    for (let tries = 0; tries < sendTries; tries++) {
      if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 1000 * tries));
      if (!(await this.#onlineInTime()) || !this.#line || !this.#session) break;
      const sent = await this.#line.post({
        ...message,
        from: { id: this.#session.userId },
        channelData: { clientActivityID: key },
      });
      if (sent.ok) return { ok: true };
      const refusal = refusalOf(sent.status);
      if (refusal) return { ok: false, reason: refusal };
    }
    return { ok: false, reason: 'later' };
  }

  #onlineInTime(): Promise<boolean> {
    if (this.#state === 'online') return Promise.resolve(true);
    if (this.#state === 'offline') return Promise.resolve(false);
    return new Promise((resolve) => {
      const timeout = setTimeout(() => resolve(false), onlineWaitMs);
      this.#waiting.push(() => {
        clearTimeout(timeout);
        resolve(true);
      });
    });
  }
}

/** Statuses no repetition cures. Everything else (network, 403, 404, 429, 5xx) is worth another try. */
function refusalOf(status: number): Exclude<SendRefusal, 'later'> | undefined {
  if (status === 413) return 'too_large';
  if (status === 415) return 'type';
  return status >= 400 && status < 500 && ![401, 403, 404, 408, 425, 429].includes(status) ? 'refused' : undefined;
}
