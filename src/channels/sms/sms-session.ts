import type { Language } from '../../ports/language';
import type { Suggestion } from '../../ports/wording';

/** What the channel remembers of a customer beside the dialogs; part of the conversation's state, JSON only. */
export interface SmsSession {
  /** What the numbers of the last reply mean. */
  choices: Suggestion[];
  /** What the last reply had no room for. */
  rest?: string;
  language: Language;
  /** A person of ours wrote last: numbers and short words are for them. */
  person?: boolean;
  /** When the last reply was made, epoch ms; 0: never. */
  at: number;
  /** When the customer last began anew: a story in several messages goes on, although nothing was replied yet. */
  anewAt?: number;
}

/** Name of the session in the conversation's state. */
export const sessionProperty = 'sms';

export const newSession = (): SmsSession => ({ choices: [], language: 'zh-Hans', at: 0 });

/** So long a number is the choice it was offered as; afterwards the reply is sent once more. */
export const choicesLastMs = 30 * 60_000;
/** A dialog left alone for so long is over. */
export const dialogLastsMs = 72 * 3600_000;
