import type { SlotName } from '../src/complaints/complaint';
import type { Understanding } from '../src/understanding/understanding';
import { absorb, fillPending } from './absorb';
import { type Draft, type Grievance, grievance } from './complaint-draft';
import { slotWording } from './complaint-summary';
import type { Cues } from './cues';
import type { DeskTurn } from './desk-turn';
import { isOnlyFacts } from './only-facts';

/** Another grievance named in passing must be this clear. */
const clearGrievance = 0.6;
/** Without a word that joins it, this clear. */
const plainGrievance = 0.85;
/** Questions whose answers sound like complaints of their own. */
const aboutTheStory: ReadonlySet<string> = new Set(['promised', 'tried', 'contact', 'earlierNumber']);
/** Longest message that is taken as a wish or a contact time and nothing else. */
const shortWish = 40;

/**
 * Takes the answer to the pending question in, with whatever else it says.
 * @param value the answer as the question read it; `undefined`: the customer could not or would not say
 * @returns a grievance the message named besides, not told before
 */
export function takeAnswer(desk: DeskTurn, draft: Draft, value: string | undefined): Grievance | undefined {
  const { heard, services } = desk;
  const { pending } = draft;
  delete draft.pending;
  if (!heard || !pending) return undefined;
  const { cues } = services;
  // A bare yes or no tells nothing to a question that asks for a thing.
  const bare = heard.control === 'yes' || heard.control === 'no';
  const unknown =
    bare || heard.control === 'skip' || cues.is('unknown', heard.text) || value === desk.choice('skip').say;
  if (pending !== 'phone' && withdrawsNumber(desk, draft)) {
    putOnceMore(draft, pending);
    return undefined;
  }
  const another =
    heard.text === value && pending !== 'outcome' ? grievanceBesides(desk, draft, heard, pending) : undefined;
  const changed = absorb(draft, heard, another ? { as: 'story' } : { as: 'answer', to: pending }, cues);
  if (heard.slots.correction && changed.length > 0) acknowledge(desk, draft, changed);
  if (another || (!unknown && answersAnother(draft, pending, changed, heard, value))) {
    if (another) draft.story.push(heard.text);
    if (!changed.includes(pending)) putOnceMore(draft, pending);
    return another;
  }
  if (heard.complaintTypes.length > 0 && heard.text.length >= 12) draft.story.push(heard.text);
  // A number and nothing else is no wish: it is the number to use from now on.
  const [number] = heard.slots.phones;
  if (pending === 'outcome' && number !== undefined && isNumberAlone(heard.text)) {
    draft.phone = number;
    delete draft.anonymous;
    desk.state.statedPhone = number;
    putOnceMore(draft, pending);
    return undefined;
  }
  if (pending === 'outcome' && value === heard.text && isOnlyFacts(value) && takesFacts(draft, heard, cues))
    return undefined;
  if (pending === 'phone') takePhone(desk, draft, heard, value);
  else if (pending === 'outcome') {
    const kind = services.catalogue.outcomeOf(heard.text) ?? 'other';
    if (!unknown) draft.outcome = { kind, words: (value ?? heard.text).slice(0, 300) };
  } else if (pending === 'contact') {
    const kind = cues.has('contact', heard.text) ? undefined : services.catalogue.outcomeOf(heard.text);
    if (kind && !draft.outcome) draft.outcome = { kind, words: heard.text };
    else if (!unknown) draft.contact = contactOf(heard.text);
  } else if (!unknown && value !== undefined) fillPending(draft, pending as SlotName, value, heard, changed);
  return undefined;
}

const isNumberAlone = (text: string): boolean => /^[\d\s+-]+$/.test(text.trim());

/**
 * "This month" to what is wanted is told of what happened, and what is wanted is asked once more.
 * @returns `false`: a sum that is said again is one that is wanted
 */
function takesFacts(draft: Draft, heard: Understanding, cues: Cues): boolean {
  if (draft.putAgain === 'outcome') return heard.slots.amountsFen.length === 0;
  absorb(draft, heard, { as: 'story' }, cues);
  putOnceMore(draft, 'outcome');
  return true;
}

/** A question answered by something else is put a second time, no third. */
function putOnceMore(draft: Draft, pending: string): void {
  if (draft.putAgain === pending) return;
  draft.asked = draft.asked.filter((name) => name !== pending);
  draft.putAgain = pending;
}

/** Nobody was asked for the number the channel tells, so anonymity may be asked for at any question. */
function withdrawsNumber({ heard, services, turn }: DeskTurn, draft: Draft): boolean {
  const unasked = !draft.asked.includes('phone') && (!draft.phone || draft.phone === turn.ownNumber);
  if (!heard || !unasked || !services.cues.is('anonymous', heard.text)) return false;
  delete draft.phone;
  draft.anonymous = true;
  return true;
}

function takePhone(desk: DeskTurn, draft: Draft, heard: Understanding, value: string | undefined): void {
  const refused = desk.services.cues.has('anonymous', heard.text) || value === desk.choice('anonymous').say;
  if (refused || !draft.phone) {
    delete draft.phone;
    draft.anonymous = true;
  } else desk.state.statedPhone = draft.phone;
}

/** The message told something else than what was asked: that is kept, and the question put once more. */
function answersAnother(
  draft: Draft,
  pending: string,
  changed: readonly string[],
  heard: Understanding,
  value: string | undefined,
): boolean {
  if (draft.putAgain === pending || changed.length === 0 || changed.includes(pending)) return false;
  // A button pressed is the answer, whatever else its words may mean.
  if (value !== undefined && value !== heard.text) return false;
  const aTime = changed.includes('date') || changed.includes('since');
  const answersTime = ['when', 'since', 'billMonth', 'frequency'].includes(pending) && aTime;
  const answersOften = pending === 'since' && changed.includes('frequency');
  return !answersTime && !answersOften && (heard.slots.correction !== undefined || heard.text.length <= 24);
}

/** "And besides, …": a grievance of another type, joined by a word that says so or beyond doubt. */
export function grievanceBesides(
  desk: DeskTurn,
  draft: Draft,
  heard: Understanding,
  pending = '',
): Grievance | undefined {
  const { cues, catalogue } = desk.services;
  const [main] = heard.complaintTypes;
  const joined = heard.text.length >= 8 && heard.score >= clearGrievance && cues.has('also', heard.text);
  const plain = heard.text.length >= 12 && heard.score >= plainGrievance && !aboutTheStory.has(pending);
  if (!main || !(joined || plain)) return undefined;
  if (draft.grievances.some(({ type }) => type === main.type)) return undefined;
  return grievance(main.type, heard.text, heard, catalogue);
}

/** Takes a change of the summary in. @returns whether the message changed anything */
export function takeChange(desk: DeskTurn, draft: Draft): boolean {
  const { heard, services } = desk;
  if (!heard) return false;
  const { cues, catalogue } = services;
  const short = heard.text.length <= shortWish;
  if (short && cues.has('anonymous', heard.text)) {
    delete draft.phone;
    delete draft.contact;
    draft.anonymous = true;
    return true;
  }
  if (short && !heard.slots.correction && draft.phone && cues.has('contact', heard.text)) {
    draft.contact = contactOf(heard.text);
    return true;
  }
  if (absorb(draft, heard, { as: 'change' }, cues).length > 0) return true;
  const kind = short ? catalogue.outcomeOf(heard.text) : undefined;
  if (!kind) return false;
  draft.outcome = { kind, words: heard.text };
  return true;
}

/** Says back what was corrected, so that the customer sees it was taken in. */
function acknowledge(desk: DeskTurn, draft: Draft, changed: readonly string[]): void {
  const { catalogue } = desk.services;
  const name = changed.find((slot) => slot !== 'date' && slot !== 'phone') as SlotName | undefined;
  const value = name && slotWording(desk, draft, name);
  if (name && value) desk.sayKey('complaint.corrected', { name: catalogue.slotName(name, desk.state.language), value });
}

function contactOf(text: string): NonNullable<Draft['contact']> {
  const channel = /短信|簡訊|sms|text/i.test(text)
    ? 'sms'
    : /这里|這裡|在线|線上|聊天|chat/i.test(text)
      ? 'chat'
      : 'phone';
  return { time: text.slice(0, 100), channel };
}
