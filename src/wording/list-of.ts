import type { Language } from '../ports/language';

const english = new Intl.ListFormat('en');

/** Several things in one sentence: “A and B”, 甲、乙 */
export const listOf = (items: readonly string[], language: Language): string =>
  language === 'en' ? english.format(items) : items.join('、');
