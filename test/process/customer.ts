import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../support/seeded-random';

/** What the customer's client sent and was told was taken. */
export interface Acknowledged {
  readonly key: string;
  readonly text: string;
  readonly id: string;
}

interface SeenActivity {
  readonly id: string;
  readonly text?: string;
  readonly from: { readonly role: string };
  readonly suggestedActions?: { readonly actions: readonly { readonly value: string }[] };
}

export interface CustomerOptions {
  /** Address of the server, once one runs. */
  readonly base: () => Promise<string>;
  readonly secret: string;
  readonly name: string;
  readonly seed: number;
  /** Milliseconds between an answer and the next message. */
  readonly thinkMs: readonly [number, number];
}

const numberIn = /C\d{8}-\d{4}-\d/g;
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
  /** Acknowledged and not yet answered. */
  waiting = false;
  /** Requests that had no answer and were sent again. */
  retries = 0;
  conversationId = '';
  private token = '';
  private watermark = '';
  private sent = 0;
  private readonly random: (from: number, to: number) => number;

  constructor(private readonly options: CustomerOptions) {
    this.random = seededRandom(options.seed);
  }

  async start(): Promise<void> {
    const started = await this.patiently('POST', '/v3/directline/conversations', {}, this.options.secret);
    this.conversationId = String(started['conversationId']);
    this.token = String(started['token']);
  }

  /** Says one thing and waits for the answer. @returns the last activity of the answer */
  async ask(text: string): Promise<SeenActivity> {
    await pause(this.random(...this.options.thinkMs));
    const id = await this.send(text);
    this.waiting = true;
    try {
      for (;;) {
        await this.read();
        const answer = this.seen.filter((activity) => activity.id.startsWith(`${id}.`)).at(-1);
        if (answer !== undefined) return answer;
        await pause(80);
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
      if (steps > 15) throw new Error(`${this.options.name} got no number; last: ${answer.text}`);
      const offered = (answer.suggestedActions?.actions ?? []).map(({ value }) => value);
      const choice = goodAnswers.find((one) => offered.includes(one)) ?? offered[0] ?? '人民路88号，昨天开始的';
      answer = await this.ask(choice);
    }
  }

  /** Posts an old message once more, as after an answer that got lost. */
  async repeat({ text, key, id }: Acknowledged): Promise<void> {
    this.again.push({ first: id, second: await this.post(text, key) });
  }

  private async send(text: string): Promise<string> {
    this.sent += 1;
    const key = `${this.options.name}-${this.sent}`;
    const id = await this.post(text, key);
    this.acknowledged.push({ key, text, id });
    if (this.random(0, 5) === 0) await this.repeat({ text, key, id });
    return id;
  }

  private async post(text: string, clientActivityID: string): Promise<string> {
    const activity = { type: 'message', text, locale: 'zh-Hans', channelData: { clientActivityID } };
    return String((await this.patiently('POST', this.path, activity, this.token))['id']);
  }

  private async read(): Promise<void> {
    const set = await this.patiently('GET', `${this.path}?watermark=${this.watermark}`, undefined, this.token);
    this.watermark = String(set['watermark']);
    for (const activity of set['activities'] as SeenActivity[]) {
      this.seen.push(activity);
      if (activity.from.role === 'bot')
        for (const [number] of (activity.text ?? '').matchAll(numberIn)) this.told.add(number);
    }
  }

  private get path(): string {
    return `/v3/directline/conversations/${this.conversationId}/activities`;
  }

  /** Until it is answered, whatever happens to the server meanwhile. */
  private async patiently(method: string, path: string, body: object | undefined, token: string) {
    for (;;) {
      const answer = await fetch((await this.options.base()) + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(12_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).then(
        async (response) => ({ status: response.status, json: await response.json() }),
        () => undefined,
      );
      if (answer !== undefined && answer.status < 300) return answer.json as Record<string, unknown>;
      if (answer !== undefined && answer.status !== 429 && answer.status !== 503) {
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.json)}`);
      }
      this.retries += 1;
      await pause(answer === undefined ? 60 : 500);
    }
  }
}
