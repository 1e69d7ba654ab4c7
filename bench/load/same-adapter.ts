import { join } from 'node:path';
import { type HelperProcess, startHelper } from '../helper-process';
import { median, overRounds, ratioOverRounds, type Summary } from '../statistics';
import { frameworkCustomer } from '../turns/framework-customer';
import { drive } from '../turns/load';
import type { ServerAnswer, ServerQuestion } from '../turns/server-process';
import { closedLoop, type LoopResult } from './closed-loop';
import { type Cost, type DeskUnderLoad, startDesk } from './desk-under-load';
import type { LoadOptions } from './load-options';

/** What is compared: three bots behind the same server, log and leases, and the framework's shortest way. */
export const adapterLines = {
  echo: 'echo bot, memory state · on our adapter',
  waterfall: 'waterfall with prompts, memory state · on our adapter',
  desk: 'the desk · on our adapter',
  bare: 'waterfall with prompts, memory state · bare: answer in the POST, nothing stored',
} as const;
export type AdapterLine = keyof typeof adapterLines;
export const adapterLineNames = Object.keys(adapterLines) as AdapterLine[];

export interface AdapterLineResult {
  readonly all: Summary;
  readonly kinds: Readonly<Record<string, Summary>>;
  readonly cores: number;
  readonly rssMb: number;
  readonly clientBusy: number;
  /** Turns a second by those of the waterfall on the same adapter, and by the bare one's, in the same round. */
  readonly ofWaterfall: number;
  readonly ofBare: number;
}
export type SameAdapterResult = Readonly<Record<AdapterLine, AdapterLineResult>>;

type Round = LoopResult & Cost;
type Bare = HelperProcess<ServerQuestion, ServerAnswer>;

/** Every line in turn, several times over; the desk stays for the steps that follow. */
export async function measureSameAdapter(options: LoadOptions, desk: DeskUnderLoad): Promise<SameAdapterResult> {
  const { root, folder, progress, timing } = options;
  progress('same adapter: starting servers');
  const framework = async (bot: 'echo' | 'waterfall') => startDesk({ root, dir: join(folder, bot), bot });
  const [echo, waterfall] = [await framework('echo'), await framework('waterfall')];
  const bare: Bare = await startHelper(join(__dirname, '../turns/framework-server.ts'), { args: ['waterfall'] });
  const bareCustomer = frameworkCustomer();
  const loops: Record<AdapterLine, (settleMs: number, measureMs: number) => Promise<Round>> = {
    echo: (settleMs, measureMs) => loopOf(echo, { count: timing.customers, settleMs, measureMs }),
    waterfall: (settleMs, measureMs) => loopOf(waterfall, { count: timing.customers, settleMs, measureMs }),
    desk: (settleMs, measureMs) => loopOf(desk, { count: timing.customers, settleMs, measureMs }),
    bare: async (settleMs, measureMs) => {
      const [before, started, idle] = [await bare.ask('usage'), performance.now(), performance.eventLoopUtilization()];
      const load = { connections: timing.customers, settleMs, measureMs };
      const result = await drive(bare.ready.port, bareCustomer, load);
      const [elapsed, after] = [performance.now() - started, await bare.ask('usage')];
      const clientBusy = performance.eventLoopUtilization(idle).utilization;
      return { ...result, faults: 0, cores: (after.cpuMs - before.cpuMs) / elapsed, rssMb: after.rssMb, clientBusy };
    },
  };
  try {
    const rounds = new Map<AdapterLine, Round[]>(adapterLineNames.map((line) => [line, []]));
    for (const line of adapterLineNames) {
      progress(`same adapter: warming up ${adapterLines[line]}`);
      await loops[line](0, timing.warmUpMs);
    }
    for (let round = 1; round <= timing.rounds; round += 1) {
      for (const line of adapterLineNames) {
        progress(`same adapter: round ${round} of ${timing.rounds}, ${adapterLines[line]}`);
        rounds.get(line)?.push(await loops[line](timing.settleMs, timing.measureMs));
      }
    }
    return figures(rounds);
  } finally {
    await Promise.all([echo.stop(), waterfall.stop(), bare.stop()]);
  }
}

export const loopOf = (desk: DeskUnderLoad, load: Parameters<typeof closedLoop>[1]): Promise<Round> =>
  desk.costOf(() => closedLoop(desk.customer, load));

function figures(found: ReadonlyMap<AdapterLine, readonly Round[]>): SameAdapterResult {
  const of = (line: AdapterLine): readonly Round[] => found.get(line) ?? [];
  const all = (line: AdapterLine): Summary[] => of(line).map((round) => round.all);
  const perSecond = (one: Summary): number => one.perSecond;
  const results = adapterLineNames.map((line): [AdapterLine, AdapterLineResult] => {
    const kinds = [...new Set(of(line).flatMap((round) => Object.keys(round.kinds)))];
    return [
      line,
      {
        all: overRounds(all(line)),
        kinds: Object.fromEntries(
          kinds.map((kind) => [kind, overRounds(of(line).flatMap((round) => round.kinds[kind] ?? []))]),
        ),
        cores: median(of(line).map(({ cores }) => cores)),
        rssMb: median(of(line).map(({ rssMb }) => rssMb)),
        clientBusy: median(of(line).map(({ clientBusy }) => clientBusy)),
        ofWaterfall: ratioOverRounds(all(line), all('waterfall'), perSecond),
        ofBare: ratioOverRounds(all(line), all('bare'), perSecond),
      },
    ];
  });
  return Object.fromEntries(results) as unknown as SameAdapterResult;
}
