import type { Localized } from '../ports/language';

/** A name that stands within sentences (`billing team`), as it stands alone in a menu or column: `Billing team`. */
export const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The other way round: `Billing team` as it stands within a sentence; names in capitals stay. */
export const withinSentence = (name: string): string =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

/** The names of codes, each {@link titled} in every language. */
export const allTitled = (names: Readonly<Record<string, Localized>>): Readonly<Record<string, Localized>> =>
  Object.fromEntries(
    Object.entries(names).map(([code, name]) => [
      code,
      { 'zh-Hans': titled(name['zh-Hans']), 'zh-Hant': titled(name['zh-Hant']), en: titled(name.en) },
    ]),
  );
