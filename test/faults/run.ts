import { accountsDown } from './accounts';
import { clockJump, clockJumpNodes } from './clock-jump';
import type { Fault } from './fault';
import type { Finding } from './findings';
import { fullDisk } from './full-disk';
import { halfOpenStore, halfOpenStreams } from './half-open';
import { kill, killNodes } from './kill';
import { play, report } from './play';
import { rollingRestart } from './restart';
import { slowStore } from './slow-store';
import { smsDown } from './sms-down';
import { storeFrozen, storeKilled, storeLocked } from './store-away';

/** All of them, in the order they are played. */
export const faults: readonly Fault[] = [
  kill,
  killNodes,
  storeLocked,
  storeFrozen,
  storeKilled,
  slowStore,
  fullDisk,
  clockJump,
  clockJumpNodes,
  rollingRestart,
  halfOpenStreams,
  halfOpenStore,
  accountsDown,
  smsDown,
];

/**
 * `npm run faults`: plays the named faults, or all, in the long form and prints their figures.
 * @param args names; `--short` for the short form, `--list` to see what there is
 * @returns the exit code: 0 when every promise was kept
 */
export async function runFaults(args: readonly string[]): Promise<number> {
  const print = (text: string): boolean => process.stdout.write(`${text}\n`);
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0 || args.includes('--list')) {
    for (const name of unknown) print(`There is no fault "${name}".`);
    for (const { name, title } of faults) print(`${name.padEnd(14)} ${title}`);
    return unknown.length > 0 ? 2 : 0;
  }
  // Whoever breaks off leaves no server running: they end with this process's `exit`.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const size = args.includes('--short') ? 'short' : 'long';
  const broken: string[] = [];
  for (const fault of faults.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const findings = await play(fault, size).catch((error: unknown): readonly Finding[] => [
      {
        what: 'could not be played',
        value: error instanceof Error ? (error.stack ?? error.message) : String(error),
        ok: false,
      },
    ]);
    print(report(fault, findings));
    if (findings.some(({ ok }) => !ok)) broken.push(fault.name);
  }
  print(broken.length === 0 ? 'Every promise was kept.' : `Promises were broken: ${broken.join(', ')}.`);
  return broken.length === 0 ? 0 : 1;
}
