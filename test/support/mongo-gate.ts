import type { AddressInfo } from 'node:net';
import { createServer, type Socket, connect as tcp } from 'node:net';

/** A server's address with a gate in front of it, to be shut, clogged or slowed down. */
export interface MongoGate {
  /** The server's address through the gate. */
  readonly url: string;
  /** As if the server's process had ended: connections are cut, new ones refused. */
  shut(): Promise<void>;
  /** As if the server hung: connections stay, nothing passes. */
  clog(): void;
  /** Every message takes this much longer. */
  slow(ms: number): void;
  /** All is well again. */
  open(): Promise<void>;
  /**
   * Cuts the connection after the next message that contains `text` has reached the server, so that its answer is lost.
   * Resolves when that has happened.
   */
  loseAnswerTo(text: string): Promise<void>;
  /**
   * Cuts everything for good at the nth command on these collections: before it reaches the server, or after.
   * Resolves when that has happened.
   */
  dieAt(nth: number, when: 'before' | 'after', collections: readonly string[]): Promise<void>;
  /** How many such commands passed since `dieAt`. */
  passed(): number;
  close(): Promise<void>;
}

export async function mongoGate(serverUrl: string): Promise<MongoGate> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let clogged = false;
  let delayMs = 0;
  let lost: { readonly text: Buffer; done(): void } | undefined;
  let death:
    | { readonly nth: number; readonly when: 'before' | 'after'; readonly names: readonly Buffer[]; done(): void }
    | undefined;
  let commands = 0;
  let dead = false;
  const held: (() => void)[] = [];

  /** What becomes of one message of a client; the small commands of tests come in one piece. */
  function fate(message: Buffer): 'pass' | 'cut before' | 'cut after' {
    if (dead) return 'cut before';
    if (lost && message.includes(lost.text)) {
      lost.done();
      lost = undefined;
      return 'cut after';
    }
    if (!death?.names.some((name) => message.includes(name))) return 'pass';
    commands += 1;
    if (commands < death.nth) return 'pass';
    dead = true;
    death.done();
    return `cut ${death.when}`;
  }

  function toServer(client: Socket, server: Socket, message: Buffer): void {
    const what = fate(message);
    if (what === 'cut before') {
      client.destroy();
      server.destroy();
      return;
    }
    if (what === 'pass') {
      server.write(message);
      return;
    }
    // The server gets it whole and has time to act on it; the way back is gone.
    server.write(message, () => client.destroy());
    server.removeAllListeners('data');
    setTimeout(() => server.destroy(), 300).unref();
  }

  function join(client: Socket, inner: Socket): void {
    for (const socket of [client, inner]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (message: Buffer) => {
      const write = () => toServer(client, inner, message);
      if (clogged) held.push(write);
      else if (delayMs > 0) setTimeout(write, delayMs);
      else write();
    });
    inner.on('data', (message: Buffer) => {
      const write = () => client.write(message);
      if (clogged) held.push(write);
      else write();
    });
    client.on('close', () => setTimeout(() => inner.destroy(), 300).unref());
    inner.on('close', () => client.destroy());
  }

  const server = createServer((client) => {
    join(client, tcp(Number(port), hostname));
  });
  const listen = (on: number): Promise<number> =>
    new Promise((resolve) => server.listen(on, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
  const own = await listen(0);
  const shut = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });

  return {
    url: `mongodb://127.0.0.1:${own}/`,
    shut,
    clog() {
      clogged = true;
    },
    slow(ms) {
      delayMs = ms;
    },
    async open() {
      clogged = false;
      delayMs = 0;
      for (const write of held.splice(0)) write();
      if (!server.listening) await listen(own);
    },
    loseAnswerTo: (text) =>
      new Promise((done) => {
        lost = { text: Buffer.from(text), done };
      }),
    dieAt: (nth, when, collections) =>
      new Promise((done) => {
        commands = 0;
        death = { nth, when, names: collections.map((name) => Buffer.from(`${name}\0`)), done };
      }),
    passed: () => commands,
    close: () => (server.listening ? shut() : Promise.resolve()),
  };
}
