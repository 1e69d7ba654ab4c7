import { loadData } from '../data-files/load-data';
import type { WorkingDays } from '../handoff/working-days';
import type { Language } from '../ports/language';
import type { Suggestion, Wording } from '../ports/wording';
import { monthWithYear } from '../wording/dates';
import { sayMoney } from '../wording/money';
import { type Areas, loadAreas } from './areas';
import {
  type StandardData,
  type StatusData,
  type SubTypeData,
  standardSchema,
  statusSchema,
  type TypeData,
  typeSchema,
} from './catalogue-schema';
import type { ClockRules } from './clock-rules';
import {
  type Complaint,
  type ComplaintSlots,
  type ComplaintType,
  complaintTypes,
  type Outcome,
  outcomes,
  type SlotName,
} from './complaint';
import { nextSlot } from './next-slot';
import { speakComplaintNumber } from './number';
import { promiseFor } from './promise';
import { fill, say, type TemplateValues } from './template';
import { matchWeight, oneAlphabet } from './word-match';
import { everyWeekday, workHours } from './work-hours';

/** The next thing to ask. */
export interface SlotQuestion {
  readonly slot: SlotName;
  readonly optional: boolean;
  question(language: Language): Wording;
  /** Answers offered as buttons; may be empty. */
  choices(language: Language): readonly Suggestion[];
}

/** A question every type shares, with the answers offered. */
export interface CommonQuestion extends Wording {
  readonly choices: readonly Suggestion[];
}

/** The complaint types with everything said about them: data of nlp-models/complaints, read once. */
export interface Catalogue extends ClockRules {
  readonly status: StatusData;
  readonly areas: Areas;
  type(id: ComplaintType): TypeData;
  /** @param text the story in the customer's words; @returns the sub-type its words speak for most */
  subTypeOf(type: ComplaintType, text: string, slots?: Readonly<ComplaintSlots>): string | undefined;
  /** Names the grievance in the customer's terms. @param anger 0–3; from 2 the short form */
  apology(
    type: ComplaintType,
    subType: string | undefined,
    language: Language,
    anger: number,
    slots?: Readonly<ComplaintSlots>,
  ): Wording;
  /** The slot to ask next; `undefined`: nothing is missing. @param asked slots asked already; an optional one is asked once */
  missing(
    type: ComplaintType,
    slots: Readonly<ComplaintSlots>,
    asked: ReadonlySet<string>,
    subType?: string,
  ): SlotQuestion | undefined;
  name(type: ComplaintType, language: Language): string;
  /** "how our people treated you", to say back. */
  grievance(type: ComplaintType, language: Language): string;
  subTypeName(type: ComplaintType, subType: string, language: Language): string;
  promise(
    type: ComplaintType,
    now: number,
    details?: { subType?: string | undefined; place?: string | undefined },
  ): Complaint['promise'];
  ownerName(owner: string, language: Language): string;
  slotName(slot: SlotName, language: Language): string;
  /** A slot's value as it is read in a summary or on a paper, months with their year; `undefined` when it holds nothing to show. */
  slotValue(slot: SlotName, slots: Readonly<ComplaintSlots>, language: Language): Wording | undefined;
  /** @returns the item id a text is about (`ring_back_tone`), when a word of the list is in it */
  itemOf(text: string): string | undefined;
  /** Name of an item id; any other text comes back as it is. */
  itemName(item: string, language: Language): string;
  /** What the customer wants done, by the words of the data file. */
  outcomeOf(text: string): Outcome | undefined;
  outcomeName(outcome: Outcome, language: Language): string;
  /** The hidden need, asked openly; the choices in the order usual for the type. */
  outcomeQuestion(type: ComplaintType, language: Language): CommonQuestion;
  /** `type`: which of the two candidates is meant. */
  question(name: keyof StandardData['questions'], language: Language): Wording;
  /** One choice with the candidates (two grievances told at once come as `both`). */
  typeQuestion(candidates: readonly ComplaintType[], language: Language): CommonQuestion;
  contactQuestion(language: Language): CommonQuestion;
  /** Where an unhappy or overdue customer may turn; told when asked, never hidden (L1). */
  appeal(language: Language, number?: string): Wording;
  remedies(type: ComplaintType, language: Language): readonly { id: string; name: string; limitFen?: number }[];
  /** The yearly review of the standard is late. */
  reviewOverdue(now: number): boolean;
}

/**
 * Reads the complaint data once.
 * @param dir folder with one file a type, `standard.yaml` and `status.yaml`
 * @param calendar holidays and make-up days (`loadWorkingDays`); absent: none, for where no clock is reckoned
 * @throws DataFileError when a file is missing or wrong
 */
export function loadCatalogue(
  dir: string,
  calendar: Pick<WorkingDays, 'isWorkingDay' | 'isHoliday'> = everyWeekday,
): Catalogue {
  const standard = loadData(dir, 'standard.yaml', standardSchema);
  const status = loadData(dir, 'status.yaml', statusSchema);
  const areas = loadAreas(dir);
  const types = new Map(complaintTypes.map((id) => [id, loadData(dir, `${id}.yaml`, typeSchema)]));
  const work = workHours(standard.work_hours, calendar);
  const days = workHours([{ from: '00:00', until: '24:00' }], calendar);
  const type = (id: ComplaintType): TypeData => {
    const data = types.get(id);
    if (data === undefined)
      throw new RangeError(
        `"${String(id).slice(0, 40)}" is no complaint type; use one of ${complaintTypes.join(', ')}.`,
      );
    return data;
  };
  const subType = (id: ComplaintType, sub: string | undefined): SubTypeData | undefined =>
    type(id).sub_types.find((data) => data.id === sub);
  const items = new Map(Object.entries(standard.items));
  const itemOf = (text: string): string | undefined =>
    best([...items], (item) => matchWeight(oneAlphabet(text), item[1].words))?.[0];
  const itemName = (item: string, language: Language): string => {
    const known = items.get(item) ?? items.get(itemOf(item) ?? '');
    return known?.names[language] ?? item;
  };
  const slotValue: Catalogue['slotValue'] = (slot, slots, language) => {
    const value = slots[slot];
    if (value === undefined || value === '') return undefined;
    if (slot === 'amountFen' && typeof value === 'number') return sayMoney(value, language);
    if (slot === 'billMonth') return plain(monthWithYear(`${value}`, language));
    if (slot === 'frequency' && (value === 'always' || value === 'sometimes'))
      return plain(standard.frequency[value][language]);
    if (slot === 'item' || slot === 'service')
      return plain(items.has(`${value}`) ? itemName(`${value}`, language) : `${value}`);
    return plain(`${value}`);
  };

  return {
    standard,
    work,
    calendar,
    status,
    areas,
    type,
    subTypeOf(id, text, slots) {
      const plainStory = oneAlphabet(text);
      const item = slots?.item ?? slots?.service;
      const itemId = item === undefined ? undefined : items.has(item) ? item : itemOf(item);
      return best(type(id).sub_types, (data) => {
        const itemWeight = itemId !== undefined && data.items.includes(itemId) ? 2 : 0;
        return matchWeight(plainStory, data.words) + itemWeight;
      })?.id;
    },
    apology(id, sub, language, anger, slots = {}) {
      const { calm, angry } = (subType(id, sub) ?? type(id)).apology;
      return say(anger >= 2 ? angry : calm, language, apologyValues(slots, language, itemName));
    },
    missing: (id, slots, asked, sub) => nextSlot(type(id), slots, asked, sub),
    name: (id, language) => type(id).names[language],
    grievance: (id, language) => type(id).grievance[language],
    subTypeName: (id, sub, language) => subType(id, sub)?.names[language] ?? type(id).names[language],
    promise: (id, now, details = {}) => promiseFor({ standard, work, days }, type(id), now, details),
    ownerName: (owner, language) =>
      (Object.hasOwn(standard.owners, owner) ? standard.owners[owner]?.[language] : undefined) ?? owner,
    slotName: (slot, language) => standard.slots[slot][language],
    slotValue,
    itemOf,
    itemName,
    outcomeOf(text) {
      const words = oneAlphabet(text).trim();
      const named = outcomes.find((kind) =>
        Object.values(standard.outcomes[kind].names).some((name) => oneAlphabet(name) === words),
      );
      return named ?? best(outcomes, (kind) => matchWeight(words, standard.outcomes[kind].words));
    },
    outcomeName: (kind, language) => standard.outcomes[kind].names[language],
    outcomeQuestion: (id, language) => ({
      ...say(standard.questions.outcome, language),
      choices: type(id).outcomes.map((kind) => suggestion(standard.outcomes[kind].names[language])),
    }),
    question: (name, language) => say(standard.questions[name], language),
    typeQuestion: (candidates, language) => ({
      ...say(standard.questions.type, language),
      choices: candidates.map((id) => suggestion(type(id).choice[language])),
    }),
    contactQuestion: (language) => ({
      ...say(standard.questions.contact, language),
      choices: standard.contact_choices.map((choice) => suggestion(choice[language])),
    }),
    appeal(language, number) {
      const spoken = number === undefined ? undefined : { text: number, speak: speakComplaintNumber(number, language) };
      return fill(standard.appeal.wording[language], { number: spoken });
    },
    remedies: (id, language) =>
      type(id).remedies.map((remedy) => {
        const data = standard.remedies[remedy];
        const limit = data?.limit_fen === undefined ? {} : { limitFen: data.limit_fen };
        return { id: remedy, name: data?.names[language] ?? remedy, ...limit };
      }),
    reviewOverdue: (now) => now >= Date.parse(`${standard.review_by}T00:00:00+08:00`) + 86_400_000,
  };
}

/** Only short, single-line words are put into an apology: a whole story inside a sentence reads badly. */
function apologyValues(
  slots: Readonly<ComplaintSlots>,
  language: Language,
  itemName: Catalogue['itemName'],
): TemplateValues {
  const short = (value: string | undefined): string | undefined =>
    value !== undefined && value.trim() !== '' && value.length <= 20 && !/[\r\n\t{}[\]|]/.test(value)
      ? value.trim()
      : undefined;
  const item = short(slots.item ?? slots.service);
  return {
    place: short(slots.place),
    item: item === undefined ? undefined : itemName(item, language),
    amount: slots.amountFen === undefined ? undefined : sayMoney(slots.amountFen, language),
    since: short(slots.since),
  };
}

/** The first with the highest weight above nothing: the order in the file decides a tie. */
function best<Item>(list: readonly Item[], weight: (item: Item) => number): Item | undefined {
  let found: { item: Item; weight: number } | undefined;
  for (const item of list) {
    const own = weight(item);
    if (own > 0 && (found === undefined || own > found.weight)) found = { item, weight: own };
  }
  return found?.item;
}

const plain = (text: string): Wording => ({ text, speak: text });
const suggestion = (title: string): Suggestion => ({ title, say: title });
