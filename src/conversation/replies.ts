import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../data-files/read-yaml';
import { type Language, languages } from '../ports/language';
import type { Suggestion, Wording } from '../ports/wording';

const entry = z.union([z.string(), z.strictObject({ text: z.string(), speak: z.string() })]);
const localized = z.strictObject({ 'zh-Hans': entry, 'zh-Hant': entry, en: entry });
const button = z.strictObject({ 'zh-Hans': z.string(), 'zh-Hant': z.string(), en: z.string() });
const file = z.strictObject({
  replies: z.record(z.string(), localized).default({}),
  /** Choices offered as buttons: the title is also what counts as said. */
  choices: z.record(z.string(), button).default({}),
});

/** What goes into a `{placeholder}`: the same words read and heard, or two forms. */
export type Value = string | number | Wording;

/** Every sentence the dialogs say, per language, from nlp-models/replies. */
export interface Replies {
  /** @throws Error naming the key or placeholder that is missing; a test renders every key */
  say(key: string, language: Language, values?: Readonly<Record<string, Value>>): Wording;
  choice(key: string, language: Language): Suggestion;
  readonly keys: readonly string[];
}

/**
 * @param folder path of nlp-models/replies
 * @throws Error naming the file and what is wrong in it
 */
export function loadReplies(folder: string): Replies {
  const replies = new Map<string, z.output<typeof localized>>();
  const choices = new Map<string, z.output<typeof button>>();
  for (const name of readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()) {
    const content = file.safeParse(readYaml(join(folder, name)));
    if (!content.success) throw new Error(`nlp-models/replies/${name}: ${z.prettifyError(content.error)}`);
    for (const [key, value] of Object.entries(content.data.replies)) {
      if (replies.has(key)) throw new Error(`nlp-models/replies/${name}: "${key}" is already defined in another file`);
      replies.set(key, value);
    }
    for (const [key, value] of Object.entries(content.data.choices)) choices.set(key, value);
  }
  return {
    keys: [...replies.keys()],
    say(key, language, values = {}) {
      const found = replies.get(key)?.[language];
      if (!found) throw new Error(`No reply "${key}" in nlp-models/replies: add it in ${languages.join(', ')}.`);
      const { text, speak } = typeof found === 'string' ? { text: found, speak: found } : found;
      return { text: fill(key, text, values, 'text'), speak: fill(key, speak, values, 'speak') };
    },
    choice(key, language) {
      const title = choices.get(key)?.[language];
      if (!title) throw new Error(`No choice "${key}" in nlp-models/replies: add it in ${languages.join(', ')}.`);
      return { title, say: title };
    },
  };
}

function fill(key: string, template: string, values: Readonly<Record<string, Value>>, form: keyof Wording): string {
  return template.replace(/\{(\w{1,40})\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`Reply "${key}" needs a value for {${name}}.`);
    return typeof value === 'object' ? value[form] : String(value);
  });
}
