import { hasChinese, type Language } from '../ports/language';

/** What a supervisor wrote for customers. */
export interface ToldWords {
  /** As written: Simplified Chinese. Traditional Chinese is made of it where it is told. */
  readonly text: string;
  /** The same in English, where somebody wrote it. */
  readonly english?: string;
}

/** The words in the reader's language; `undefined`: nobody wrote them in English. */
export function wordsIn(
  language: Language,
  told: ToldWords,
  toTraditional: (text: string) => string,
): string | undefined {
  if (language === 'en') return englishOf(told);
  return language === 'zh-Hant' ? toTraditional(told.text) : told.text;
}

/** The words as readers of English have them, if they do. Words without Chinese are anybody's. */
export const englishOf = ({ text, english }: ToldWords): string | undefined =>
  english ?? (hasChinese(text) ? undefined : text);

export const wordsOf = (text: string, english = ''): ToldWords => ({
  text: text.trim(),
  ...(english.trim() === '' ? {} : { english: english.trim() }),
});

export const isSameWords = (known: ToldWords | undefined, { text, english }: ToldWords): boolean =>
  known?.text === text && known.english === english;
