import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HelperProcess, startHelper } from '../helper-process';
import { median, overRounds, ratioOverRounds, type Summary } from '../statistics';
import { deskCustomer } from './desk-customer';
import { frameworkCustomer } from './framework-customer';
import { type Customer, drive, type LoadResult } from './load';
import type { ServerAnswer, ServerQuestion } from './server-process';
import { newSecret, startDeskServer } from './start-desk-server';

export interface TurnsOptions {
  readonly root: string;
  readonly rounds: number;
  readonly connections: number;
  /** Before measuring begins in each round, and the measuring itself. */
  readonly settleMs: number;
  readonly measureMs: number;
  /** Warm-up of each line before the first round. */
  readonly warmUpMs: number;
  /** Folder for CPU profiles of our server; none unless told. */
  readonly profileDir?: string;
  progress(line: string): void;
}

export const turnLines = {
  http: 'bare Node http',
  restify: 'restify, JSON in and out',
  echo: 'ActivityHandler echo, memory state',
  waterfall: 'waterfall with prompts, memory state',
  recorded: 'the desk without understanding',
  real: 'the desk with understanding',
} as const;
export type TurnLine = keyof typeof turnLines;
export const turnLineNames = Object.keys(turnLines) as TurnLine[];
const isDesk = (line: TurnLine): boolean => line === 'recorded' || line === 'real';

export interface TurnLineResult {
  readonly all: Summary;
  readonly kinds: Readonly<Record<string, Summary>>;
  /** CPU time of the server a turn, ms. */
  readonly cpuMs: number;
  readonly rssMb: number;
  /** Turns a second by those of the framework's waterfall, in the same round. */
  readonly ofWaterfall: number;
}
export type TurnsResult = Readonly<Record<TurnLine, TurnLineResult>>;

interface Running {
  readonly line: TurnLine;
  readonly server: HelperProcess<ServerQuestion, ServerAnswer>;
  readonly customer: (index: number) => Customer;
}
interface Round extends LoadResult {
  readonly cpuMs: number;
  readonly rssMb: number;
}

/** Every line in turn, several times over, so that a busy machine is busy for all of them. */
export async function benchTurns(options: TurnsOptions): Promise<TurnsResult> {
  const { rounds, progress, settleMs, measureMs, warmUpMs, connections } = options;
  const folder = mkdtempSync(join(tmpdir(), 'desk-bench-'));
  const running: Running[] = [];
  try {
    progress('turns: starting servers');
    for (const line of turnLineNames) running.push(await startLine(options, line, folder));
    for (const one of running) {
      progress(`turns: warming up ${turnLines[one.line]}`);
      await drive(one.server.ready.port, one.customer, { connections, settleMs: 0, measureMs: warmUpMs });
    }
    const found = new Map<TurnLine, Round[]>(turnLineNames.map((line) => [line, []]));
    for (let round = 1; round <= rounds; round += 1) {
      for (const one of running) {
        progress(`turns: round ${round} of ${rounds}, ${turnLines[one.line]}`);
        found.get(one.line)?.push(await measure(one, { connections, settleMs, measureMs }));
      }
    }
    return figures(found);
  } finally {
    await Promise.all(running.map(({ server }) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startLine({ root, profileDir }: TurnsOptions, line: TurnLine, folder: string): Promise<Running> {
  if (!isDesk(line)) {
    const server = await startHelper<ServerQuestion, ServerAnswer>(join(__dirname, 'framework-server.ts'), {
      args: [line],
    });
    return { line, server, customer: frameworkCustomer() };
  }
  const secret = newSecret();
  const profiling = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`];
  const understanding = line === 'recorded' ? 'recorded' : 'real';
  const server = await startDeskServer(
    { root, dir: join(folder, line), secret, began: Date.now(), understanding },
    profiling,
  );
  return { line, server, customer: deskCustomer(secret) };
}

async function measure({ server, customer }: Running, load: Parameters<typeof drive>[2]): Promise<Round> {
  const before = await server.ask('usage');
  const started = performance.now();
  const result = await drive(server.ready.port, customer, load);
  const after = await server.ask('usage');
  // CPU is counted over the whole drive, turns over its measured part.
  const share = load.measureMs / (performance.now() - started);
  return { ...result, cpuMs: ((after.cpuMs - before.cpuMs) * share) / result.all.count, rssMb: after.rssMb };
}

function figures(found: ReadonlyMap<TurnLine, readonly Round[]>): TurnsResult {
  const of = (line: TurnLine): readonly Round[] => found.get(line) ?? [];
  const waterfall = of('waterfall').map(({ all }) => all);
  const results = turnLineNames.map((line): [TurnLine, TurnLineResult] => {
    const rounds = of(line);
    const kinds = [...new Set(rounds.flatMap((round) => Object.keys(round.kinds)))];
    const all = rounds.map((round) => round.all);
    return [
      line,
      {
        all: overRounds(all),
        kinds: Object.fromEntries(
          kinds.map((kind) => [kind, overRounds(rounds.flatMap((round) => round.kinds[kind] ?? []))]),
        ),
        cpuMs: median(rounds.map((round) => round.cpuMs)),
        rssMb: median(rounds.map((round) => round.rssMb)),
        ofWaterfall: ratioOverRounds(all, waterfall, (one) => one.perSecond),
      },
    ];
  });
  return Object.fromEntries(results) as unknown as TurnsResult;
}
