import type { Suggestion } from '../src/ports/wording';
import type { Understanding } from '../src/understanding/understanding';
import { namesTime } from './call-back-time';
import type { Cues } from './cues';
import { namedAmong } from './which-complaint';

/** What kind of answer a question waits for. */
export type Expecting =
  | 'phone'
  /** A number, or the wish to leave none. */
  | 'phone_or_none'
  | 'code'
  | 'last_digits'
  | 'complaint_number'
  /** Which of the complaints among the choices: its number. */
  | 'which'
  | 'yes_no'
  /** A cancellation is proposed: "cancel" is a yes to it, not a wish to stop. */
  | 'yes_no_cancel'
  | 'choice'
  | 'amount'
  | 'month'
  | 'day'
  /** What the customer wants done. */
  | 'wish'
  /** Whether the own matter is part of what is known: `yes` or `no`. */
  | 'joining'
  /** A summary is to be confirmed or changed. */
  | 'confirm'
  /** When to be called back. */
  | 'time'
  /** How satisfied: `satisfied`, `fair` or `dissatisfied`. */
  | 'score'
  /** Whether it is solved: `solved` or `unsolved`. */
  | 'solved'
  /** A remark besides, from somebody who may well have turned to something else. */
  | 'remark'
  | 'words';

/** How well a message serves as the answer. */
export type Fit =
  /** It is the answer, and this is its value. */
  | { readonly fits: 'yes'; readonly value: string }
  /** It can be taken as an answer when nothing better explains it. */
  | { readonly fits: 'perhaps'; readonly value: string }
  | { readonly fits: 'no' };

/** In the order they are looked for: 不满意 is no 满意. */
export const scores = ['dissatisfied', 'fair', 'satisfied'] as const;
export type Score = (typeof scores)[number];
/** A longer message is a matter of its own. */
const longestScore = 40;

const no: Fit = { fits: 'no' };
const yes = (value: string | undefined): Fit => (value === undefined ? no : { fits: 'yes', value });

/** Reads a message as the answer to a pending question; pure. */
export function readFit(expecting: Expecting, heard: Understanding, choices: readonly Suggestion[], cues: Cues): Fit {
  const { slots, text } = heard;
  const chosen = chosenOf(text, choices);
  if (chosen !== undefined) return yes(chosen);
  switch (expecting) {
    case 'phone':
      return yes(slots.phones[0]);
    case 'phone_or_none':
      if (slots.phones[0] !== undefined) return yes(slots.phones[0]);
      if (cues.has('anonymous', text) || cues.is('unknown', text)) return yes(text);
      return tellsMore(heard) ? { fits: 'perhaps', value: text } : no;
    case 'code':
      return yes(digitsOf(text, 6));
    case 'last_digits':
      return yes(digitsOf(text, 4) ?? slots.phones[0]?.slice(-4));
    case 'complaint_number':
      if (slots.complaintNumbers[0] !== undefined) return yes(slots.complaintNumbers[0]);
      // Not at hand: their phone says as well which complaints are theirs.
      if (slots.phones[0] !== undefined || heard.control === 'skip') return yes(text);
      return cues.is('unknown', text) || cues.has('noNumber', text) ? yes(text) : no;
    case 'which':
      return yes(slots.complaintNumbers[0] ?? namedAmong(text, choices));
    case 'yes_no_cancel':
      if (heard.control === 'cancel' || cues.is('cancelIt', text)) return yes('yes');
      return heard.control === 'yes' || heard.control === 'no' ? yes(heard.control) : no;
    case 'yes_no':
      return heard.control === 'yes' || heard.control === 'no' ? yes(heard.control) : no;
    case 'joining':
      // Just the number to be called at.
      if (slots.phones[0] !== undefined && !/\p{L}/u.test(text)) return yes('yes');
      if (heard.control === 'yes' || agrees(text, cues)) return yes('yes');
      return heard.control === 'no' || (text.length <= shortestNo && cues.has('disagree', text)) ? yes('no') : no;
    case 'choice':
      return no;
    case 'amount':
      return sure(slots.amountsFen.length > 0 || cues.is('unknown', text), text);
    case 'month':
      return sure(slots.months.length + slots.durations.length > 0 || cues.is('unknown', text), text);
    case 'day':
      return sure(slots.dates.length + slots.durations.length > 0 || cues.is('unknown', text), text);
    case 'wish':
      // "Cancel" to the question what is wanted is a wish; "forget it" is none.
      return sure(heard.control === 'skip' || cues.is('cancelIt', text), text);
    case 'confirm':
      if (heard.control === 'yes' || agrees(text, cues)) return yes('yes');
      return sure(heard.control === 'no' || slots.correction !== undefined, text);
    case 'time':
      if (namesTime(text)) return yes(text);
      return heard.control === undefined && isRemark(heard) ? { fits: 'perhaps', value: text } : no;
    case 'score':
      return text.length <= longestScore ? yes(scoreIn(text, cues)) : no;
    case 'solved':
      return yes(solvedIn(text, cues));
    case 'remark':
      if (heard.control === 'skip' || heard.control === 'no') return yes(text);
      return isRemark(heard) ? { fits: 'perhaps', value: text } : no;
    case 'words':
      return sure(heard.control === 'skip' || slots.places.length + slots.dates.length + slots.staff.length > 0, text);
  }
}

const sure = (isYes: boolean, text: string): Fit => ({ fits: isYes ? 'yes' : 'perhaps', value: text });

/** "Not bad" as the whole message is no "bad". */
const scoreIn = (text: string, cues: Cues): Score | undefined =>
  scores.find((score) => cues.is(score, text)) ?? scores.find((score) => cues.has(score, text));

/** A longer message tells something else. */
const longestSolved = 120;

/** Whether the customer says that it is solved; `undefined`: says nothing about it. "All right" is no yes. */
export function solvedIn(text: string, cues: Cues): 'solved' | 'unsolved' | undefined {
  if (text.length > longestSolved) return undefined;
  if (cues.is('unsolvedNo', text) || cues.has('unsolved', text)) return 'unsolved';
  return cues.is('solvedYes', text) || cues.has('solved', text) ? 'solved' : undefined;
}

const isRemark = ({ intent, complaintTypes }: Understanding): boolean =>
  complaintTypes.length === 0 && (intent === 'None' || intent.startsWith('smalltalk.'));

/** Something else about the matter, or a correction of it. */
const tellsMore = ({ slots }: Understanding): boolean =>
  slots.correction !== undefined ||
  [slots.amountsFen, slots.months, slots.dates, slots.places, slots.staff].some((found) => found.length > 0);

/** "没问题，就这样登记": short, and nothing in it takes it back. */
const agrees = (text: string, cues: Cues): boolean =>
  text.length <= 24 && cues.has('agree', text) && !cues.has('disagree', text);

/** The choice named by its title, its words or its number (1, 第一个). */
function chosenOf(text: string, choices: readonly Suggestion[]): string | undefined {
  const bare = bareOf(text);
  const named = choices.find(({ title, say }) => bareOf(title) === bare || bareOf(say) === bare);
  if (named) return named.say;
  const ordinal = /^第?([1-9一二三四五六])[个個]?$/.exec(bare)?.[1];
  if (ordinal === undefined) return undefined;
  const index = '一二三四五六'.includes(ordinal) ? '一二三四五六'.indexOf(ordinal) : Number(ordinal) - 1;
  return choices[index]?.say;
}

const bareOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]/gu, '');

/** A longer message tells more than a no. */
const shortestNo = 12;

/** Exactly so many digits in the whole message, however they are spaced. */
function digitsOf(text: string, count: number): string | undefined {
  const digits = text.normalize('NFKC').slice(0, 100).replace(/\D/g, '');
  return digits.length === count ? digits : undefined;
}
