import { setTimeout as pause } from 'node:timers/promises';
import { type ServerProcess, type SpareServer, spareServer } from '../support/server-process';
import type { Scene } from './fault';

/**
 * Processes of the built product behind a load balancer: each request goes to one that serves, and one that is gone is
 * out of the line at once.
 */
export class Nodes {
  /** By place; `undefined` while that node is down or starting. */
  private readonly running: (ServerProcess | undefined)[];
  private readonly spares: (SpareServer | undefined)[];
  private readonly old: ServerProcess[] = [];
  private turn = 0;
  /** How often {@link startPatiently} had to begin again. */
  failedStarts = 0;

  private constructor(
    private readonly env: (place: number) => Readonly<Record<string, string>>,
    count: number,
  ) {
    this.running = Array.from({ length: count }, () => undefined);
    this.spares = Array.from({ length: count }, () => undefined);
  }

  /** Starts them one after the other; they end with the scene. */
  static async start(
    scene: Pick<Scene, 'afterwards'>,
    count: number,
    env: (place: number) => Readonly<Record<string, string>>,
  ): Promise<Nodes> {
    const nodes = new Nodes(env, count);
    scene.afterwards(() => nodes.end());
    for (let place = 0; place < count; place += 1) await nodes.startOne(place);
    return nodes;
  }

  get count(): number {
    return this.running.length;
  }

  /** For {@link CustomerOptions.base}: the next one in turn that serves; waits for one when none does. */
  readonly base = async (): Promise<string> => {
    for (;;) {
      for (let tried = 0; tried < this.count; tried += 1) {
        this.turn = (this.turn + 1) % this.count;
        const node = this.running[this.turn];
        if (node !== undefined) return node.base;
      }
      await pause(20);
    }
  };

  /** @throws Error while it is down */
  at(place: number): ServerProcess {
    const node = this.running[place];
    if (node === undefined) throw new Error(`Node ${place} is down.`);
    return node;
  }

  /** SIGKILL; the place stays empty. */
  async kill(place: number): Promise<void> {
    const node = this.takeOut(place);
    await node.kill();
  }

  /** SIGTERM, as a service manager does; answers the exit code and how long it took. */
  async stop(place: number): Promise<{ code: number | null; ms: number }> {
    const node = this.at(place);
    const startedAt = performance.now();
    const stopping = node.stop();
    // A load balancer looks at /readyz now and then, so that a stopping node still gets a request or two.
    await pause(100);
    this.takeOut(place);
    return { code: await stopping, ms: performance.now() - startedAt };
  }

  /** Loads the code of the next process for this place, so that its start is short. */
  prepare(place: number): void {
    this.spares[place] ??= spareServer(this.env(place));
  }

  async startOne(place: number): Promise<void> {
    this.prepare(place);
    const spare = this.spares[place];
    this.spares[place] = undefined;
    this.running[place] = await spare?.begin();
  }

  /** Like a service manager: a start that failed (a store too busy to be opened) is tried again. */
  async startPatiently(place: number, tries = 5): Promise<void> {
    for (let left = tries; ; left -= 1) {
      try {
        return await this.startOne(place);
      } catch (error) {
        if (left <= 1) throw error;
        this.failedStarts += 1;
      }
    }
  }

  /** What all of them wrote that is an error, told apart by its message. */
  errors(): string[] {
    return this.lines().filter((line) => line.includes('"level":"error"'));
  }

  lines(): string[] {
    const all = [...this.old, ...this.running].filter((node) => node !== undefined);
    return all.flatMap((node) => node.output().split('\n'));
  }

  private takeOut(place: number): ServerProcess {
    const node = this.at(place);
    this.running[place] = undefined;
    this.old.push(node);
    return node;
  }

  private async end(): Promise<void> {
    await Promise.all(this.spares.map((spare) => spare?.kill()));
    await Promise.all(this.running.map((node) => node?.kill()));
  }
}
