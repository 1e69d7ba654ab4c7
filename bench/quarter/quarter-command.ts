import { playQuarter } from './quarter';
import { readOptions } from './quarter-options';
import { quarterReport } from './quarter-report';

const usage = `npm run simulate                          90 days, 20,000 customers, 3,000 complaints
npm run simulate -- --seed=7 --days=30    another world, a shorter one; also --customers= --complaints= --contacts= --crashes=
npm run simulate -- --json                figures for programs on stdout`;

/** \`npm run simulate\` @returns 0: no difference, 1: some, 2: the call was wrong */
export async function quarterCommand(args: readonly string[], root: string): Promise<number> {
  const options = readOptions(
    args.filter((arg) => arg !== '--json'),
    root,
  );
  if (!options) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
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
      ? `${JSON.stringify({ options: { ...options, root: undefined }, ...result })}\n`
      : `${quarterReport(result, options)}\n`,
  );
  return found === 0 ? 0 : 1;
}
