import { z } from 'zod';
import { loadData } from '../data-files/load-data';
import type { Localized } from '../ports/language';
import { nameSchema } from './template';
import { findWord, oneAlphabet } from './word-match';

const file = z.strictObject({
  areas: z
    .array(
      z.strictObject({
        area: z.string().regex(/^[a-z][a-z0-9_]*$/),
        names: nameSchema,
        words: z.array(z.string().min(2)).min(1),
      }),
    )
    .min(1),
});
export type AreaData = z.infer<typeof file>['areas'][number];

/** The districts complaints are counted and outages are told by: nlp-models/complaints/areas.yaml. */
export interface Areas {
  readonly list: readonly { readonly area: string; readonly names: Localized }[];
  /**
   * Code of the area that texts speak of, the first text that names one: a place before the whole story. The longest word
   * decides. `undefined`: none is named.
   */
  of(...texts: readonly (string | undefined)[]): string | undefined;
  has(area: string): boolean;
  /** A code the data no longer knows comes back as it is. */
  name(area: string, language: keyof Localized): string;
}

/** @throws DataFileError when the file is missing or wrong */
export const loadAreas = (dir: string): Areas => areasOf(readAreas(dir));

/** @throws DataFileError when the file is missing or wrong */
export const readAreas = (dir: string): readonly AreaData[] => loadData(dir, 'areas.yaml', file).areas;

export function areasOf(data: readonly AreaData[]): Areas {
  const words = data
    .flatMap(({ area, words: own, names }) =>
      [...own, ...Object.values(names)].map((word) => ({ area, word: plain(word) })),
    )
    .sort((a, b) => b.word.length - a.word.length);
  const names = new Map(data.map((one) => [one.area, one.names]));
  const find = (text: string): string | undefined => {
    const story = plain(text);
    return words.find(({ word }) => findWord(story, word, 0) >= 0)?.area;
  };
  return {
    list: data.map(({ area, names: own }) => ({ area, names: own })),
    of(...texts) {
      for (const text of texts) {
        const found = text === undefined ? undefined : find(text);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    has: (area) => names.has(area),
    name: (area, language) => names.get(area)?.[language] ?? area,
  };
}

const numerals = '零一二三四五六七八九';
/** One alphabet, and digits in one writing: 五一路 and 51路 are the same street. */
export const plain = (text: string): string =>
  oneAlphabet(text).replace(/[〇零一二三四五六七八九]/g, (sign) => (sign === '〇' ? '0' : `${numerals.indexOf(sign)}`));

/** Faults of the areas: words no text can match, and words that stand for two areas. */
export function lintAreas(dir: string): string[] {
  const data = readAreas(dir);
  const owner = new Map<string, string>();
  const faults = data
    .filter(({ area }, index) => data.findIndex((other) => other.area === area) !== index)
    .map(({ area }) => `areas.yaml: ${area} appears twice`);
  for (const { area, words } of data) {
    for (const word of words) {
      const known = owner.get(plain(word));
      if (known !== undefined) faults.push(`areas.yaml: ${area}: "${word}" stands for ${known} already`);
      owner.set(plain(word), area);
      if (oneAlphabet(word) !== word) faults.push(`areas.yaml: ${area}: write "${word}" as "${oneAlphabet(word)}"`);
    }
  }
  return faults;
}
