import type { Replies } from '../../conversation/replies';
import type { Language } from '../../ports/language';
import { maskText } from '../../ports/mask';
import type { Suggestion } from '../../ports/wording';
import { segmentsOf } from './segments';

/** What a reply may cost: more is kept until the customer asks for it. */
export const mostParts = 3;
/** The larger header (16-bit reference), so that the budget holds on every transport. */
const headerOctets = 7;
const mostChoices = 9;
/** So much of an answer is shown at least; choices that leave no room for it are left out. */
const leastShown = 30;
/** A question of up to half of the budget is never cut. */
const longestQuestion = { 'zh-Hans': 100, 'zh-Hant': 100, en: 230 } as const;
/** A cut is moved back to the end of a sentence when that is in the last part of the text. */
const sentenceShare = 0.6;

export interface SmsReply {
  readonly text: string;
  readonly choices: readonly Suggestion[];
  readonly language: Language;
  /** Says once in a while what answers here and how to reach a person (L6). */
  readonly notice: boolean;
}

export interface RenderedSms {
  readonly text: string;
  /** In the order of their numbers. */
  readonly choices: readonly Suggestion[];
  /** What did not fit, for the customer who asks for more. */
  readonly rest?: string;
}

/**
 * One reply as one text message: labelled (L6), numbered choices, at most {@link mostParts} parts, nobody's number in full
 * (L7). What is cut is what stands before the open question, never the question itself.
 */
export function renderSms(reply: SmsReply, replies: Pick<Replies, 'say'>): RenderedSms {
  const { language } = reply;
  const say = (key: string, values: Record<string, string | number> = {}) => replies.say(key, language, values).text;
  const label = say('sms.label') + (reply.notice ? `${say('sms.notice')}\n` : '');
  const { body, question } = partsOf(reply);
  const least = label + body.slice(0, leastShown) + say('sms.more') + question;
  const choices = mostThatFit(reply.choices.slice(0, mostChoices), (some) => fits(least + menuOf(some, say)));
  const end = question + menuOf(choices, say);
  if (fits(label + body + end)) return { text: label + body + end, choices };
  const cut = longestFitting(body, (part) => label + part + say('sms.more') + end);
  const rest = body.slice(cut.length).replace(/^[\s。，、；：！？,.;:!?]+/, '');
  const text = label + cut.trimEnd() + say('sms.more') + end;
  return { text, choices, ...(rest !== '' && { rest: `${rest}\n${question}` }) };
}

const longestName = 16;

/**
 * What a person of ours wrote, as one text message: the name in front instead of the machine's label (L6), no numbered
 * choices, nobody's number in full (L7). Their words are sent whole, however many parts they take.
 */
export function renderAgentSms(
  { name, text, language }: { readonly name: string; readonly text: string; readonly language: Language },
  replies: Pick<Replies, 'say'>,
): string {
  const short = [...name.replace(/\s+/g, ' ').trim()].slice(0, longestName).join('');
  return replies.say('sms.agent', language, { name: short }).text + maskText(text.trim());
}

/** The last paragraph where it asks, or of a long one (a summary) the last line. */
function partsOf({ text, language }: SmsReply): { body: string; question: string } {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((paragraph) => maskText(plainText(paragraph, language)))
    .filter(Boolean);
  const whole = paragraphs.join('\n');
  const last = paragraphs.at(-1) ?? '';
  const question = [last, last.split('\n').at(-1) ?? ''].find(
    (one) => /[?？]/.test(one) && one.length <= longestQuestion[language],
  );
  if (question === undefined || question === whole) return { body: whole, question: '' };
  return { body: whole.slice(0, -question.length).trimEnd(), question: `\n${question}` };
}

type Say = (key: string, values?: Record<string, string | number>) => string;

function menuOf(choices: readonly Suggestion[], say: Say): string {
  const [only, ...others] = choices;
  if (!only) return '';
  if (others.length === 0) return `\n${say('sms.only_choice', { title: only.title })}`;
  return `\n${[say('sms.choices'), ...choices.map(({ title }, index) => `${index + 1} ${title}`)].join('\n')}`;
}

function mostThatFit(choices: readonly Suggestion[], holds: (some: readonly Suggestion[]) => boolean) {
  let some = choices;
  while (some.length > 0 && !holds(some)) some = some.slice(0, -1);
  return some;
}

const fits = (text: string): boolean => segmentsOf(text, { headerOctets }).parts.length <= mostParts;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

const sentenceEnds = ['。', '！', '？', '；', '\n', '. ', '? ', '! '];
const clauseEnds = ['，', ', ', '; '];

/** The longest beginning that fits, at the end of a sentence where there is one near; never inside a word or a number. */
function longestFitting(body: string, around: (part: string) => string): string {
  const ends = [...graphemes.segment(body)].map(({ index, segment }) => index + segment.length);
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(around(body.slice(0, ends[middle - 1] ?? 0)))) low = middle;
    else high = middle - 1;
  }
  const longest = body.slice(0, ends[low - 1] ?? 0);
  for (const ends of [sentenceEnds, clauseEnds]) {
    const end = Math.max(...ends.map((mark) => longest.lastIndexOf(mark)));
    if (end >= longest.length * sentenceShare) return longest.slice(0, end + 1);
  }
  const word = /^[a-z\d./:-]/i.test(body.slice(longest.length)) ? (/[a-z\d./:-]{1,40}$/i.exec(longest)?.index ?? 0) : 0;
  return word >= longest.length * sentenceShare ? longest.slice(0, word) : longest;
}

/** Without marks of formatting; in English also without characters that would halve what a part holds. */
function plainText(text: string, language: Language): string {
  const bare = text
    .replace(/\[([^\]\n]{1,200})\]\((https?:\/\/[^\s)]{1,500})\)/g, '$1 $2')
    // Stars within words and numbers are masks.
    .replace(/(^|[\s（(：:])\*\*(?=\p{L})([^*\n]{1,200})\*\*/gu, '$1$2')
    .replace(/`/g, '')
    .replace(/^#{1,6} /gm, '')
    .trim();
  return language === 'en' ? [...bare].map((char) => narrow.get(char) ?? char).join('') : bare;
}

const narrow = new Map([
  ['·', '-'],
  ['“', '"'],
  ['”', '"'],
  ['‘', "'"],
  ['’', "'"],
  ['–', '-'],
  ['—', '-'],
  ['…', '...'],
]);
