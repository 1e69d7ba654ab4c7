import type { Clock } from '../../ports/clock';
import type { ExtractedSlots } from '../understanding';
import { complaintNumbersOf, phonesOf } from './contacts';
import { correctionOf } from './correction';
import { daysOf, monthsOf } from './dates';
import { dataOf, durationsOf } from './measures';
import { amountsOf } from './money';
import { agesOf, staffOf } from './people';
import { placesOf } from './places';

/** Longer messages are read up to here; nobody names new facts after this. */
const maxChars = 2000;

/**
 * Everything a message already says.
 * @param inPlace the text normalised in place
 * @param original the same text as written; positions are equal
 * @param itemsIn finds the services named, by lexicon id
 */
export function extractSlots(
  inPlace: string,
  original: string,
  clock: Clock,
  itemsIn: (text: string) => readonly string[],
): ExtractedSlots {
  const text = inPlace.slice(0, maxChars);
  const complaintNumbers = complaintNumbersOf(text);
  const correction = correctionOf(text, original);
  return {
    amountsFen: amountsOf(text),
    dates: daysOf(text, original, clock),
    months: monthsOf(text, clock),
    durations: durationsOf(text, original),
    phones: phonesOf(text),
    complaintNumbers,
    dataMb: dataOf(text),
    places: placesOf(text, original),
    staff: staffOf(text, original),
    items: itemsIn(text),
    ages: agesOf(text),
    ...(correction ? { correction } : {}),
  };
}
