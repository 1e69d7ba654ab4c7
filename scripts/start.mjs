// `npm start`: from a fresh clone to a running desk. The server runs in this very process, so signals reach it.
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
await import('../dist/src/main.js');
