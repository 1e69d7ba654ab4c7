/** A reader by the letter of RFC 4180, so that what is written is not checked with its own ideas. @throws what is no CSV */
export function readCsv(file: string): string[][] {
  const text = file.startsWith('\uFEFF') ? file.slice(1) : file;
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (at >= text.length) throw new Error('A quote is not closed.');
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else break;
      }
      at += 1;
    } else {
      while (at < text.length && text[at] !== ',' && !text.startsWith('\r\n', at)) {
        if (text[at] === '"' || text[at] === '\n' || text[at] === '\r') throw new Error(`Bare sign at ${at}.`);
        cell += text[at];
        at += 1;
      }
    }
    row.push(cell);
    if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else if (text[at] === ',') {
      at += 1;
      if (at === text.length) throw new Error('The last line does not end.');
    } else throw new Error(`Neither comma nor end of line at ${at}.`);
  }
  if (row.length > 0) throw new Error('The last line does not end.');
  return rows;
}
