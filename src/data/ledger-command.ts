import { join } from 'node:path';
import { loadCatalogue } from '../complaints/catalogue';
import type { MarkName } from '../complaints/missed-marks';
import { loadWorkingDays } from '../handoff/hours';
import { shanghaiDay, shanghaiTime } from '../ports/calendar';
import type { Given, Work } from './commands';
import { type Omission, omissionsOf } from './ledger';

const deeds: Readonly<Record<MarkName, string>> = {
  recorded: 'not recorded',
  handled: 'not handled',
  rechecked: 'not re-checked',
  fedBack: 'not fed back',
};

/** What was left out (四不漏), by number. @returns 0: nothing, 1: something */
export async function ledgerCommand({ options }: Given, work: Work): Promise<number> {
  const { store, clock, root, place, terminal } = work;
  const data = join(root, 'nlp-models');
  const rules = loadCatalogue(join(data, 'complaints'), loadWorkingDays(join(data, 'handoff')));
  const now = clock.now();
  const omissions = await omissionsOf(store.complaints, now, rules, terminal.progress('ledger'));
  const text = options['json'] === true ? [JSON.stringify({ now, omissions })] : table(omissions);
  for (const line of text) terminal.output.write(`${line}\n`);
  terminal.say(`${place}: ${summary(omissions)}`);
  return omissions.length > 0 ? 1 : 0;
}

function table(omissions: readonly Omission[]): string[] {
  const rows = omissions.map(({ number, mark, dueAt, owner, handler = 'nobody' }) => [
    number,
    deeds[mark],
    minute(dueAt),
    owner,
    handler,
  ]);
  const all = rows.length > 0 ? [['number', 'left out', 'due (Shanghai)', 'department', 'handler'], ...rows] : [];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function summary(omissions: readonly Omission[]): string {
  if (omissions.length === 0) return 'nothing was left out.';
  const counts = Object.entries(deeds).map(([mark, deed]) => {
    const count = omissions.filter((omission) => omission.mark === mark).length;
    return count > 0 ? `${count} ${deed}` : '';
  });
  const complaints = new Set(omissions.map(({ number }) => number)).size;
  const what = counts.filter((text) => text !== '').join(', ');
  return `${what} in ${complaints} ${complaints === 1 ? 'complaint' : 'complaints'}.`;
}

/** `2026-11-23 18:00` */
function minute(at: number): string {
  const { hour, minute: minutes } = shanghaiTime(at);
  return `${shanghaiDay(at)} ${[hour, minutes].map((part) => String(part).padStart(2, '0')).join(':')}`;
}
