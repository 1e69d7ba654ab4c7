import { join } from 'node:path';
import { z } from 'zod';
import { placeholders } from '../complaints/template';
import { oneAlphabet } from '../complaints/word-match';
import { DataFileError, loadData } from '../data-files/load-data';
import { wrapUpSchema } from '../handoff/wrap-up-data';
import { languages } from '../ports/language';
import { type LetterLine, letterLines, loadMailWording, units as unitNames, unitSays } from './mail-wording';
import { loadLearningRules } from './rules';
import { loadMatching } from './same-question';

/** Fewer causes to choose from than this, and people choose the last one. */
const fewestCauses = 5;

/**
 * Checks nlp-models/learning beyond its schemas, and the causes of handoff/wrap-up.yaml as what is counted and acted on.
 * @returns every fault with its place; empty when the data is sound
 */
export function lintLearning(dir: string): string[] {
  return [
    ...checked(() => lintRules(dir)),
    ...checked(() => lintMail(dir)),
    ...checked(() => lintMatching(dir)),
    ...checked(() => lintCauses(dir)),
  ];
}

function checked(look: () => string[]): string[] {
  try {
    return look();
  } catch (error) {
    if (error instanceof DataFileError) return error.faults.map((fault) => `${error.file}: ${fault}`);
    throw error;
  }
}

function lintRules(dir: string): string[] {
  const { reviewed, review_by: reviewBy, did_it_stop: stop, digest } = loadLearningRules(dir);
  const at = 'learning.yaml';
  return [
    ...(reviewBy <= reviewed ? [`${at}: review_by must be after reviewed`] : []),
    ...(stop.least_days > stop.days ? [`${at}: did_it_stop.least_days must not be more than days`] : []),
    ...(new Set(digest.measures).size < digest.measures.length ? [`${at}: digest.measures names one twice`] : []),
    ...(digest.measures.includes('complaints') ? [`${at}: digest.measures: complaints are always there`] : []),
  ];
}

function lintMail(dir: string): string[] {
  const { letter, units } = loadMailWording(dir);
  return [
    ...(Object.keys(letterLines) as LetterLine[]).flatMap((line) => {
      const known: readonly string[] = letterLines[line];
      const named = [...placeholders(letter[line])];
      return named
        .filter((name) => !known.includes(name))
        .map((name) => `mail.yaml: letter.${line}: {${name}} is not known there`);
    }),
    ...unitNames.flatMap((unit) =>
      unitSays[unit]
        .filter((name) => languages.some((one) => !units[unit][one].text.includes(`{${name}}`)))
        .map((name) => `mail.yaml: units.${unit} needs {${name}} in every language`),
    ),
  ];
}

function lintMatching(dir: string): string[] {
  const { fillers, same, deciding } = loadMatching(dir);
  const at = 'matching.yaml';
  const all = [...fillers, ...same.flat()];
  const repeated = all.filter((word, index) => all.indexOf(word) !== index);
  const plain = [...all, ...deciding].filter((word) => oneAlphabet(word) !== word);
  return [
    ...[...new Set(repeated)].map((word) => `${at}: "${word}" is there twice`),
    ...plain.map((word) => `${at}: write "${word}" as "${oneAlphabet(word)}"`),
    ...deciding.filter((word) => fillers.includes(word)).map((word) => `${at}: "${word}" decides, so it is no filler`),
  ];
}

/** Two levels for each type of complaint, and enough to choose from: what is told in free words alone cannot be counted. */
function lintCauses(dir: string): string[] {
  const { causes } = loadData(
    join(dir, '..', 'handoff'),
    'wrap-up.yaml',
    z.looseObject({ causes: wrapUpSchema.shape.causes }),
  );
  const at = 'wrap-up.yaml: causes';
  const groups = Object.values(causes);
  const types = new Set(groups.flatMap((group) => group.types));
  return [
    ...Object.entries(causes)
      .filter(([, group]) => Object.keys(group.causes).length < 2)
      .map(([code]) => `${at}: the group "${code}" needs two causes at least`),
    ...[...types]
      .filter(
        (type) =>
          groups.filter((group) => group.types.includes(type)).flatMap((group) => Object.keys(group.causes)).length <
          fewestCauses,
      )
      .map((type) => `${at}: ${type} has fewer than ${fewestCauses} causes of its own`),
  ];
}
