import { Phrases } from './phrases';
import type { Pinyin } from './pinyin';

/**
 * Reads terms written by ear (彩玲, 人功) as what they sound like. Positions after a replacement may shift: only the
 * classifier and the request-for-a-person net read the result, never the slots.
 */
export interface HomophoneReader {
  read(text: string): string;
}

/**
 * @param terms whose sound alone identifies them
 * @param mishearings fixed replacements, applied first
 * @param usual words of the language that must be left as written
 */
export function homophoneReader(
  terms: readonly string[],
  mishearings: Readonly<Record<string, string>>,
  pinyin: Pinyin,
  usual: (word: string) => boolean,
): HomophoneReader {
  const fixed = new Phrases<string>();
  for (const [wrong, right] of Object.entries(mishearings)) fixed.add(wrong, right);
  const bySound = new Map<string, string>();
  const lengths = new Set<number>();
  for (const term of terms) {
    const sound = soundOf(term, pinyin);
    if (sound) bySound.set(sound, term);
    lengths.add(term.length);
  }
  const longestFirst = [...lengths].sort((a, b) => b - a);

  const termAt = (text: string, at: number): string | undefined => {
    for (const length of longestFirst) {
      const window = text.slice(at, at + length);
      if (window.length < length) continue;
      const sound = soundOf(window, pinyin);
      const term = sound && bySound.get(sound);
      if (term && (term === window || !usual(window))) return term;
    }
    return undefined;
  };

  return {
    read(text) {
      let fixedText = '';
      let from = 0;
      for (const hit of fixed.find(text)) {
        fixedText += text.slice(from, hit.start) + hit.value;
        from = hit.end;
      }
      fixedText += text.slice(from);
      let out = '';
      for (let at = 0; at < fixedText.length; ) {
        const term = termAt(fixedText, at);
        out += term ?? fixedText[at];
        at += term?.length ?? 1;
      }
      return out;
    },
  };
}

/** Key of a word's sound with confusable sounds blurred, `undefined` unless every character is Chinese. */
export function soundOf(word: string, pinyin: Pinyin): string | undefined {
  let sound = '';
  for (const char of word) {
    const syllable = pinyin.blurred(char);
    if (!syllable) return undefined;
    sound += `${syllable} `;
  }
  return sound;
}
