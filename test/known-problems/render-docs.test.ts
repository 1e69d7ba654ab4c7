import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../src/complaints/catalogue';
import { insertDocs } from '../../src/complaints/render-docs';
import { renderProblemDocs } from '../../src/known-problems/render-docs';
import { loadProblemRules } from '../../src/known-problems/rules';

const root = join(__dirname, '../..');
const data = join(root, 'nlp-models/complaints');
const page = readFileSync(join(root, 'docs/known-problems.md'), 'utf8');
const rules = loadProblemRules(data);

test('docs/known-problems.md shows the tables as code and data have them (else: npm run docs)', () => {
  expect(insertDocs(page, renderProblemDocs(rules, loadCatalogue(data)))).toBe(page);
});

test('the page tells the times of the data', () => {
  expect(page).toContain(`lapses after ${rules.suggestion_hours} hours`);
  expect([rules.remind_minutes_before, rules.remind_without_time_minutes]).toEqual([60, 120]);
});
