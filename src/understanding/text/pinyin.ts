/** Toneless pinyin of single characters. */
export interface Pinyin {
  /** The syllable, or `undefined` for anything that is no common Chinese character. */
  of(char: string): string | undefined;
  /** The syllable with sounds many do not tell apart made one, see {@link blur}. */
  blurred(char: string): string | undefined;
}

/** @param table lines `syllable characters…`; `#` starts a comment */
export function parsePinyin(table: string): Pinyin {
  const syllables = new Map<string, string>();
  const blurred = new Map<string, string>();
  for (const line of table.split('\n')) {
    if (line.startsWith('#')) continue;
    const [syllable, characters] = line.trim().split(' ');
    if (!syllable || !characters) continue;
    const alike = blur(syllable);
    for (const char of characters) {
      syllables.set(char, syllable);
      blurred.set(char, alike);
    }
  }
  return { of: (char) => syllables.get(char), blurred: (char) => blurred.get(char) };
}

/** Sounds many speakers and input methods do not tell apart: zh/z, ch/c, sh/s, -ng/-n. */
export const blur = (syllable: string): string => syllable.replace(/^([zcs])h/, '$1').replace(/ng$/, 'n');
