import type { Language } from '../../ports/language';

/**
 * What a telephone platform tells us about a call, the same for all platforms. `step` grows by one with every answer we
 * gave: the same step again is the same event (R1).
 */
export interface CallEvent {
  /** The platform's id of the call. */
  readonly callId: string;
  readonly step: number;
  readonly what:
    | { readonly kind: 'start'; readonly from: string; readonly to: string }
    /** What the recogniser heard; `confidence` from 0 to 1 where the platform tells. */
    | { readonly kind: 'speech'; readonly text: string; readonly confidence?: number }
    | { readonly kind: 'keys'; readonly digits: string }
    | { readonly kind: 'silence' }
    /** A transfer came to an end: somebody took it, or nobody did. */
    | { readonly kind: 'transfer'; readonly result: 'answered' | 'busy' | 'no_answer' | 'failed' }
    /** The time to go on with an answer that was not ready. */
    | { readonly kind: 'ready' }
    | { readonly kind: 'ended'; readonly reason: string };
}

/** What the platform is to do next, in order; a renderer turns it into TwiML or into jambonz verbs. */
export type CallAct =
  | { readonly act: 'say'; readonly speech: Speech }
  /** Says the prompts, and listens meanwhile and afterwards; one of its results is the next {@link CallEvent}. */
  | {
      readonly act: 'gather';
      readonly prompts: readonly Speech[];
      /** Words the recogniser should expect, at most 100. */
      readonly hints: readonly string[];
      readonly language: Language;
      /** `keys`: speech is not listened to any more. */
      readonly input: 'speech and keys' | 'keys';
      /** How many keys make an answer; `#` ends it earlier. */
      readonly maxDigits: number;
      readonly silenceMs: number;
    }
  /** Nothing to say yet: the platform asks again (`ready`) after this time. */
  | { readonly act: 'wait'; readonly ms: number }
  /** To a person. The conversation's id goes along, so that the desk opens the brief by itself. */
  | { readonly act: 'transfer'; readonly conversationId: string; readonly timeoutMs: number }
  | { readonly act: 'hangup' };

export interface Speech {
  /** Text to be spoken, already in words ({@link speechOf}). */
  readonly text: string;
  readonly language: Language;
  /** Slowly, for those who asked for it and the elderly. */
  readonly slow: boolean;
  /** Whether keys and speech interrupt it; notices the law asks for are heard to the end. */
  readonly bargeIn: boolean;
}
