import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintComplaints } from '../../src/complaints/lint-complaints';

const data = join(__dirname, '../../nlp-models/complaints');

/** The real data with one file changed. */
function changed(file: string, change: (yaml: string) => string): string[] {
  const dir = mkdtempSync(join(tmpdir(), 'complaints-'));
  try {
    cpSync(data, dir, { recursive: true });
    const path = join(dir, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    return lintComplaints(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('lintComplaints', () => {
  test('finds nothing in the data that ships', () => expect(lintComplaints(data)).toEqual([]));

  test.each([
    ['an owner nobody knows', 'after_sales.yaml', /^owner: .*/m, 'owner: nobody', 'unknown owner nobody'],
    ['a remedy nobody knows', 'after_sales.yaml', /^remedies: .*/m, 'remedies: [gold]', 'unknown remedy gold'],
    ['a missing language', 'staff_attitude.yaml', /^( +)zh-Hant: 您\[在.*$/m, '', 'zh-Hant'],
    ['shouting', 'staff_attitude.yaml', /对不起。/, '对不起！', 'neither shouts'],
    ['a placeholder no apology knows', 'staff_attitude.yaml', /\{place\}/g, '{mood}', '{mood} is not known'],
    ['a bracket that is always said', 'staff_attitude.yaml', /\[在\{place\}\]/, '[在那里]', 'needs a {placeholder}'],
    ['a word in traditional script', 'staff_attitude.yaml', /words: \[吼/, 'words: [罵', 'write "罵" as "骂"'],
    [
      'a fault sub-type that does not exist',
      'standard.yaml',
      /sub_types: \[/,
      'sub_types: [moon, ',
      'unknown sub-type moon',
    ],
    ['a review later than a year', 'standard.yaml', /review_by: .*/, 'review_by: 2029-01-01', 'at least yearly'],
    ['a file that is no YAML', 'status.yaml', /^names:/m, 'names: [', 'cannot be read as YAML'],
  ])('finds %s', (_, file, pattern, replacement, fault) => {
    expect(changed(file, (yaml) => yaml.replace(pattern, replacement)).join('\n')).toContain(fault);
  });
});
