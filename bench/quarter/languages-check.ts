import { groupBy } from './group-by';
import { isWrittenIn, languageByCharacters } from './own-language';
import type { RawStore } from './raw-store';
import { type Language, languages } from './stories';

/** What people outside know of languages. */
export interface LanguagesLog {
  /** Of the page's browser, or of whom the number is; by conversation. */
  readonly locales: ReadonlyMap<string, Language>;
  /** Language of each customer who writes one only, by number. */
  readonly speakers: ReadonlyMap<string, Language>;
  /** Names of people, which are the same in every language. */
  readonly options: { readonly staff: readonly { readonly displayName: string }[] };
  readonly gateways: { readonly delivered: readonly { readonly to: string; readonly text: string }[] };
}

export interface LanguagesFindings {
  /** Messages to customers that were looked at. */
  readonly messages: Readonly<Record<Language, number>>;
  /** Customers who went on in another language in the middle. */
  readonly switched: number;
  readonly faults: readonly string[];
}

/** Everybody is spoken to in the language they used last; letters by the world's own table. */
export function checkLanguages(
  raw: RawStore,
  { locales, speakers, options, gateways }: LanguagesLog,
): LanguagesFindings {
  const messages = Object.fromEntries(languages.map((language) => [language, 0])) as Record<Language, number>;
  const faults: string[] = [];
  let switched = 0;
  for (const [conversation, log] of groupBy(raw.log(), (entry) => entry.conversation)) {
    let current = locales.get(conversation);
    const spoken = new Set<Language>();
    for (const { direction, activity, id } of log) {
      const { type, text = '' } = activity;
      if (type !== 'message' || text === '') continue;
      if (direction === 'in') {
        const own = languageByCharacters(text);
        if (own === undefined) continue;
        current = own;
        spoken.add(own);
      } else if (current !== undefined) look(`${conversation} ${id}`, text, current);
    }
    if (spoken.size > 1) switched += 1;
  }
  for (const { to, text } of gateways.delivered) {
    const language = speakers.get(to);
    if (language !== undefined) look(`text message to ${to}`, text, language);
  }
  return { messages, switched, faults };

  function look(what: string, text: string, language: Language): void {
    messages[language] += 1;
    const words = options.staff.reduce((all, { displayName }) => all.replaceAll(displayName, ''), text);
    if (!isWrittenIn(words, language)) faults.push(`${what} is not in ${language}: ${text.slice(0, 200)}`);
  }
}
