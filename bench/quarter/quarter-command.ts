import { playQuarter } from './quarter';
import { readOptions } from './quarter-options';
import { quarterReport } from './quarter-report';

const usage = `npm run simulate                          90 days, 20,000 customers, 3,000 complaints
npm run simulate -- --seed=7 --days=30    another world, a shorter one; also --customers= --complaints= --contacts= --crashes=
npm run simulate -- --nodes 2             several nodes that share the MongoDB of MONGO_URL
npm run simulate -- --json                figures for programs on stdout`;
const noServer = `Several nodes share a MongoDB: name its server in MONGO_URL, or let one be started that keeps everything in memory:
tools/mongo-memory-server/with-server npm run simulate -- --nodes 2`;

/** \`npm run simulate\` @returns 0: no difference, 1: some, 2: the call was wrong */
export async function quarterCommand(args: readonly string[], root: string): Promise<number> {
  const read = readOptions(
    args.filter((arg) => arg !== '--json'),
    root,
  );
  const mongoUrl = process.env['MONGO_URL'];
  if (!read || (read.nodes > 1 && !mongoUrl)) {
    process.stderr.write(`${read ? noServer : usage}\n`);
    return 2;
  }
  const options = read.nodes > 1 && mongoUrl ? { ...read, mongoUrl } : read;
  const began = performance.now();
  const isTerminal = process.stderr.isTTY;
  const result = await playQuarter(options, ({ day, days, complaints, asked }) => {
    const seconds = (performance.now() - began) / 1000;
    const done = Math.round((day / days) * 30);
    const bar = `${'█'.repeat(done)}${'░'.repeat(30 - done)}`;
    const speed = Math.round(asked / Math.max(1, seconds));
    const line = `${bar} day ${day} of ${days} · ${complaints} complaints · ${speed} acts/s · ${Math.round(seconds)} s`;
    process.stderr.write(isTerminal ? `\r${line}\u001b[K` : `${line}\n`);
  });
  if (isTerminal) process.stderr.write('\n');
  const found = Object.values(result.faults).flat().length;
  process.stdout.write(
    args.includes('--json')
      ? `${JSON.stringify({ options: { ...options, root: undefined, mongoUrl: undefined }, ...result })}\n`
      : `${quarterReport(result, options)}\n`,
  );
  return found === 0 ? 0 : 1;
}
