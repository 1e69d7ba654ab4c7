import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

const several = z.looseObject({ text: z.coerce.string(), intents: z.array(z.string()) });
const file = z.looseObject({
  intents: z.record(z.string(), z.array(z.coerce.string())).optional(),
  several: z.array(several).optional(),
});

/** Names one utterance of the training data, whatever else its file says about it. */
export const utteranceId = (file: string, intents: readonly string[], text: string): string =>
  [file, intents.join('+'), text].join('\0');

/**
 * The training files with some utterances left out; all else in them stays.
 * @param keeps asked with the `utteranceId` of each
 * @returns file name → YAML
 */
export function trainingFiles(dataDir: string, keeps: (id: string) => boolean): Map<string, string> {
  const folder = join(dataDir, 'intents');
  const files = new Map<string, string>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const content = file.parse(parse(readFileSync(join(folder, name), 'utf8')));
    const intents = Object.entries(content.intents ?? {}).map(
      ([intent, texts]) => [intent, texts.filter((text) => keeps(utteranceId(name, [intent], text)))] as const,
    );
    const rest = content.several?.filter((one) => keeps(utteranceId(name, one.intents, one.text)));
    files.set(
      name,
      stringify({
        ...content,
        ...(content.intents ? { intents: Object.fromEntries(intents) } : {}),
        ...(rest ? { several: rest } : {}),
      }),
    );
  }
  return files;
}
