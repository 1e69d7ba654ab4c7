import { join } from 'node:path';
import type { Archive, ArchiveRow } from '../../src/ports/archive';
import { loadTrainingData } from '../../src/understanding/classifier/training-data';
import { random } from '../load/random';
import { benchTexts } from '../understanding/texts';
import { type FillDeps, madeComplaints } from './fill-complaints';
import { madeVisits, surveyOf } from './fill-visits';

export interface FillOptions extends FillDeps {
  readonly root: string;
  readonly archive: Pick<Archive, 'add'>;
  readonly complaints: number;
  readonly days: number;
  readonly say: (line: string) => void;
}

/** Rows written in one go. */
const batch = 500;
/** Of the last quarter: what is older is purged, or asked less. */
const visitDays = 90;
const day = 86_400_000;
/** Visits for each complaint, those begun by us included, as the simulated quarter has them (docs/simulation.md). */
const visitsEach = 3.65;
const logDays = 7;

/**
 * The same rows for whatever store: complaints, what customers thought of how they were resolved, and the visits of the
 * last quarter with all that belongs to them. Written as an import writes them. @returns how many of what
 */
export async function fillStore(options: FillOptions): Promise<ReadonlyMap<string, number>> {
  const { root, archive, complaints, days, now, wrapUp, say } = options;
  const { utterances } = loadTrainingData(join(root, 'nlp-models'));
  const texts = benchTexts(join(root, 'test/conversations'), utterances, 4_000);
  const topics = [...new Set(utterances.flatMap(({ intents }) => intents))].filter((intent) => intent !== 'None');
  const causes = Object.values(wrapUp.causes).flatMap((group) => Object.keys(group.causes));
  const chance = random(complaints);
  const written = new Map<string, number>();
  let rows: ArchiveRow[] = [];

  async function flush(): Promise<void> {
    const { conflicts } = await archive.add(rows);
    if (conflicts.length > 0) throw new Error(`The store has ${conflicts[0]} already: give an empty one.`);
    rows = [];
  }
  async function add(row: ArchiveRow): Promise<void> {
    const name = row.kind === 'record' ? String(row.value['kind']) : row.kind;
    const soFar = (written.get(name) ?? 0) + 1;
    written.set(name, soFar);
    if (soFar % 100_000 === 0) say(`${name}: ${soFar.toLocaleString('en-US')}`);
    rows.push(row);
    if (rows.length >= batch) await flush();
  }

  for await (const complaint of madeComplaints(options, complaints, days)) {
    await add({ kind: 'complaint', key: complaint.id, value: { ...complaint } });
    if (now - complaint.createdAt > visitDays * day) continue;
    for (const row of surveyOf(complaint, texts, chance)) await add(row);
  }
  const inDays = Math.min(days, visitDays);
  const count = Math.round(((complaints * inDays) / days) * visitsEach);
  for (const row of madeVisits({ count, days: inDays, logDays, texts, topics, causes, now })) await add(row);
  await flush();
  return written;
}
