import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { suggestionFileSchema } from '../../src/knowledge/entry-schema';
import { languages } from '../../src/ports/language';
import { loadUnderstander } from '../../src/understanding/load';

const models = join(__dirname, '../../nlp-models');

/** What stands in for the values facts functions give. */
const examples = new Map([
  ['{service}', { zh: '视频会员', en: 'Video membership' }],
  ['{pack}', { zh: '3GB流量月包', en: '3 GB monthly pack' }],
  ['{cap}', { zh: '30元', en: '30 yuan' }],
]);

test('understanding reads every follow-up as the intent it stands for', async () => {
  const understander = await loadUnderstander({ dataDir: models, clock: { now: () => 1_795_226_400_000 } });
  const file = readFileSync(join(models, 'knowledge/suggestions.yaml'), 'utf8');
  const { suggestions } = suggestionFileSchema.parse(parse(file));
  const misread: string[] = [];
  for (const [id, suggestion] of Object.entries(suggestions)) {
    if (suggestion.intent === undefined) continue;
    for (const language of languages) {
      const said = [...examples].reduce(
        (text, [name, value]) => text.replace(name, language === 'en' ? value.en : value.zh),
        suggestion.say[language],
      );
      const { intent } = await understander.understand(said, language);
      if (intent !== suggestion.intent) misread.push(`${id} (${language}) "${said}" is read as ${intent}`);
    }
  }
  expect(misread).toEqual([]);
}, 60_000);
