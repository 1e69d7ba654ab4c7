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
  const { unasked } = state;
  const byUs = unasked !== undefined && turn.now - unasked <= (services.contacts?.answerMs ?? 0);
  return {
    id: `${turn.turnKey}:contact`,
    startedAt: turn.now,
    lastAt: turn.now,
    ...(byUs && { byUs }),
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

/** If this turn says something, nobody has asked for it: what comes next is an answer to it. */
export function sentUnasked(desk: DeskTurn): void {
  desk.whenSent(async () => {
    desk.state.unasked = desk.turn.now;
  });
}

/** An answer was given. @param intent what it was about */
export function answeredIn(desk: DeskTurn, intent: string): void {
  const { contact } = desk.state;
  if (!contact || !desk.services.contacts?.isTopic(intent)) return;
  contact.answered += 1;
  if (contact.topics.length < mostKept && !contact.topics.includes(intent)) contact.topics.push(intent);
  // Only the page has thumbs.
  if (desk.turn.channel === 'web' && contact.rated.length < mostKept)
    desk.whenSent(async (messageId) => void contact.rated.push(messageId));
}

export function missedIn({ state }: DeskTurn): void {
  if (state.contact) state.contact.missed += 1;
}

export function filedIn({ state }: DeskTurn, numbers: readonly string[]): void {
  state.contact?.complaints.push(...numbers);
}

/** The customer asked for a person, or was given one. @param handoffId when there is one */
export function personIn({ state: { contact } }: DeskTurn, handoffId?: string): void {
  if (!contact) return;
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
