import { join } from 'node:path';
import { loadCatalogue } from '../complaints/catalogue';
import { loadTypeOfTopic } from '../figures/contacts';
import { createSheetJob } from '../figures/sheet-job';
import { loadWorkingDays } from '../handoff/hours';
import type { Given, Work } from './commands';

/** Makes the day sheets of the board anew from all that is stored. @returns 0 */
export async function figuresCommand(_: Given, { store, clock, root, place, terminal }: Work): Promise<number> {
  const data = join(root, 'nlp-models');
  const rules = loadCatalogue(join(data, 'complaints'), loadWorkingDays(join(data, 'handoff')));
  const typeOfTopic = loadTypeOfTopic(join(data, 'figures'));
  const log = { debug() {}, info() {}, warn: (_: object, message: string) => terminal.say(message), error() {} };
  const counts = await Promise.all((['complaint', 'handoff', 'record'] as const).map(store.archive.count));
  const expected = counts.reduce((sum, count) => sum + count, 0);
  const progress = terminal.progress('figures');
  let made = 0;
  await createSheetJob({ ...store, rules, clock, log, typeOfTopic }).anew(new AbortController().signal, (rows) => {
    made = rows;
    // Records are of other kinds too, so there are fewer rows than records. The bar moves at every hundredth.
    progress(rows - (rows % 100), Math.max(expected, rows + 1));
  });
  progress(1, 1);
  terminal.say(`${place}: ${made} rows in the figures.`);
  return 0;
}
