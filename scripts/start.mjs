// `npm start`: from a fresh clone to a running desk. The server runs in this very process, so signals reach it.
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
// restify 11 reads a binding Node deprecates (DEP0111): nothing an operator could do about it.
process.noDeprecation = true;
await import('../dist/src/main.js');
