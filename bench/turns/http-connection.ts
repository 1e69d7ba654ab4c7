import { connect, type Socket } from 'node:net';

export interface HttpReply {
  readonly status: number;
  readonly body: string;
}

/**
 * One kept-alive HTTP/1.1 connection, one request at a time. Node's own client takes about as long as the bare server
 * it would measure; this one reads just what the servers here answer: a status and a body of known length.
 */
export class HttpConnection {
  private readonly socket: Socket;
  private received: Buffer = Buffer.alloc(0);
  private waiting: { resolve(reply: HttpReply): void; reject(error: Error): void } | undefined;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (chunk: Buffer) => this.read(chunk));
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('close', () => this.fail(new Error('The server closed the connection.')));
  }

  /** Whether the server has not hung up. */
  get open(): boolean {
    return !this.socket.destroyed;
  }

  /** @param more header lines beside the usual ones, as in `{ cookie: … }` */
  request(
    method: 'GET' | 'POST',
    path: string,
    token?: string,
    body?: object,
    more: Readonly<Record<string, string>> = {},
  ): Promise<HttpReply> {
    if (this.waiting) throw new Error('One request at a time on a connection.');
    const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const head = [
      `${method} ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
      ...Object.entries(more).map(([name, value]) => `${name}: ${value}`),
      ...(bytes === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${bytes.length}`]),
    ];
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      const start = Buffer.from(`${head.join('\r\n')}\r\n\r\n`);
      this.socket.write(bytes === undefined ? start : Buffer.concat([start, bytes]));
    });
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const status = Number(head.slice(9, 12));
    // "No content" has no length either.
    const length = status === 204 ? '0' : /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.fail(new Error(`An answer without Content-Length:\n${head}`));
      return;
    }
    const until = end + 4 + Number(length);
    if (this.received.length < until) return;
    const body = this.received.toString('utf8', end + 4, until);
    this.received = this.received.subarray(until);
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.resolve({ status, body });
  }

  private fail(error: Error): void {
    this.waiting?.reject(error);
    this.waiting = undefined;
  }
}
