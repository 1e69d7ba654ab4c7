import type { Recognizer, SayVerb } from '@jambonz/sdk/types';
import type { Language } from '../../../ports/language';
import type { Speech } from '../call';

/** Who speaks and who listens. Without a word about it, both are what the application in the platform's portal says. */
export interface JambonzSpeech {
  /** Names as the platform knows them (`microsoft`, `google`, …). Default: the application's. */
  readonly ttsVendor?: string;
  readonly sttVendor?: string;
  /** A language without a voice of its own is spoken by the application's. */
  readonly voices?: Readonly<Partial<Record<Language, Voice>>>;
}

export interface Voice {
  readonly voice: string;
  /** Where the vendor's name of the language is not the usual one: `cmn-CN`. */
  readonly language?: string;
}

type Say = Omit<SayVerb, 'verb'>;

const usual: Readonly<Record<Language, string>> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-US' };
/** The platform's word for "as in the application". */
const asConfigured = 'default';

export const recognizerOf = (
  { sttVendor = asConfigured }: JambonzSpeech,
  language: Language,
  hints: readonly string[],
): Recognizer => ({
  vendor: sttVendor,
  language: usual[language],
  ...(hints.length > 0 && { hints: hints.slice(0, 100) }),
});

/** @param speeches of one language and one speed */
export function sayOf({ ttsVendor = asConfigured, voices }: JambonzSpeech, speeches: readonly Speech[]): Say {
  const text = plain(speeches.map((speech) => speech.text).join(' '));
  const [first] = speeches;
  const voice = first && voices?.[first.language];
  return {
    text: first?.slow === true ? `<speak><prosody rate="slow">${escaped(text)}</prosody></speak>` : text,
    // A language without its voice would be read by a voice of another one, which most vendors refuse.
    ...(first &&
      voice && {
        synthesizer: { vendor: ttsVendor, language: voice.language ?? usual[first.language], voice: voice.voice },
      }),
  };
}

/** Angle brackets and braces are instructions to the platform, and nothing that can be spoken. */
const plain = (text: string): string => text.replace(/[<>{}]/g, ' ');
const escaped = (text: string): string => text.replaceAll('&', '&amp;');
