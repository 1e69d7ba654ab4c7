import { constants } from 'node:fs';
import { access, lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createDataRequests } from '../data-requests/data-requests';
import { maskPhone } from '../ports/mask';
import type { Given, Work } from './commands';
import { DataFault } from './data-fault';
import { customerHash } from './erase';
import { type ErasurePlan, planErasure } from './erasure-plan';
import { customerFile, type Exported } from './export-customer';
import { loadCopyHead } from './export-customer-wording';
import { writeFileWhole } from './file-streams';
import { phoneNamed } from './phone-named';
import { tracesOf } from './traces';

/** Shows what there is of a customer, and writes it into a file that the customer can be given (L8). */
export async function exportCustomerCommand({ words, options }: Given, work: Work): Promise<number> {
  const [text = '', path] = words;
  const { store, terminal, clock, place, root } = work;
  const phone = await phoneNamed(store, text);
  const dryRun = options['dry-run'] === true;
  if (!dryRun) await mayBeWritten(path);
  const head = loadCopyHead(join(root, 'nlp-models'));
  const plan = await planErasure(store.archive, phone, tracesOf(phone), terminal.progress('look'));
  terminal.say([`${maskPhone(phone)} in ${place}:`, ...planLines(plan)].join('\n'));
  if (dryRun || path === undefined) return 0;
  // What cannot be recorded does not happen.
  await audit(work, phone, plan);
  const progress = terminal.progress('export');
  const lines = customerFile({ archive: store.archive, phone, plan, now: clock.now(), head, progress });
  let exported: Exported | undefined;
  async function* all(): AsyncGenerator<string> {
    exported = yield* lines;
    await mayBeWritten(path);
  }
  await writeFileWhole(path, all());
  for (const line of exported ? doneLines(exported) : []) terminal.say(line);
  terminal.say(`→ ${path}`);
  // Last, when there is a file to give: cut off before, the request stays open and the command is run again.
  const ended = await createDataRequests(store).end(phone, 'copy', 'carried_out', clock.now());
  if (ended.length > 0) terminal.say(`Answered by it: ${ended.join(', ')}. Give the customer the file.`);
  return exported?.lost.length === 0 ? 0 : 1;
}

/** Nothing is written over: what stands there may be another customer's. */
async function mayBeWritten(path: string | undefined): Promise<void> {
  if (path === undefined || path === '-')
    throw new DataFault('Name a file to write to (export-customer PHONE FILE), or look with --dry-run.');
  const there = await lstat(path).catch(() => undefined);
  if (there) throw new DataFault(`${path} is there already: name a new file.`);
  await access(dirname(path), constants.W_OK).catch(() => {
    throw new DataFault(`${dirname(path)} is no folder that can be written to.`);
  });
}

const theirsOf = ({ rows }: ErasurePlan) => rows.filter(({ deed }) => deed !== 'mask');

function countsOf(plan: ErasurePlan): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of theirsOf(plan)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function planLines(plan: ErasurePlan): string[] {
  const counts = [...countsOf(plan)].map(([kind, count]) => `${count} ${kind}`);
  const mentions = plan.rows.length - theirsOf(plan).length;
  return [
    `  ${counts.length > 0 ? `${counts.join(', ')}: the customer's` : 'nothing of this customer'}`,
    ...(mentions > 0 ? [`  ${mentions} rows of others or nobody mention the number: left out`] : []),
  ];
}

const whys = {
  staffNotes: 'notes of staff',
  staffActs: 'records of what staff looked at or did',
  systemSignals: 'system signals',
  innerCopies: 'inner copies of messages on their way',
} as const;

function doneLines({ given, messages, leftOut, unproved, lost }: Exported): string[] {
  const counts = [...given].map(([section, count]) => `${count} ${section}`);
  const missing = [...leftOut].map(([why, count]) => `${count} ${whys[why]}`);
  return [
    `In the file: ${counts.join(', ') || 'nothing'}${messages > 0 ? ` (${messages} lines said)` : ''}`,
    ...(missing.length > 0 ? [`Left out: ${missing.join(', ')}`] : []),
    ...(unproved.length > 0
      ? [
          'In these the number was named, never proved. Make sure they are the customer’s own before you give the file',
          'to anybody:',
          ...unproved.map((id) => `  ${id}`),
        ]
      : []),
    ...lost.map((key) => `The file of attachment ${key} is missing, so it is in the list without its contents.`),
    'Pictures and files are as they were sent: look at them for others’ data. Erasing does not reach this file.',
  ];
}

/** That it was asked for, and how much there was; the number only as a hash under a key that never leaves the store. */
async function audit({ store: { keys, records }, clock }: Work, phone: string, plan: ErasurePlan): Promise<void> {
  const customer = await customerHash(keys, phone);
  const at = clock.now();
  await records.append({
    kind: 'audit',
    key: `export:${customer}:${at}`,
    at,
    conversationId: '',
    data: { kind: 'export_customer', customer, rows: Object.fromEntries(countsOf(plan)) },
  });
}
