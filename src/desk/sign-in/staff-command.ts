import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { ConfigError } from '../../config';
import { DataFault } from '../../data/data-fault';
import { type Env, settingsOf, storeOf } from '../../data/stores';
import { staffRoles } from '../../handoff/agent';
import { loadRouting } from '../../handoff/routing-data';
import { type Clock, systemClock } from '../../ports/clock';
import { randomIds } from '../../ports/id-generator';
import type { Store } from '../../storage/store';
import { loadStaff } from '../staff-file';
import { createStaffSessions } from './staff-sessions';

export interface StaffSurroundings {
  /** The project's folder. */
  readonly root: string;
  readonly env: Env;
  readonly output: Writable;
  readonly error: Writable;
}

/** Hashing reads the terminal and is done by scripts/staff.mjs. */
export const staffUsage = `npm run --silent staff -- hash            asks for a password, prints its hash
npm run --silent staff -- hash < file     takes the first line of a file instead
npm run --silent staff -- check [FILE]    looks a staff file through (default: STAFF_FILE), names the line of every fault
npm run --silent staff -- sign-out NAME   ends every session of somebody, on all nodes within 5 seconds
npm run --silent staff -- unlock          lets everyone try again who is locked after wrong passwords`;

/**
 * The commands of `npm run staff` that need no terminal.
 * @returns exit code: 0 done, 1 refused or faults found, 2 not called rightly
 */
export async function staffCommand(args: readonly string[], surroundings: StaffSurroundings): Promise<number> {
  const { output, error } = surroundings;
  const [name = '', given, ...more] = args;
  const known = more.length === 0 && (name === 'check' || (name === 'sign-out') === (given !== undefined));
  const command = known ? commands.get(name) : undefined;
  if (!command) {
    error.write(`${staffUsage}\n`);
    return 2;
  }
  try {
    output.write(`${await command(surroundings, given ?? '')}\n`);
    return 0;
  } catch (cause) {
    error.write(`staff ${name}: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    return 1;
  }
}

type Command = (surroundings: StaffSurroundings, given: string) => Promise<string>;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    'check',
    async ({ root, env }, given) => {
      const path = given || env['STAFF_FILE'];
      if (!path) throw new ConfigError(['STAFF_FILE is not set: name the file']);
      const teams = Object.keys(loadRouting(join(root, 'nlp-models/handoff')).teams);
      return summary(loadStaff(given ? path : resolve(root, path), teams));
    },
  ],
  [
    'sign-out',
    (surroundings, name) =>
      inStore(surroundings, async ({ documents }, clock) => {
        const sessions = createStaffSessions({ staff: () => [], documents, clock, ids: randomIds, oidc: true });
        const ended = await sessions.closeAll(name);
        if (ended === 0) throw new DataFault(`"${name}" is not signed in.`);
        return `${name}: ${ended} session(s) ended.`;
      }),
  ],
  [
    'unlock',
    (surroundings) =>
      inStore(surroundings, async ({ documents }, clock) => {
        // Names are stored as HMACs only, so all are let go; whoever goes on guessing is locked again after five tries.
        const removed = await documents.removeOlder('sign_in_failures', clock.now() + 1);
        return `${removed} name(s) may try again.`;
      }),
  ],
]);

async function inStore<T>({ env, root }: StaffSurroundings, work: (store: Store, clock: Clock) => Promise<T>) {
  const store = await storeOf(settingsOf(env), root, systemClock, false);
  try {
    return await work(store, systemClock);
  } finally {
    await store.close();
  }
}

function summary(staff: ReturnType<typeof loadStaff>): string {
  const roles = staffRoles.map((role) => `${staff.filter((one) => one.role === role).length} ${role}`).join(', ');
  const without = staff.filter(({ passwordHash }) => passwordHash === undefined).map(({ name }) => name);
  const lines = [`${staff.length} account(s), no faults: ${roles}.`];
  if (without.length > 0) lines.push(`Without a password, by the company's sign-in only: ${without.join(', ')}.`);
  return lines.join('\n');
}
