import { readFileSync, statSync } from 'node:fs';
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { seniorSteps, staffRoles } from '../handoff/agent';
import { mailAddress } from '../outbox/mail-settings';
import type { ChannelId } from '../ports/channel';
import { languages } from '../ports/language';
import type { Log } from '../ports/log';
import { isPasswordHash } from './password';
import type { StaffAccount } from './staff-account';

const channels = ['web', 'sms', 'voice', 'bot-framework'] as const satisfies readonly ChannelId[];
/** Customers see these names: nothing in them may hide or turn around what stands beside it. */
const readable = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'must not hold control characters');

const account = z.strictObject({
  name: readable(60),
  displayName: readable(60).exactOptional(),
  role: z.enum(staffRoles, `must be ${staffRoles.join(', ')}`),
  passwordHash: z
    .string()
    .refine(isPasswordHash, 'is no hash of ours: make one with npm run --silent staff -- hash')
    .exactOptional(),
  teams: z.array(z.string().regex(/^[a-z][a-z_]{1,30}$/, 'must be the code of a team')).exactOptional(),
  languages: z.array(z.enum(languages, `must be ${languages.join(', ')}`)).exactOptional(),
  channels: z.array(z.enum(channels, `must be ${channels.join(', ')}`)).exactOptional(),
  capacity: z.int().min(1).max(20).exactOptional(),
  ladder: z.enum(seniorSteps, `must be ${seniorSteps.join(', ')}`).exactOptional(),
  mail: z.string().regex(mailAddress, 'must be one address, for example lin@example.com').exactOptional(),
});

/**
 * Reads who may sign in to the desk (docs/operations.md#staff).
 * @param path YAML list of accounts; a hash is made with `npm run --silent staff -- hash`
 * @param teams codes that exist, where known: any other is a fault, because its agent would never get a customer
 * @throws Error naming the file, and line and fix of everything wrong in it
 */
export function loadStaff(path: string, teams?: readonly string[]): readonly StaffAccount[] {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  const faults = document.errors.map(({ message }) => message.split('\n', 1)[0] ?? message);
  const lineOf = (at: readonly PropertyKey[]): number => {
    for (let depth = at.length; depth > 0; depth--) {
      const node: unknown = document.getIn(at.slice(0, depth), true);
      const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
      if (Array.isArray(range)) return lines.linePos(range[0] as number).line;
    }
    return 1;
  };
  const fault = (at: readonly PropertyKey[], text: string) => void faults.push(`line ${lineOf(at)}: ${text}`);

  const list = document.contents;
  if (faults.length === 0 && (!isSeq(list) || list.items.length === 0))
    faults.push('it must be a list with at least one account: - name: …');
  const accounts: StaffAccount[] = [];
  const names = new Map<string, number>();
  for (const [index, item] of (isSeq(list) ? list.items : []).entries()) {
    const parsed = account.safeParse(isMap(item) ? item.toJSON() : undefined);
    for (const { path: inside, message } of parsed.error?.issues ?? [])
      fault([index, ...inside], [inside.join('.'), message].filter(Boolean).join(': '));
    if (!parsed.success) continue;
    const { name } = parsed.data;
    const before = names.get(name);
    if (before !== undefined) fault([index], `"${name}" is listed twice, also in line ${lineOf([before])}`);
    names.set(name, index);
    for (const [at, team] of (parsed.data.teams ?? []).entries())
      if (teams && !teams.includes(team))
        fault([index, 'teams', at], `there is no team "${team}"; there are ${teams.join(', ')}`);
    if (parsed.data.ladder !== undefined && parsed.data.role !== 'supervisor')
      fault([index, 'ladder'], 'ladder: complaints climb to supervisors only');
    accounts.push(parsed.data);
  }
  if (faults.length > 0) throw new Error(`STAFF_FILE ${path}:\n${faults.map((text) => `  - ${text}`).join('\n')}`);
  return accounts;
}

/**
 * The file as it is now: looked at again when it has changed, so that whoever is taken out of it is signed out at once,
 * without a restart. A file that became wrong leaves everyone as they were, and an error in the log.
 * @throws Error as {@link loadStaff}, at the first reading only
 */
export function followStaff(path: string, log: Log, teams?: readonly string[]): () => readonly StaffAccount[] {
  let seen = stampOf(path);
  let staff = loadStaff(path, teams);
  return () => {
    const stamp = stampOf(path);
    if (stamp === seen) return staff;
    seen = stamp;
    try {
      staff = loadStaff(path, teams);
      log.info({ accounts: staff.length }, 'STAFF_FILE was read again');
    } catch (err) {
      log.error({ err }, 'STAFF_FILE became unreadable: everyone stays as before');
    }
    return staff;
  };
}

/** Changes with every change of the file, also when another is put in its place. */
function stampOf(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false });
  return file ? `${file.mtimeMs} ${file.size} ${file.ino}` : 'gone';
}
