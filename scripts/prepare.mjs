// Installs and builds what is missing or stale, and nothing else. Plain Node: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (path) => join(root, path);
const say = (line) => process.stderr.write(`${line}\n`);

/** Refuses early, with the fix, where the start would fail later with a riddle. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const known = (major === 20 && minor >= 19) || major === 22;
  if (!known) {
    say(
      `Node ${process.versions.node} will not do: restify 11 needs Node 20.19 or later, or Node 22. See https://nodejs.org`,
    );
    process.exit(1);
  }
}

function filesBelow(path) {
  const full = at(path);
  if (!existsSync(full)) return [];
  return readdirSync(full, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** One hash over names and contents, so that a touched but equal file does not rebuild. */
export function contentHash(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) {
    const full = at(path);
    const files = existsSync(full) && readdirSafe(full) ? filesBelow(path) : [full].filter(existsSync);
    for (const file of files) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function readdirSafe(path) {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}

const stampIs = (file, value) => existsSync(at(file)) && readFileSync(at(file), 'utf8') === value;

function run(title, command, args) {
  const started = Date.now();
  say(`▸ ${title} …`);
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (done.status !== 0) {
    say(`✗ ${title} failed (${command} ${args.join(' ')}); the lines above say why.`);
    process.exit(1);
  }
  say(`✓ ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

/** Installs the locked packages unless exactly these are installed already. */
export function ensureInstalled() {
  const wanted = contentHash(['package-lock.json']);
  if (stampIs('node_modules/.installed', wanted)) return;
  // `npm ci` empties the folder first: behind a link that would be somebody else's.
  if (lstatSync(at('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    say('✗ node_modules is a link to a folder with other packages. Remove the link, then run this again.');
    process.exit(1);
  }
  run('Installing packages (first time: a minute or two)', 'npm', [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  writeFileSync(at('node_modules/.installed'), wanted);
}

/** Builds server and pages unless the build was made from exactly these sources. */
export function ensureBuilt() {
  const wanted = contentHash([
    'bots',
    'dialogs',
    'src',
    'web',
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
  ]);
  if (stampIs('dist/.built', wanted)) return;
  const unlock = takeLock('node_modules/.building');
  // Meanwhile another process may have done it.
  if (stampIs('dist/.built', wanted)) return unlock();
  rmSync(at('dist'), { recursive: true, force: true });
  mkdirSync(at('dist'));
  run('Building the server', process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  run('Building the pages', process.execPath, [
    'node_modules/vite/bin/vite.js',
    'build',
    '-c',
    'web/vite.config.ts',
    '--logLevel',
    'warn',
  ]);
  run('Training the understanding', process.execPath, ['scripts/nlu.mjs', 'train']);
  writeFileSync(at('dist/.built'), wanted);
  unlock();
}

const lockGoodForMs = 180_000;

/** Waits until nobody else holds the lock (test files run side by side); one left behind by a crash is broken. */
function takeLock(path) {
  for (;;) {
    try {
      mkdirSync(at(path));
      const unlock = () => {
        process.off('exit', unlock);
        rmSync(at(path), { recursive: true, force: true });
      };
      process.once('exit', unlock);
      return unlock;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const since = statSync(at(path), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > lockGoodForMs) rmSync(at(path), { recursive: true, force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}
