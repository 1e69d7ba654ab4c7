import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintProblemRules } from '../../src/known-problems/lint-problem-rules';
import { tempDirs } from '../support/temp-dir';

const folder = join(__dirname, '../../nlp-models/complaints');
const tempDir = tempDirs();

/** The data with one place of the rules changed. */
function changed(from: string, to: string): string[] {
  const models = tempDir();
  const dir = join(models, 'complaints');
  cpSync(folder, dir, { recursive: true });
  cpSync(join(folder, '../handoff'), join(models, 'handoff'), { recursive: true });
  const file = join(dir, 'known-problems.yaml');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
  return lintProblemRules(dir).map((fault) => fault.replace(dir, ''));
}

it('finds nothing in the data as it is', () => {
  expect(lintProblemRules(folder)).toEqual([]);
});

it.each([
  ['sub_types: [sms_failure]', 'sub_types: [rude]', 'known-problems.yaml: messages names the unknown sub-type rude'],
  [
    'causes: [payment_delayed,',
    'causes: [bad_luck,',
    'known-problems.yaml: topups names the cause bad_luck, which handoff/wrap-up.yaml does not have',
  ],
  ['rule: services', 'rule: messages', 'known-problems.yaml: messages appears twice'],
  ["review_by: '2027-11-01'", "review_by: '2026-11-01'", 'known-problems.yaml: review_by must be after reviewed'],
])('%s → %s: %s', (from, to, fault) => {
  expect(changed(from, to)).toEqual([fault]);
});

it('names the place of what its shape does not allow', () => {
  expect(changed('customers: 5', 'customers: 1')[0]).toMatch(/known-problems\.yaml: rules\.0\.customers: /);
});
