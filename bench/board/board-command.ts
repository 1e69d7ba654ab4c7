import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeMachine, machineLine } from '../machine';
import { benchBoard } from './board-bench';

/** `npm run bench -- board [--complaints=1000000] [--rounds=40] [--days=365]`; with MONGO_URL on that store instead of the embedded one. */
export async function benchBoardCommand(args: readonly string[], root: string, usage: string): Promise<number> {
  const [complaints, rounds] = [numberOf(args, 'complaints', 1_000_000), numberOf(args, 'rounds', 40)];
  const days = numberOf(args, 'days', 365);
  if (
    complaints === undefined ||
    rounds === undefined ||
    days === undefined ||
    args.some((arg) => !/^--(complaints|rounds|days)=\d+$/.test(arg))
  ) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-board-'));
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const mongoUrl = process.env['MONGO_URL'];
  try {
    const lines = await benchBoard({
      root,
      folder,
      count: complaints,
      rounds,
      days,
      say,
      ...(mongoUrl && { mongoUrl }),
    });
    const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
    const table = [
      '| question | first, ms | p50, ms | p95, ms | max, ms | KB |',
      '| --- | ---: | ---: | ---: | ---: | ---: |',
      ...lines.map(
        ({ question, firstMs, p50, p95, max, kilobytes }) =>
          `| ${[question, ms(firstMs), ms(p50), ms(p95), ms(max), ms(kilobytes)].join(' | ')} |`,
      ),
    ];
    process.stdout.write(
      `${complaints.toLocaleString('en-US')} complaints, ${mongoUrl === undefined ? 'SQLite' : 'MongoDB'}, ${rounds} rounds. ${machineLine(describeMachine(root, new Date(), args))}\n\n${table.join('\n')}\n`,
    );
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const numberOf = (args: readonly string[], name: string, usual: number): number | undefined => {
  const given = args.find((arg) => arg.startsWith(`--${name}=`));
  if (given === undefined) return usual;
  const value = Number(given.slice(name.length + 3));
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
};
