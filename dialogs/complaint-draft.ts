import type { DialogContext } from 'botbuilder-dialogs';
import type { Catalogue } from '../src/complaints/catalogue';
import {
  type Complaint,
  type ComplaintSlots,
  type ComplaintType,
  complaintTypes,
  type Outcome,
} from '../src/complaints/complaint';
import type { Understanding } from '../src/understanding/understanding';

/** Name of the complaint dialog on the stack; here, so that others find its draft without the dialog itself. */
export const complaintDialogId = 'complaint';

/** One thing the customer is unhappy with. */
export interface Grievance {
  type: ComplaintType;
  subType?: string;
  candidates: { type: ComplaintType; score: number }[];
  /** The customer's own words for it. */
  words: string;
  /** The known problem the customer wants to be part of: nothing more is asked about it. */
  problem?: NonNullable<Complaint['problem']>;
}

/** A known problem the customer is asked about. */
export interface Joining {
  readonly id: string;
  readonly grievance: number;
  /** Only a question was asked so far: recorded as this, and only with a yes. */
  readonly asked?: string;
  /** Put a second time, as the answer told something else. */
  readonly again?: true;
}

/** A complaint while it is told; JSON, kept in the dialog stack. */
export interface Draft {
  /**
   * Key of the turn it was begun in. What becomes of it is recorded under this key: a timer on one node and the
   * customer's word on another record one complaint, whichever turn is committed in the end. Absent in drafts that an earlier version stored.
   */
  key?: string;
  phase:
    | 'listening'
    | 'invited'
    | 'offered'
    | 'typing_chosen'
    | 'joining'
    | 'collecting'
    | 'confirming'
    | 'changing'
    | 'done';
  story: string[];
  /** When the story is taken to be over, epoch ms. */
  listenUntil?: number;
  grievances: Grievance[];
  slots: ComplaintSlots;
  /** Slots and common questions dealt with; none is asked twice. */
  asked: string[];
  /** How many of them the customer could have skipped. */
  optionalAsked: number;
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
  /** Questions inside the story, answered after it is recorded. */
  questions: string[];
  /** A person was offered already. */
  offeredPerson: boolean;
  /** The call ended before it was clear which type it is. */
  untyped?: boolean;
  /** Known problems put to the customer; none is put twice. */
  problemsTold?: string[];
  /** The one put just now, and for which of the grievances. */
  joining?: Joining;
  /** Begun by anger alone: it may turn out to be no complaint. */
  vent?: boolean;
}

export const newDraft = (key: string): Draft => ({
  key,
  phase: 'listening',
  story: [],
  grievances: [],
  slots: {},
  asked: [],
  optionalAsked: 0,
  evidence: [],
  anger: 0,
  questions: [],
  offeredPerson: false,
});

/** The known problem put just now was not answered: it is put again when the draft is gone on with. */
export function forgetJoining(draft: Draft): void {
  const { joining } = draft;
  if (!joining) return;
  draft.problemsTold = (draft.problemsTold ?? []).filter((id) => id !== joining.id);
  delete draft.joining;
}

/** The draft of a complaint that is being told anywhere on the stack. */
export function openDraft(dc: Pick<DialogContext, 'stack'>): Draft | undefined {
  return dc.stack.find(({ id }) => id === complaintDialogId)?.state as Draft | undefined;
}

/** Item ids that name where or how, not what a charge or fault is about. */
const placesNotThings: ReadonlySet<string> = new Set(['shop', 'hotline', 'app', 'bill', 'number', 'balance']);

/** The things named that a complaint can be about. Whoever calls about a bill does not complain of calls. */
export const thingsOf = (items: readonly string[]): string[] =>
  items.filter(
    (id) => !placesNotThings.has(id) && !(id === 'call' && items.some((other) => placesNotThings.has(other))),
  );

/** Two candidates nearer than this are a question to the customer, not a guess. */
const sureMargin = 0.12;
/** A lone type with less than this of all that speaks for complaints is one as well. */
const sureAlone = 0.5;

/** What the story told so far is about. */
export type Reading =
  | { readonly kind: 'grievances'; readonly grievances: Grievance[] }
  | { readonly kind: 'unsure'; readonly candidates: { type: ComplaintType; score: number }[] }
  | { readonly kind: 'none' };

/**
 * Splits a story into its grievances: one complaint a type, none dropped, the order of telling kept.
 * @param isWish whether a clause says what is wanted: beside a grievance that is none of its own
 */
export function readStory(told: Understanding, catalogue: Catalogue, isWish = (_: string) => false): Reading {
  const heard = withoutWishes(told, isWish);
  const byType = new Map<ComplaintType, string[]>();
  // A clause that is no grievance by itself leads up to the next one, or ends the last one.
  heard.clauses.forEach((clause, index) => {
    const type =
      heard.clauses.slice(index).find(({ complaintType }) => complaintType)?.complaintType ??
      heard.clauses.slice(0, index).findLast(({ complaintType }) => complaintType)?.complaintType;
    if (type) byType.set(type, [...(byType.get(type) ?? []), clause.text]);
  });
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
  if (!second && first.score < sureAlone) {
    const next = nextCandidate(heard, first.type);
    if (next) return { kind: 'unsure', candidates: [first, next] };
  }
  if (second && first.score - second.score < sureMargin) return { kind: 'unsure', candidates: [first, second] };
  return { kind: 'grievances', grievances: [grievance(first.type, heard.text, heard, catalogue)] };
}

/** The likeliest other type among the alternatives. */
function nextCandidate(
  { alternatives }: Understanding,
  known: ComplaintType,
): Grievance['candidates'][number] | undefined {
  for (const { intent, score } of alternatives) {
    const type = complaintTypes.find((one) => intent === `complaint.${one}` && one !== known);
    if (type) return { type, score };
  }
  return undefined;
}

/** The same without the types that only a wish ("I want my money back") speaks for. */
function withoutWishes(heard: Understanding, isWish: (text: string) => boolean): Understanding {
  const typed = heard.clauses.filter(({ complaintType }) => complaintType);
  const grievances = typed.filter(({ text }) => !isWish(text));
  if (grievances.length === 0 || grievances.length === typed.length) return heard;
  const named = new Set(grievances.map(({ complaintType }) => complaintType));
  const wished = new Set(typed.map(({ complaintType }) => complaintType).filter((type) => !named.has(type)));
  return {
    ...heard,
    complaintTypes: heard.complaintTypes.filter(({ type }) => !wished.has(type)),
    clauses: heard.clauses.map(({ complaintType, ...clause }) =>
      complaintType && named.has(complaintType) ? { ...clause, complaintType } : clause,
    ),
  };
}

/** @param words the customer's own */
export function grievance(
  type: ComplaintType,
  words: string,
  heard: Pick<Understanding, 'complaintTypes' | 'slots'>,
  catalogue: Catalogue,
): Grievance {
  const [item] = thingsOf(heard.slots.items);
  const subType = catalogue.subTypeOf(type, words, item === undefined ? {} : { item });
  return {
    type,
    words,
    candidates: heard.complaintTypes.map(({ type: candidate, score }) => ({ type: candidate, score })),
    ...(subType !== undefined && { subType }),
  };
}
