import { createHmac, randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { basePath } from '../../../../src/channels/voice/jambonz/hook-address';
import { sent, valid } from './valid-verbs';

export const secret = 'wh_secret_of_the_platform';
/** Verbs as the platform reads them: any of their properties may be there. */
export interface ReadVerb {
  readonly verb: string;
  readonly text?: string;
  readonly say?: { readonly text: string };
  readonly actionHook?: string;
  readonly waitHook?: string;
  readonly timeout?: number;
  readonly input?: readonly string[];
}
export type Verbs = readonly ReadVerb[];

/** How a call's requests reach the application. No verbs: go on with those that are left. */
export interface Transport {
  start(data: object): Promise<Verbs | undefined>;
  hook(type: 'verb:hook' | 'session:redirect', hook: string, data: object): Promise<Verbs | undefined>;
  status(data: object): Promise<void>;
}

export const sign = (body: string, clock: () => number, key = secret): string => {
  const time = Math.floor(clock() / 1000);
  return `t=${time},v1=${createHmac('sha256', key).update(`${time}.${body}`).digest('hex')}`;
};

/** Posts as the platform's requestor does; any status but 200, 202 and 204 is a failure. */
export function overHttp(base: string, clock: () => number): Transport {
  async function post(path: string, data: object): Promise<Verbs | undefined> {
    const body = JSON.stringify(data);
    const headers = { 'content-type': 'application/json', 'jambonz-signature': sign(body, clock) };
    const response = await fetch(base + path, { method: 'POST', headers, body, redirect: 'manual' });
    if (![200, 202, 204].includes(response.status)) throw new Error(`${path}: ${response.status}`);
    return response.status === 200 ? ((await response.json()) as Verbs) : undefined;
  }
  return {
    start: (data) => post(basePath, data),
    hook: (_, hook, data) => post(hook, data),
    status: async (data) => void (await post(`${basePath}/status`, data)),
  };
}

/** One socket a call, as the platform's requestor opens it; it waits 5 s for an answer. */
export class SocketTransport implements Transport {
  private socket: WebSocket | undefined;
  private first: object = {};
  private readonly waiting = new Map<string, (message: { data?: Verbs }) => void>();
  readonly received: { type: string; msgid?: string; error?: unknown; data?: Verbs }[] = [];

  constructor(
    private readonly base: string,
    private readonly password = secret,
  ) {}

  async connect(): Promise<WebSocket> {
    const socket = new WebSocket(this.base.replace('http', 'ws') + basePath, ['ws.jambonz.org'], {
      auth: `jambonz:${this.password}`,
    });
    socket.on('message', (bytes) => {
      const message = JSON.parse(String(bytes));
      this.received.push(message);
      if (message.type === 'ack') this.waiting.get(message.msgid)?.(message);
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('unexpected-response', (_, response) => reject(new Error(String(response.statusCode))));
      socket.once('error', reject);
    });
    this.socket = socket;
    return socket;
  }

  async start(data: object): Promise<Verbs | undefined> {
    this.first = data;
    await this.connect();
    return this.request('session:new', data);
  }
  hook = (type: string, hook: string, data: object) => this.request(type, data, hook);
  async status(data: object): Promise<void> {
    this.send({ type: 'call:status', msgid: randomUUID(), data });
  }
  /** The connection breaks, and the platform comes back. */
  async reconnect(): Promise<Verbs | undefined> {
    this.socket?.terminate();
    await this.connect();
    return this.request('session:reconnect', this.first);
  }
  async close(code = 1000): Promise<void> {
    const { socket } = this;
    if (socket === undefined || socket.readyState === WebSocket.CLOSED) return;
    await new Promise((resolve) => {
      socket.once('close', resolve);
      socket.close(code);
    });
  }
  send(message: object): void {
    this.socket?.send(JSON.stringify(message));
  }
  request(type: string, data: object, hook?: string): Promise<Verbs | undefined> {
    const msgid = randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`timeout from far end for msgid ${msgid}`)), 5_000);
      this.waiting.set(msgid, ({ data: verbs }) => {
        clearTimeout(timer);
        resolve(verbs);
      });
      this.send({ type, msgid, call_sid: (this.first as { call_sid?: string }).call_sid, hook, data });
    });
  }
}

/** One caller on a platform that runs the verbs as its feature server does, down to what follows a hook that fails. */
export class FakeCall {
  private verbs: ReadVerb[] = [];
  /** What was said since the caller last did something. */
  heard = '';
  readonly transcript: string[] = [];
  readonly kinds: string[] = [];
  over = false;

  constructor(
    private readonly transport: Transport,
    private readonly who: { readonly callSid?: string; readonly from?: string } = {},
  ) {}

  readonly info = (): { call_sid: string } & Record<string, unknown> => ({
    call_sid: this.who.callSid ?? 'b6f48929-8e86-4d62-ae3b-64fb574d91f6',
    account_sid: 'a1',
    application_sid: 'p1',
    direction: 'inbound',
    from: this.who.from ?? '+8613800000002',
    to: '10086',
    call_id: 'sip-1',
    call_status: 'in-progress',
    sip_status: 200,
  });

  start = () => this.run('(calls)', () => this.transport.start(sent('session-new', this.info())));
  say = (text: string, confidence = 0.9) =>
    this.gathered(`“${text}”`, {
      reason: 'speechDetected',
      speech: { is_final: true, alternatives: [{ transcript: text, confidence }] },
    });
  press = (digits: string) => this.gathered(`[${digits}]`, { reason: 'dtmfDetected', digits });
  silence = () => this.gathered('(silence)', { reason: 'timeout' });

  /** The verb the call is at: a listening, or a transfer. */
  get at(): ReadVerb {
    const [verb] = this.verbs;
    if (verb === undefined) throw new Error('The call is over.');
    return verb;
  }

  transferEnds(callback: string, result: object): Promise<string> {
    const { actionHook = '' } = this.at;
    const data = sent(callback, { ...this.info(), ...result });
    return this.run(`(${callback} ${JSON.stringify(result)})`, () => this.hook('verb:hook', actionHook, data));
  }

  async hangUp(): Promise<void> {
    this.over = true;
    const last = { call_status: 'completed', duration: 30, call_termination_by: 'caller' };
    await this.transport.status(sent('call-status', { ...this.info(), ...last }));
  }

  private gathered(act: string, result: object): Promise<string> {
    const { verb, actionHook = '' } = this.at;
    if (verb !== 'gather') throw new Error(`The call is at ${verb}, and listens to nobody.`);
    return this.run(act, () => this.hook('verb:hook', actionHook, sent('gather', { ...this.info(), ...result })));
  }

  /** A hook without an answer leaves the platform with the verbs that are left. */
  private async hook(type: 'verb:hook' | 'session:redirect', hook: string, data: object): Promise<Verbs | undefined> {
    try {
      return await this.transport.hook(type, hook, data);
    } catch (error) {
      if (type === 'session:redirect') throw error;
      return undefined;
    }
  }

  private take(verbs: Verbs | undefined): void {
    if (verbs === undefined) this.verbs.shift();
    else this.verbs = [...valid(verbs)];
  }

  private async run(act: string, first: () => Promise<Verbs | undefined>): Promise<string> {
    this.heard = '';
    this.take(await first());
    while (!(await this.rests())) this.kinds.push(this.verbs[0]?.verb ?? 'end');
    this.transcript.push(act, `  ${this.heard}${this.over ? ' <hangup>' : ''}`);
    return this.heard;
  }

  /** Runs one verb. @returns whether it is the caller's turn, or the call's end */
  private async rests(): Promise<boolean> {
    const [verb] = this.verbs;
    if (verb === undefined || verb.verb === 'hangup') {
      this.over = true;
      return true;
    }
    const spoken = verb.text ?? verb.say?.text;
    if (spoken !== undefined) this.heard += `${spoken} `;
    if (verb.verb === 'redirect') {
      this.take(await this.hook('session:redirect', verb.actionHook ?? '', sent('session-redirect', this.info())));
      return false;
    }
    // A listening this short is a prompt on the way to the next one, when the caller waits.
    if (verb.verb === 'gather' && (verb.timeout ?? 0) < 1 && !this.impatient) {
      const data = sent('gather', { ...this.info(), reason: 'timeout' });
      this.take(await this.hook('verb:hook', verb.actionHook ?? '', data));
      return false;
    }
    if (['gather', 'dial', 'enqueue', 'sip:refer'].includes(verb.verb)) return true;
    if (verb.verb === 'pause') await new Promise((resolve) => setTimeout(resolve, 20));
    this.verbs.shift();
    return false;
  }

  /** Answers while the first prompt is still being said. */
  impatient = false;
}
