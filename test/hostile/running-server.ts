import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunningServer {
  readonly port: number;
  readonly pid: number;
  /** `undefined` while it runs. */
  exitCode(): number | null;
  /** What it wrote: log lines and the rest. */
  output(): string;
  stop(): Promise<void>;
}

/** Like `npm start`, but for the installing; a stale build is built again first. */
const start = `
import { ensureBuilt } from './scripts/prepare.mjs';
ensureBuilt();
await import('./dist/src/main.js');`;

/** The whole product in a process of its own, with a store of its own. */
export async function startServer(env: Record<string, string>): Promise<RunningServer> {
  const data = mkdtempSync(join(tmpdir(), 'desk-hostile-'));
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '--eval', start], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', HOST: '127.0.0.1', DATA_DIR: data, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk;
      const found = /http:\/\/localhost:(\d+)\//.exec(output)?.[1];
      if (found !== undefined) resolve(Number(found));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`The server did not start (exit ${code}):\n${output.slice(-4000)}`)));
  });
  return {
    port,
    pid: child.pid ?? 0,
    exitCode: () => child.exitCode,
    output: () => output,
    async stop() {
      if (child.exitCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
}
