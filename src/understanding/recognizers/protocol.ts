/** What a recognizer worker is asked. */
export interface RecognizeRequest {
  readonly id: number;
  /** At most 140 characters: the recognizers' own expressions are polynomial in the length. */
  readonly text: string;
  readonly language: 'zh' | 'en';
  /** `YYYY-MM-DD` in Asia/Shanghai, what "yesterday" is counted from. */
  readonly today: string;
}

/** What it found: amounts in fen, days not after today with the words that named them. */
export interface Recognized {
  readonly amountsFen: readonly number[];
  readonly dates: readonly { readonly date: string; readonly words: string }[];
}

/** `ready` once, after warming up; then one answer for each request. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly found: Recognized };
