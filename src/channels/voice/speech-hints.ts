import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../data-files/read-yaml';
import { loadTraditional } from '../../knowledge/traditional';
import { hasChinese, type Language } from '../../ports/language';

const schema = z.object({ items: z.record(z.string(), z.array(z.coerce.string())) });
const most = 100;
/** Of each thing customers talk about, so many of its names: the first ones are the usual ones. */
const ofEach = 5;

/**
 * Words of the trade the recogniser should expect, from the lexicon of the understanding.
 * @param dataDir path of nlp-models
 */
export function loadSpeechHints(dataDir: string): Record<Language, readonly string[]> {
  const { items } = schema.parse(readYaml(join(dataDir, 'lexicon/words.yaml')));
  const pick = (fits: (word: string) => boolean): string[] =>
    Object.values(items)
      .flatMap((names) =>
        names
          .map((name) => name.replace('*', ''))
          .filter(fits)
          .slice(0, ofEach),
      )
      .slice(0, most);
  const chinese = pick((word) => hasChinese(word));
  const toTraditional = loadTraditional(join(dataDir, 'knowledge'));
  return {
    'zh-Hans': chinese,
    'zh-Hant': [...new Set(chinese.map(toTraditional))],
    en: pick((word) => /^[a-z -]{3,}$/.test(word)),
  };
}
