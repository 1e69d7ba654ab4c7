import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network in between that can forget connections: no byte passes any more, and neither side is told. */
export interface SilentProxy {
  readonly port: number;
  /** Every connection there is goes silent for good; new ones work. @returns how many there were */
  silence(): number;
  close(): Promise<void>;
}

export async function silentProxy(port: number, host = '127.0.0.1'): Promise<SilentProxy> {
  const sockets = new Set<Socket>();
  let pairs: { readonly sockets: readonly Socket[]; silent: boolean }[] = [];
  const server = createServer((client) => {
    const inner = connect(port, host);
    const pair = { sockets: [client, inner], silent: false };
    pairs.push(pair);
    const pass = (from: Socket, to: Socket): void => {
      sockets.add(from);
      from.on('data', (bytes: Buffer) => {
        if (!pair.silent) to.write(bytes);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        if (!pair.silent) to.destroy();
      });
    };
    pass(client, inner);
    pass(inner, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    silence() {
      const open = pairs.filter((pair) => pair.sockets.every((socket) => !socket.destroyed));
      for (const pair of open) pair.silent = true;
      pairs = [];
      return open.length;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
