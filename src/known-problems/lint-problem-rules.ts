import { join } from 'node:path';
import { type Catalogue, loadCatalogue } from '../complaints/catalogue';
import { DataFileError } from '../data-files/load-data';
import { loadWrapUp, type WrapUpData } from '../handoff/wrap-up-data';
import { loadProblemRules } from './rules';

/** Checks the rules of known problems beyond their schema. @returns every fault; empty when the data is sound */
export function lintProblemRules(dir: string): string[] {
  try {
    const { rules, questions, reviewed, review_by: reviewBy } = loadProblemRules(dir);
    const catalogue = readCatalogue(dir);
    const wrapUp = readWrapUp(join(dir, '..', 'handoff'));
    const at = 'known-problems.yaml';
    const groups = [
      ...rules.map(({ rule, ...group }) => ({ name: rule, ...group })),
      ...Object.entries(questions).map(([name, group]) => ({ name, ...group })),
    ];
    return [
      ...rules
        .filter(({ rule }, index) => rules.findIndex((other) => other.rule === rule) !== index)
        .map(({ rule }) => `${at}: ${rule} appears twice`),
      ...groups.flatMap(({ name, type, sub_types: subTypes }) => {
        const known = new Set(catalogue?.type(type).sub_types.map(({ id }) => id));
        if (catalogue === undefined) return [];
        return subTypes.filter((id) => !known.has(id)).map((id) => `${at}: ${name} names the unknown sub-type ${id}`);
      }),
      ...rules.flatMap(({ rule, causes }) =>
        causes
          .filter((cause) => wrapUp?.isCause(cause) === false)
          .map((cause) => `${at}: ${rule} names the cause ${cause}, which handoff/wrap-up.yaml does not have`),
      ),
      ...(reviewBy <= reviewed ? [`${at}: review_by must be after reviewed`] : []),
    ];
  } catch (error) {
    if (error instanceof DataFileError) return error.faults.map((fault) => `${error.file}: ${fault}`);
    throw error;
  }
}

/** What is wrong with the types, and with the causes themselves, is said by their own checks. */
const readCatalogue = (dir: string): Catalogue | undefined => readable(() => loadCatalogue(dir));
const readWrapUp = (dir: string): WrapUpData | undefined => readable(() => loadWrapUp(dir));

function readable<Data>(load: () => Data): Data | undefined {
  try {
    return load();
  } catch (error) {
    if (error instanceof DataFileError) return undefined;
    throw error;
  }
}
