import { DataFileError } from '../data-files/load-data';
import { languages } from '../ports/language';
import { lintAreas } from './areas';
import type { Catalogue } from './catalogue';
import { loadCatalogue } from './catalogue';
import type { SubTypeData, TypeData } from './catalogue-schema';
import { lintClimbWording } from './climbs/climb-wording';
import { complaintTypes } from './complaint';
import { lintLife } from './lint-life';
import { placeholders } from './template';
import { oneAlphabet } from './word-match';

/** What each kind of sentence may speak of. */
const apologyWords = new Set(['place', 'item', 'amount', 'since']);
const statusWords = new Set(['number', 'name', 'filed', 'changed', 'owner', 'by', 'answer_by', 'into']);

/**
 * Checks the complaint data beyond its schema: names that point nowhere, words no text can match, wording an angry
 * customer must not hear.
 * @returns every fault with its place; empty when the data is sound
 */
export function lintComplaints(dir: string): string[] {
  let catalogue: Catalogue;
  try {
    catalogue = loadCatalogue(dir);
  } catch (error) {
    if (error instanceof DataFileError) return error.faults.map((fault) => `${error.file}: ${fault}`);
    throw error;
  }
  const types = complaintTypes.map((id) => catalogue.type(id));
  return [
    ...types.flatMap((type) => lintType(type, catalogue)),
    ...lintStandard(types, catalogue),
    ...lintStatus(catalogue),
    ...lintAreas(dir),
    ...lintClimbWording(dir),
  ];
}

function lintType(type: TypeData, { standard }: Catalogue): string[] {
  const at = `${type.id}.yaml`;
  const ids = new Set(type.sub_types.map(({ id }) => id));
  const subTypesNamed = type.slots.flatMap(({ only = [], not_for }) => [...only, ...not_for]);
  return [
    ...repeated(type.sub_types.map(({ id }) => id)).map((id) => `${at}: sub-type ${id} appears twice`),
    ...repeated(type.slots.map(({ slot }) => slot)).map((slot) => `${at}: slot ${slot} appears twice`),
    ...subTypesNamed.filter((id) => !ids.has(id)).map((id) => `${at}: a slot names the unknown sub-type ${id}`),
    ...type.remedies.filter((id) => !Object.hasOwn(standard.remedies, id)).map((id) => `${at}: unknown remedy ${id}`),
    ...[type.owner, ...type.sub_types.map(({ owner }) => owner ?? type.owner)]
      .filter((owner) => !Object.hasOwn(standard.owners, owner))
      .map((owner) => `${at}: unknown owner ${owner}`),
    ...(type.slots[0]?.optional === true ? [`${at}: an optional slot is asked first`] : []),
    ...lintApology(type.apology, `${at}: apology`),
    ...type.sub_types.flatMap((subType) => lintSubType(subType, `${at}: ${subType.id}`, standard.items)),
  ];
}

function lintSubType(subType: SubTypeData, at: string, items: Catalogue['standard']['items']): string[] {
  return [
    ...lintWords(subType.words, at),
    ...subType.items.filter((item) => !Object.hasOwn(items, item)).map((item) => `${at}: unknown item ${item}`),
    ...lintApology(subType.apology, at),
  ];
}

/** Words are compared with plain text, so they must be plain themselves. */
function lintWords(words: readonly string[], at: string): string[] {
  return [
    ...words
      .filter((word) => oneAlphabet(word) !== word)
      .map((word) => `${at}: write "${word}" as "${oneAlphabet(word)}"`),
    ...words
      .filter((word) => word.split('..').some((part) => part === '') || word.split('..').length > 2)
      .map((word) => `${at}: "${word}" needs words on both sides of one ".."`),
    ...repeated(words).map((word) => `${at}: "${word}" appears twice`),
  ];
}

function lintApology({ calm, angry }: TypeData['apology'], at: string): string[] {
  const unknown = [...placeholders(calm), ...placeholders(angry)].filter((name) => !apologyWords.has(name));
  return [
    ...unknown.map((name) => `${at}: {${name}} is not known in an apology`),
    ...languages.flatMap((language) => {
      const [long, short] = [calm[language].text, angry[language].text];
      return [
        ...(short.length >= long.length
          ? [`${at} (${language}): the apology to an angry customer must be the shorter one`]
          : []),
        ...(emptyBrackets(long + short) ? [`${at} (${language}): a part in brackets needs a {placeholder}`] : []),
        ...(/[!！?？]/.test(long + short) ? [`${at} (${language}): an apology neither shouts nor asks`] : []),
        ...(/亲|兹|敬请谅解|带来不便|inconvenience/.test(long + short)
          ? [`${at} (${language}): officialese or cute talk`]
          : []),
      ];
    }),
  ];
}

/** A part in brackets without a placeholder would always be said. */
const emptyBrackets = (text: string): boolean =>
  [...text.matchAll(/\[([^[\]]*)\]/g)].some((match) => !/\{\w+\}/.test(match[1]?.split('|')[0] ?? ''));

function lintStandard(types: readonly TypeData[], { standard }: Catalogue): string[] {
  const at = 'standard.yaml';
  const known = new Set(types.flatMap((type) => type.sub_types.map(({ id }) => id)));
  return [
    ...standard.line_fault.sub_types
      .filter((id) => !known.has(id))
      .map((id) => `${at}: line_fault names the unknown sub-type ${id}`),
    ...Object.entries(standard.items).flatMap(([id, { words }]) => lintWords(words, `${at}: item ${id}`)),
    ...Object.entries(standard.outcomes).flatMap(([id, { words }]) => lintWords(words, `${at}: outcome ${id}`)),
    ...(standard.review_by <= standard.reviewed ? [`${at}: review_by must be after reviewed`] : []),
    ...(standard.review_by > yearAfter(standard.reviewed) ? [`${at}: the standard is reviewed at least yearly`] : []),
    ...lintLife(standard).map((fault) => `${at}: ${fault}`),
    ...standard.around_the_clock
      .filter((id) => !known.has(id))
      .map((id) => `${at}: around_the_clock names the unknown sub-type ${id}`),
  ];
}

const lintStatus = ({ status }: Catalogue): string[] =>
  [...Object.values(status.stages), status.late, status.overdue]
    .flatMap((template) => [...placeholders(template)])
    .filter((name) => !statusWords.has(name))
    .map((name) => `status.yaml: {${name}} is not known in a status`);

const yearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

const repeated = (list: readonly string[]): string[] => [
  ...new Set(list.filter((item, index) => list.indexOf(item) !== index)),
];
