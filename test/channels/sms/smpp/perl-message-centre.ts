import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from '../../../support/eventually';

const tools = join(__dirname, '../../../../tools/sms-peers');

export interface PeerEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** tools/sms-peers/smsc.pl in a process of its own. */
export class PerlMessageCentre {
  readonly events: PeerEvent[] = [];

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    createInterface(child.stdout).on('line', (line) => this.events.push(JSON.parse(line) as PeerEvent));
    child.stderr.resume();
  }

  static async start(port = 0): Promise<PerlMessageCentre> {
    const centre = new PerlMessageCentre(spawn('perl', [join(tools, 'smsc.pl'), String(port)]));
    await eventually(() => centre.of('listening').length === 1, 10_000);
    return centre;
  }

  get port(): number {
    return Number(this.of('listening')[0]?.['port']);
  }

  of(event: string): PeerEvent[] {
    return this.events.filter((each) => each.event === event);
  }

  tell(order: object): void {
    this.child.stdin.write(`${JSON.stringify(order)}\n`);
  }

  /** Has a message delivered, and gives the status it was answered with. */
  async deliver(order: object): Promise<number> {
    const before = this.of('answer').length;
    this.tell(order);
    await eventually(() => this.of('answer').length > before);
    return Number(this.of('answer').at(-1)?.['status']);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.stdin.end();
    await ended;
  }
}

/** Records what goes over a port of this machine, to be judged by tools/sms-peers/check-capture. */
export class Capture {
  private constructor(
    private readonly child: ChildProcess,
    private readonly file: string,
    private readonly port: number,
  ) {}

  static async start(file: string, port: number): Promise<Capture> {
    const child = spawn('tshark', ['-q', '-i', 'lo', '-w', file, '-f', `tcp port ${port}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (octets: Buffer) => {
      said += octets.toString();
    });
    await eventually(() => said.includes('Capturing on'), 15_000);
    // It says so a moment before it does.
    await new Promise((resolve) => setTimeout(resolve, 500));
    return new Capture(child, file, port);
  }

  /** @returns how many PDUs of each command there were; throws with what tshark said when one was malformed */
  async judge(): Promise<ReadonlyMap<number, number>> {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const ended = once(this.child, 'exit');
    this.child.kill('SIGINT');
    await ended;
    const checked = spawnSync(join(tools, 'check-capture'), [this.file, 'smpp', String(this.port)], {
      encoding: 'utf8',
    });
    if (checked.status !== 0) throw new Error(`tshark: ${checked.stdout}${checked.stderr}`);
    const lines = checked.stdout.trim().split('\n');
    return new Map(lines.map((line) => line.split(' ')).map(([count, id]) => [Number(id), Number(count)]));
  }
}
