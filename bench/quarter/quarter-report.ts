import type { QuarterResult } from './quarter';
import type { QuarterOptions } from './quarter-options';

const mostShown = 20;

/** What the simulation found, for people. Nothing in it depends on the machine. */
export function quarterReport(result: QuarterResult, { seed, days, customers }: QuarterOptions): string {
  const { timers, planted, faults } = result;
  const lines = [
    `Seed ${seed}: ${days} days, ${customers} customers, ${result.complaints} complaints recorded.`,
    `Omissions planted: ${planted.length}; the ledger was looked at ${result.ledgerLooks} times.`,
    `Timers fired: ${timers.fired}; latest ${timers.latestMs / 1000} s; caught up after an absence: ${timers.caughtUp}, at most ${timers.caughtUpMs / 1000} s after it.`,
    Object.entries(timers.byName)
      .map(([name, count]) => `${name} ${count}`)
      .join(', '),
    `Figures compared: ${result.figures.compared}. ${Object.entries(result.figures.whole)
      .map(
        ([measure, { n, of, value }]) =>
          `${measure} ${n}/${of}${value === undefined ? '' : ` = ${Math.round(value * 1000) / 1000}`}`,
      )
      .join(', ')}`,
    `Customers: ${JSON.stringify({ ...result.customers, faults: undefined })}`,
    `Crashes: ${result.crashes.map(({ point, at }) => `${point} ${new Date(at).toISOString()}`).join(', ')}`,
  ];
  for (const [what, found] of Object.entries(faults)) {
    lines.push(`${found.length === 0 ? '✓' : '✗'} ${what}: ${found.length} differences`);
    for (const fault of found.slice(0, mostShown)) lines.push(`    ${fault}`);
    if (found.length > mostShown) lines.push(`    … and ${found.length - mostShown} more`);
  }
  return lines.join('\n');
}
