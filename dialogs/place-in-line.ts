import type { Handoff } from '../src/handoff/handoff';
import type { Place } from '../src/handoff/waits';
import type { Wording } from '../src/ports/wording';
import type { DeskTurn } from './desk-turn';

/** What who waits can do besides, where there are buttons or numbers for it. */
export const lineChoices = ['call_back', 'leave_queue'] as const;

/** Says where the customer stands, in the words for the first and for the others, and shows it to the client. */
export async function tellPlace(
  desk: DeskTurn,
  handoff: Handoff,
  words: { readonly next: string; readonly others: string },
): Promise<void> {
  const place = (await desk.services.waits.placeOf(handoff.id)) ?? { position: 1 };
  sayPlace(desk, place, words);
}

/** The same for a place known already. @param choices keys of nlp-models/replies */
export function sayPlace(
  desk: DeskTurn,
  place: Place,
  words: { readonly next: string; readonly others: string },
  choices: readonly string[] = [],
): void {
  const key = place.position === 1 ? words.next : words.others;
  desk.sayKey(key, { ahead: place.position - 1, wait: waitOf(desk, place) }, choices);
  desk.tellStanding({ state: 'waiting', ...place });
}

const waitOf = (desk: DeskTurn, { waitMinutes }: Place): Wording | string =>
  waitMinutes === undefined ? '' : desk.wording('person.about', { minutes: waitMinutes });
