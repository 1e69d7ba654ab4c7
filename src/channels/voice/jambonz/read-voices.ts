import { languages } from '../../../ports/language';
import type { Voice, Voices } from './jambonz-speech';

/**
 * Reads `zh-Hans=zh-CN-XiaoxiaoNeural,en=en-US/Joanna`: a voice for each language, with the vendor's name of the language
 * in front where that is not zh-CN, zh-TW or en-US.
 * @returns `undefined` when it is written otherwise
 */
export function readVoices(text: string): Voices | undefined {
  const voices = new Map<string, Voice>();
  for (const part of text.split(',')) {
    const groups = /^(?<name>[\w-]{1,10})=(?:(?<language>[\w-]{1,20})\/)?(?<voice>[\w.:-]{1,100})$/.exec(
      part.trim(),
    )?.groups;
    const known = languages.find((language) => language === groups?.['name']);
    const { voice = '', language } = groups ?? {};
    if (known === undefined || voices.has(known)) return undefined;
    voices.set(known, { voice, ...(language !== undefined && { language }) });
  }
  return Object.fromEntries(voices);
}
