import { endedStatuses } from '../complaints/complaint';
import { maskPhone, maskText } from '../ports/mask';
import type { Given, Work } from './commands';
import { DataFault } from './data-fault';
import { type Erased, eraseCustomer } from './erase';
import { type ErasurePlan, planErasure } from './erasure-plan';
import { phoneDigits, tracesOf } from './traces';

const deeds = {
  remove: ['are removed', 'removed'],
  anonymise: ['stay without the person', 'made anonymous'],
  mask: ['belong to others or nobody: the number in them is masked', 'masked'],
} as const;

/** Shows what there is of a customer, asks, erases, and proves it. */
export async function eraseCommand({ words: [text = ''], options }: Given, work: Work): Promise<number> {
  const phone = phoneDigits(text);
  if (phone === undefined) throw new DataFault('That is no phone number: 5 to 15 digits, for example 13800000001.');
  const { store, terminal, clock, place } = work;
  const traces = tracesOf(phone);
  const plan = await planErasure(store.archive, phone, traces, terminal.progress('look'));
  terminal.say([`${maskPhone(phone)} in ${place}:`, ...planLines(plan)].join('\n'));
  if (options['dry-run'] === true) return 0;
  if (options['yes'] !== true) {
    const agreed = await terminal.confirm('Erase for good?');
    if (agreed === undefined) throw new DataFault('Nobody can be asked here: look with --dry-run, then say --yes.');
    if (!agreed) {
      terminal.say('Nothing was changed.');
      return 1;
    }
  }
  const erased = await eraseCustomer(store, phone, { traces, clock, progress: terminal.progress('look again') }, plan);
  for (const line of doneLines(erased)) terminal.say(line);
  return erased.left === 0 ? 0 : 1;
}

function planLines({ rows, traces }: ErasurePlan): string[] {
  const lines = Object.entries(deeds).flatMap(([deed, [what]]) => {
    const these = rows.filter((row) => row.deed === deed);
    if (these.length === 0) return [];
    const kinds = [...new Set(these.map(({ kind }) => kind))];
    const counts = kinds.map((kind) => `${these.filter((row) => row.kind === kind).length} ${kind}`);
    const notes = these.flatMap(({ note, kind, key }) =>
      (note ?? kind === 'conversation') ? [`    ${note ?? maskText(key)}`] : [],
    );
    return [`  ${counts.join(', ')}: ${what}`, ...notes];
  });
  const open = rows.filter(
    ({ deed, note }) => deed === 'anonymise' && note && !endedStatuses.some((status) => note.includes(`(${status})`)),
  ).length;
  if (open > 0) lines.push(`  ${open} of the complaints are open: afterwards nobody can answer them.`);
  return lines.length > 0 ? [...lines, `  the number stands in ${traces} places`] : ['  nothing'];
}

function doneLines({ done, codes, left }: Erased): string[] {
  const lines = Object.entries(deeds).map(([deed, [, what]]) => {
    const counts = [...done[deed as keyof typeof deeds]].map(([kind, count]) => `${count} ${kind}`);
    return `  ${what}: ${counts.join(', ') || 'nothing'}`;
  });
  const proof =
    left === 0
      ? 'Looked through everything again: the number is nowhere any more.'
      : `Looked through everything again: the number still stands in ${left} places. Run the command once more.`;
  return ['Erased:', ...lines, `  forgotten: ${codes} codes`, proof, 'Older backups and exported files still hold it.'];
}
