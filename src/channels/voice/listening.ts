import type { Question } from '../../../dialogs/ask-dialog';
import type { Services } from '../../../dialogs/services';
import type { Language } from '../../ports/language';
import type { Suggestion } from '../../ports/wording';
import type { CallState } from './call-state';
import type { Waiting } from './pending-question';

/** How an answer can be given by key, and what is said about it. */
export interface Listening {
  readonly keys: CallState['keys'];
  readonly digits: CallState['digits'];
  readonly maxDigits: number;
  /** Said after the question, already in words. */
  readonly told: readonly string[];
  /** The question alone, for when it is put again. */
  readonly question?: string;
}

/** Answers that are one number, and how many digits it has. A complaint number is keyed without its letter. */
const lengthOf = new Map([
  ['phone', 11],
  ['phone_or_none', 11],
  ['code', 6],
  ['last_digits', 4],
  ['complaint_number', 13],
]);
/** Skipping is the same key everywhere. */
const skipKey = '9';
/** More suggestions than these are not read out after an answer; their keys work all the same. */
const mostRead = 3;
/** What the keys of `voice.grievance_keys` stand for. */
export const grievances = ['grievance_attitude', 'grievance_charge', 'grievance_network', 'grievance_undone'];
/** What the keys of `voice.menu` stand for. */
const menu = ['balance', 'data_left', 'ring_back_tone', 'complain'];

type Wordings = Pick<Services, 'replies'>;

/** Numbers the choices and says what to press, for what the bot waits for. */
export function listeningFor(
  { replies }: Wordings,
  waiting: Waiting,
  offered: readonly Suggestion[],
  language: Language,
): Listening {
  const say = (name: string): string => replies.say(name, language).speak;
  const numbered = (names: readonly string[]) => keysOf(names.map((name) => replies.choice(name, language)));
  if (waiting.kind === 'story') {
    return { keys: numbered(grievances), digits: 'several', maxDigits: 4, told: [say('voice.grievance_keys')] };
  }
  const person = replies.choice('person', language).say;
  const skip = replies.choice('skip', language);
  const choices = offered.filter(({ say: said }) => said !== person && said !== skip.say).slice(0, 8);
  const readOut = (keys: CallState['keys'], most: number): string[] =>
    Object.entries(keys)
      .slice(0, most)
      .map(([key, { title }]) => replies.say('voice.choice', language, { title, key }).speak);
  if (waiting.kind === 'nothing') {
    if (choices.length === 0) return { keys: numbered(menu), digits: 'one', maxDigits: 1, told: [] };
    const keys = keysOf(choices);
    return { keys, digits: 'one', maxDigits: 1, told: readOut(keys, mostRead) };
  }
  return forQuestion(waiting.question);

  function forQuestion({ expecting, ask }: Question): Listening {
    const length = lengthOf.get(expecting);
    const offersSkip = offered.some(({ say: said }) => said === skip.say);
    // Who can only press keys must get past any question.
    const mustSkip = !offersSkip && choices.length === 0 && length === undefined;
    const keys = { ...keysOf(choices), ...((offersSkip || mustSkip) && { [skipKey]: skip }) };
    const how = length === undefined ? [] : [say(expecting === 'code' ? 'voice.code_keys' : 'voice.number_keys')];
    return {
      keys,
      digits: length === undefined ? 'one' : 'number',
      maxDigits: length ?? 1,
      told: [...how, ...(mustSkip ? [say('voice.skip_key')] : readOut(keys, 9))],
      question: ask.speak,
    };
  }
}

const keysOf = (choices: readonly Suggestion[]): Record<string, Suggestion> =>
  Object.fromEntries(choices.map((choice, index) => [String(index + 1), choice]));

/** What digits keyed in a row mean as words, several of them with the joint between; `undefined`: nothing known. */
export function saidByKeys(
  { keys, digits }: Pick<CallState, 'keys' | 'digits'>,
  pressed: string,
  joint: string,
): string | undefined {
  if (pressed.length === 1) return keys[pressed]?.say;
  if (digits === 'number' && /^\d+$/.test(pressed)) {
    return pressed.length === 13 ? `C${pressed.slice(0, 8)}-${pressed.slice(8, 12)}-${pressed.slice(12)}` : pressed;
  }
  if (digits !== 'several') return undefined;
  const said = [...new Set(pressed)].flatMap((key) => keys[key]?.say ?? []);
  return said.length > 0 ? said.join(joint) : undefined;
}
