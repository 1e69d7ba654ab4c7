import { endedStatuses } from '../complaints/complaint';
import { chatwootNamesOf } from '../hubs/chatwoot/chatwoot-settings';
import { maskPhone, maskText } from '../ports/mask';
import type { Given, Work } from './commands';
import { DataFault } from './data-fault';
import { type Erased, eraseCustomer } from './erase';
import { type TracesAtHubs, tracesAtHubs } from './erase-at-hub';
import { type ErasurePlan, planErasure } from './erasure-plan';
import { phoneNamed } from './phone-named';
import { tracesOf } from './traces';

const deeds = {
  remove: ['are removed', 'removed'],
  anonymise: ['stay without the person', 'made anonymous'],
  mask: ['belong to others or nobody: the number in them is masked', 'masked'],
} as const;

/** Shows what there is of a customer, asks, erases, and proves it. */
export async function eraseCommand({ words: [text = ''], options: given }: Given, work: Work): Promise<number> {
  const { store, terminal, clock, place } = work;
  const phone = await phoneNamed(store, text);
  const hub = chatwootNamesOf(work.config);
  const traces = tracesOf(phone);
  const plan = await planErasure(store.archive, phone, traces, terminal.progress('look'));
  terminal.say([`${maskPhone(phone)} in ${place}:`, ...planLines(plan)].join('\n'));
  const there = await tracesAtHubs(store, phone, plan, hub);
  for (const line of hubLines(there, hub?.hub)) terminal.say(line);
  if (given['dry-run'] === true) return 0;
  if (given['yes'] !== true) {
    const agreed = await terminal.confirm('Erase for good?');
    if (agreed === undefined) throw new DataFault('Nobody can be asked here: look with --dry-run, then say --yes.');
    if (!agreed) {
      terminal.say('Nothing was changed.');
      return 1;
    }
  }
  const options = { traces, clock, progress: terminal.progress('look again'), ...(hub && { hub }) };
  const erased = await eraseCustomer(store, phone, options, plan);
  for (const line of doneLines(erased)) terminal.say(line);
  for (const line of handedOverLines(erased, hub?.hub)) terminal.say(line);
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
    ({ kind, deed, note }) =>
      kind === 'complaint' &&
      deed === 'anonymise' &&
      note &&
      !endedStatuses.some((status) => note.includes(`(${status})`)),
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

/** What other desks have of the customer, as far as it can be told from here. */
function hubLines({ traces, unreachable }: TracesAtHubs, hub: string | undefined): string[] {
  const known = traces.conversations.length;
  const asked = `  ${hub} is asked to delete the customer there: contact, notes, conversations (${known} known from here)`;
  const byHand = `  on a desk that is not connected any more, to be deleted there by hand: ${unreachable.join(', ')}`;
  return [...(hub === undefined ? [] : [asked]), ...(unreachable.length === 0 ? [] : [byHand])];
}

const handedOverLines = ({ handedOver }: Erased, hub: string | undefined): string[] =>
  handedOver.length === 0
    ? []
    : [
        `Handed to ${hub}: ${handedOver.join(', ')}`,
        `Done over there, when "npm run data -- outbox" lists it no more: after a minute or two, while the desk runs.`,
      ];
