import type { ComplaintType } from '../src/complaints/complaint';
import type { Understanding } from '../src/understanding/understanding';
import { absorb } from './absorb';
import { type Draft, type Grievance, type Reading, readStory } from './complaint-draft';
import type { DeskTurn } from './desk-turn';

/** A clause longer than this tells a story, not a wish. */
const longestWish = 40;
/** What joins a wish to the story before it is left out when it is said back. */
const joining = /^[\s，,]*(?:and|but|so|而且|所以|另外|还有|還有)\s*/i;
/** Fewer characters than this tell no story. */
const shortestStory = 12;
/** From this anger on, a few words may be nothing but anger. */
const ventFromAnger = 2;

/** What a story came to: its reading, or nothing but anger; `unsure` always has two candidates. */
export type Heard = Exclude<Reading, { kind: 'none' }> | { readonly kind: 'vent' };

/**
 * Understands the story told so far as one and puts all it says into the draft: facts, what is wanted, the charge
 * explained just before, a question to be answered afterwards.
 */
export async function hearStory(desk: DeskTurn, draft: Draft): Promise<Heard> {
  const { services, state } = desk;
  const heard = await services.understander.understand(draft.story.join('\n'), state.language);
  absorb(draft, heard, { as: 'story' }, services.cues);
  if (!draft.slots.item && heard.slots.items.length === 0) takeOverCharge(desk, draft);
  takeWish(desk, draft, heard);
  draft.questions = heard.clauses
    .filter(({ intent, complaintType, text }) => !complaintType && isQuestion(desk, intent, text))
    .map(({ intent }) => intent)
    .slice(0, 1);
  const reading = readStory(heard, services.catalogue, (text) => isWish(desk, text));
  if (reading.kind === 'none' ? draft.vent : isVague(draft, reading)) return { kind: 'vent' };
  return reading.kind === 'none' ? { kind: 'unsure', candidates: likeliest(heard) } : reading;
}

/** A complaint right after a charge was explained is about that charge. */
function takeOverCharge({ state, services }: DeskTurn, draft: Draft): void {
  if (!state.disputable) return;
  const { item, amountFen, billMonth } = state.disputable;
  draft.slots = { item: services.catalogue.itemOf(item) ?? item, amountFen, billMonth, ...draft.slots };
}

/** What is wanted may have been said already; then it is not asked. */
function takeWish(desk: DeskTurn, draft: Draft, heard: Understanding): void {
  const wish = heard.clauses.find(({ text }) => isWish(desk, text));
  const kind = wish && desk.services.catalogue.outcomeOf(wish.text);
  if (kind && kind !== 'other') draft.outcome ??= { kind, words: wish.text.replace(joining, '').trim() };
}

/** A clause that says what is wanted. */
const isWish = ({ services: { cues, catalogue } }: DeskTurn, text: string): boolean =>
  text.length <= longestWish && cues.has('wants', text) && catalogue.outcomeOf(text) !== undefined;

/** A question worth an answer of its own beside the complaint; a threat to appeal is none. */
const isQuestion = (desk: DeskTurn, intent: string, text: string): boolean =>
  desk.services.knowledge.has(intent) &&
  !/^(smalltalk|control|service\.appeal)/.test(intent) &&
  desk.services.cues.has('question', text);

/** Too little to name a grievance: a few angry words without a thing in them. */
const isVague = ({ story, slots, anger }: Draft, reading: Reading): boolean =>
  anger >= ventFromAnger &&
  story.join('').length < shortestStory &&
  Object.keys(slots).length === 0 &&
  reading.kind === 'grievances' &&
  reading.grievances.every(({ subType }) => subType === undefined);

function likeliest(heard: Understanding): Grievance['candidates'] {
  const found = heard.alternatives
    .filter(({ intent }) => intent.startsWith('complaint.'))
    .map(({ intent, score }) => ({ type: intent.slice('complaint.'.length) as ComplaintType, score }));
  const rest = (['after_sales', 'pricing_billing'] as const).filter(
    (type) => !found.some((known) => known.type === type),
  );
  return [...found, ...rest.map((type) => ({ type, score: 0 }))].slice(0, 2);
}
