import type { Lexicon } from './lexicon/lexicon';
import { bare } from './text/characters';
import type { Control } from './understanding';

const names = ['yes', 'no', 'cancel', 'back', 'repeat', 'help', 'skip', 'language'] as const;
/** A control word is short; anything longer is a sentence that may contain one. */
const maxChars = 40;

/**
 * Finds control words.
 * @param simplify brings the lexicon's entries into the spelling the texts come in
 * @returns reads a message (normalised in place): the control word it is, if it is nothing else
 */
export function controlReader(
  lexicon: Lexicon['control'],
  simplify: (text: string) => string,
): (text: string) => Control | undefined {
  const table = new Map<string, Control>();
  for (const name of names) {
    for (const word of lexicon[name]) {
      const key = bare(simplify(word.toLowerCase()));
      if (!table.has(key)) table.set(key, name);
    }
  }
  const endings = lexicon.trim.map((word) => simplify(word.toLowerCase())).sort((a, b) => b.length - a.length);
  return (text) => {
    if (text.length > maxChars) return undefined;
    let rest = bare(text);
    for (let round = 0; round < 3; round++) {
      const hit = table.get(rest) ?? table.get(unstutter(rest));
      if (hit) return hit;
      const ending = endings.find((word) => rest.endsWith(word) && rest.length > word.length);
      if (!ending) return undefined;
      rest = rest.slice(0, -ending.length).trim();
    }
    return undefined;
  };
}

/** 对对对 → 对, 好的好的 → 好的, "no no" → "no". */
function unstutter(text: string): string {
  const compact = text.replaceAll(' ', '');
  for (let size = 1; size * 2 <= compact.length && size <= 4; size++) {
    const unit = compact.slice(0, size);
    if (compact === unit.repeat(compact.length / size)) return unit;
  }
  return text;
}
