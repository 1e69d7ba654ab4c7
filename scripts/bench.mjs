// npm run bench: measures the built product; the benchmark's own TypeScript runs as it stands.
import { createRequire } from 'node:module';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
const require = createRequire(import.meta.url);
require('../test/support/register-typescript.cjs');
const { bench } = require('../bench/bench.ts');
process.exitCode = await bench(process.argv.slice(2), root);
