import type { Catalogue } from '../../complaints/catalogue';
import type { ComplaintSlots } from '../../complaints/complaint';
import { pointInTime } from '../../complaints/when';
import type { Brief } from '../../handoff/handoff';
import { maskedText } from '../../ports/masked';
import type { ComplaintCard, HandoffDetail } from '../desk-api';

/**
 * What canned replies are filled with, said as the bot says it in the customer's language: the thing and the amount in
 * question, and when the matter is to be solved.
 */
export function fillInOf(
  catalogue: Pick<Catalogue, 'slotValue'>,
  { slots, language }: Pick<Brief, 'slots' | 'language'>,
  cards: readonly ComplaintCard[],
  now: number,
): NonNullable<HandoffDetail['fillIn']> {
  const told = slots as ComplaintSlots;
  const item = catalogue.slotValue('item', told, language) ?? catalogue.slotValue('service', told, language);
  const amount = typeof told.amountFen === 'number' ? catalogue.slotValue('amountFen', told, language) : undefined;
  const owed = cards.find(({ here }) => here)?.promises ?? [];
  const by = (owed.find(({ what }) => what === 'resolve') ?? owed.at(-1))?.by;
  return {
    ...(item ? { item: maskedText(item.text) } : {}),
    ...(amount ? { amount: amount.text } : {}),
    // A time that has passed is no promise to repeat.
    ...(by !== undefined && by > now ? { deadline: pointInTime(by, now, language).text } : {}),
  };
}
