import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../support/seeded-random';

/** What the customer's client sent and was told was taken. */
export interface Acknowledged {
  readonly key: string;
  readonly text: string;
  readonly id: string;
  /** From the first try until it was taken, and from then until it was answered; milliseconds. */
  readonly takenMs: number;
  answeredMs: number | undefined;
}

export interface SeenActivity {
  readonly id: string;
  readonly text?: string;
  readonly from: { readonly role: string };
  readonly suggestedActions?: { readonly actions: readonly { readonly value: string }[] };
}

/** One request and what became of it; `status` 0: no answer. */
export interface Attempt {
  readonly at: number;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
  readonly retryAfter: string | null;
  /** Why there was no answer, for example `ECONNREFUSED`. */
  readonly fault?: string;
}

export interface CustomerOptions {
  /** Address of a server that runs, as a load balancer knows it; asked anew for each request. */
  readonly base: () => Promise<string>;
  readonly secret: string;
  readonly name: string;
  readonly seed: number;
  /** Milliseconds between an answer and the next message. */
  readonly thinkMs: readonly [number, number];
  /** Longest pause before a request is sent again after 429 or 503. Default 500 ms. */
  readonly againMs?: number;
}

const numberIn = /C\d{8}-\d{4,9}-\d/g;
/** First what ends the story; then what brings it on whatever is asked. */
const goodAnswers = ['可以，就这样登记', '匿名投诉', '跳过', '道歉'];

/**
 * A customer with a real client: REST only, patient, sends again under the same id whatever was not acknowledged, and
 * reads on from its watermark.
 */
export class Customer {
  readonly acknowledged: Acknowledged[] = [];
  /** Ids that came for a message sent again although it was acknowledged. */
  readonly again: { readonly first: string; readonly second: string }[] = [];
  readonly seen: SeenActivity[] = [];
  readonly told = new Set<string>();
  readonly attempts: Attempt[] = [];
  /** Acknowledged and not yet answered. */
  waiting = false;
  conversationId = '';
  token = '';
  streamUrl = '';
  private watermark = '';
  private sent = 0;
  private readonly random: (from: number, to: number) => number;

  constructor(private readonly options: CustomerOptions) {
    this.random = seededRandom(options.seed);
  }

  get name(): string {
    return this.options.name;
  }

  /** Requests that had no answer or were refused for now, and were sent again. */
  get retries(): number {
    return this.attempts.filter(({ status }) => status === 0 || status >= 400).length;
  }

  async start(): Promise<void> {
    const started = await this.patiently('POST', '/v3/directline/conversations', {}, this.options.secret);
    this.conversationId = String(started['conversationId']);
    this.token = String(started['token']);
    this.streamUrl = String(started['streamUrl']);
  }

  /** Says one thing and waits for the answer. @returns the last activity of the answer */
  async ask(text: string): Promise<SeenActivity> {
    await pause(this.random(...this.options.thinkMs));
    const said = await this.send(text);
    this.waiting = true;
    const takenAt = performance.now();
    try {
      for (let wait = 60; ; wait = Math.min(1_000, wait * 1.6)) {
        await this.read();
        const answer = this.seen.filter((activity) => activity.id.startsWith(`${said.id}.`)).at(-1);
        if (answer !== undefined) {
          said.answeredMs = performance.now() - takenAt;
          return answer;
        }
        await pause(wait);
      }
    } finally {
      this.waiting = false;
    }
  }

  /** Tells a grievance and answers until a number is told. */
  async complain(story: string): Promise<void> {
    const before = this.told.size;
    let answer = await this.ask(story);
    for (let steps = 0; this.told.size === before; steps += 1) {
      if (steps > 15) throw new Error(`${this.name} got no number; last: ${answer.text}`);
      const offered = (answer.suggestedActions?.actions ?? []).map(({ value }) => value);
      const choice = goodAnswers.find((one) => offered.includes(one)) ?? offered[0] ?? '人民路88号，昨天开始的';
      answer = await this.ask(choice);
    }
  }

  /** Posts an old message once more, as after an answer that got lost. */
  async repeat({ text, key, id }: Acknowledged): Promise<void> {
    this.again.push({ first: id, second: await this.post(text, key) });
  }

  /** Says one thing and does not wait for the answer. */
  async send(text: string): Promise<Acknowledged> {
    this.sent += 1;
    const key = `${this.name}-${this.sent}`;
    const startedAt = performance.now();
    const id = await this.post(text, key);
    const said = { key, text, id, takenMs: performance.now() - startedAt, answeredMs: undefined };
    this.acknowledged.push(said);
    this.acknowledged.sort((one, other) => (one.id < other.id ? -1 : 1));
    if (this.random(0, 5) === 0) await this.repeat(said);
    return said;
  }

  /** Reads until every message that was taken has its answer. */
  async settle(): Promise<void> {
    for (;;) {
      await this.read();
      const open = this.acknowledged.filter(
        ({ id }) => !this.seen.some((activity) => activity.id.startsWith(`${id}.`)),
      );
      if (open.length === 0) return;
      await pause(200);
    }
  }

  /** Reads one page of what is new. */
  async read(): Promise<void> {
    const set = await this.patiently('GET', `${this.path}?watermark=${this.watermark}`, undefined, this.token);
    this.watermark = String(set['watermark']);
    for (const activity of set['activities'] as SeenActivity[]) {
      this.seen.push(activity);
      if (activity.from.role === 'bot')
        for (const [number] of (activity.text ?? '').matchAll(numberIn)) this.told.add(number);
    }
  }

  private async post(text: string, clientActivityID: string): Promise<string> {
    const activity = { type: 'message', text, locale: 'zh-Hans', channelData: { clientActivityID } };
    return String((await this.patiently('POST', this.path, activity, this.token))['id']);
  }

  /** As the operator's server does for a customer whose token has expired. */
  private async newToken(): Promise<string> {
    const again = await this.patiently(
      'GET',
      `/v3/directline/conversations/${this.conversationId}`,
      undefined,
      this.options.secret,
    );
    this.token = String(again['token']);
    return this.token;
  }

  private get path(): string {
    return `/v3/directline/conversations/${this.conversationId}/activities`;
  }

  /** Until it is answered, whatever happens to the servers meanwhile. */
  private async patiently(
    method: string,
    path: string,
    body: object | undefined,
    credential: string,
  ): Promise<Record<string, unknown>> {
    let token = credential;
    for (;;) {
      const base = await this.options.base();
      const at = performance.now();
      let fault: string | undefined;
      const answer = await fetch(base + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(12_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).then(
        async (response) => ({
          status: response.status,
          retryAfter: response.headers.get('retry-after'),
          json: (await response.json()) as Record<string, unknown>,
        }),
        (error: unknown) => {
          fault = faultOf(error);
          return undefined;
        },
      );
      const { status = 0, retryAfter = null } = answer ?? {};
      const ms = performance.now() - at;
      this.attempts.push({ at, method, status, ms, retryAfter, ...(fault !== undefined && { fault }) });
      if (answer !== undefined && status < 300) return answer.json;
      if (status === 403 && token === this.token) {
        token = await this.newToken();
        continue;
      }
      if (answer !== undefined && status !== 429 && status !== 503) {
        throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer.json)}`);
      }
      await pause(answer === undefined ? 60 : (this.options.againMs ?? 500));
    }
  }
}

function faultOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return String((cause as { code?: unknown }).code ?? (cause as { name?: unknown }).name ?? cause);
}
