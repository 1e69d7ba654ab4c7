// npm run --silent staff -- hash: makes the passwordHash of one line of STAFF_FILE (docs/operations.md#staff). The
// password is typed without being shown, or comes on standard input; never as an argument, which history and the list
// of processes would show.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';

const shortest = 12;
const usage = `npm run --silent staff -- hash            asks for a password, prints its hash
npm run --silent staff -- hash < file     takes the first line of a file instead`;

checkNode();
if (process.argv.length !== 3 || process.argv[2] !== 'hash') fail(usage, 2);
ensureInstalled();
ensureBuilt();
const { hashPassword, maxPasswordLength } = createRequire(import.meta.url)('../dist/src/desk/password.js');

const password = process.stdin.isTTY ? await typedTwice() : await firstLine();
if ([...password].length < shortest) fail(`The password needs at least ${shortest} characters.`, 1);
if (password.length > maxPasswordLength) fail(`The password may have ${maxPasswordLength} characters.`, 1);
process.stdout.write(`${await hashPassword(password)}\n`);

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
