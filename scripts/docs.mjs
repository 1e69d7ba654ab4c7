// Writes the tables that docs pages take from code and data. `--check` only says whether they are current.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

// The sources are read as they are, so that the docs never show an older build.
require.extensions['.ts'] = (module, file) => {
  const options = { module: { type: 'commonjs' }, jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } };
  module._compile(transformFileSync(file, options).code, file);
};
const { loadCatalogue } = require(join(root, 'src/complaints/catalogue.ts'));
const { insertDocs, renderDocs } = require(join(root, 'src/complaints/render-docs.ts'));
const { renderDeskDocs } = require(join(root, 'src/desk/render-docs.ts'));
const { renderHandoffDocs } = require(join(root, 'src/handoff/render-docs.ts'));
const { loadMeasures } = require(join(root, 'src/figures/load-measures.ts'));
const { renderFiguresDocs } = require(join(root, 'src/figures/render-docs.ts'));
const { loadRouting } = require(join(root, 'src/handoff/routing-data.ts'));
const { renderProblemDocs } = require(join(root, 'src/known-problems/render-docs.ts'));
const { loadProblemRules } = require(join(root, 'src/known-problems/rules.ts'));
const { loadWrapUp } = require(join(root, 'src/handoff/wrap-up-data.ts'));

const complaints = join(root, 'nlp-models/complaints');
const handoff = join(root, 'nlp-models/handoff');
const pages = {
  'docs/complaints.md': renderDocs(loadCatalogue(complaints)),
  'docs/agents.md': renderHandoffDocs(loadRouting(handoff), loadWrapUp(handoff)),
  'docs/desk.md': renderDeskDocs(),
  'docs/figures.md': renderFiguresDocs(loadMeasures(join(root, 'nlp-models/figures'))),
  'docs/known-problems.md': renderProblemDocs(loadProblemRules(complaints), loadCatalogue(complaints)),
};

for (const [page, parts] of Object.entries(pages)) {
  const path = join(root, page);
  const before = readFileSync(path, 'utf8');
  const after = insertDocs(before, parts);
  if (after === before) console.log(`${page} is current`);
  else if (process.argv.includes('--check')) {
    console.error(`${page} is not current: run npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, after);
    console.log(`${page} written`);
  }
}
