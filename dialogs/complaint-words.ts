import type { Complaint } from '../src/complaints/complaint';
import { speakComplaintNumber } from '../src/complaints/number';
import { byWhen } from '../src/complaints/when';
import type { Wording } from '../src/ports/wording';
import type { DeskTurn } from './desk-turn';

/** The number, read and spoken. */
export const numberWording = (desk: DeskTurn, number: string): Wording => ({
  text: number,
  speak: speakComplaintNumber(number, desk.state.language),
});

/** Who has it, as customers know them. */
export const ownerOf = ({ services, state }: DeskTurn, { promise }: Complaint): string =>
  services.catalogue.ownerName(promise.owner, state.language);

export const nameOf = ({ services, state }: DeskTurn, { type, subType }: Complaint): string =>
  subType === undefined
    ? services.catalogue.name(type, state.language)
    : services.catalogue.subTypeName(type, subType, state.language);

/** ", and you will have a result by …"; nothing where that time is over. */
export function untilWhen(desk: DeskTurn, at: number): Wording {
  if (at <= desk.turn.now) return { text: '', speak: '' };
  return desk.wording('progress.by', { by: byWhen(at, desk.turn.now, desk.state.language) });
}

/** Back with a senior: says so with the new promise, and where else the unhappy can go (L1). */
export function sayBack(desk: DeskTurn, complaint: Complaint, key: string): void {
  const { now } = desk.turn;
  const { number, promise } = complaint;
  const { language } = desk.state;
  desk.sayKey(key, { number: numberWording(desk, number), by: byWhen(promise.resolveBy, now, language) });
  desk.say(desk.services.catalogue.appeal(language, number));
}
