import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault, Size } from './fault';
import { type Finding, Findings } from './findings';

/** Plays one fault from start to clean-up. @throws what kept it from being played */
export async function play(fault: Fault, size: Size): Promise<readonly Finding[]> {
  const findings = new Findings();
  const ends: (() => Promise<unknown> | unknown)[] = [];
  const startedAt = performance.now();
  try {
    await fault.run({
      size,
      findings,
      folder() {
        const dir = mkdtempSync(join(tmpdir(), 'desk-fault-'));
        ends.push(() => rmSync(dir, { recursive: true, force: true }));
        return dir;
      },
      afterwards: (end) => ends.push(end),
    });
  } finally {
    for (const end of ends.toReversed()) await end();
  }
  findings.figure('seconds in all', ((performance.now() - startedAt) / 1000).toFixed(1));
  return findings.all;
}

/** The figures as lines for people. */
export function report(fault: Fault, findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.map(
    ({ what, value, wanted, ok }) =>
      `  ${ok ? ' ' : '✗'} ${what.padEnd(width)}  ${value}${wanted === undefined ? '' : `   (${wanted})`}`,
  );
  return `${fault.name}: ${fault.title}\n${lines.join('\n')}\n`;
}
