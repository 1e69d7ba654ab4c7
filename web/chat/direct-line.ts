import { type Activity, ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import type { ChatSession } from './session';

/** What one connection reports; after `lost` it is silent. */
export interface LineEvents {
  activity(activity: Activity): void;
  online(): void;
  /** @param opened the stream had worked before; `false` twice in a row means: poll instead */
  lost(opened: boolean): void;
}

export type PostResult = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly status: number };

export interface Line {
  post(activity: Activity): Promise<PostResult>;
  /** Tells that the customer types; nobody waits for what becomes of it. */
  typing(userId: string): void;
  /** The last entry of the log that came over this line; 0 for none. */
  position(): number;
  close(): void;
}

/** Also the library's pause between pings, and long enough to upload five files over a slow phone connection. */
const timeoutMs = 50_000;
const pollingMs = 1500;
const onlineWithinMs = 12_000;

/**
 * One connection of the official client. Its own way of coming back waits up to fifteen seconds, then asks every
 * `timeout`, and ends for good when a poll fails; so each loss is reported, and the caller makes a new connection. The
 * log is replayed from the start then: what is already on the page is known by its id.
 */
export function openLine(session: ChatSession, stream: boolean, events: LineEvents): Line {
  let over = false;
  let opened = false;

  const online = () => {
    if (over || opened) return;
    opened = true;
    clearTimeout(watchdog);
    events.online();
  };
  const lose = () => {
    if (over) return;
    close();
    events.lost(opened);
  };

  class ReportingSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url);
      this.addEventListener('open', online);
      this.addEventListener('close', lose);
    }
  }

  const client = new DirectLine({
    token: session.token,
    conversationId: session.conversationId,
    watermark: '0',
    domain: `${location.origin}/v3/directline`,
    webSocket: stream,
    WebSocket: ReportingSocket,
    timeout: timeoutMs,
    pollingInterval: pollingMs,
  });
  const watchdog = setTimeout(lose, onlineWithinMs);

  const status = client.connectionStatus$.subscribe((now) => {
    if (now === ConnectionStatus.Online && !stream) online();
    if (now === ConnectionStatus.ExpiredToken || now === ConnectionStatus.FailedToConnect) lose();
    if (now === ConnectionStatus.Ended) lose();
  });
  const activities = client.activity$.subscribe((activity) => events.activity(activity), lose, lose);

  function close(): void {
    over = true;
    clearTimeout(watchdog);
    // Not at once: the first status arrives while `subscribe` is still running.
    queueMicrotask(() => {
      status.unsubscribe();
      activities.unsubscribe();
      client.end();
    });
  }

  return {
    close,
    typing(userId) {
      client.postActivity({ type: 'typing', from: { id: userId } }).subscribe({ error: () => {} });
    },
    // The library keeps it to itself, and tells it with no activity.
    position: () => Number(Reflect.get(client, 'watermark')) || 0,
    post: (activity) =>
      new Promise((resolve) => {
        const refused = (error: unknown) => resolve({ ok: false, status: statusOf(error) });
        // "retry" is the library's word for: network, server or token trouble, try again.
        const settled = (id: unknown) =>
          resolve(typeof id === 'string' && id !== 'retry' ? { ok: true, id } : { ok: false, status: 0 });
        client.postActivity(activity).subscribe(settled, refused, () => resolve({ ok: false, status: 0 }));
      }),
  };
}

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 0;
