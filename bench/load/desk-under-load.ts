import { type DeskServer, type DeskServerOptions, newSecret, startDeskServer } from '../turns/start-desk-server';
import { customers, type NewCustomer } from './customers';
import { Nodes } from './nodes';

/** One or several servers of a desk and the customers who come to it. */
export interface DeskUnderLoad {
  readonly servers: readonly DeskServer[];
  readonly customer: NewCustomer;
  /** Does something and says what it cost. */
  costOf<T>(work: () => Promise<T>): Promise<T & Cost>;
  /** Memory of all nodes after a garbage collection. */
  memory(): Promise<{ readonly rssMb: number; readonly heapMb: number }>;
  stop(): Promise<void>;
}

export interface Cost {
  /** CPU time of all nodes by time gone, 1 is one core. */
  readonly cores: number;
  /** All nodes together. */
  readonly rssMb: number;
  /** How busy the client was, 0–1: near 1 the figures are the client's, not the server's. */
  readonly clientBusy: number;
}

export interface DeskUnderLoadOptions extends Omit<DeskServerOptions, 'secret' | 'began'> {
  readonly nodes?: number;
  readonly patienceMs?: number;
}

const patience = 10_000;

/** Starts the nodes one after the other: the first makes the store's tables and indexes. */
export async function startDesk({
  nodes = 1,
  patienceMs = patience,
  ...options
}: DeskUnderLoadOptions): Promise<DeskUnderLoad> {
  const secret = newSecret();
  const began = Date.now();
  const servers: DeskServer[] = [];
  for (let node = 0; node < nodes; node += 1) {
    servers.push(await startDeskServer({ ...options, secret, began }, ['--expose-gc']));
  }
  const connections = new Nodes(servers.map(({ ready }) => ready.port));
  const used = async () => sum(await Promise.all(servers.map((server) => server.ask('usage'))));
  return {
    servers,
    customer: customers({ nodes: connections, secret, desk: (options.bot ?? 'desk') === 'desk', patienceMs }),
    async costOf(work) {
      const [before, started, idle] = [await used(), performance.now(), performance.eventLoopUtilization()];
      const result = await work();
      const [elapsed, after] = [performance.now() - started, await used()];
      const clientBusy = performance.eventLoopUtilization(idle).utilization;
      return { ...result, cores: (after.cpuMs - before.cpuMs) / elapsed, rssMb: after.rssMb, clientBusy };
    },
    memory: async () => sum(await Promise.all(servers.map((server) => server.ask('collected')))),
    async stop() {
      connections.close();
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

const sum = (all: readonly { cpuMs: number; rssMb: number; heapMb: number }[]) =>
  all.reduce((a, b) => ({ cpuMs: a.cpuMs + b.cpuMs, rssMb: a.rssMb + b.rssMb, heapMb: a.heapMb + b.heapMb }), {
    cpuMs: 0,
    rssMb: 0,
    heapMb: 0,
  });
