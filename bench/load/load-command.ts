import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine, machineLine } from '../machine';
import { promisesReport } from '../report';
import { keep, progressLines, resultsFolder, say } from '../results';
import { barsPlot } from './bars-plot';
import { latencyPlot } from './latency-plot';
import { benchLoad, type LoadPart, loadParts } from './load-bench';
import { fullTiming, quickTiming } from './load-options';
import { loadPromises, loadReport } from './load-report';

const flags = ['--quick', '--docs'];

/** `npm run bench -- load …` @returns the exit code: 0 also when a promise is missed, as a busy machine misses any */
export async function benchLoadCommand(args: readonly string[], root: string, usage: string): Promise<number> {
  const named = args.filter((arg) => !flags.includes(arg));
  const isPart = (arg: string): arg is LoadPart => loadParts.some((part) => part === arg);
  if (!named.every(isPart)) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const machine = describeMachine(root, new Date(), ['load', ...args]);
  const folder = resultsFolder(root);
  const progress = progressLines();
  const timing = args.includes('--quick') ? quickTiming : fullTiming;
  const load = await benchLoad({ root, timing, parts: named.length > 0 ? named : loadParts, progress });
  progress('done\n');
  const promises = loadPromises(load);
  say(`${machineLine(machine)}\n\n${loadReport(load)}`);
  if (promises.length > 0) say(`\n${promisesReport(promises)}`);
  const plots = args.includes('--docs') ? join(root, 'docs/performance') : folder;
  mkdirSync(plots, { recursive: true });
  writeFileSync(join(plots, 'latency.svg'), latencyPlot(load));
  writeFileSync(join(plots, 'throughput.svg'), barsPlot(load));
  say(`\nAll figures: ${keep(folder, machine, { machine, load, promises })}\nPlots: ${plots}`);
  return 0;
}
