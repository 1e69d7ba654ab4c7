/** Text, a number (fen, ms and shares as numbers), or nothing. */
export type CsvCell = string | number | undefined;

/** Excel takes a file for UTF-8 only when it begins with this. */
export const byteOrderMark = '\uFEFF';

/** What spreadsheets take for the beginning of a formula (S14), and the full-width forms Excel reads like the plain ones. */
const formulaSigns = '=+-@＝＋－＠';
const needsQuotes = /[",\r\n]|^\s|\s$/;

/**
 * One line by RFC 4180 with its CRLF. A text that could be run as a formula gets an apostrophe in front and stands in
 * quotes: spreadsheets show it as text. A number is never text, so a negative one stays a number.
 */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** A whole file: byte order mark, headings, rows. Long lists are sent line by line instead ({@link csvLine}). */
export const csvFile = (headings: readonly string[], rows: Iterable<readonly CsvCell[]>): string =>
  byteOrderMark + [headings, ...rows].map(csvLine).join('');

/** Whether a spreadsheet could run it; blanks in front do not stop every program. */
export function isFormula(text: string): boolean {
  const [first] = text.trimStart();
  return /^[\t\r]/.test(text) || (first !== undefined && formulaSigns.includes(first));
}

function csvCell(cell: CsvCell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  if (isFormula(cell)) return quoted(`'${cell}`);
  return needsQuotes.test(cell) ? quoted(cell) : cell;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
