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
    ['a ladder nobody stands at the top of', 'standard.yaml', /- \{ percent: 100, to: manager \}/, '', '100 %'],
    ['shares that fall', 'standard.yaml', /percent: 50/, 'percent: 90', 'ladder.first_reply: shares have to rise'],
    ['a warning after the time', 'standard.yaml', /day: 14/, 'day: 15', 'come before answer_days'],
    ['warnings out of order', 'standard.yaml', /day: 12/, 'day: 3', 'ladder.law: days have to rise'],
    ['questions out of order', 'standard.yaml', /\[24, 48\]/, '[48, 24]', 'ask_again_hours have to rise'],
    ['no time left to call', 'standard.yaml', /within_hours: 168/, 'within_hours: 40', 'leave time to ask again'],
    ['a pause longer than the law', 'standard.yaml', /max_days: 14/, 'max_days: 15', 'below answer_days'],
    ['severe ones that may wait', 'standard.yaml', /standard: 8,/, 'standard: 80,', 'the more severe it is'],
    ['money without a limit', 'standard.yaml', /limit_fen: 5000, /, '', 'needs a limit_fen'],
    ['hours that overlap', 'standard.yaml', /'13:30'/, "'11:30'", 'follow one another'],
    [
      'an unknown sub-type day and night',
      'standard.yaml',
      /^around_the_clock: \[/m,
      'around_the_clock: [moon, ',
      'around_the_clock names',
    ],
    ['a file that is no YAML', 'status.yaml', /^names:/m, 'names: [', 'cannot be read as YAML'],
  ])('finds %s', (_, file, pattern, replacement, fault) => {
    expect(changed(file, (yaml) => yaml.replace(pattern, replacement)).join('\n')).toContain(fault);
  });
});
