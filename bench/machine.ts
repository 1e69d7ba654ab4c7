import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Where and when a run happened: figures mean nothing without it. */
export interface Machine {
  readonly date: string;
  readonly command: string;
  readonly commit: string;
  readonly node: string;
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGb: number;
  /** Load of the last minute before the run; more than 0.5 means that others compute as well. */
  readonly loadBefore: number;
}

export function describeMachine(root: string, now: Date, args: readonly string[]): Machine {
  return {
    date: now.toISOString(),
    command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
    commit: commitOf(root),
    node: process.version,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() || process.arch,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

function commitOf(root: string): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

export const machineLine = (machine: Machine): string =>
  `${machine.date} · ${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB · Node ${machine.node} · ` +
  `commit ${machine.commit} · load before ${machine.loadBefore}\n${machine.command}`;
