import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintKnowledge } from '../../src/knowledge/lint-knowledge';
import { loadKnowledge } from '../../src/knowledge/load-knowledge';

const real = join(__dirname, '../../nlp-models/knowledge');

/** The real folder with one file changed. */
function changed(file: string, change: (text: string) => string): string[] {
  const dir = mkdtempSync(join(tmpdir(), 'knowledge-'));
  try {
    cpSync(real, dir, { recursive: true });
    const before = readFileSync(join(dir, file), 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(join(dir, file), after);
    return lintKnowledge(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

test('the knowledge files are sound', () => {
  expect(lintKnowledge(real)).toEqual([]);
});

test.each<[string, string, (text: string) => string, RegExp]>([
  ['a value nothing provides', 'billing.yaml', (t) => t.replace('{balance}', '{blance}'), /uses \{blance\}/],
  ['a misspelt field', 'billing.yaml', (t) => t.replace('personal:', 'persnal:'), /billing\.yaml: entries\.0/],
  ['a missing language', 'smalltalk.yaml', (t) => t.replace(/\n {6}zh-Hant: .*/, ''), /zh-Hant/],
  ['an unknown intent', 'service.yaml', (t) => t.replace('service.puk', 'service.pukk'), /pukk: no such intent/],
  ['an intent twice', 'service.yaml', (t) => t.replace('service.puk', 'service.points'), /a second entry/],
  [
    'an unknown facts function',
    'billing.yaml',
    (t) => t.replace('facts: balance', 'facts: ballance'),
    /no facts function/,
  ],
  [
    'a variant nobody chooses',
    'billing.yaml',
    (t) => t.replace('      low_spend:', '      low_spent:'),
    /never chosen/,
  ],
  ['a follow-up that leads nowhere', 'billing.yaml', (t) => t.replace('- top_up', '- topp_up'), /follow-up "topp_up"/],
  [
    'a button nothing offers',
    'suggestions.yaml',
    (t) => t.replace('  vas_query:', '  vas_quary:'),
    /vas_quary: nothing/,
  ],
  [
    'a proposal that is not there',
    'billing.yaml',
    (t) => t.replace('proposal: cancel_service', 'proposal: cancel_servise'),
    /no "cancel_servise"/,
  ],
  ['a shout', 'smalltalk.yaml', (t) => t.replace('不客气，', '不客气！'), /says "！"/],
  ['broken YAML', 'phrases.yaml', (t) => `${t}\n  : : [`, /phrases\.yaml/],
])('%s is found', (_, file, change, fault) => {
  expect(changed(file, change).join('\n')).toMatch(fault);
});

test('a faulty folder does not load, and every fault is told at once', () => {
  const dir = mkdtempSync(join(tmpdir(), 'knowledge-'));
  try {
    cpSync(real, dir, { recursive: true });
    writeFileSync(join(dir, 'phrases.yaml'), 'phrases: 1');
    writeFileSync(join(dir, 'catalogue.yaml'), 'ringBackToneFeeFen: six');
    expect(() => loadKnowledge(dir)).toThrow(/phrases\.yaml[\s\S]*|catalogue\.yaml[\s\S]*/);
    expect(lintKnowledge(dir).filter((fault) => fault.startsWith('catalogue.yaml')).length).toBeGreaterThan(3);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
