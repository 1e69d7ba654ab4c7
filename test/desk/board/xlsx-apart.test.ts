import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { atMost, type Row, type Table } from '../../../src/desk/board/table';
import { xlsxApart } from '../../../src/desk/board/xlsx-apart';
import { tempDirs } from '../../support/temp-dir';

const root = join(__dirname, '../../..');
const freshDir = tempDirs();

/** What the build makes of the worker, more or less. */
function worker(source = `require(${JSON.stringify(join(root, 'src/desk/board/xlsx-worker.ts'))})`): string {
  const file = join(freshDir(), 'worker.js');
  writeFileSync(file, `require(${JSON.stringify(join(root, 'test/support/register-typescript.cjs'))});${source}`);
  return file;
}
const table = (pages: number, failAt = Number.POSITIVE_INFINITY): Table => ({
  name: 'numbers',
  columns: [
    { heading: 'n', width: 8 },
    { heading: 'share', width: 8, format: '0.0%' },
  ],
  async *rows() {
    for (let page = 0; page < pages; page += 1) {
      if (page === failAt) throw new Error('the store is away');
      yield Array.from({ length: 300 }, (_, index): Row => [page * 300 + index, 0.25]);
    }
  },
});

it('a long table is written in a thread of its own, whole and in order', async () => {
  const rows = (await readExcelFile(await xlsxApart(table(5), worker())))[0]?.data ?? [];
  expect(rows).toHaveLength(1_501);
  expect(rows.slice(1).every(([n], index) => n === index)).toBe(true);
});

it('a table that cannot be read to its end, and a thread that dies, are told', async () => {
  await expect(xlsxApart(table(5, 3), worker())).rejects.toThrow('the store is away');
  await expect(xlsxApart(table(5), worker('process.exit(3)'))).rejects.toThrow('exit 3');
});

it('a table of unknown length ends with a line that says it was cut off', async () => {
  const collect = async (most: number): Promise<Row[]> => {
    const rows: Row[] = [];
    for await (const page of atMost(table(3).rows(), most, 'and more')) rows.push(...page);
    return rows;
  };
  expect(await collect(900)).toHaveLength(900);
  const cut = await collect(450);
  expect([cut.length, cut.at(-1)]).toEqual([451, ['and more']]);
});
