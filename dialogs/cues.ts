import { z } from 'zod';
import { readYaml } from '../src/data-files/read-yaml';

const words = z.array(z.string().min(1)).min(1);
const schema = z.strictObject({
  /** Asks how a thing is done, rather than for it to be done. */
  how: words,
  /** Marks a question inside an answer: a digression, not the answer. */
  question: words,
  /** "I do not know", "I forgot": the slot stays empty. */
  unknown: words,
  /** Has no complaint number at hand. */
  noNumber: words,
  /** How often: all the time, every month. */
  always: words,
  /** How often: on and off. */
  sometimes: words,
  /** Joins one more matter to what was told. */
  also: words,
  /** Leaves the subject for a moment. */
  aside: words,
  /** Introduces what the customer wants done. */
  wants: words,
  /** When and how to be called back. */
  contact: words,
  /** Agrees to a summary, in more words than yes. */
  agree: words,
  disagree: words,
  /** No more messages sent unasked, and none at all; looked for in short messages only. */
  stopTelling: words,
  stopAll: words,
  startTelling: words,
  /** Then it is about something else that is sent. */
  otherThanTelling: words,
  /** What is kept about the customer; with one of the two below it, and without the third, a request for it. */
  ownData: words,
  copyIt: words,
  eraseIt: words,
  otherThanOwnData: words,
  /** "Cancel" as a thing wanted. */
  cancelIt: words,
  /** Wants to stay anonymous. */
  anonymous: words,
  /** A complaint announced and not yet told. */
  bareComplaint: words,
  /** Asks for the reason of a charge. */
  asksWhy: words,
  /** Names a person to talk to. */
  person: words,
  /** The same again, please. */
  retry: words,
  /** Asks for the place in line or the wait. */
  place: words,
  /** Wants out of the line. */
  leave: words,
  /** Wants to be called back. */
  callBack: words,
  /** Wants the call back at another time. */
  otherTime: words,
  /** Wants the call back on another number. */
  otherNumber: words,
  /** Takes back what was arranged. */
  dropIt: words,
  /** Asks what was agreed with the person. */
  agreed: words,
  dissatisfied: words,
  fair: words,
  satisfied: words,
  /** It is not solved; looked for before `solved`. */
  unsolved: words,
  solved: words,
  /** A bare yes, and a bare no, to whether it is solved. */
  solvedYes: words,
  unsolvedNo: words,
  /** Said of how it was handled, it takes back that it was solved: what is sure, no "not good". */
  notSolvedAfterAll: words,
  /** Comes back to a complaint already made. */
  sameMatter: words,
  /** Asks how the complaint stands, where there is one. */
  howIsIt: words,
  toEnglish: words,
  toTraditional: words,
  toSimplified: words,
});

/** Small word lists the dialogs steer by; customer wording is data (nlp-models/lexicon/cues.yaml). */
export type Cue = keyof z.output<typeof schema>;
export interface Cues {
  /** The text contains one of the cue's words. */
  has(cue: Cue, text: string): boolean;
  /** The text is one of the cue's words and nothing else but punctuation. */
  is(cue: Cue, text: string): boolean;
}

const bare = (text: string): string => text.toLowerCase().replace(/[\p{P}\p{S}\s]/gu, '');

/** @param file path of nlp-models/lexicon/cues.yaml; @throws Error when it does not fit its schema */
export function loadCues(file: string): Cues {
  const lists = schema.parse(readYaml(file));
  const whole = new Map(Object.entries(lists).map(([cue, list]) => [cue, new Set(list.map(bare))]));
  return {
    has: (cue, text) => {
      const lower = text.toLowerCase();
      return lists[cue].some((word) => lower.includes(word));
    },
    is: (cue, text) => whole.get(cue)?.has(bare(text)) ?? false,
  };
}
