// npm run data -- …: backup, move, erase, purge and the outbox, on the compiled product. See docs/data.md.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiled = join(root, 'dist/src/data/data.js');
if (!existsSync(compiled)) {
  process.stderr.write('Not built yet: run "npm start" or "npm run build" first.\n');
  process.exit(2);
}
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
// `npm run data -- … | head` closes the pipe early; that is no fault.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const { data } = createRequire(import.meta.url)(compiled);
// npm changes into the project folder; names of files are meant where the command was typed.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
process.exitCode = await data(process.argv.slice(2), {
  root,
  env: process.env,
  input: process.stdin,
  output: process.stdout,
  error: process.stderr,
});
