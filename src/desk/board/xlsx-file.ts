import writeExcelFile, { type CellObject } from 'write-excel-file/node';
import type { Cell, Table } from './table';

/** The head of a sheet; its rows come after it, page by page. */
export type SheetHead = Pick<Table, 'name' | 'columns'>;
export type SheetRow = readonly Cell[];

/** What spreadsheets hold at most in one cell, and in the name of a sheet. */
const longestText = 32_767;
const longestName = 31;
const shanghaiOffsetMs = 8 * 3_600_000;
/** XML has no place for these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const notInXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** A spreadsheet with real numbers and times; a text is a text, whatever it begins with (S14). */
export async function xlsxFile({ name, columns }: SheetHead, rows: readonly SheetRow[]): Promise<Buffer> {
  const head = columns.map(({ heading }): CellObject => ({ value: heading, type: String, fontWeight: 'bold' }));
  const body = rows.map((row) => row.map((cell, index) => cellOf(cell, columns[index]?.format)));
  return writeExcelFile([head, ...body], {
    sheet: name.slice(0, longestName),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

function cellOf(cell: Cell, format: string | undefined): CellObject | null {
  if (cell === undefined || cell === '') return null;
  if (typeof cell === 'number') {
    if (!Number.isFinite(cell)) return null;
    return { value: cell, type: Number, ...(format === undefined ? {} : { format }) };
  }
  // Spreadsheets know no time zones: what they show is what the clock on the wall showed.
  if (typeof cell === 'object') {
    return { value: new Date(cell.at + shanghaiOffsetMs), type: Date, format: 'yyyy-mm-dd hh:mm' };
  }
  const text = Buffer.from(cell, 'utf8').toString('utf8').replace(notInXml, '');
  return { value: text.slice(0, longestText), type: String };
}
