import type { Language } from '../../ports/language';

/**
 * What a telephone platform tells us about a call, the same for all platforms. `step` grows by one with every answer we
 * gave: the same step again is the same event (R1).
 */
export interface CallEvent {
  /** The platform's id of the call. */
  readonly callId: string;
  /** Who calls and which number was called, as the platform writes them (`+8613800000002`, a SIP address, `anonymous`). */
  readonly from: string;
  readonly to: string;
  /** 0 for `start`. An `ended` event needs none of its own: any number will do. */
  readonly step: number;
  readonly what:
    | { readonly kind: 'start' }
    /** What the recogniser heard; `confidence` from 0 to 1 where the platform tells. */
    | { readonly kind: 'speech'; readonly text: string; readonly confidence?: number }
    /** `0`–`9`, `*`, `#`, in the order pressed. */
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
      /** How many keys make an answer. 1: every key counts at once, `#` and `*` too. More: `#` ends it earlier and is not part of it. */
      readonly maxDigits: number;
      /** So long nobody says or presses anything: `silence`. */
      readonly silenceMs: number;
    }
  /** Nothing to say yet: the platform asks again (`ready`) after this time. */
  | { readonly act: 'wait'; readonly ms: number }
  /**
   * To a person. The conversation's id goes along, so that the desk opens the brief by itself. How it ended comes back as
   * a `transfer` event.
   */
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

/**
 * What a platform's room calls: one event in, what to do next out. Answers within 8 s whatever hangs, never rejects, and
 * answers the same step equally (R1, R2). The next event of the call carries `step + 1`.
 */
export interface CallService {
  handle(event: CallEvent): Promise<readonly CallAct[]>;
  /**
   * What a person who takes this call hears before the caller is joined, in at most 12 seconds. Answers within 3 s, never
   * rejects, changes nothing.
   * @param callId of the caller's leg
   */
  whisper(callId: string): Promise<Speech>;
}
