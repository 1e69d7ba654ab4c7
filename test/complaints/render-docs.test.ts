import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseComplaintNumber } from '../../src/complaints/number';
import { insertDocs, renderDocs } from '../../src/complaints/render-docs';
import { catalogue } from './example-complaint';

const page = readFileSync(join(__dirname, '../../docs/complaints.md'), 'utf8');

describe('docs/complaints.md', () => {
  test('shows the tables as code and data have them (else: npm run docs)', () => {
    expect(insertDocs(page, renderDocs(catalogue))).toBe(page);
  });

  test('shows a valid complaint number', () => {
    const [shown = ''] = page.match(/C\d{8}-\d{4}-\d/) ?? [];
    expect(parseComplaintNumber(shown)).toBe(shown);
  });

  test('a page without markers is a fault that says what to do', () => {
    expect(() => insertDocs('', { states: '' })).toThrow('<!-- begin:states -->');
  });
});
