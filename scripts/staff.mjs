// npm run --silent staff -- …: hashes for STAFF_FILE, a look through it, ending sessions (docs/operations.md#staff). A
// password is typed without being shown, or comes on standard input; never as an argument, which history and the list of
// processes would show.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { checkNode, ensureBuilt, ensureInstalled, root } from './prepare.mjs';

const shortest = 12;

checkNode();
ensureInstalled();
ensureBuilt();
const args = process.argv.slice(2);
const load = createRequire(import.meta.url);
if (args.length === 1 && args[0] === 'hash') await hash();
else await command();

async function hash() {
  const { hashPassword, maxPasswordLength } = load('../dist/src/desk/password.js');
  const password = process.stdin.isTTY ? await typedTwice() : await firstLine();
  if ([...password].length < shortest) fail(`The password needs at least ${shortest} characters.`, 1);
  if (password.length > maxPasswordLength) fail(`The password may have ${maxPasswordLength} characters.`, 1);
  process.stdout.write(`${await hashPassword(password)}\n`);
}

async function command() {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const { staffCommand } = load('../dist/src/desk/sign-in/staff-command.js');
  // npm changes into the project folder; names of files are meant where the command was typed.
  if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  const surroundings = { root, env: process.env, output: process.stdout, error: process.stderr };
  process.exitCode = await staffCommand(args, surroundings);
}

async function typedTwice() {
  // Echo goes to a stream that keeps nothing.
  const dark = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: dark, terminal: true });
  const ask = (prompt) =>
    new Promise((resolve) => {
      process.stderr.write(prompt);
      reader.once('line', (line) => {
        process.stderr.write('\n');
        resolve(line);
      });
    });
  reader.once('SIGINT', () => fail('\nNothing was made.', 130));
  const first = await ask('Password: ');
  const second = await ask('Once more: ');
  reader.close();
  if (first !== second) fail('The two are not the same.', 1);
  return first;
}

async function firstLine() {
  process.stdin.setEncoding('utf8');
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  return text.split(/\r?\n/, 1)[0] ?? '';
}

function fail(message, code) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
