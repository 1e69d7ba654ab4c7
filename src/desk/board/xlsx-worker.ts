import { parentPort } from 'node:worker_threads';
import { type SheetHead, type SheetRow, xlsxFile } from './xlsx-file';

/** Head first, then rows in pages, then the end. */
export type XlsxMessage =
  | { readonly kind: 'head'; readonly head: SheetHead }
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'end' };

/** The thread of `xlsxApart`: collects, writes, hands the bytes over and ends. */
if (parentPort) {
  const port = parentPort;
  const rows: SheetRow[] = [];
  let head: SheetHead = { name: 'sheet', columns: [] };
  port.on('message', (message: XlsxMessage) => {
    if (message.kind === 'head') head = message.head;
    if (message.kind === 'rows') rows.push(...message.rows);
    if (message.kind !== 'end') return;
    void xlsxFile(head, rows).then((file) => {
      port.postMessage(file);
      port.close();
    });
  });
}
