import type { StoredProblem } from './stored-problem';
import { englishOf, type ToldWords } from './told-words';

/**
 * Whom other words at the same time are news for: whoever reads the language in which they are others. Nobody is told the
 * same twice.
 * @param serial of these news
 */
export function newsFor(
  before: StoredProblem,
  words: ToldWords,
  serial: number,
): NonNullable<StoredProblem['newsFor']> {
  const { known = { text: '' }, news } = before;
  const last = before.newsFor ?? { chinese: news, english: news };
  return {
    chinese: known.text === words.text ? last.chinese : serial,
    english: englishOf(known) === englishOf(words) ? last.english : serial,
  };
}
