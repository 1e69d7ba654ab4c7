import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { DataFault } from './data-fault';

const chunkSize = 64 * 1024;
const gzipMark = [0x1f, 0x8b];

/**
 * Writes lines to a file that only this user may read: under another name until it is whole and on the disk. A name
 * ending in `.gz` is compressed.
 */
export async function writeFileWhole(path: string, lines: AsyncIterable<string>): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await rm(unfinished, { force: true });
  try {
    const out = createWriteStream(unfinished, { mode: 0o600, flags: 'wx', flush: true });
    await writeTo(out, lines, path.endsWith('.gz'));
    await rename(unfinished, path);
    // The new name itself is durable only when its folder is.
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    await rm(unfinished, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOSPC' || code === 'EISDIR' || code === 'EROFS') {
      throw new DataFault(`${path} cannot be written (${code}): check the folder, its rights and its free space.`);
    }
    throw error;
  }
}

export function writeTo(out: Writable, lines: AsyncIterable<string>, compressed: boolean): Promise<void> {
  const chunks = Readable.from(inChunks(lines), { objectMode: false });
  return compressed ? pipeline(chunks, createGzip(), out) : pipeline(chunks, out);
}

/** A file's bytes, unpacked where it is compressed, whatever its name. */
export async function bytesOf(path: string): Promise<AsyncIterable<Buffer>> {
  const start = Buffer.alloc(2);
  try {
    const file = await open(path, 'r');
    await file.read(start, 0, 2, 0).finally(() => file.close());
  } catch (error) {
    throw new DataFault(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  if (start[0] !== gzipMark[0] || start[1] !== gzipMark[1]) return file;
  const unpacked = createGunzip();
  pipeline(file, unpacked).catch((error: unknown) => unpacked.destroy(error as Error));
  return unpackedOf(unpacked);
}

async function* unpackedOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    if (!(error instanceof Error) || !String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw new DataFault('The compressed file is damaged or cut off: take a whole copy.');
  }
}

/** Keeps what comes on standard input in a file while `work` reads it, twice if it must. */
export async function spooled<T>(input: Readable, work: (path: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'desk-import-'));
  try {
    const path = join(dir, 'archive');
    await pipeline(input, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
    return await work(path);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let [waiting, length] = [[] as string[], 0];
  for await (const line of lines) {
    waiting.push(line);
    length += line.length;
    if (length < chunkSize) continue;
    yield Buffer.from(waiting.join(''));
    [waiting, length] = [[], 0];
  }
  if (length > 0) yield Buffer.from(waiting.join(''));
}
