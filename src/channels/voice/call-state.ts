import type { Language } from '../../ports/language';
import type { Suggestion } from '../../ports/wording';
import type { CallAct } from './call';

/** Where a call stands: who is to speak next and about what. The table of what follows is in `call-flow.ts`. */
export const callPhases = [
  /** Greeted; a key now chooses the language. */
  'welcome',
  /** The bot and the caller talk. */
  'talking',
  /** The rest of a long answer was offered as a text message. */
  'text_offered',
  /** A person's telephone rings. */
  'transferring',
  /** Nobody took the call; a call back was offered. */
  'call_back_offered',
  /** The number of the call back is to be keyed in. */
  'call_back_number',
  /** Hung up, or a person took over. */
  'ended',
] as const;
export type CallPhase = (typeof callPhases)[number];

/** What is remembered of one call, with the conversation's state; plain JSON. */
export interface CallState {
  phase: CallPhase;
  language: Language;
  slow: boolean;
  /** In a row, each with its own escalation: nothing was heard, or not what could be understood. */
  strikes: { silence: number; misheard: number };
  /** What keys say just now; 0, * and # always mean the same. */
  keys: Record<string, Suggestion>;
  /** What several keys in a row are: one number, several of {@link keys}, or nothing known. */
  digits: 'number' | 'several' | 'one';
  /** The person's 0 and the call's # and * aside, what the last prompts asked for, in short. */
  question?: string;
  /** The last thing that was listened for, to be put again. */
  asked?: Gather;
  /** The whole of a long answer, and the number it may be sent to. */
  offer?: { text: string; to: string };
  callBackBooked: boolean;
}

export type Gather = Extract<CallAct, { act: 'gather' }>;

export const newCallState = (): CallState => ({
  phase: 'welcome',
  language: 'zh-Hans',
  slow: false,
  strikes: { silence: 0, misheard: 0 },
  keys: {},
  digits: 'one',
  callBackBooked: false,
});
