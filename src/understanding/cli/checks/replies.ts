import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { languages } from '../../../ports/language';

const words = z.string().min(1);
const wording = z.union([words, z.strictObject({ text: words, speak: words })]);
const localized = z.strictObject({ 'zh-Hans': wording, 'zh-Hant': wording, en: wording });
const title = z.strictObject({ 'zh-Hans': words, 'zh-Hant': words, en: words });
const file = z.strictObject({
  replies: z.record(z.string(), localized).default({}),
  choices: z.record(z.string(), title).default({}),
});

/**
 * Faults of `replies/*.yaml`: a language or spoken form missing, a key twice, placeholders that differ between
 * languages. Only the shape: which keys are used is known to the dialogs alone.
 */
export function* replyFaults(dataDir: string): Generator<string> {
  const folder = join(dataDir, 'replies');
  if (!existsSync(folder)) return;
  const seen = new Map<string, string>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const where = `nlp-models/replies/${name}`;
    const read = file.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
    if (!read.success) {
      for (const issue of read.error.issues) yield `${where}: ${issue.path.join('.')}: ${issue.message}`;
      continue;
    }
    const keys = [...Object.keys(read.data.replies), ...Object.keys(read.data.choices).map((key) => `choice ${key}`)];
    for (const key of keys) {
      const other = seen.get(key);
      if (other) yield `${where}: ${key} is also in ${other}`;
      seen.set(key, name);
    }
    for (const [key, reply] of Object.entries(read.data.replies)) {
      const [first, ...others] = languages.map((language) => ({ language, names: placeholders(reply[language]) }));
      for (const { language, names } of others) {
        if (first && names !== first.names)
          yield `${where}: ${key}: ${language} fills in ${names || 'nothing'}, ${first.language} ${first.names || 'nothing'}`;
      }
    }
  }
}

function placeholders(wording: z.output<typeof localized>['en']): string {
  const text = typeof wording === 'string' ? wording : wording.text;
  return [...new Set([...text.matchAll(/\{(\w{1,40})\}/g)].map(([all]) => all))].sort().join(' ');
}
