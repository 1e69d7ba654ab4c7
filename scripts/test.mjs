// `npm test`: build, format and lint, types, data files, then every test. The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();

let passed = 0;
let failed = 0;
const env = { ...process.env, ...inMemory() };

function node(args) {
  const { status, signal } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env });
  if (signal === 'SIGINT') process.exit(130);
  return status === 0;
}

function check(title, args) {
  const ok = node(args);
  console.log(`${ok ? '✓' : '✗'} ${title}`);
  if (ok) passed += 1;
  else failed += 1;
}

check('format, lint and ring rule', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']);
check('types of server and tests', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json']);
check('types of the pages', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'web/tsconfig.json']);
check('training data', ['scripts/nlu.mjs', 'lint']);

const only = process.argv.slice(2);
// One after the other: the suites that need a MongoDB measure time limits, and its small server wants a core for itself.
const besideServer = process.env.MONGO_URL && only.length === 0 ? testsOfMongo() : [];
if (besideServer.length === 0) jest(['--maxWorkers=3', ...only]);
else {
  jest(['--maxWorkers=3', '--testPathIgnorePatterns', '/node_modules/', ...besideServer]);
  jest(['--runInBand', '--runTestsByPath', ...besideServer]);
}

/** Runs tests and adds them up; one that was left out counts as failed. */
function jest(args) {
  const first = run(args);
  const again = onceMore(first.broken);
  passed += first.passed + again.passed;
  failed += first.failed + again.failed;
}

/**
 * Pages and processes that share few cores can miss a time limit: up to eight files that failed run once more, alone. Each is
 * named, for there is something to be found in it still.
 */
function onceMore(broken) {
  if (broken.length === 0 || broken.length > 8) return sumOf(broken);
  const files = broken.map(({ file }) => file);
  const again = run(['--runInBand', '--runTestsByPath', ...files]);
  const twice = again.broken.map(({ file }) => file);
  for (const file of files) {
    console.log(`${twice.includes(file) ? '✗ failed twice' : '! failed first, passed alone'}: ${file}`);
  }
  return sumOf([again, ...again.broken]);
}

function sumOf(all) {
  return {
    passed: all.reduce((sum, one) => sum + one.passed, 0),
    failed: all.reduce((sum, one) => sum + one.failed, 0),
  };
}

/** @returns what came out of all files but the `broken` ones, and those */
function run(args) {
  const folder = mkdtempSync(join(tmpdir(), 'desk-test-'));
  const report = join(folder, 'jest.json');
  const ok = node(['node_modules/jest/bin/jest.js', '--ci', '--json', `--outputFile=${report}`, ...args]);
  try {
    const { testResults, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
    const notRun = numPendingTests + numTodoTests;
    const files = testResults.map(({ name, status, assertionResults }) => ({
      file: relative(root, name),
      isBroken: status === 'failed',
      passed: assertionResults.filter((test) => test.status === 'passed').length,
      failed: assertionResults.filter((test) => test.status === 'failed').length,
    }));
    const broken = files
      .filter(({ isBroken }) => isBroken)
      // One that could not even be loaded has no tests to count.
      .map((one) => ({ ...one, failed: Math.max(1, one.failed) }));
    const { passed } = sumOf(files.filter(({ isBroken }) => !isBroken));
    return { passed, failed: ok || broken.length > 0 ? notRun : Math.max(1, notRun), broken };
  } catch {
    return { passed: 0, failed: 1, broken: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where memory can hold files, those of the tests go there: stores wait for the disk at every commit, some 8 ms each. */
function inMemory() {
  const room = (() => {
    try {
      const { bavail, bsize } = statfsSync('/dev/shm');
      return bavail * bsize;
    } catch {
      return 0;
    }
  })();
  if (process.env.TMPDIR || room < 2 * 2 ** 30) return {};
  const folder = mkdtempSync('/dev/shm/desk-tests-');
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return { TMPDIR: folder };
}

/** Files with tests that talk to the server of MONGO_URL. */
function testsOfMongo() {
  return readdirSync(join(root, 'test'), { recursive: true })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join('test', path))
    .filter((path) => /from '.*\/mongo(-stores)?'/.test(readFileSync(join(root, path), 'utf8')));
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
