import { WebSocket } from 'ws';
import type { Nodes } from './nodes';

/** The server refused a message, did not answer it in time, or answered something else than the script waits for. */
export class ChatFault extends Error {
  constructor(
    readonly reason: 'refused' | 'unanswered' | 'stream' | 'astray',
    message: string,
  ) {
    super(message);
  }
}

interface Activities {
  readonly activities?: readonly { type: string; from: { role?: string }; replyToId?: string; text?: string }[];
}

let opened = 0;
function nextAddress(): string {
  opened += 1;
  return `10.${(opened >> 16) & 255}.${(opened >> 8) & 255}.${opened & 255}`;
}

const base = '/v3/directline/conversations';

/** One Direct Line conversation as the chat page has it: messages by POST, answers over the WebSocket stream. */
export class Chat {
  private readonly answers = new Map<string, string>();
  private readonly waiting = new Map<string, { heard(text: string): void; failed(fault: ChatFault): void }>();
  private fault: ChatFault | undefined;
  private greeted = false;

  private constructor(
    private readonly nodes: Nodes,
    private readonly id: string,
    private readonly token: string,
    private readonly stream: WebSocket,
    private readonly patienceMs: number,
  ) {
    stream.on('message', (data) => this.hear(String(data)));
    stream.on('error', (error) => this.fail(error.message));
    stream.on('close', (code) => this.fail(`closed with ${code}`));
  }

  /** Opens a conversation and its stream, and resolves when the greeting is there. @throws {ChatFault} */
  static async open(nodes: Nodes, secret: string, patienceMs: number): Promise<Chat> {
    const { status, body } = await nodes.request('POST', base, secret, { locale: 'zh-Hans' });
    if (status !== 201) throw new ChatFault('refused', `Opening a conversation: ${status} ${body.slice(0, 300)}`);
    const { conversationId, token, streamUrl } = JSON.parse(body) as Record<string, string>;
    const { pathname, search } = new URL(String(streamUrl));
    // The address is made from the Host header; with several nodes the stream goes to any of them.
    const stream = new WebSocket(`ws://127.0.0.1:${nodes.next()}${pathname}${search}`, {
      perMessageDeflate: false,
      // As behind the operator's load balancer: every customer has an address of his own, and its limits.
      headers: { 'x-forwarded-for': nextAddress() },
    });
    const chat = new Chat(nodes, String(conversationId), String(token), stream, patienceMs);
    await chat.answerTo('');
    return chat;
  }

  /** @returns the answer's text. @throws {ChatFault} */
  async say(text: string): Promise<string> {
    const message = { type: 'message', text };
    const { status, body } = await this.nodes.request('POST', `${base}/${this.id}/activities`, this.token, message);
    if (status !== 200) throw new ChatFault('refused', `"${text}": ${status} ${body.slice(0, 300)}`);
    return this.answerTo((JSON.parse(body) as { id: string }).id);
  }

  close(): void {
    this.stream.removeAllListeners('close');
    this.stream.close();
  }

  /** The empty id is the greeting. The answer may be here before the message's own id is. */
  private answerTo(id: string): Promise<string> {
    const known = this.answers.get(id);
    this.answers.delete(id);
    if (known !== undefined) return Promise.resolve(known);
    if (this.fault) return Promise.reject(this.fault);
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.waiting.delete(id);
      };
      const failed = (fault: ChatFault): void => {
        settle();
        reject(fault);
      };
      const late = (): void => failed(new ChatFault('unanswered', `No answer in ${this.patienceMs} ms in ${this.id}.`));
      const timer = setTimeout(late, this.patienceMs);
      const heard = (text: string): void => {
        settle();
        resolve(text);
      };
      this.waiting.set(id, { heard, failed });
    });
  }

  private hear(frame: string): void {
    if (frame === '') return;
    for (const { type, from, replyToId, text = '' } of (JSON.parse(frame) as Activities).activities ?? []) {
      if (type !== 'message' || from.role !== 'bot') continue;
      // The greeting answers the opening, whose id the customer is never told.
      const id = this.greeted ? (replyToId ?? '') : '';
      this.greeted = true;
      const waiting = this.waiting.get(id);
      if (waiting) waiting.heard(text);
      else this.answers.set(id, text);
    }
  }
  private fail(why: string): void {
    const fault = new ChatFault('stream', `The stream of ${this.id}: ${why}`);
    this.fault ??= fault;
    for (const { failed } of [...this.waiting.values()]) failed(fault);
  }
}
