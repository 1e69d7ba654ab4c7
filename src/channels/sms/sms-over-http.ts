import { HttpError, type Route } from '../../platform/http';
import type { SmsListener, SmsTransport } from './transport';

/** A transport that other servers call: these routes belong to it, each with its own proof of who calls. */
export interface SmsOverHttp {
  readonly transport: SmsTransport;
  readonly routes: readonly Route[];
}

/** What is the same in every transport over HTTP: who listens, and the sends that are under way. */
export class HttpIntake {
  private current: SmsListener | undefined;
  private readonly flying = new Set<Promise<unknown>>();

  /** @throws HttpError 503 before the start and after the stop, so that the other side keeps the message */
  get listener(): SmsListener {
    if (this.current !== undefined) return this.current;
    throw new HttpError(503, 'Unavailable', 'Text messages are not taken just now.', { 'retry-after': '5' });
  }

  get started(): boolean {
    return this.current !== undefined;
  }

  start(listener: SmsListener): void {
    this.current = listener;
  }

  /** Counts the work among what {@link stop} waits for. */
  async track<T>(work: Promise<T>): Promise<T> {
    this.flying.add(work);
    try {
      return await work;
    } finally {
      this.flying.delete(work);
    }
  }

  /** Takes nothing in any more; resolves when nothing is under way, at the latest after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.current = undefined;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs).unref();
    });
    await Promise.race([Promise.allSettled([...this.flying]), late]);
    clearTimeout(timer);
  }
}
