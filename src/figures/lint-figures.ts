import { DataFileError } from '../data-files/load-data';
import { languages } from '../ports/language';
import type { MeasureWords } from './figures';
import { loadMeasures } from './load-measures';
import { measureRules } from './measure-rules';

const units = { count: ['count'], share: ['share'], per_10000: ['per_10000'], median: ['ms'], sum: ['fen'] } as const;
const ends = { 'zh-Hans': '。', 'zh-Hant': '。', en: '.' } as const;

/**
 * Checks the words of the measures beyond their schema: a unit that is not what is counted, two with the same name, a
 * definition that is no sentence.
 * @param dir nlp-models/figures
 * @returns every fault with its place; empty when the data is sound
 */
export function lintFigures(dir: string): string[] {
  try {
    return faultsIn(loadMeasures(dir)).map((fault) => `measures.yaml: ${fault}`);
  } catch (error) {
    if (error instanceof DataFileError) return error.faults.map((fault) => `${error.file}: ${fault}`);
    throw error;
  }
}

function faultsIn(all: readonly MeasureWords[]): string[] {
  return all.flatMap(({ measure, unit, definition, names }, index) => {
    const wanted: readonly string[] = units[measureRules[measure].kind];
    return [
      ...(wanted.includes(unit) ? [] : [`${measure}: its unit is ${wanted.join(' or ')}, not ${unit}`]),
      ...languages.flatMap((language) => [
        ...(definition[language].endsWith(ends[language])
          ? []
          : [`${measure}: the definition in ${language} is no sentence, it has to end with ${ends[language]}`]),
        ...(all.findIndex((other) => other.names[language] === names[language]) === index
          ? []
          : [`${measure}: another measure is called ${names[language]} too`]),
      ]),
    ];
  });
}
