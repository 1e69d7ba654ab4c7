// npm run nlu -- …: runs the compiled command line of the understanding.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiled = join(root, 'dist/src/understanding/cli/nlu.js');
if (!existsSync(compiled)) {
  process.stderr.write('Not built yet: run "npm start" or "npm run build" first.\n');
  process.exit(2);
}
const { nlu } = createRequire(import.meta.url)(compiled);
process.exitCode = await nlu(process.argv.slice(2), root);
