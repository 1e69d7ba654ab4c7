// npm run simulate: a quarter of the desk's life in minutes, and a second reckoning of everything; docs/simulation.md.
import { createRequire } from 'node:module';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
const require = createRequire(import.meta.url);
require('../test/support/register-typescript.cjs');
const { quarterCommand } = require('../bench/quarter/quarter-command.ts');
process.exit(await quarterCommand(process.argv.slice(2), root));
