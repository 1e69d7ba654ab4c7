import { HttpConnection, type HttpReply } from '../turns/http-connection';

/**
 * Kept-alive connections to one or several nodes of a desk. Every request goes to the next node, as behind a load
 * balancer that knows no sessions; a connection carries one request at a time, and another is opened when all are busy.
 */
export class Nodes {
  private readonly idle = new Map<number, HttpConnection[]>();
  private turn = 0;

  constructor(private readonly ports: readonly number[]) {}

  /** The port of the next node. */
  next(): number {
    this.turn += 1;
    return this.ports[this.turn % this.ports.length] as number;
  }

  async request(
    method: 'GET' | 'POST',
    path: string,
    token?: string,
    body?: object,
    more?: Readonly<Record<string, string>>,
  ): Promise<HttpReply> {
    const port = this.next();
    const free = this.idle.get(port) ?? [];
    this.idle.set(port, free);
    let connection = free.pop();
    while (connection && !connection.open) connection = free.pop();
    connection ??= new HttpConnection(port);
    const reply = await connection.request(method, path, token, body, more);
    free.push(connection);
    return reply;
  }

  close(): void {
    for (const connection of [...this.idle.values()].flat()) connection.close();
    this.idle.clear();
  }
}
