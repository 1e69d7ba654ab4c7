import fc from 'fast-check';
import { byteOrderMark, csvFile, csvLine } from '../../../src/desk/board/csv';
import { readCsv } from './read-csv';

describe('csv', () => {
  it('reads back as what was written, whatever the text, but for the apostrophe before formulas', () => {
    const sign = fc.constantFrom(...'=+-@\t\r\n", \'＝＋－＠;中文a1\u0000\u2028');
    const cell = fc.oneof(fc.string({ unit: sign, maxLength: 8 }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const read = readCsv(csvFile(['a', 'b'], rows));
        expect(read.slice(1).map((row) => row.map((text) => text.replace(/^'(?=\s*[=+\-@＝＋－＠\t\r])/, '')))).toEqual(
          rows.map((row) => row.map((text) => text.replace(/^'(?=\s*[=+\-@＝＋－＠\t\r])/, ''))),
        );
      }),
    );
  });

  it.each(['=1+1', '+86138', '-2', '@SUM(A1)', '\t=1', '\r=1', '  =cmd|x', '＝1+1', '＠x', '\uFEFF=1'])(
    'makes %j plain text (S14)',
    (text) => {
      const line = csvLine([text, 'x']);
      expect(line.startsWith('"\'')).toBe(true);
      expect(readCsv(line)).toEqual([[`'${text}`, 'x']]);
    },
  );

  it('leaves numbers numbers, and what is not there empty', () => {
    expect(csvLine([-5, 0.25, undefined, Number.NaN, '138****0001'])).toBe('-5,0.25,,,138****0001\r\n');
  });

  it('begins with the mark Excel needs for Chinese', () => {
    expect(csvFile(['类型'], [['价格,结算']])).toBe(`${byteOrderMark}类型\r\n"价格,结算"\r\n`);
  });
});
