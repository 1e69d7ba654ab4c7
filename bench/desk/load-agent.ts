import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { HandoffSummary } from '../../src/desk/desk-api';
import type { DeskCommand, DeskEvent } from '../../src/desk/desk-events';
import type { PresenceStatus } from '../../src/handoff/agent';
import { lineText } from './chat-record';
import type { Floor } from './floor';

const greeting = '您好，我是您的客服专员，前面的情况我都看到了';
const answers = ['好的，我来查一下', '明白了，请您稍等', '我记下来了', '这边帮您看一下线路'] as const;
const wrapUp = { result: 'solved', cause: 'congestion', agreed: '明天上午请师傅上门检查' };

export interface AgentPace {
  /** From an offer on the screen to the click. */
  readonly acceptMs: readonly [number, number];
  /** From a customer's line on the screen to the answer. */
  readonly thinkMs: readonly [number, number];
}

/** Somebody of the staff with the desk's page open. */
export class LoadAgent {
  private readonly work = new Map<string, Promise<void>>();
  private readonly taken = new Set<string>();
  /** By conversation id. */
  private readonly handoffs = new Map<string, string>();
  /** When places became free while customers waited. */
  private readonly freed: number[] = [];
  private stream: WebSocket | undefined;
  private leaving = false;

  private constructor(
    private readonly floor: Floor,
    readonly name: string,
    private readonly cookie: string,
    private readonly pace: AgentPace,
  ) {}

  static async signIn(floor: Floor, name: string, password: string, pace: AgentPace): Promise<LoadAgent> {
    const origin = `http://127.0.0.1:${floor.port}`;
    const response = await fetch(`${origin}/desk/api/sign-in`, {
      method: 'POST',
      headers: {
        origin,
        'x-desk': '1',
        'content-type': 'application/json',
        'x-forwarded-for': `10.255.${addresses()}`,
      },
      body: JSON.stringify({ name, password }),
    });
    if (!response.ok) throw new Error(`${name} cannot sign in: ${response.status} ${await response.text()}`);
    return new LoadAgent(floor, name, response.headers.get('set-cookie')?.split(';', 1)[0] ?? '', pace);
  }

  /** Opens the page. @param status whether customers may come */
  async begin(status: PresenceStatus): Promise<void> {
    const { floor } = this;
    const origin = `http://127.0.0.1:${floor.port}`;
    const stream = new WebSocket(`ws://127.0.0.1:${floor.port}/desk/events`, {
      perMessageDeflate: false,
      headers: { origin, cookie: this.cookie },
    });
    this.stream = stream;
    stream.on('message', (data) => this.hear(JSON.parse(String(data)) as DeskEvent));
    stream.on('error', (error) => floor.fault(`${this.name}: ${error.message}`));
    stream.on('close', (code) => {
      if (!this.leaving) floor.fault(`${this.name}: the desk's stream closed with ${code}`);
    });
    await new Promise((resolve) => stream.once('open', resolve));
    await this.post('presence', { status });
  }

  /** Resolves when every customer of theirs is served to the end. */
  async finished(): Promise<void> {
    while (this.work.size > 0) await Promise.allSettled(this.work.values());
  }

  leave(): void {
    this.leaving = true;
    this.stream?.close();
  }

  /** What supervisors' pages ask for, to be timed. */
  async look(path: string): Promise<void> {
    const started = performance.now();
    await this.call('GET', path);
    this.floor.note(path, performance.now() - started);
  }

  private hear(event: DeskEvent): void {
    const at = performance.now();
    if (event.type === 'inbox') for (const summary of event.inbox.offered) this.offered(summary, at);
    if (event.type === 'handoff') this.changed(event.summary, at);
    if (event.type === 'refused') this.floor.fault(`${this.name}: ${event.command} was refused`);
    if (event.type !== 'entry' || event.entry.from === 'desk') return;
    const { conversationId, entry } = event;
    const ofCustomer = entry.from === 'customer';
    const took = this.floor.chat(conversationId).hears('agent', entry.id, ofCustomer, entry.text, at);
    if (took === undefined) return;
    this.floor.note('to agent', took);
    this.inTurn(conversationId, () => this.answer(conversationId));
  }

  private changed(summary: HandoffSummary, at: number): void {
    const { conversationId, status } = summary;
    const asked = this.floor.waiting.get(conversationId);
    if (status === 'waiting' && asked !== undefined && !this.floor.chat(conversationId).listed) {
      this.floor.chat(conversationId).listed = true;
      this.floor.note('listed', at - asked);
    }
    this.offered(summary, at);
  }

  private offered({ id, status, offer, conversationId }: HandoffSummary, at: number): void {
    if (status !== 'offered' || offer === undefined || this.taken.has(id)) return;
    this.taken.add(id);
    const since = this.freed.shift();
    if (since !== undefined) this.floor.note('offer', at - since);
    this.handoffs.set(conversationId, id);
    this.inTurn(conversationId, () => this.accept(id, conversationId));
  }

  private async accept(id: string, conversationId: string): Promise<void> {
    const { floor } = this;
    await floor.think(...this.pace.acceptMs);
    const started = performance.now();
    const status = await this.post(`handoffs/${id}/accept`, undefined, [409]);
    // The customer did not want to wait any longer.
    if (status === 409) return;
    floor.note('accept', performance.now() - started);
    floor.waiting.delete(conversationId);
    this.send({ type: 'open', conversationId, after: 0 });
    // What the brief shows beside the transcript.
    await Promise.all([this.call('GET', `handoffs/${id}/account`), this.call('GET', `handoffs/${id}/similar`)]);
    await this.say(conversationId, greeting);
    await this.finishWhenDone(conversationId);
  }

  private async answer(conversationId: string): Promise<void> {
    await this.floor.think(...this.pace.thinkMs);
    this.send({ type: 'typing', conversationId });
    const said = this.floor.chat(conversationId).lines('agent');
    await this.say(conversationId, answers[said % answers.length] as string);
    await this.finishWhenDone(conversationId);
  }

  private async say(conversationId: string, text: string): Promise<void> {
    const at = performance.now();
    const number = this.floor.chat(conversationId).says('agent', at);
    const message = { id: randomUUID(), text: lineText(number, text) };
    await this.post(`handoffs/${this.handoffs.get(conversationId)}/messages`, message);
  }

  /** Everything the customer had to say is answered. */
  private async finishWhenDone(conversationId: string): Promise<void> {
    const chat = this.floor.chat(conversationId);
    if (this.floor.closing && !chat.customerDone) {
      // No further line may come that would bring us back here.
      while (!chat.customerDone) await this.floor.think(100, 100);
    }
    // The greeting is one line more than the answers.
    if (!chat.customerDone || chat.lines('agent') <= chat.lines('customer')) return;
    const id = this.handoffs.get(conversationId);
    if (id === undefined) return;
    this.handoffs.delete(conversationId);
    const at = performance.now();
    if (this.floor.waiting.size > 0) this.freed.push(at);
    await this.post(`handoffs/${id}/finish`, wrapUp);
    this.floor.note('finish', performance.now() - at);
    this.send({ type: 'close', conversationId });
  }

  /** One thing after the other in a conversation; different customers at the same time. */
  private inTurn(conversationId: string, act: () => Promise<void>): void {
    const next = (this.work.get(conversationId) ?? Promise.resolve()).then(act).catch((error: unknown) => {
      this.floor.fault(`${this.name}: ${error instanceof Error ? error.message : String(error)}`);
    });
    this.work.set(conversationId, next);
    next.then(() => {
      if (this.work.get(conversationId) === next) this.work.delete(conversationId);
    });
  }

  private send(command: DeskCommand): void {
    this.stream?.send(JSON.stringify(command));
  }

  private async post(path: string, body?: object, expected: readonly number[] = []): Promise<number> {
    return this.call('POST', path, body, expected);
  }

  private async call(method: 'GET' | 'POST', path: string, body?: object, expected: readonly number[] = []) {
    const more = { cookie: this.cookie, origin: 'http://127.0.0.1', 'x-desk': '1' };
    const reply = await this.floor.nodes.request(method, `/desk/api/${path}`, undefined, body, more);
    if (reply.status > 204 && !expected.includes(reply.status)) {
      throw new Error(`${method} ${path}: ${reply.status} ${reply.body.slice(0, 200)}`);
    }
    return reply.status;
  }
}

let people = 0;
const addresses = (): string => {
  people += 1;
  return `${(people >> 8) & 255}.${people & 255}`;
};
