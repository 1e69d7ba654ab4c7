import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertDocs } from '../../src/complaints/render-docs';
import { describeMachine, machineLine } from '../machine';
import { promisesReport } from '../report';
import { keep, progressLines, resultsFolder, say } from '../results';
import { benchDesk, type DeskResult } from './desk-bench';
import { deskPromises, deskReport } from './desk-report';
import { fullDeskTiming, quickDeskTiming } from './desk-timing';

const flags = ['--quick', '--docs', '--profile'];
const soakFlag = /^--soak=(\d{1,3})$/;

/** `npm run bench -- desk …` @returns the exit code: 0 also when a promise is missed, as a busy machine misses any */
export async function benchDeskCommand(args: readonly string[], root: string, usage: string): Promise<number> {
  const soak = args.map((arg) => soakFlag.exec(arg)?.[1]).find((minutes) => minutes !== undefined);
  if (!args.every((arg) => flags.includes(arg) || soakFlag.test(arg))) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const machine = describeMachine(root, new Date(), ['desk', ...args]);
  const folder = resultsFolder(root);
  const base = args.includes('--quick') ? quickDeskTiming : fullDeskTiming;
  const timing = soak === undefined ? base : { ...base, measureMs: Number(soak) * 60_000 };
  const url = process.env['MONGO_URL'];
  const options = {
    root,
    timing,
    progress: progressLines(),
    collect: soak !== undefined,
    ...(args.includes('--profile') && { profileDir: folder }),
  };
  const runs: [store: string, result: DeskResult][] = [['embedded store', await benchDesk(options)]];
  if (url) {
    const mongo = { url, database: `desk_bench_${Date.now()}` };
    runs.push(['MongoDB of MONGO_URL', await benchDesk({ ...options, mongo })]);
  }
  options.progress('done\n');
  const promises = runs.flatMap(([store, result]) => deskPromises(result, store));
  const report = [...runs.map(([store, result]) => deskReport(result, store)), promisesReport(promises)].join('\n\n');
  say(`${machineLine(machine)}\n\n${report}`);
  if (args.includes('--docs')) {
    const page = join(root, 'docs/performance.md');
    const part = `\n${machineLine(machine).replace('\n', ' · `')}\`\n\n${report}\n`;
    writeFileSync(page, insertDocs(readFileSync(page, 'utf8'), { desk: part }));
  }
  say(`\nAll figures: ${keep(folder, machine, { machine, desk: Object.fromEntries(runs), promises })}`);
  return 0;
}
