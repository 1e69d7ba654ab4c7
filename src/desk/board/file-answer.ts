import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { HttpResponse } from '../../platform/http';
import { shanghaiDay, shanghaiTime } from '../../ports/calendar';
import type { Log } from '../../ports/log';
import { byteOrderMark, type CsvCell, csvLine } from './csv';
import type { Cell, Table } from './table';
import { xlsxApart } from './xlsx-apart';

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** A table as a file to save. Rows are read while they are sent; when that fails, the file is cut off and the log says why. */
export function fileAnswer(table: Table, format: keyof typeof types, log: Log): HttpResponse {
  return {
    status: 200,
    headers: {
      'content-type': types[format],
      'content-disposition': `attachment; filename="${table.name}.${format}"`,
      'content-security-policy': "default-src 'none'; sandbox",
    },
    stream: told<string | Buffer>(format === 'csv' ? csvChunks(table) : xlsxChunks(table), table.name, log),
  };
}

async function* csvChunks({ columns, rows }: Table): AsyncIterable<string> {
  yield byteOrderMark + csvLine(columns.map(({ heading }) => heading));
  for await (const page of rows()) {
    yield page.map((row) => csvLine(row.map(plain))).join('');
    await yieldToOthers();
  }
}

async function* xlsxChunks(table: Table): AsyncIterable<Buffer> {
  yield await xlsxApart(table);
}

async function* told<Chunk>(chunks: AsyncIterable<Chunk>, name: string, log: Log): AsyncIterable<Chunk> {
  try {
    yield* chunks;
  } catch (err) {
    log.error({ err, name }, 'desk: a file of the board broke off');
    throw err;
  }
}

/** A moment as `2026-11-21 15:00`, Asia/Shanghai, which spreadsheets read as a time. */
function plain(cell: Cell): CsvCell {
  if (typeof cell !== 'object') return cell;
  const { hour, minute } = shanghaiTime(cell.at);
  return `${shanghaiDay(cell.at)} ${[hour, minute].map((part) => String(part).padStart(2, '0')).join(':')}`;
}
