import type { Catalogue } from '../src/complaints/catalogue';
import type { ComplaintSlots, ComplaintType, Outcome } from '../src/complaints/complaint';
import type { ExtractedSlots, Understanding } from '../src/understanding/understanding';

/** One thing the customer is unhappy with. */
export interface Grievance {
  type: ComplaintType;
  subType?: string;
  candidates: { type: ComplaintType; score: number }[];
  /** The customer's own words for it. */
  words: string;
}

/** A complaint while it is told; JSON, kept in the dialog stack. */
export interface Draft {
  phase: 'listening' | 'invited' | 'typing_chosen' | 'collecting' | 'confirming' | 'changing' | 'done';
  story: string[];
  /** When the story is taken to be over, epoch ms. */
  listenUntil?: number;
  grievances: Grievance[];
  slots: ComplaintSlots;
  /** Slots and common questions dealt with; none is asked twice. */
  asked: string[];
  /** The one asked just now. */
  pending?: string;
  /** Put a second time because the answer was about something else. */
  putAgain?: string;
  phone?: string;
  anonymous?: boolean;
  outcome?: { kind: Outcome; words: string };
  contact?: { time?: string; channel?: 'phone' | 'sms' | 'chat' };
  evidence: string[];
  anger: 0 | 1 | 2 | 3;
  threat?: NonNullable<Understanding['mood']['threat']>;
  apologised: boolean;
  /** Questions inside the story, answered after it is recorded. */
  questions: string[];
  /** A person was offered already. */
  offeredPerson: boolean;
}

export const newDraft = (): Draft => ({
  phase: 'listening',
  story: [],
  grievances: [],
  slots: {},
  asked: [],
  evidence: [],
  anger: 0,
  apologised: false,
  questions: [],
  offeredPerson: false,
});

/** Item ids that name where or how, not what a charge or fault is about. */
const placesNotThings: ReadonlySet<string> = new Set(['shop', 'hotline', 'app', 'bill', 'number', 'balance']);
const sinceWords = /从|從|自从|自從|开始|開始|以来|以來|起|since|from/i;

/** Two candidates nearer than this are a question to the customer, not a guess. */
const sureMargin = 0.12;

/** What the story told so far is about. */
export type Reading =
  | { readonly kind: 'grievances'; readonly grievances: Grievance[] }
  | { readonly kind: 'unsure'; readonly candidates: { type: ComplaintType; score: number }[] }
  | { readonly kind: 'none' };

/** Splits a story into its grievances: one complaint a type, none dropped, the order of telling kept. */
export function readStory(heard: Understanding, catalogue: Catalogue): Reading {
  const byType = new Map<ComplaintType, string[]>();
  for (const clause of heard.clauses) {
    if (clause.complaintType)
      byType.set(clause.complaintType, [...(byType.get(clause.complaintType) ?? []), clause.text]);
  }
  const candidates = heard.complaintTypes.map(({ type, score }) => ({ type, score }));
  const named = candidates.filter(({ type }) => byType.has(type));
  if (named.length >= 2 && heard.clauses.length >= 2) {
    const types = [...byType.keys()].filter((type) => named.some((candidate) => candidate.type === type));
    return {
      kind: 'grievances',
      grievances: types.map((type) => grievance(type, byType.get(type)?.join('，') ?? heard.text, heard, catalogue)),
    };
  }
  const [first, second] = candidates;
  if (!first) return { kind: 'none' };
  if (second && first.score - second.score < sureMargin) return { kind: 'unsure', candidates: [first, second] };
  return { kind: 'grievances', grievances: [grievance(first.type, heard.text, heard, catalogue)] };
}

/** @param words the customer's own */
export function grievance(
  type: ComplaintType,
  words: string,
  heard: Pick<Understanding, 'complaintTypes' | 'slots'>,
  catalogue: Catalogue,
): Grievance {
  const [item] = heard.slots.items.filter((id) => !placesNotThings.has(id));
  const subType = catalogue.subTypeOf(type, words, item === undefined ? {} : { item });
  return {
    type,
    words,
    candidates: heard.complaintTypes.map(({ type: candidate, score }) => ({ type: candidate, score })),
    ...(subType !== undefined && { subType }),
  };
}

/**
 * Puts everything a message already says into the draft, so that it is not asked. A correction replaces, anything
 * else only fills what is empty. @param replace the customer is changing the summary: what is said now holds
 * @returns the slots that changed
 */
export function absorb(draft: Draft, heard: Understanding, replace = false): string[] {
  const { slots } = heard;
  const changed: string[] = [];
  const correcting = replace || slots.correction !== undefined;
  const set = <Name extends keyof ComplaintSlots>(name: Name, value: ComplaintSlots[Name] | undefined): void => {
    if (value === undefined || value === draft.slots[name] || (draft.slots[name] !== undefined && !correcting)) return;
    draft.slots[name] = value;
    changed.push(name);
  };
  const pick = <Item>(list: readonly Item[]): Item | undefined => (correcting ? list.at(-1) : list[0]);
  set('amountFen', pick(slots.amountsFen));
  set('billMonth', pick(slots.months));
  const date = pick(slots.dates);
  set('date', date?.date);
  set('when', date?.words);
  set('place', pick(slots.places));
  set('staff', pick(slots.staff));
  set('since', pick(slots.durations) ?? (sinceWords.test(heard.text) ? date?.words : undefined));
  set('earlierNumber', pick(slots.complaintNumbers));
  const item = pick(slots.items.filter((id) => !placesNotThings.has(id)));
  set('item', item);
  set('service', item);
  const phone = pick(slots.phones);
  if (phone && phone !== draft.phone && (!draft.phone || correcting)) {
    draft.phone = phone;
    changed.push('phone');
  }
  if (heard.mood.anger > draft.anger) draft.anger = heard.mood.anger;
  if (heard.mood.threat) draft.threat = heard.mood.threat;
  return changed;
}

/** Free text that answers the pending slot, where extraction found nothing for it. */
export function fillPending(draft: Draft, slot: keyof ComplaintSlots, text: string, heard: ExtractedSlots): void {
  if (draft.slots[slot] !== undefined) return;
  const words = text.trim().slice(0, 300);
  if (words === '') return;
  if (slot === 'amountFen') {
    const [amount] = heard.amountsFen;
    if (amount !== undefined) draft.slots.amountFen = amount;
  } else if (slot === 'frequency')
    draft.slots.frequency = /[偶时時]|sometimes|now and then|on and off/i.test(words) ? 'sometimes' : 'always';
  else draft.slots[slot] = words;
}
