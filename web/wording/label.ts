import type { Language, Localized } from '../../src/ports/language';

/** A code's name from one of the wording's tables; the raw code where it has none. */
export const label = (table: object, code: string): string => {
  const name: unknown = Object.hasOwn(table, code) ? (table as Record<string, unknown>)[code] : undefined;
  return typeof name === 'string' ? name : code;
};

/** A table of names in one language. */
export const namesIn = <Code extends string>(
  names: Readonly<Record<Code, Localized>>,
  language: Language,
): Record<Code, string> =>
  Object.fromEntries(Object.entries<Localized>(names).map(([code, name]) => [code, name[language]])) as Record<
    Code,
    string
  >;
