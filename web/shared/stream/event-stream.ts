import { closeCodes, type DeskCommand, type DeskEvent } from '../../../src/desk/desk-events';

/** One connection, whatever makes it: the browser's WebSocket, or another in tests. */
export interface Connection {
  send(text: string): void;
  close(): void;
}
export interface ConnectionHandlers {
  opened(): void;
  received(text: string): void;
  closed(code: number): void;
}
export interface EventStreamOptions {
  readonly connect: (handlers: ConnectionHandlers) => Connection;
  /** `seq` of the last entry this page has of a conversation. */
  readonly position: (conversationId: string) => number;
  /** Number of the complaint for whose sake a conversation is read. */
  readonly complaintOf?: (conversationId: string) => string | undefined;
  readonly received: (event: DeskEvent) => void;
  readonly changed: (state: 'connecting' | 'open' | 'lost') => void;
  /** The session is over; the stream stays closed until {@link EventStream.start}. */
  readonly ended: () => void;
  /** 0–1, for the jitter of the next try. */
  readonly random: () => number;
}

const firstDelayMs = 500;
const longestDelayMs = 10_000;

/**
 * The desk's one stream. It comes back by itself with growing pauses, follows again what was followed, from the last
 * entry seen: nothing missing, nothing twice (R14). A connection counts as good once the inbox has come through it.
 */
export class EventStream {
  private connection: Connection | undefined;
  private ready = false;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private readonly followed = new Set<string>();

  constructor(private readonly options: EventStreamOptions) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.tries = 0;
    this.options.changed('connecting');
    this.open();
  }

  stop(): void {
    this.running = false;
    this.followed.clear();
    this.drop();
  }

  /** The network is said to be back, or dead: look at once. */
  retry(): void {
    if (!this.running) return;
    this.drop();
    this.options.changed('lost');
    this.open();
  }

  /** Exactly these conversations from now on. */
  follow(wanted: ReadonlySet<string>): void {
    for (const conversationId of [...this.followed].filter((one) => !wanted.has(one))) {
      this.followed.delete(conversationId);
      this.send({ type: 'close', conversationId });
    }
    for (const conversationId of [...wanted].filter((one) => !this.followed.has(one))) {
      this.followed.add(conversationId);
      this.openConversation(conversationId);
    }
  }

  typing(conversationId: string): void {
    this.send({ type: 'typing', conversationId });
  }

  private openConversation(conversationId: string): void {
    const complaint = this.options.complaintOf?.(conversationId);
    const after = this.options.position(conversationId);
    this.send({ type: 'open', conversationId, after, ...(complaint === undefined ? {} : { complaint }) });
  }

  /** Before the stream is ready nothing is sent: what matters is said again when it is. */
  private send(command: DeskCommand): void {
    if (this.ready) this.connection?.send(JSON.stringify(command));
  }

  private open(): void {
    let current = true;
    const isCurrent = () => current && this.running;
    const connection = this.options.connect({
      opened: () => undefined,
      received: (text) => {
        if (isCurrent()) this.heard(text);
      },
      closed: (code) => {
        if (!isCurrent()) return;
        current = false;
        this.lost(code);
      },
    });
    this.connection = {
      send: (text) => connection.send(text),
      close: () => {
        current = false;
        connection.close();
      },
    };
  }

  private heard(text: string): void {
    const event = eventOf(text);
    if (!event) return;
    this.options.received(event);
    if (event.type !== 'inbox' || this.ready) return;
    this.ready = true;
    this.tries = 0;
    this.options.changed('open');
    for (const conversationId of this.followed) this.openConversation(conversationId);
  }

  private lost(code: number): void {
    this.drop();
    if (code === closeCodes.sessionEnded) {
      this.stop();
      this.options.ended();
      return;
    }
    this.options.changed('lost');
    const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** this.tries) * (0.5 + this.options.random() / 2);
    this.tries = Math.min(this.tries + 1, 10);
    this.timer = setTimeout(() => this.open(), delay);
  }

  private drop(): void {
    clearTimeout(this.timer);
    this.ready = false;
    this.connection?.close();
    this.connection = undefined;
  }
}

/** Anything that is no event of ours is let go. */
function eventOf(text: string): DeskEvent | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as DeskEvent) : undefined;
  } catch {
    return undefined;
  }
}
