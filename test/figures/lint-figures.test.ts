import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measures } from '../../src/figures/figures';
import { lintFigures } from '../../src/figures/lint-figures';
import { loadMeasures } from '../../src/figures/load-measures';
import { renderFiguresDocs } from '../../src/figures/render-docs';

const root = join(__dirname, '../..');
const dir = join(root, 'nlp-models/figures');

/** The faults found once the file says something else. */
function faultsAfter(change: (text: string) => string): string[] {
  const copy = mkdtempSync(join(tmpdir(), 'figures-'));
  try {
    cpSync(dir, copy, { recursive: true });
    const file = join(copy, 'measures.yaml');
    const before = readFileSync(file, 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(file, after);
    return lintFigures(copy).map((fault) => fault.replace(copy, ''));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

test('the words of the measures are in order, each measure has them, in its order', () => {
  expect(lintFigures(dir)).toEqual([]);
  const all = loadMeasures(dir);
  expect(all.map(({ measure }) => measure)).toEqual([...measures]);
  for (const { by, definition } of all) {
    expect(by).toContain('week');
    expect(Object.keys(definition)).toEqual(['zh-Hans', 'zh-Hant', 'en']);
  }
});

test('a unit that is not what is counted, a name twice, half a sentence, a measure without words are found', () => {
  expect(faultsAfter((text) => text.replace('unit: ms', 'unit: fen'))).toEqual([
    'measures.yaml: first_reply_time: its unit is ms, not fen',
  ]);
  expect(faultsAfter((text) => text.replace('en: Contacts }', 'en: Complaints }'))).toEqual([
    'measures.yaml: contacts: another measure is called Complaints too',
  ]);
  expect(faultsAfter((text) => text.replace('of all contacts.', 'of all contacts'))).toEqual([
    'measures.yaml: hand_off_rate: the definition in en is no sentence, it has to end with .',
  ]);
  expect(faultsAfter((text) => text.replace('  contacts:', '  visits:')).join()).toMatch(/measures\.yaml: measures/);
});

test('docs/figures.md is current', () => {
  const said = execFileSync(process.execPath, ['scripts/docs.mjs', '--check'], { cwd: root, encoding: 'utf8' });
  expect(said).toContain('docs/figures.md is current');
  expect(Object.keys(renderFiguresDocs(loadMeasures(dir)))).toEqual(['measures', 'definitions', 'dimensions']);
});
