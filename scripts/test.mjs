// `npm test`: build, format and lint, types, data files, then every test. The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();

let passed = 0;
let failed = 0;
const node = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

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

const folder = mkdtempSync(join(tmpdir(), 'desk-test-'));
const report = join(folder, 'jest.json');
const only = process.argv.slice(2);
const jestOk = node([
  'node_modules/jest/bin/jest.js',
  '--ci',
  '--maxWorkers=2',
  '--json',
  `--outputFile=${report}`,
  ...only,
]);
try {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  failed += result.numFailedTests + result.numRuntimeErrorTestSuites + result.numPendingTests + result.numTodoTests;
  if (!jestOk && failed === 0) failed = 1;
} catch {
  failed += 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
