import { parseArgs } from 'node:util';
import type { Config } from '../config';
import type { Clock } from '../ports/clock';
import type { Store } from '../storage/store';
import { eraseCommand } from './erase-command';
import { exportCustomerCommand } from './export-customer-command';
import { figuresCommand } from './figures-command';
import { knowledgeDraftsCommand } from './knowledge-drafts-command';
import { ledgerCommand } from './ledger-command';
import { exportCommand, importCommand, verifyCommand } from './move-commands';
import { outboxTable, resendAllDead } from './outbox-table';
import { createPurge, retentionOf } from './purge';
import type { Terminal } from './terminal';

export interface Given {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** What every command works with. */
export interface Work {
  readonly store: Store;
  readonly config: Config;
  readonly clock: Clock;
  readonly terminal: Terminal;
  /** The project's folder, which holds the data files of the desk. */
  readonly root: string;
  /** Where the store is, for people. */
  readonly place: string;
}

export interface Command {
  /** `undefined`: not called rightly. */
  read(args: readonly string[]): Given | undefined;
  /** It may begin with an empty store. */
  readonly mayBeNew?: boolean;
  run(given: Given, work: Work): Promise<number>;
}

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options'];

/** @param most and `least`: how many words besides the options */
const reader =
  (least: number, most: number, options: Options = {}) =>
  (args: readonly string[]): Given | undefined => {
    try {
      const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
      if (positionals.length < least || positionals.length > most) return undefined;
      return { words: positionals, options: values as Given['options'] };
    } catch {
      return undefined;
    }
  };

const flag = { type: 'boolean' } as const;

async function purge({ options }: Given, { store, config, clock, terminal }: Work): Promise<number> {
  const { archive } = store;
  const said: string[] = [];
  const log = { debug() {}, info() {}, warn: (_: object, message: string) => void said.push(message), error() {} };
  const dryRun = options['dry-run'] === true;
  const gone = await createPurge({ archive, clock, retention: retentionOf(config), log }).run(undefined, {
    dryRun,
    thorough: true,
  });
  for (const line of said) terminal.say(line);
  const { kept, ...counts } = gone;
  terminal.say(dryRun ? 'Would be removed:' : 'Removed:');
  for (const [kind, count] of Object.entries(counts)) terminal.say(`  ${kind.padEnd(13)}${String(count).padStart(8)}`);
  if (kept > 0) terminal.say(`${kept} old conversation(s) stay: a complaint in them is open.`);
  return 0;
}

async function outbox({ words: [verb = 'list', key], options }: Given, work: Work): Promise<number> {
  const { store, terminal, clock } = work;
  const all = options['all-dead'] === true;
  if (verb === 'list' && key === undefined && !all) {
    for (const line of await outboxTable(store.outbox, clock.now())) work.terminal.output.write(`${line}\n`);
    return 0;
  }
  if (verb === 'resend' && all && key === undefined) {
    terminal.say(`${await resendAllDead(store.outbox)} entries wait again.`);
    return 0;
  }
  if (verb === 'resend' && key !== undefined && !all) {
    const again = await store.outbox.resend(key);
    terminal.say(again ? 'It waits again.' : `There is no dead entry ${key}: "outbox list" shows those there are.`);
    return again ? 0 : 1;
  }
  terminal.say('outbox [list], outbox resend KEY, or outbox resend --all-dead');
  return 2;
}

export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['export', { read: reader(1, 1), run: exportCommand }],
  ['import', { read: reader(1, 1), mayBeNew: true, run: importCommand }],
  ['verify', { read: reader(0, 1, { against: { type: 'string' } }), run: verifyCommand }],
  ['export-customer', { read: reader(1, 2, { 'dry-run': flag }), run: exportCustomerCommand }],
  ['erase-customer', { read: reader(1, 1, { 'dry-run': flag, yes: flag }), run: eraseCommand }],
  ['purge', { read: reader(0, 0, { 'dry-run': flag }), run: purge }],
  ['ledger', { read: reader(0, 0, { json: flag }), run: ledgerCommand }],
  ['figures', { read: reader(0, 0), run: figuresCommand }],
  ['knowledge-drafts', { read: reader(0, 0), run: knowledgeDraftsCommand }],
  ['outbox', { read: reader(0, 2, { 'all-dead': flag }), run: outbox }],
]);
