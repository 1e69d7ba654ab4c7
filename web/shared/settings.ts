import { type Language, languages } from '../../src/ports/language';

/** What a visitor chose, remembered in this browser; where storage is forbidden, for this visit. */
const kept = new Map<string, string>();

export function remember(name: string, value: string): void {
  kept.set(name, value);
  try {
    localStorage.setItem(name, value);
  } catch {
    // Private windows and foreign frames may forbid storage.
  }
}

export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? kept.get(name);
  } catch {
    return kept.get(name);
  }
}

/** An own language code, `undefined` for anything else. */
export const asLanguage = (text: string | null | undefined): Language | undefined =>
  languages.find((language) => language === text);

/** `zh-TW`, `zh-HK`, `zh-Hant-…` read Traditional; other Chinese Simplified; English English; the rest Simplified. */
export function languageOf(tag: string): Language {
  const lower = tag.toLowerCase();
  if (/^zh\b.*\b(hant|tw|hk|mo)\b/.test(lower)) return 'zh-Hant';
  return lower.startsWith('en') ? 'en' : 'zh-Hans';
}

/** Chosen here before, else named in the address (`?lang=`), else the browser's own. */
export function startLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  return asLanguage(recall('language')) ?? asLanguage(asked) ?? languageOf(navigator.language);
}

/** Each in its own words. */
export const languageNames: Readonly<Record<Language, string>> = {
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
};
