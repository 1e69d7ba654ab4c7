import { figuresAnew } from '../figures/purge-sheets';
import { allRows, archiveLines, rowsOfFile } from './archive-file';
import type { Given, Work } from './commands';
import { bytesOf, spooled, writeFileWhole, writeTo } from './file-streams';
import { checkFile, importFile } from './import';
import { otherStore } from './stores';
import { differing, type Tallies, tallyTable } from './tally';
import { compareRows, Findings, inspect } from './verify';

/** Conflicts named in full. */
const mostNamed = 20;

export async function exportCommand(
  { words: [path = '-'] }: Given,
  { store, clock, terminal, place }: Work,
): Promise<number> {
  const lost: string[] = [];
  let tallies: Tallies | undefined;
  const lines = archiveLines(store.archive, clock.now(), {
    progress: terminal.progress('export'),
    lost: (key) => lost.push(key),
  });
  async function* all(): AsyncGenerator<string> {
    tallies = yield* lines;
  }
  await (path === '-' ? writeTo(terminal.output, all(), false) : writeFileWhole(path, all()));
  terminal.say(`${place} → ${path === '-' ? 'standard output' : path}`);
  for (const line of tallies ? tallyTable(tallies) : []) terminal.say(line);
  for (const key of lost) terminal.say(`The file of attachment ${key} is missing, so it is left out.`);
  return lost.length > 0 ? 1 : 0;
}

export function importCommand({ words: [path = '-'] }: Given, work: Work): Promise<number> {
  return path === '-' ? spooled(work.terminal.input, (file) => importNow(file, work)) : importNow(path, work);
}

async function importNow(path: string, { store, terminal, place }: Work): Promise<number> {
  // Nothing is written before the whole file is known to be good.
  const tallies = await checkFile(path, terminal.progress('check'));
  const { written, same, conflicts } = await importFile(store.archive, path, terminal.progress('import'));
  // What came in this way is no news: the figures look at everything again.
  if (written > 0) await figuresAnew(store.documents);
  terminal.say(`→ ${place}`);
  for (const line of tallyTable(tallies)) terminal.say(line);
  terminal.say(`${written} written, ${same} there already, ${conflicts.length} in conflict`);
  if (conflicts.length === 0) return 0;
  terminal.say('In conflict, so left as they are in the store (another value, number or key is there):');
  for (const key of conflicts.slice(0, mostNamed)) terminal.say(`  ${key}`);
  if (conflicts.length > mostNamed) terminal.say(`  … and ${conflicts.length - mostNamed} more`);
  terminal.say('Import into an empty store, or remove those rows from one of the two.');
  return 1;
}

export async function verifyCommand({ words: [path], options }: Given, work: Work): Promise<number> {
  const { store, config, clock, terminal, place } = work;
  const { tallies, faults } = await inspect(store.archive, terminal.progress('verify'));
  terminal.output.write(`${[place, ...tallyTable(tallies)].join('\n')}\n`);
  if (faults.count > 0) terminal.say(['What does not fit together:', ...faults.lines()].join('\n'));
  let bad = faults.count > 0;
  if (path !== undefined) {
    const expected = await checkFile(path, terminal.progress('file'));
    bad = !(await same(tallies, expected, path, work, async () => rowsOfFile(await bytesOf(path), () => {}))) || bad;
  }
  const against = options['against'];
  if (typeof against === 'string') {
    const other = await otherStore(against, config, clock);
    try {
      const { tallies: expected } = await inspect(other.archive, terminal.progress('other'));
      const theirs = async () => allRows(other.archive);
      bad = !(await same(tallies, expected, 'the other store', work, theirs)) || bad;
      if (differing(tallies, expected).length > 0) {
        await listed('Of what is here, over there:', terminal, (findings) =>
          compareRows(other.archive, allRows(store.archive), findings),
        );
      }
    } finally {
      await other.close();
    }
  }
  terminal.say(bad ? 'Not in order.' : 'In order.');
  return bad ? 1 : 0;
}

async function same(
  here: Tallies,
  there: Tallies,
  name: string,
  { store, terminal }: Work,
  rows: () => Promise<Parameters<typeof compareRows>[1]>,
): Promise<boolean> {
  const kinds = differing(here, there);
  if (kinds.length === 0) {
    terminal.say(`Equal to ${name}.`);
    return true;
  }
  const counts = kinds.map((kind) => `${kind} ${here[kind].rows} here, ${there[kind].rows} there`);
  terminal.say(`Not equal to ${name}: ${counts.join('; ')}`);
  await listed(`Of what is there, here:`, terminal, async (findings) =>
    compareRows(store.archive, await rows(), findings),
  );
  return false;
}

async function listed(
  title: string,
  terminal: Work['terminal'],
  work: (findings: Findings) => Promise<void>,
): Promise<void> {
  const findings = new Findings();
  await work(findings);
  terminal.say([title, ...(findings.count > 0 ? findings.lines() : ['  everything is there and the same'])].join('\n'));
}
