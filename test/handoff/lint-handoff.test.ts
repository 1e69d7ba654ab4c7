import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cannedVariables, loadCannedReplies } from '../../src/handoff/canned-replies';
import { calendarWarnings, lintHandoff } from '../../src/handoff/lint-handoff';
import { loadWrapUp } from '../../src/handoff/wrap-up-data';
import { languages } from '../../src/ports/language';
import { tempDirs } from '../support/temp-dir';
import { dataDir, routing } from './desk-of-acts';

const tempDir = tempDirs();

/** The faults of the data with one thing changed in one file. */
function faultsWith(file: string, before: string, after: string): string {
  const models = tempDir();
  cpSync(join(dataDir, '..', 'complaints'), join(models, 'complaints'), { recursive: true });
  cpSync(dataDir, join(models, 'handoff'), { recursive: true });
  const path = join(models, 'handoff', file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(before)) throw new Error(`${file} has no "${before}"`);
  writeFileSync(path, text.replace(before, after));
  return lintHandoff(join(models, 'handoff')).join('\n');
}

test('the data is sound, also with a look at the calendar', () => {
  expect(lintHandoff(dataDir, Date.parse('2026-11-21T10:00:00+08:00'))).toEqual([]);
  expect(calendarWarnings(dataDir, Date.parse('2027-12-01T10:00:00+08:00'))).toHaveLength(2);
});

test.each([
  ['routing.yaml', 'vanished_seconds: 20', 'vanished_seconds: 40', 'vanished_seconds'],
  ['routing.yaml', 'passed_over_seconds: 120', 'passed_over_seconds: 20', 'longer than offer_seconds'],
  ['routing.yaml', 'any_language_after_seconds: 300', 'any_language_after_seconds: 60', 'must not come before'],
  ['routing.yaml', '  technical: {', '  techical: {', 'team "technical", which is not in teams'],
  ['routing.yaml', 'by_team: {}', 'by_team: { nobody: 5 }', 'unknown team "nobody"'],
  [
    'routing.yaml',
    '[network, field_service, devices]',
    '[network, devices]',
    'no team serves the department "field_service"',
  ],
  ['routing.yaml', 'general: [customer_care]', 'general: [nobody]', 'unknown department "nobody"'],
  ['routing.yaml', 'general: [customer_care]', 'nobody: [customer_care]', 'owners names the unknown team "nobody"'],
  ['routing.yaml', 'when: { age: 65 }', 'when: {}', 'needs a condition'],
  ['wrap-up.yaml', 'coverage_gap:', 'charged_twice:', '"charged_twice" is there twice'],
  ['wrap-up.yaml', 'hub: other_desk', 'hub: nothing', '"nothing" is no cause'],
  ['wrap-up.yaml', 'limit_fen: 5000', 'limit_fen: 6000', 'remedy "credit"'],
  ['wrap-up.yaml', '  replacement:', '  exchange:', 'remedy "replacement"'],
  ['canned-replies.yaml', 'code: checking', 'code: greeting', '"greeting" is there twice'],
  ['canned-replies.yaml', 'this is {agent}', 'this is us', 'greeting names other variables in en'],
  ['hours.yaml', "from: '19:00', until: '21:00'", "from: '21:00', until: '23:00'", 'outside the daily hours'],
  ['hours.yaml', "'2026-10-10'", "'2026-10-13'", 'no weekend day'],
  ['hours.yaml', "'2026-02-14'", "'2026-02-15'", 'both a holiday and a make-up day'],
  ['hours.yaml', "until: '2027-12-31'", "until: '2027-06-30'", 'after the calendar itself'],
  [
    'hours.yaml',
    "from: '2026-05-01', until: '2026-05-05'",
    "from: '2026-05-05', until: '2026-05-01'",
    'must not be after',
  ],
])('%s: %s', (file, before, after, fault) => expect(faultsWith(file, before, after)).toContain(fault));

test('every file is needed', () => {
  expect(lintHandoff(tempDir()).join()).toContain('cannot be read');
});

describe('what agents choose from', () => {
  const wrapUp = loadWrapUp(dataDir);
  const canned = loadCannedReplies(dataDir);

  test('some forty causes, and for every complaint type at least ten', () => {
    const groups = Object.values(wrapUp.causes);
    expect(groups.flatMap(({ causes }) => Object.keys(causes)).length).toBeGreaterThanOrEqual(35);
    for (const type of ['staff_attitude', 'pricing_billing', 'product_quality', 'after_sales'] as const) {
      const offered = groups.filter(({ types }) => types.length === 0 || types.includes(type));
      expect(offered.flatMap(({ causes }) => Object.keys(causes)).length).toBeGreaterThanOrEqual(10);
    }
  });

  test('no sales talk, no shouting, no full numbers; variables are all used', () => {
    const texts = canned.flatMap(({ texts }) => languages.map((language) => texts[language]));
    for (const text of texts) expect(text).not.toMatch(/[!！]|亲|\d{5}/);
    for (const name of cannedVariables) expect(texts.some((text) => text.includes(`{${name}}`))).toBe(true);
  });

  test('Simplified stays out of the Traditional texts', () => {
    const simplified = /[们这说诉费谢时间话处记帐办没给让从么样设线选联络护网订]/;
    const names = [
      ...Object.values(routing.teams),
      ...Object.values(routing.away_reasons),
      ...Object.values(wrapUp.results),
    ];
    const causes = Object.values(wrapUp.causes).flatMap((group) => [group.names, ...Object.values(group.causes)]);
    const remedies = Object.values(wrapUp.remedies).map((remedy) => remedy.names);
    const replies = canned.flatMap((reply) => [reply.names, reply.texts]);
    for (const text of [...names, ...causes, ...remedies, ...replies]) expect(text['zh-Hant']).not.toMatch(simplified);
  });
});
