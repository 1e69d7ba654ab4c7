import { z } from 'zod';
import { type Archive, type ArchiveRow, archiveKinds, archiveParts } from '../ports/archive';
import { DataFault } from './data-fault';
import { checkedRow } from './row-schema';
import { differing, type Tallies, Tally } from './tally';

const format = 'telecom-self-service-desk';
const version = 1;
/** An attachment of 10 MB in base64, and room. */
const longestLine = 32 * 1024 * 1024;
const newline = 0x0a;

const tally = z.strictObject({ rows: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const tallies = z.strictObject({
  ...Object.fromEntries(archiveKinds.map((kind) => [kind, tally])),
  // Files of earlier releases hold none.
  document: tally.default({ rows: 0, sha256: '0'.repeat(64) }),
});
const header = z.looseObject({
  format: z.literal(format),
  version: z.number(),
  at: z.string(),
  expected: z.number().default(0),
});
const trailer = z.strictObject({ end: z.literal(true), kinds: tallies });

export type Progress = (done: number, total: number) => void;

/** How many rows a store has, about. */
export async function expectedRows(archive: Archive): Promise<number> {
  const counts = await Promise.all(archiveKinds.map((kind) => archive.count(kind)));
  return counts.reduce((sum, count) => sum + count, 0);
}

export async function* allRows(archive: Archive): AsyncGenerator<ArchiveRow> {
  for (const part of archiveParts) yield* archive.rows(part);
}

/**
 * The lines of an archive file: a header, one line a row, and a trailer with counts and checksums.
 * @param lost told of attachments whose bytes are not there any more; they are left out
 */
export async function* archiveLines(
  archive: Archive,
  now: number,
  { progress, lost }: { progress: Progress; lost: (key: string) => void },
): AsyncGenerator<string, Tallies> {
  const expected = await expectedRows(archive);
  yield `${JSON.stringify({ format, version, at: new Date(now).toISOString(), expected })}\n`;
  const counted = new Tally();
  for await (const row of allRows(archive)) {
    if (row.kind === 'attachment' && row.value['bytes'] === undefined) lost(row.key);
    else {
      counted.add(row);
      yield `${JSON.stringify(row)}\n`;
    }
    progress(counted.rows, Math.max(expected, counted.rows + 1));
  }
  yield `${JSON.stringify({ end: true, kinds: counted.result() })}\n`;
  progress(1, 1);
  return counted.result();
}

/**
 * The rows of an archive file, each checked; after the last, that the file is whole.
 * @throws {DataFault} naming the line and what is wrong with it
 */
export async function* rowsOfFile(
  bytes: AsyncIterable<Buffer>,
  progress: Progress,
): AsyncGenerator<ArchiveRow, Tallies> {
  const counted = new Tally();
  let [at, expected] = [0, 0];
  let end: Tallies | undefined;
  for await (const text of lines(bytes)) {
    at += 1;
    const line = parsed(text, at);
    if (end) throw new DataFault(`Line ${at}: there is something after the end of the archive.`);
    if (at === 1) expected = headerOf(line);
    else if (isTrailer(line)) end = trailerOf(line, at);
    else {
      const row = checkedRow(line);
      if (typeof row === 'string') throw new DataFault(`Line ${at}: ${row}.`);
      counted.add(row);
      progress(counted.rows, Math.max(expected, counted.rows + 1));
      yield row;
    }
  }
  if (!end)
    throw new DataFault(`The file ends after line ${at} without its last line: it was cut off. Take a whole copy.`);
  const wrong = differing(counted.result(), end);
  if (wrong.length > 0) {
    throw new DataFault(
      `The file was changed or damaged: counts or checksums of ${wrong.join(', ')} are not those of its last line. Take another copy.`,
    );
  }
  progress(1, 1);
  return end;
}

/** By bytes: line breaks of other kinds (U+2028) stand inside texts. */
async function* lines(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      yield Buffer.concat([...parts, chunk.subarray(from, at)]).toString('utf8');
      [parts, length, from] = [[], 0, at + 1];
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > longestLine)
      throw new DataFault('A line is longer than any row can be: this is no archive of a desk.');
  }
  if (length > 0) yield Buffer.concat(parts).toString('utf8');
}

function parsed(text: string, at: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DataFault(
      at === 1
        ? 'This is no archive of a desk: its first line is not JSON.'
        : `Line ${at}: is not JSON; the file is damaged or cut off.`,
    );
  }
}

function headerOf(line: unknown): number {
  const read = header.safeParse(line);
  if (!read.success) throw new DataFault('This is no archive of a desk: its first line is not the header.');
  if (read.data.version > version) {
    throw new DataFault(
      `The archive has format ${read.data.version}, this release knows ${version}: use the newer release.`,
    );
  }
  return read.data.expected;
}

const isTrailer = (line: unknown): boolean => typeof line === 'object' && line !== null && 'end' in line;

function trailerOf(line: unknown, at: number): Tallies {
  const read = trailer.safeParse(line);
  if (!read.success) throw new DataFault(`Line ${at}: the last line is damaged.`);
  return read.data.kinds as Tallies;
}
