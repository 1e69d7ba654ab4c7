import type { ActionResult } from '../ports/account-gateway';
import type { Language } from '../ports/language';
import type { Suggestion, Wording } from '../ports/wording';
import type { ExtractedSlots } from '../understanding/understanding';
import type { AccountData, AccountNeed, Answer } from './answer';

/**
 * How much an answer depends on who asks. `required`: without the customer's own data there is nothing to say (balance);
 * `optional`: a general answer first, a better one with data; `none`: the same for all.
 */
export type Personal = 'required' | 'optional' | 'none';

/** What an answer may draw on. */
export interface AnswerContext {
  /** Absent: the general wording, even for an intent that requires data (the dialog decides about identity). */
  readonly account?: AccountData;
  readonly slots?: ExtractedSlots;
  /** The customer's sentence, so that a service called by its name is found. */
  readonly text?: string;
  /** Epoch ms. */
  readonly now: number;
}

/** Questions and answers as data (nlp-models/knowledge), rendered for one customer. */
export interface KnowledgeBase {
  /** Number of entries. */
  readonly size: number;
  readonly intents: readonly string[];
  has(intent: string): boolean;
  needs(intent: string): readonly AccountNeed[];
  personal(intent: string): Personal;
  /** Whether the answer can end in a proposal (cancel, order, set): worth an identity check when asked for. */
  acts(intent: string): boolean;
  /** @throws RangeError for an intent without an entry: ask {@link KnowledgeBase.has} first */
  answer(intent: string, language: Language, context: AnswerContext): Answer;
  /** What to say once a confirmed proposal of this intent was performed or refused. */
  outcome(intent: string, language: Language, result: ActionResult): Wording;
  /** The follow-up that asks for the same answer with the customer's own data ("查我的号码"). */
  checkMine(language: Language): Suggestion;
  /** Whether a message is that follow-up, in any language. */
  isCheckMine(text: string): boolean;
}
