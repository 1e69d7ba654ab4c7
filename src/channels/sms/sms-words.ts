import { z } from 'zod';
import { readYaml } from '../../data-files/read-yaml';
import type { Language } from '../../ports/language';

const words = z.array(z.string().min(1)).min(1);
const schema = z.strictObject({
  /** No more offers and greetings, please (L12). */
  stop: words,
  /** Nor anything else unasked. */
  stopAll: words,
  start: words,
  /** Of these, the ones that may as well answer a question. */
  alsoAnswers: words,
  help: words,
  /** The rest of a text that was cut. */
  more: words,
  /** May stand before the number of a choice. */
  beforeNumber: words,
  /** May stand after it. */
  afterNumber: words,
  /** What the bot understands as these wishes, in each language. */
  said: z.strictObject({ help: eachLanguage(), repeat: eachLanguage() }),
});

function eachLanguage() {
  return z.strictObject({ 'zh-Hans': z.string(), 'zh-Hant': z.string(), en: z.string() });
}

export type Keyword = 'stop' | 'stopAll' | 'start' | 'help' | 'more';
const keywords: readonly Keyword[] = ['stop', 'stopAll', 'start', 'help', 'more'];

/** The words of the SMS channel, from nlp-models/lexicon/sms.yaml. */
export interface SmsWords {
  /** The keyword that is the whole message. */
  keyword(text: string): Keyword | undefined;
  /** Whether a keyword may as well be the answer to a question. */
  alsoAnswers(text: string): boolean;
  /** The number (1 to 9) that is the whole message, also 二, １, "2." and 回复2. */
  number(text: string): number | undefined;
  said(wish: 'help' | 'repeat', language: Language): string;
}

/** Longer messages are sentences. */
const longest = 20;
const numerals = new Map([...'一二三四五六七八九'].map((char, index) => [char, index + 1]));
numerals.set('两', 2).set('兩', 2);

/** @throws Error when the file does not fit its schema */
export function loadSmsWords(file: string): SmsWords {
  const data = schema.safeParse(readYaml(file));
  if (!data.success) throw new Error(`${file}: ${z.prettifyError(data.error)}`);
  const { said, beforeNumber, afterNumber, alsoAnswers, ...lists } = data.data;
  const answers = new Set(alsoAnswers.map(bare));
  // A question mark alone asks for help; elsewhere it is punctuation.
  const byWord = new Map(keywords.flatMap((name) => lists[name].map((word) => [bare(word) || word, name] as const)));
  const before = beforeNumber.map(bare);
  const after = afterNumber.map(bare);
  return {
    keyword: (text) => (text.length > longest ? undefined : byWord.get(bare(text) || text.trim())),
    alsoAnswers: (text) => text.length <= longest && answers.has(bare(text)),
    number(text) {
      if (text.length > longest) return undefined;
      const whole = bare(text);
      const begun = before.find((word) => whole.startsWith(word) && whole.length > word.length) ?? '';
      let rest = whole.slice(begun.length);
      // "2号" by itself is a day, "第2个" is a choice.
      const end = begun && after.find((word) => rest.endsWith(word) && rest.length > word.length);
      if (end) rest = rest.slice(0, -end.length);
      return /^[1-9]$/.test(rest) ? Number(rest) : numerals.get(rest);
    },
    said: (wish, language) => said[wish][language],
  };
}

const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]/gu, '');
