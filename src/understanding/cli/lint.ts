import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lintComplaints } from '../../complaints/lint-complaints';
import { lintContacts } from '../../figures/contacts';
import { lintFigures } from '../../figures/lint-figures';
import { lintHandoff } from '../../handoff/lint-handoff';
import { lintKnowledge } from '../../knowledge/lint-knowledge';
import { lintTraditional } from '../../knowledge/lint-traditional';
import { lintProblemRules } from '../../known-problems/lint-problem-rules';
import { lintLearning } from '../../learning/lint-learning';
import { cueFaults } from './checks/cues';
import { languageDataFaults } from './checks/language-data';
import { leaks } from './checks/leakage';
import { replyFaults } from './checks/replies';
import { brokenFiles, unreadFiles } from './checks/yaml-files';
import { textKey } from './measure/text-key';

/** A check the caller adds, for data whose reader lives outside the domain. Yields one line a fault. */
export type Check = (dataDir: string) => Iterable<string>;

/** Checks every data file; prints one line a fault. @returns 0 when there is none */
export function lint(dataDir: string, print: (line: string) => void, more: readonly Check[] = []): number {
  const faults = [...faultsOf(dataDir, more)];
  for (const fault of faults) print(fault);
  if (faults.length === 0) print('nlp-models: all data files are in order');
  return faults.length === 0 ? 0 : 1;
}

/** The faults found under `nlp-models`, each on one line with the file it stands in and what to do. */
export function* faultsOf(dataDir: string, more: readonly Check[] = []): Generator<string> {
  const broken = [...brokenFiles(dataDir)];
  yield* broken;
  // What cannot be read cannot be checked further.
  if (broken.length > 0) return;
  yield* unreadFiles(dataDir);
  const keyOf = textKey();
  for (const fault of languageDataFaults(dataDir, keyOf)) yield oneLine(fault);
  for (const fault of leaks(dataDir, keyOf)) yield oneLine(fault);
  yield* folderFaults(dataDir, 'complaints', lintComplaints);
  yield* folderFaults(dataDir, 'complaints', lintProblemRules);
  yield* folderFaults(dataDir, 'figures', lintFigures);
  yield* folderFaults(dataDir, 'handoff', lintHandoff);
  yield* folderFaults(dataDir, 'knowledge', lintKnowledge);
  yield* folderFaults(dataDir, 'knowledge', lintTraditional);
  yield* folderFaults(dataDir, 'learning', lintLearning);
  yield* folderFaults(dataDir, 'figures', lintContacts);
  for (const fault of replyFaults(dataDir)) yield oneLine(fault);
  for (const fault of cueFaults(dataDir)) yield oneLine(fault);
  for (const check of more) for (const fault of check(dataDir)) yield oneLine(fault);
}

function* folderFaults(dataDir: string, name: string, faultsIn: (dir: string) => string[]): Generator<string> {
  const dir = join(dataDir, name);
  if (!existsSync(dir)) return;
  for (const fault of faultsIn(dir)) {
    const inFolder = fault.startsWith(dir) ? fault.slice(dir.length + 1) : fault;
    yield oneLine(`nlp-models/${name}/${inFolder}`);
  }
}

const oneLine = (fault: string): string => fault.replace(/\s*\n\s*/g, ' ');
