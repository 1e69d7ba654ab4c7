import type { Added, Archive, ArchiveRow } from '../ports/archive';
import { type Progress, rowsOfFile } from './archive-file';
import { bytesOf } from './file-streams';
import type { Tallies } from './tally';

const mostRows = 200;
const mostBytes = 4 * 1024 * 1024;

/** Reads a whole file and checks it. @throws {DataFault} with the line */
export async function checkFile(path: string, progress: Progress): Promise<Tallies> {
  const rows = rowsOfFile(await bytesOf(path), progress);
  for (;;) {
    const next = await rows.next();
    if (next.done) return next.value;
  }
}

/**
 * Adds the rows of a file that was checked. Cut off anywhere, the same again goes on: what is there counts as `same`.
 * @returns with the conflicts, which were left alone
 */
export async function importFile(archive: Archive, path: string, progress: Progress): Promise<Added> {
  const conflicts: string[] = [];
  let [written, same] = [0, 0];
  for await (const batch of batches(rowsOfFile(await bytesOf(path), progress))) {
    const added = await archive.add(batch);
    written += added.written;
    same += added.same;
    conflicts.push(...added.conflicts);
  }
  return { written, same, conflicts };
}

async function* batches(rows: AsyncIterable<ArchiveRow>): AsyncGenerator<ArchiveRow[]> {
  let [batch, size] = [[] as ArchiveRow[], 0];
  for await (const row of rows) {
    const { bytes } = row.value;
    batch.push(row);
    size += typeof bytes === 'string' ? bytes.length : 0;
    if (batch.length < mostRows && size < mostBytes) continue;
    yield batch;
    [batch, size] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}
