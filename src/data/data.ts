import type { Readable, Writable } from 'node:stream';
import { ConfigError } from '../config';
import { DataFileError } from '../data-files/load-data';
import { type Clock, systemClock } from '../ports/clock';
import { StorageError } from '../storage/storage-error';
import { type Command, commands } from './commands';
import { DataFault } from './data-fault';
import { type Env, nameOf, settingsOf, storeOf } from './stores';
import { terminalOn } from './terminal';

export interface Surroundings {
  /** The project's folder; a relative `DATA_DIR` is relative to it. */
  readonly root: string;
  readonly env: Env;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
  readonly error: Writable & { readonly isTTY?: boolean };
}

const usage = `npm run --silent data -- export FILE|-           everything into one file (.gz: compressed), - for standard output
npm run --silent data -- import FILE|-           such a file into the store of the settings; the same again goes on
npm run --silent data -- verify [FILE] [--against mongodb://…|DIR]
                                                 counts, checksums and whether all fits together; compares
npm run --silent data -- export-customer PHONE|REQUEST FILE|--dry-run
                                                 what is kept of one customer, as a file for that customer
npm run --silent data -- erase-customer PHONE|REQUEST [--dry-run] [--yes]
                                                 one customer everywhere, and the proof
npm run --silent data -- purge [--dry-run]       what is older than the settings keep it
npm run --silent data -- ledger [--json]         complaints of which something was left out, by number (exit code 1: some)
npm run --silent data -- figures                 makes the figures of the board anew from all that is stored
npm run --silent data -- knowledge-drafts        published answers of agents, as YAML for nlp-models
npm run --silent data -- outbox [list]           what waits to be sent, and what was given up
npm run --silent data -- outbox resend KEY|--all-dead
npm run --silent data -- help
The store is that of the server: MONGO_URL, or desk.sqlite in DATA_DIR. It may be in use. More: docs/data.md`;

/**
 * The commands of `npm run data`.
 * @param clock for tests
 * @returns exit code: 0 done, 1 refused, failed or faults found, 2 not called rightly
 */
export async function data(
  args: readonly string[],
  surroundings: Surroundings,
  clock: Clock = systemClock,
): Promise<number> {
  const terminal = terminalOn(surroundings);
  const [name = 'help', ...rest] = args;
  if (['help', '--help', '-h'].includes(name)) {
    surroundings.output.write(`${usage}\n`);
    return 0;
  }
  const command = commands.get(name);
  const given = command?.read(rest);
  if (!command || !given) {
    terminal.say(
      command ? `data ${name}: not called rightly.\n\n${usage}` : `There is no command "${name}".\n\n${usage}`,
    );
    return 2;
  }
  try {
    return await run(command, given, surroundings, terminal, clock);
  } catch (error) {
    terminal.say(`data ${name}: ${explained(error)}`);
    return 1;
  }
}

async function run(
  command: Command,
  given: NonNullable<ReturnType<Command['read']>>,
  { root, env }: Surroundings,
  terminal: ReturnType<typeof terminalOn>,
  clock: Clock,
): Promise<number> {
  const config = settingsOf(env);
  const store = await storeOf(config, root, clock, command.mayBeNew === true);
  try {
    return await command.run(given, { store, config, clock, terminal, root, place: nameOf(config, root) });
  } finally {
    await store.close();
  }
}

function explained(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof DataFault || error instanceof ConfigError || error instanceof DataFileError)
    return error.message;
  if (error instanceof StorageError) return `${error.message} (${error.code})`;
  return error.stack ?? error.message;
}
