// npm run faults: plays faults with real processes of the built product; docs/faults.md.
import { createRequire } from 'node:module';
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
const require = createRequire(import.meta.url);
require('../test/support/register-typescript.cjs');
const { runFaults } = require('../test/faults/run.ts');
process.exit(await runFaults(process.argv.slice(2)));
