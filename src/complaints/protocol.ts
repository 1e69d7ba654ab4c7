/** Events of a complaint for the conversation it was told in (SMS conversation of the number for calls). Never from outside. */
export const complaintEventNames = {
  /** A real step: value {@link ProgressValue}. */
  progress: 'complaint.progress',
  /** The handler wants to know something: value {@link AskedValue}; the answer goes to `customerAnswered`. */
  asked: 'complaint.asked',
  /** The decision, with the question whether it is solved: value {@link AnsweredValue}. */
  answered: 'complaint.answered',
  /** The question again, when there was no word: value {@link RecheckValue}. */
  recheck: 'complaint.recheck',
  /** A short word some days after closing, to customers who agreed to it: value {@link GreetingValue}. */
  greeting: 'complaint.greeting',
} as const;

export interface ProgressValue {
  readonly id: string;
  readonly number: string;
  readonly step:
    | 'assessed'
    | 'investigating'
    | 'reopened'
    | 'late'
    | 'solved'
    | 'closed'
    | 'withdrawn'
    | 'remedy'
    | 'merged'
    | 'separated'
    | 'problem';
  /** When it is promised now, where that changed. */
  readonly by?: number;
  /** `remedy`: what has come to the account, in fen. */
  readonly amountFen?: number;
  /** `merged`: number of the older one; absent where that is another customer's. */
  readonly into?: string;
  /** `late`: how many more of this customer are late as well. */
  readonly others?: number;
}
export interface AskedValue {
  readonly id: string;
  readonly number: string;
  readonly question: string;
}
export interface AnsweredValue {
  readonly id: string;
  readonly number: string;
  readonly text: string;
  /** A known problem is repaired: `text` was written for many in Simplified Chinese. Else it is the handler's, as it is. */
  readonly repaired?: true;
  /** `repaired`: the same in English, where somebody wrote it. */
  readonly english?: string;
}
export interface RecheckValue {
  readonly id: string;
  readonly number: string;
}
export interface GreetingValue {
  readonly id: string;
  readonly number: string;
}
