import { z } from 'zod';
import { type Language, type Localized, languages } from '../ports/language';
import type { Wording } from '../ports/wording';

/** A sentence of the data files in one language: to read and, where it differs, to hear. */
export interface Template {
  readonly text: string;
  readonly speak?: string;
}

const template = z
  .union([z.string().min(1), z.strictObject({ text: z.string().min(1), speak: z.string().min(1).optional() })])
  .transform((value): Template => {
    if (typeof value === 'string') return { text: value };
    return value.speak === undefined ? { text: value.text } : { text: value.text, speak: value.speak };
  });

/** One sentence in all three languages, as the YAML files write it: `zh-Hans: …` or `zh-Hans: { text: …, speak: … }`. */
export const templateSchema: z.ZodType<Localized<Template>> = z.strictObject({
  'zh-Hans': template,
  'zh-Hant': template,
  en: template,
});

/** One plain name in all three languages. */
export const nameSchema: z.ZodType<Localized> = z.strictObject({
  'zh-Hans': z.string().min(1),
  'zh-Hant': z.string().min(1),
  en: z.string().min(1),
});

/** What a placeholder stands for; `undefined`: not known, the template then leaves its part out. */
export type TemplateValues = Readonly<Record<string, Wording | string | undefined>>;

/**
 * Fills `{name}` from `values`. A part in brackets is said only when every placeholder in it is known, and `[a|b]`
 * says `b` when `a` cannot be said: `您[在{place}]等了这么久` reads well with and without a place. Brackets do not nest.
 */
export function fill(template: Template, values: TemplateValues = {}): Wording {
  return {
    text: fillOne(template.text, values, 'text'),
    speak: fillOne(template.speak ?? template.text, values, 'speak'),
  };
}

/** The same in the language asked for. */
export const say = (templates: Localized<Template>, language: Language, values: TemplateValues = {}): Wording =>
  fill(templates[language], values);

/** Names of the placeholders a template uses, for the linter. */
export const placeholders = (templates: Localized<Template>): ReadonlySet<string> =>
  new Set(
    languages.flatMap((language) => {
      const { text, speak = '' } = templates[language];
      return [...(text + speak).matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    }),
  );

function fillOne(template: string, values: TemplateValues, form: keyof Wording): string {
  const value = (name: string): string | undefined => {
    const known = Object.hasOwn(values, name) ? values[name] : undefined;
    return typeof known === 'string' ? known : known?.[form];
  };
  const known = (part: string): boolean =>
    [...part.matchAll(/\{(\w+)\}/g)].every((match) => value(match[1] ?? '') !== undefined);
  return template
    .replace(/\[([^[\]]*)\]/g, (_, choices: string) => choices.split('|').find(known) ?? '')
    .replace(/\{(\w+)\}/g, (_, name: string) => value(name) ?? '');
}
