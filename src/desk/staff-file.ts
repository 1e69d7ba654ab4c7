import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { staffRoles } from '../handoff/agent';
import type { StaffAccount } from './staff-account';

const schema = z
  .array(
    z.strictObject({ name: z.string().min(1).max(60), role: z.enum(staffRoles), passwordHash: z.string().min(20) }),
  )
  .min(1);

/**
 * Reads who may sign in to the desk.
 * @param path YAML list of `{ name, role, passwordHash }`; make a hash with `npm run --silent staff -- hash`
 * @throws Error naming the file and what is wrong in it
 */
export function loadStaff(path: string): readonly StaffAccount[] {
  const content = schema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!content.success) throw new Error(`STAFF_FILE ${path}: ${z.prettifyError(content.error)}`);
  const names = content.data.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`STAFF_FILE ${path}: "${twice}" is listed twice.`);
  return content.data;
}
