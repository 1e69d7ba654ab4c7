import type { ContactFact } from '../src/figures/facts';
import type { DeskState, RunningContact } from './desk-state';
import type { DeskTurn } from './desk-turn';
import { verifiedPhone } from './identity-dialog';

/*
 * One visit of a customer, kept with the conversation while it runs and recorded once when it is over: when nothing was said
 * for so long, by a timer or by the next visit. Its id is the turn it began with, so a turn that is run again records the
 * same visit. Rules and what they are for: docs/contacts.md.
 */

/** Answers whose thumbs are looked for, and topics: more belong to no ordinary visit. */
const mostKept = 50;
/** Matters of what was said unasked. */
const mostAbout = 20;
/** When the store was away as a visit was to be recorded. */
const retryMs = 60_000;
/** A complaint half told may be recorded by its own timer just after: it is part of the visit. */
const lateMs = 5 * 60_000;

/** The customer did something: the visit goes on, or another begins. */
export async function customerCame(desk: DeskTurn): Promise<void> {
  const { services, state, turn } = desk;
  if (!services.contacts) return;
  if (state.contact && isOver(desk, state.contact)) await record(desk, state.contact);
  state.contact ??= begun(desk);
  // It is answered now, whichever visit that is in.
  delete state.unasked;
  state.contact.messages += 1;
  if (hasPerson(desk)) personIn(desk, desk.handoff?.id);
  goesOn(state, turn.now);
}

function begun({ services, state, turn }: DeskTurn): RunningContact {
  const { at, about } = unaskedOf(state);
  const byUs = at !== undefined && turn.now - at <= (services.contacts?.answerMs ?? 0);
  return {
    id: `${turn.turnKey}:contact`,
    startedAt: turn.now,
    lastAt: turn.now,
    ...(byUs && { byUs, about }),
    messages: 0,
    topics: [],
    answered: 0,
    missed: 0,
    rated: [],
    complaints: [],
    handoffs: [],
  };
}

/** Something was said in it that is no silence: by a person of ours, too. */
export function goesOn({ contact }: DeskState, now: number): void {
  if (contact) contact.lastAt = Math.max(contact.lastAt, now);
}

/** What was said unasked since the customer's last word, and when last. An earlier version kept the time alone. */
function unaskedOf({ unasked }: DeskState): { readonly at?: number; readonly about: readonly string[] } {
  return typeof unasked === 'object' ? unasked : { ...(unasked !== undefined && { at: unasked }), about: [] };
}

/**
 * If this turn says something, nobody has asked for it: what comes next is an answer to it.
 * @param about `complaint:<id>`, `notice:<rule>`, or `draft`: a complaint half told
 */
export function sentUnasked(desk: DeskTurn, about: string): void {
  desk.whenSent(async () => {
    const others = unaskedOf(desk.state).about.filter((known) => known !== about);
    desk.state.unasked = { at: desk.turn.now, about: [...others, about].slice(-mostAbout) };
    // Told in the middle of a visit that answers us: part of what it may be about.
    const { contact } = desk.state;
    if (contact?.byUs) contact.about = [...new Set([...(contact.about ?? []), about])].slice(-mostAbout);
  });
}

/** The customer has a matter of their own: a visit that answered us until now is theirs. */
function isTheirs({ contact }: DeskState): void {
  if (contact) delete contact.byUs;
}

/** The customer asks something, whether or not it can be answered. What we told of is no other matter. */
export function askedIn({ state, services }: DeskTurn, intent: string): void {
  const { contacts } = services;
  if (contacts?.isTopic(intent) && !contacts.isAnswerTo(state.contact?.about ?? [], intent)) isTheirs(state);
}

/** The customer speaks of a complaint. @param id which, as soon as it is known: one we told of is no other matter */
export function spokeOfIn({ state }: DeskTurn, id?: string): void {
  const about = state.contact?.about ?? [];
  const isTold =
    id === undefined ? about.some((told) => told.startsWith('complaint:')) : about.includes(`complaint:${id}`);
  if (!isTold) isTheirs(state);
}

/** The customer complains. @param isLeft of what was half told, and is gone on with as we asked */
export function complainedIn({ state }: DeskTurn, isLeft: boolean): void {
  if (!isLeft) isTheirs(state);
}

/** An answer was given. @param intent what it was about */
export function answeredIn(desk: DeskTurn, intent: string): void {
  const { contact } = desk.state;
  // Who asks what we can do has something in mind, and answers nothing of ours.
  if (intent === 'control.help') isTheirs(desk.state);
  if (!contact || !desk.services.contacts?.isTopic(intent)) return;
  askedIn(desk, intent);
  contact.answered += 1;
  if (contact.topics.length < mostKept && !contact.topics.includes(intent)) contact.topics.push(intent);
  // Only the page has thumbs.
  if (desk.turn.channel === 'web' && contact.rated.length < mostKept)
    desk.whenSent(async (messageId) => void contact.rated.push(messageId));
}

export function missedIn({ state }: DeskTurn): void {
  if (!state.contact) return;
  state.contact.missed += 1;
  // Nobody can say that it answers us.
  isTheirs(state);
}

export function filedIn({ state }: DeskTurn, numbers: readonly string[]): void {
  state.contact?.complaints.push(...numbers);
}

/** The customer asked for a person, or was given one. @param handoffId when there is one */
export function personIn({ state }: DeskTurn, handoffId?: string): void {
  const { contact } = state;
  if (!contact) return;
  isTheirs(state);
  contact.personAsked = true;
  if (handoffId !== undefined && !contact.handoffs.includes(handoffId)) contact.handoffs.push(handoffId);
}

/** At the end of a turn: whose visit it is by now, and when it would be over. */
export function keepContact(desk: DeskTurn): void {
  const { services, state, turn } = desk;
  const { contact } = state;
  if (!services.contacts || !contact) return;
  const proved = verifiedPhone(desk);
  // A number that was only named may be somebody else's.
  if (proved !== undefined || contact.customer === undefined || contact.proved !== true) {
    const value = proved ?? turn.ownNumber ?? state.statedPhone;
    contact.customer = services.contacts.customerKey(value ?? `${turn.channel}:${turn.userId}`);
    if (proved !== undefined) contact.proved = true;
  }
  // What is no sign of life leaves the timer alone.
  if (contact.lastAt === turn.now || turn.wakesAt('contact') === undefined)
    turn.wakeAt(contact.lastAt + services.contacts.quietMs(turn.channel), 'contact');
}

/** Its timer rang: says nothing, and records the visit unless it goes on with a person. */
export async function contactQuiet(desk: DeskTurn): Promise<void> {
  const { services, state, turn } = desk;
  const { contact } = state;
  if (!services.contacts || !contact) return;
  const goesOnAt = turn.wakesAt('dialogs');
  if (goesOnAt !== undefined && goesOnAt - turn.now <= lateMs) return turn.wakeAt(goesOnAt, 'contact');
  if (hasPerson(desk)) return turn.wakeAt(turn.now + services.contacts.quietMs(turn.channel), 'contact');
  const quietAt = contact.lastAt + services.contacts.quietMs(turn.channel);
  if (quietAt > turn.now) return turn.wakeAt(quietAt, 'contact');
  await record(desk, contact);
}

/** The caller hung up. */
export async function contactOver(desk: DeskTurn): Promise<void> {
  const { contact } = desk.state;
  if (!contact) return;
  keepContact(desk);
  contact.lastAt = desk.turn.now;
  await record(desk, contact);
}

/** A person has the conversation, or the customer waits for one. */
const hasPerson = (desk: DeskTurn): boolean => desk.handoff?.status === 'assigned' || desk.inLine;

const isOver = (desk: DeskTurn, { lastAt }: RunningContact): boolean => {
  const quietMs = desk.services.contacts?.quietMs(desk.turn.channel) ?? Infinity;
  return desk.turn.now - lastAt > quietMs && !hasPerson(desk);
};

/** Once: the same id again changes nothing. While the store is away the visit waits for the next try. */
async function record(desk: DeskTurn, contact: RunningContact): Promise<void> {
  const { services, state, turn } = desk;
  delete state.contact;
  turn.wakeAt(undefined, 'contact');
  try {
    const fact = await factOf(desk, contact);
    const { id: key, conversationId } = fact;
    await services.records.append({ kind: 'contact', key, at: turn.now, conversationId, data: { ...fact } });
  } catch (error) {
    services.log.warn({ conversationId: turn.conversationId, err: error }, 'visit not recorded, tried again');
    state.contact = contact;
    turn.wakeAt(turn.now + retryMs, 'contact');
  }
}

async function factOf(desk: DeskTurn, contact: RunningContact): Promise<ContactFact> {
  const { services, state, turn } = desk;
  const { id, startedAt, lastAt, byUs = false, messages, topics, answered, missed, rated, complaints } = contact;
  const { conversationId, channel } = turn;
  const down = (activityId: string) =>
    services.records.get('feedback', `feedback:${conversationId}:${activityId}:down`);
  const thumbs = await Promise.all(rated.map(down));
  return {
    id,
    conversationId,
    channel,
    language: state.language,
    startedAt,
    endedAt: lastAt,
    customer: contact.customer ?? '',
    byUs,
    messages,
    topics,
    answered,
    missed,
    thumbsDown: thumbs.filter((thumb) => thumb !== undefined).length,
    complaints,
    personAsked: contact.personAsked === true,
    handoffs: contact.handoffs,
  };
}
