import { type MongoServer, startMongo } from '../load/mongo-server';
import { describeMachine, machineLine } from '../machine';
import { keep, progressLines, resultsFolder, say } from '../results';
import { table } from '../table';
import { benchFigures, type FiguresBenchResult } from './figures-bench';

/**
 * `npm run bench -- figures [--complaints=1000000] [--rounds=20] [--mongo]`: questions of the board over a year; `--mongo`
 * on MongoDB (MONGO_URL, or the test server) after the embedded store.
 * @returns 0; 1 when a p95 is above what is promised; 2 not called rightly
 */
export async function benchFiguresCommand(args: readonly string[], root: string, usage: string): Promise<number> {
  const number = (name: string, otherwise: number): number =>
    Number(args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
  if (args.some((arg) => !/^--(complaints|rounds)=\d{1,8}$|^--mongo$/.test(arg))) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const machine = describeMachine(root, new Date(), ['figures', ...args]);
  const progress = progressLines();
  const common = { complaints: number('complaints', 1_000_000), rounds: number('rounds', 20), progress };
  const results = [await benchFigures(common)];
  const server: MongoServer | undefined = args.includes('--mongo') ? await startMongo(root, say) : undefined;
  try {
    if (server) results.push(await benchFigures({ ...common, mongoUrl: server.url }));
  } finally {
    await server?.stop();
  }
  progress('done\n');
  say(machineLine(machine));
  for (const result of results) say(`\n${report(result)}`);
  say(`\nAll figures: ${keep(resultsFolder(root), machine, { machine, figures: results })}`);
  return results.every(({ all }) => all.p95 <= promisedMs) ? 0 : 1;
}

/** A question of the board over a million complaints. */
const promisedMs = 300;

function report(result: FiguresBenchResult): string {
  const { rows, questions, all, warm } = result;
  const { heldUp } = warm;
  const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
  const count = (value: number): string => value.toLocaleString('en-US');
  return [
    `${result.store}: ${count(rows.complaints)} complaints, ${count(rows.contacts)} contacts, ${count(rows.handoffs)} hand-overs`,
    `written in ${(result.fillMs / 1000).toFixed(0)} s, ${result.megabytes} MB · first question ${ms(result.firstMs)} ms · ` +
      `memory ${result.residentMb} MB resident (${result.externalMb} MB columns, ${result.heapMb} MB heap)`,
    `read in the background in ${(warm.ms / 1000).toFixed(1)} s (${count(warm.rows)} rows), first question then ${ms(warm.firstMs)} ms`,
    `other work meanwhile held up ${ms(heldUp.p999Ms)} ms at p99.9, ${ms(heldUp.longestMs)} ms at most` +
      (heldUp.own ? `; by our own work ${ms(heldUp.own.p999Ms)} and ${ms(heldUp.own.longestMs)} ms` : ''),
    '',
    table(
      ['question', 'p50 ms', 'p95 ms', 'most ms'],
      [
        ...questions.map(({ name, summary, most }) => [name, ms(summary.p50), ms(summary.p95), ms(most)]),
        ['all', ms(all.p50), ms(all.p95), ms(Math.max(...questions.map(({ most }) => most)))],
      ],
    ),
  ].join('\n');
}
