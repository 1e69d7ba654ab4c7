import { toTraditional } from '../knowledge/traditional';
import { hasChinese, type Language } from '../ports/language';

/** What a supervisor wrote for customers. */
export interface ToldWords {
  /** As written: Simplified Chinese. Traditional Chinese is made of it where it is told. */
  readonly text: string;
  /** The same in English, where somebody wrote it. */
  readonly english?: string;
}

/** The words in the reader's language; `undefined`: nobody wrote them in English. Words without Chinese are anybody's. */
export function wordsIn(language: Language, { text, english }: ToldWords): string | undefined {
  if (language === 'en') return english ?? (hasChinese(text) ? undefined : text);
  return language === 'zh-Hant' ? toTraditional(text) : text;
}

export const wordsOf = (text: string, english = ''): ToldWords => ({
  text: text.trim(),
  ...(english.trim() === '' ? {} : { english: english.trim() }),
});

export const isSameWords = (known: ToldWords | undefined, { text, english }: ToldWords): boolean =>
  known?.text === text && known.english === english;
