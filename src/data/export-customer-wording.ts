import { join } from 'node:path';
import { z } from 'zod';
import { loadData } from '../data-files/load-data';
import { languages } from '../ports/language';

/** Parts of the file, in order. */
export const sections = [
  'conversations',
  'complaints',
  'handovers',
  'files',
  'records',
  'messages',
  'consents',
  'notices',
  'questions',
  'requests',
] as const;
export type Section = (typeof sections)[number];

const words = z.string().min(1);
const localized = z.strictObject({ 'zh-Hans': words, 'zh-Hant': words, en: words });
const list = z.array(words).min(1);
const schema = z.strictObject({
  title: localized,
  what: localized,
  sections: z.record(z.enum(sections), localized),
  left_out: z.strictObject({ 'zh-Hans': list, 'zh-Hant': list, en: list }),
});

/**
 * The head of the file, in every language.
 * @param dataDir path of nlp-models: data/customer-copy.yaml
 * @throws DataFileError naming what is wrong with it
 */
export function loadCopyHead(dataDir: string): Readonly<Record<string, unknown>> {
  const read = loadData(join(dataDir, 'data'), 'customer-copy.yaml', schema);
  return Object.fromEntries(
    languages.map((language) => [
      language,
      {
        title: read.title[language],
        what: read.what[language],
        contents: Object.fromEntries(sections.map((name) => [name, read.sections[name][language]])),
        leftOut: read.left_out[language],
      },
    ]),
  );
}
