import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = join(__dirname, '..', '..');

/** The whole product in a process of its own, ready to serve. */
export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly base: string;
  /** Milliseconds from the start of the process until it was ready. */
  readonly startedInMs: number;
  /** What it wrote so far: log lines and the rest. */
  output(): string;
  /** `null` while it runs, and when a signal ended it. */
  exitCode(): number | null;
  /** Asks it to stop, as a service manager does; answers the exit code. A folder made for it is removed. */
  stop(): Promise<number | null>;
  /** Ends it at once; its folder stays. */
  kill(): Promise<void>;
}

/** A process that has loaded its code and waits for the word to start. */
export interface SpareServer {
  begin(): Promise<ServerProcess>;
  kill(): Promise<void>;
}

/** Everything `main.js` loads, so that from the word on only the start itself takes time. */
const warm = ['src/app.js', 'src/understanding/load.js', 'src/storage/sqlite/open-sqlite.js'];
const main = `
for (const file of ${JSON.stringify(warm)}) require('./dist/' + file);
const start = () => require('./dist/src/main.js');
process.once('message', () => { process.disconnect(); start(); });
process.send('loaded');`;

const readyMs = 120_000;
let built = false;

/** A stale build is built anew first, by one test file at a time. */
export function ensureBuilt(): void {
  if (built) return;
  const done = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`The build failed:\n${done.stderr}`);
  built = true;
}

/** @param env over quiet settings on a free port and a data folder of its own; nothing else of our environment passes */
export async function startServer(env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  ensureBuilt();
  const { settings, folder } = settingsOf(env);
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(root, 'dist/src/main.js')], {
    cwd: root,
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return serving(watch(child), startedAt, folder);
}

/** Like {@link startServer}, in two steps. */
export function spareServer(env: Readonly<Record<string, string>>): SpareServer {
  ensureBuilt();
  const { settings, folder } = settingsOf(env);
  const child = spawn(process.execPath, ['--eval', main], {
    cwd: root,
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const loaded = new Promise<void>((resolve) => child.once('message', () => resolve()));
  const watched = watch(child);
  return {
    async begin() {
      await Promise.race([loaded, watched.gone]);
      const startedAt = performance.now();
      if (child.connected) child.send('start');
      return serving(watched, startedAt, folder);
    },
    async kill() {
      child.kill('SIGKILL');
      await watched.gone;
    },
  };
}

/** A start that ends by itself, for example because settings are missing. */
export function failedStart(env: Readonly<Record<string, string>>): { exitCode: number | null; output: string } {
  ensureBuilt();
  const { settings, folder } = settingsOf(env);
  const options = { cwd: root, env: settings, encoding: 'utf8', timeout: readyMs } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/src/main.js')], options);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  return { exitCode: status, output: stdout + stderr };
}

function settingsOf(env: Readonly<Record<string, string>>) {
  const folder = env['DATA_DIR'] === undefined ? mkdtempSync(join(tmpdir(), 'desk-server-')) : undefined;
  const settings = {
    PATH: process.env['PATH'] ?? '',
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    ...(folder === undefined ? {} : { DATA_DIR: folder }),
    ...env,
  };
  return { settings, folder };
}

interface Watched {
  readonly child: ChildProcess;
  output(): string;
  readonly gone: Promise<number | null>;
}

/** Whatever still runs when the test process ends goes with it. */
const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

function watch(child: ChildProcess): Watched {
  living.add(child);
  let output = '';
  const read = (chunk: Buffer): void => {
    output += chunk;
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  const gone = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      living.delete(child);
      resolve(code);
    });
  });
  return { child, output: () => output, gone };
}

async function serving(watched: Watched, startedAt: number, folder: string | undefined): Promise<ServerProcess> {
  const { child, output, gone } = watched;
  const port = await portOf(watched, startedAt);
  const startedInMs = performance.now() - startedAt;
  return {
    pid: child.pid ?? 0,
    port,
    base: `http://127.0.0.1:${port}`,
    startedInMs,
    output,
    exitCode: () => child.exitCode,
    async stop() {
      child.kill('SIGTERM');
      const code = await gone;
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      return code;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** @returns the port, once the server says by `/readyz` that it is ready */
async function portOf({ child, output }: Watched, startedAt: number): Promise<number> {
  while (performance.now() - startedAt < readyMs) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const port = /http:\/\/localhost:(\d+)\//.exec(output())?.[1];
    if (port !== undefined && (await isReady(Number(port)))) return Number(port);
    await pause(10);
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not become ready:\n${output().slice(-4000)}`);
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
}
