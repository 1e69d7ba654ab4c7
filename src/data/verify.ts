import { isEnded } from '../complaints/complaint';
import type { Archive, ArchiveRow } from '../ports/archive';
import { canonicalJson } from '../storage/canonical-json';
import { allRows, expectedRows, type Progress } from './archive-file';
import { type Tallies, Tally } from './tally';

/** Faults named in full; the rest is counted. */
const mostNamed = 20;

/** Names the first faults and counts all. */
export class Findings {
  readonly named: string[] = [];
  count = 0;

  add(fault: string): void {
    this.count += 1;
    if (this.count <= mostNamed) this.named.push(fault);
  }

  lines(): string[] {
    const more = this.count - this.named.length;
    return [...this.named.map((fault) => `  ${fault}`), ...(more > 0 ? [`  … and ${more} more`] : [])];
  }
}

/** Counts every row of a store and looks whether they fit together. */
export async function inspect(archive: Archive, progress: Progress): Promise<{ tallies: Tallies; faults: Findings }> {
  const expected = await expectedRows(archive);
  const tally = new Tally();
  const faults = new Findings();
  const look = looker(archive, faults);
  for await (const row of allRows(archive)) {
    tally.add(row);
    await look.at(row);
    progress(tally.rows, Math.max(expected, tally.rows + 1));
  }
  look.end();
  progress(1, 1);
  return { tallies: tally.result(), faults };
}

function looker(archive: Archive, faults: Findings) {
  const highest = new Map<string, number>();
  const serials = new Map<string, number>();
  let log: { id: string; lastSeq: number; seen: number } | undefined;

  const endLog = (): void => {
    if (log && log.seen < log.lastSeq)
      faults.add(`conversation ${log.id}: its log ends at ${log.seen} of ${log.lastSeq}`);
    log = undefined;
  };
  const known = async (id: unknown): Promise<boolean> => (await archive.row('conversation', String(id))) !== undefined;

  const rules: Partial<Record<ArchiveRow['kind'], (row: ArchiveRow) => void | Promise<void>>> = {
    conversation: ({ key, value }) => {
      log = { id: key, lastSeq: Number(value['lastSeq']), seen: 0 };
      if (Number(value['processedSeq']) > Number(value['lastSeq'])) {
        faults.add(`conversation ${key}: more messages answered than there are`);
      }
    },
    activity: ({ key, value: { conversationId, seq } }) => {
      const current = log;
      if (current?.id !== conversationId || !current) {
        faults.add(`activity ${key}: its conversation is gone; run purge`);
        return;
      }
      if (seq !== current.seen + 1) faults.add(`conversation ${current.id}: entry ${current.seen + 1} is missing`);
      current.seen = Number(seq);
    },
    complaint: async ({ key, value: { number, status, conversationId } }) => {
      const [day = '', serial = ''] = String(number).slice(1).split('-');
      highest.set(day, Math.max(Number(serial), highest.get(day) ?? 0));
      // That of a closed one may have been purged; an erased one names none.
      if (isEnded(status) || conversationId === '') return;
      if (!(await known(conversationId))) faults.add(`complaint ${key}: is open, and its conversation is gone`);
    },
    serial: ({ key, value }) => {
      serials.set(key, Number(value['serial']));
    },
    attachment: async ({ key, value: { bytes, size, conversationId } }) => {
      if (typeof bytes !== 'string') faults.add(`attachment ${key}: its bytes are gone`);
      else if (Buffer.byteLength(bytes, 'base64') !== size) faults.add(`attachment ${key}: its bytes are not whole`);
      if (!(await known(conversationId))) faults.add(`attachment ${key}: its conversation is gone; run purge`);
    },
  };

  return {
    at: async (row: ArchiveRow): Promise<void> => {
      if (row.kind !== 'activity') endLog();
      await rules[row.kind]?.(row);
    },
    end: (): void => {
      endLog();
      for (const [day, serial] of highest) {
        if ((serials.get(day) ?? 0) < serial) faults.add(`serial ${day}: stands below number ${serial} of that day`);
      }
    },
  };
}

/** Names rows that the store has not, or not so. */
export async function compareRows(
  archive: Archive,
  rows: AsyncIterable<ArchiveRow>,
  findings: Findings,
): Promise<void> {
  for await (const row of rows) {
    const there = await archive.row(row.kind, row.key);
    if (!there) findings.add(`${row.kind} ${row.key}: is missing here`);
    else if (canonicalJson(there.value) !== canonicalJson(row.value))
      findings.add(`${row.kind} ${row.key}: is another one here`);
  }
}
