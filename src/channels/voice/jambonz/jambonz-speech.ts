import type { Recognizer, SayVerb } from '@jambonz/sdk/types';
import type { Language } from '../../../ports/language';
import type { Speech } from '../call';

/** Voices of the application's vendor, as it names them; a language without one is spoken by the application's own voice. */
export type Voices = Readonly<Partial<Record<Language, Voice>>>;

export interface Voice {
  readonly voice: string;
  /** Where the vendor's name of the language is not the usual one: `cmn-CN`. */
  readonly language?: string;
}

type Say = Omit<SayVerb, 'verb'>;

const usual: Readonly<Record<Language, string>> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-US' };
/** The platform's word for "as in the application". */
const asConfigured = 'default';

export const recognizerOf = (language: Language, hints: readonly string[]): Recognizer => ({
  vendor: asConfigured,
  language: usual[language],
  ...(hints.length > 0 && { hints: hints.slice(0, 100) }),
});

/** @param speeches of one language and one speed */
export function sayOf(voices: Voices, speeches: readonly Speech[]): Say {
  const text = plain(speeches.map((speech) => speech.text).join(' '));
  const [first] = speeches;
  const voice = first && voices[first.language];
  return {
    text: first?.slow === true ? `<speak><prosody rate="slow">${escaped(text)}</prosody></speak>` : text,
    // A language without its voice would be read by a voice of another one, which most vendors refuse.
    ...(first &&
      voice && {
        synthesizer: { vendor: asConfigured, language: voice.language ?? usual[first.language], voice: voice.voice },
      }),
  };
}

/** Angle brackets and braces are instructions to the platform, and nothing that can be spoken. */
const plain = (text: string): string => text.replace(/[<>{}]/g, ' ');
const escaped = (text: string): string => text.replaceAll('&', '&amp;');
