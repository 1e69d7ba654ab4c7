import type { SlotName } from '../src/complaints/complaint';
import type { Question } from './ask-dialog';
import type { Draft } from './complaint-draft';
import type { DeskTurn } from './desk-turn';
import type { Expecting } from './expectation';
import { knownPhone } from './identity-dialog';

/** From this anger on, nothing optional is asked. */
const shortFromAnger = 2;
/** How many questions one may skip are put at most; with several grievances there is enough to ask without them. */
const mostOptional = { one: 3, several: 1 };

export interface NextQuestion {
  readonly name: string;
  readonly optional: boolean;
  readonly question: Question;
}

/**
 * The next missing thing, one at a time, in the order of the catalogue; `undefined`: the summary is due.
 * @param first asked before the others, where it is asked for at all
 */
export function nextQuestion(desk: DeskTurn, draft: Draft, first?: SlotName): NextQuestion | undefined {
  const { catalogue } = desk.services;
  const { language } = desk.state;
  const slot = (first && nextSlot(desk, draft, first)) ?? nextSlot(desk, draft);
  if (slot) return slot;
  if (!draft.phone && !draft.anonymous) {
    const known = knownPhone(desk);
    if (known) draft.phone = known;
  }
  const dealtWith = (name: string): boolean => draft.asked.includes(name);
  if (!draft.phone && !draft.anonymous && !dealtWith('phone')) {
    return {
      name: 'phone',
      optional: false,
      question: {
        ask: catalogue.question('phone', language),
        expecting: 'phone_or_none',
        choices: [desk.choice('anonymous')],
        again: 'identity.phone_unclear',
        retries: 1,
      },
    };
  }
  const [main] = draft.grievances.filter(({ problem }) => problem === undefined);
  if (!draft.outcome && !dealtWith('outcome') && main) {
    const ask = catalogue.outcomeQuestion(main.type, language);
    return { name: 'outcome', optional: false, question: { ask, expecting: 'wish', choices: ask.choices } };
  }
  if (main && draft.phone && !draft.contact && !dealtWith('contact') && mayAskOptional(draft)) {
    const ask = catalogue.contactQuestion(language);
    const choices = [...ask.choices, desk.choice('skip')];
    return { name: 'contact', optional: true, question: { ask, expecting: 'words', choices } };
  }
  return undefined;
}

const mayAskOptional = (draft: Draft): boolean =>
  draft.anger < shortFromAnger &&
  draft.optionalAsked < (draft.grievances.length > 1 ? mostOptional.several : mostOptional.one);

function nextSlot(desk: DeskTurn, draft: Draft, only?: SlotName): NextQuestion | undefined {
  const { catalogue } = desk.services;
  const { language } = desk.state;
  // A question has been put often enough when it is over: the catalogue need not ask for a needed slot again.
  const asked = new Set(draft.asked.flatMap((name) => [name, `skip:${name}`]));
  for (const { type, subType, problem } of draft.grievances) {
    // What is known already needs nothing more.
    if (problem) continue;
    const missing = () => catalogue.missing(type, draft.slots, asked, subType);
    for (let found = missing(); found; found = missing()) {
      const { slot, optional } = found;
      if ((!optional || mayAskOptional(draft)) && (only === undefined || slot === only)) {
        const choices = [...found.choices(language), ...(optional ? [desk.choice('skip')] : [])];
        const question = {
          ask: found.question(language),
          expecting: expectingOf[slot] ?? 'words',
          choices,
          retries: 1,
        };
        return { name: slot, optional, question };
      }
      asked.add(slot).add(`skip:${slot}`);
    }
  }
  return undefined;
}

const expectingOf: Partial<Record<SlotName, Expecting>> = {
  amountFen: 'amount',
  billMonth: 'month',
  when: 'day',
  date: 'day',
  since: 'day',
};
