import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Table } from './table';
import { type SheetRow, xlsxFile } from './xlsx-file';
import type { XlsxMessage } from './xlsx-worker';

/** So many rows take some hundredths of a second; more would hold up customers who write meanwhile. */
const fewRows = 500;

/**
 * A table as a spreadsheet; a long one is written in a thread of its own, which ends afterwards. Where the thread's file is
 * not built (tests run the sources), it is written here.
 * @param workerFile compiled worker; beside this file unless told
 */
export async function xlsxApart(table: Table, workerFile = join(__dirname, 'xlsx-worker.js')): Promise<Buffer> {
  const { name, columns } = table;
  const first: SheetRow[] = [];
  const pages = table.rows()[Symbol.asyncIterator]();
  const hasThread = existsSync(workerFile);
  for (let page = await pages.next(); ; page = await pages.next()) {
    if (page.done === true) return xlsxFile({ name, columns }, first);
    first.push(...page.value);
    if (hasThread && first.length > fewRows) break;
  }
  const worker = new Worker(workerFile);
  const written = new Promise<Buffer>((resolve, reject) => {
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that writes spreadsheets ended (exit ${code}).`)));
  });
  // Whatever happens first is told below; rows may fail to come while the thread lives.
  written.catch(() => undefined);
  const send = (message: XlsxMessage): void => worker.postMessage(message);
  try {
    send({ kind: 'head', head: { name, columns } });
    send({ kind: 'rows', rows: first });
    for (let page = await pages.next(); page.done !== true; page = await pages.next()) {
      send({ kind: 'rows', rows: page.value });
    }
    send({ kind: 'end' });
    return await written;
  } finally {
    await worker.terminate();
  }
}
