import { Phrases } from './phrases';
import type { Pinyin } from './pinyin';

/**
 * Reads terms written by ear (彩玲, 人功) as what they sound like. Positions after a replacement may shift: only the
 * classifier and the request-for-a-person net read the result, never the slots.
 */
export interface HomophoneReader {
  read(text: string): string;
}

/** One more syllable of a term; `term` where one ends. */
interface Sounds {
  readonly next: Map<number, Sounds>;
  term?: string;
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
  const root: Sounds = { next: new Map() };
  for (const term of terms) {
    let node = root;
    for (let at = 0; at < term.length; at++) {
      const sound = pinyin.blurredId(term.charCodeAt(at));
      const next = node.next.get(sound) ?? { next: new Map() };
      node.next.set(sound, next);
      node = next;
    }
    node.term = term;
  }

  /** The longest term that sounds like the text from here on. */
  const termAt = (text: string, start: number): string | undefined => {
    let node: Sounds | undefined = root;
    let best: string | undefined;
    for (let at = start; at < text.length; at++) {
      node = node.next.get(pinyin.blurredId(text.charCodeAt(at)));
      if (!node) break;
      if (node.term === undefined) continue;
      const written = text.slice(start, at + 1);
      if (node.term === written || !usual(written)) best = node.term;
    }
    return best;
  };

  return {
    read(text) {
      const fixedText = replaced(text, fixed);
      let out = '';
      let from = 0;
      for (let at = 0; at < fixedText.length; ) {
        const term = termAt(fixedText, at);
        if (term === undefined) {
          at++;
          continue;
        }
        out += fixedText.slice(from, at) + term;
        at += term.length;
        from = at;
      }
      return out + fixedText.slice(from);
    },
  };
}

function replaced(text: string, fixed: Phrases<string>): string {
  let out = '';
  let from = 0;
  for (const hit of fixed.find(text)) {
    out += text.slice(from, hit.start) + hit.value;
    from = hit.end;
  }
  return out + text.slice(from);
}
