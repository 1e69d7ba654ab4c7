import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertDocs } from '../../src/complaints/render-docs';
import { complaintRights } from '../../src/desk/complaints/complaint-rights';
import { renderDeskDocs } from '../../src/desk/render-docs';
import { rightsTable } from '../../src/desk/rights';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/desk.md'), 'utf8');

test('docs/desk.md shows the rights as they are (npm run docs)', () => {
  expect(insertDocs(page, renderDeskDocs())).toBe(page);
  for (const act of [...Object.keys(rightsTable), ...Object.keys(complaintRights)])
    expect(page).toContain(`| \`${act}\` |`);
});
