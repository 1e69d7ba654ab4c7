import { benchBoardCommand } from './board/board-command';
import { benchDeskCommand } from './desk/desk-command';
import { benchFiguresCommand } from './figures/figures-command';
import { benchLoadCommand } from './load/load-command';
import { describeMachine, type Machine, machineLine } from './machine';
import {
  type Promised,
  promisesReport,
  turnsPromises,
  turnsReport,
  understandingPromises,
  understandingReport,
} from './report';
import { keep, progressLines, resultsFolder, say } from './results';
import { benchTurns, type TurnsResult } from './turns/turns-bench';
import { benchUnderstanding, type UnderstandingResult } from './understanding/understanding-bench';

const usage = `npm run bench                    understanding and turns, under 4 minutes
npm run bench -- understanding   predictions, beside node-nlp
npm run bench -- turns           whole turns over HTTP, beside the framework's own lines
npm run bench -- turns --profile the same, with CPU profiles of our server in bench/results
npm run bench -- load            steps up to saturation, stores, nodes, growth; under 15 minutes
npm run bench -- load --quick    the same in small, under 2 minutes: that it runs, not how fast it is
npm run bench -- load adapter steps growth mongo   only these parts of it
npm run bench -- load --docs     also draws the plots of docs/performance
npm run bench -- desk              200 customers and 20 agents for two minutes; with MONGO_URL once more on that store
npm run bench -- desk --quick      the same in small, under a minute: that it runs
npm run bench -- desk --soak=10    for ten minutes, memory looked at after each collection
npm run bench -- desk --profile    with CPU profiles of the server in bench/results
npm run bench -- desk --docs       also writes the tables of docs/performance.md
npm run bench -- figures           the board's questions over the figures of a million complaints; --mongo: there as well
npm run bench -- figures --complaints=20000 --rounds=5   the same in small
npm run bench -- board             the supervisor's board over a million complaints and a quarter's visits; with MONGO_URL there
npm run bench -- board --complaints=20000 --rounds=5   the same in small
npm run bench -- board --complaints=86000 --days=14     50,000 open ones, and how soon a change is on the page`;

const parts = ['understanding', 'turns'] as const;
const connections = 10;

export interface BenchResult {
  readonly machine: Machine;
  readonly understanding?: UnderstandingResult;
  readonly turns?: TurnsResult;
  readonly promises: readonly Promised[];
}

/** The command line. @returns the exit code: 0 also when a promise is missed, as a busy machine misses any */
export async function bench(args: readonly string[], root: string): Promise<number> {
  if (args[0] === 'load') return benchLoadCommand(args.slice(1), root, usage);
  if (args[0] === 'board') return benchBoardCommand(args.slice(1), root, usage);
  if (args[0] === 'figures') return benchFiguresCommand(args.slice(1), root, usage);
  if (args[0] === 'desk') return benchDeskCommand(args.slice(1), root, usage);
  const profile = args.includes('--profile');
  const wanted = args.filter((arg) => arg !== '--profile');
  if (wanted.some((arg) => !parts.some((part) => part === arg))) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const runs = (part: (typeof parts)[number]): boolean => wanted.length === 0 || wanted.includes(part);
  const machine = describeMachine(root, new Date(), args);
  const folder = resultsFolder(root);
  const progress = progressLines();
  const common = { root, rounds: 3, progress };
  const understanding = runs('understanding')
    ? await benchUnderstanding({ ...common, texts: 300, warmUpMs: 8_000 })
    : undefined;
  const timing = { connections, settleMs: 500, measureMs: 4_500, warmUpMs: 3_000 };
  const turns = runs('turns')
    ? await benchTurns({ ...common, ...timing, ...(profile && { profileDir: folder }) })
    : undefined;
  progress('done\n');
  const promises = [
    ...(understanding ? understandingPromises(understanding) : []),
    ...(turns ? turnsPromises(turns) : []),
  ];
  say(machineLine(machine));
  if (understanding) say(`\n${understandingReport(understanding)}`);
  if (turns) say(`\n${turnsReport(turns, connections)}`);
  say(`\n${promisesReport(promises)}`);
  const result: BenchResult = {
    machine,
    ...(understanding && { understanding }),
    ...(turns && { turns }),
    promises,
  };
  say(`\nAll figures: ${keep(folder, machine, result)}`);
  return 0;
}
