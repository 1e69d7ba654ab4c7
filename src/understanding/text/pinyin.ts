/** Toneless pinyin of single characters. */
export interface Pinyin {
  /** The syllable, or `undefined` for anything that is no common Chinese character. */
  of(char: string): string | undefined;
  /** The syllable with sounds many do not tell apart made one, see {@link blur}. */
  blurred(char: string): string | undefined;
  /**
   * A number for the blurred syllable of a character code, the same for all that sound alike; the code itself for
   * anything that is no common Chinese character.
   */
  blurredId(code: number): number;
}

/** Syllable numbers start above every character code. */
const firstId = 0x10000;

/** @param table lines `syllable characters…`; `#` starts a comment */
export function parsePinyin(table: string): Pinyin {
  const syllables = new Map<string, string>();
  const blurred = new Map<string, string>();
  const ids = Uint32Array.from({ length: firstId }, (_, code) => code);
  const numbers = new Map<string, number>();
  for (const line of table.split('\n')) {
    if (line.startsWith('#')) continue;
    const [syllable, characters] = line.trim().split(' ');
    if (!syllable || !characters) continue;
    const alike = blur(syllable);
    const id = numbers.get(alike) ?? firstId + numbers.size;
    numbers.set(alike, id);
    for (const char of characters) {
      syllables.set(char, syllable);
      blurred.set(char, alike);
      if (char.length === 1) ids[char.charCodeAt(0)] = id;
    }
  }
  return {
    of: (char) => syllables.get(char),
    blurred: (char) => blurred.get(char),
    blurredId: (code) => ids[code] as number,
  };
}

/** Sounds many speakers and input methods do not tell apart: zh/z, ch/c, sh/s, -ng/-n. */
export const blur = (syllable: string): string => syllable.replace(/^([zcs])h/, '$1').replace(/ng$/, 'n');
