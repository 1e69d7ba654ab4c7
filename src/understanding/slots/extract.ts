import type { Clock } from '../../ports/clock';
import type { ExtractedSlots } from '../understanding';
import { complaintNumbersOf, phonesOf } from './contacts';
import { correctionOf } from './correction';
import { daysOf, monthsOf } from './dates';
import { dataOf, durationsOf } from './measures';
import { amountsOf } from './money';
import { agesOf, staffOf } from './people';
import { placesOf } from './places';
import { countNumerals, signsOf } from './signs';

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
  const signs = signsOf(text);
  const numerals = countNumerals(text);
  const correction = correctionOf(text, original, signs);
  return {
    amountsFen: amountsOf(text, signs),
    dates: daysOf(text, original, clock, signs),
    months: monthsOf(text, clock, signs),
    durations: durationsOf(text, original, signs),
    phones: phonesOf(text, numerals),
    complaintNumbers: complaintNumbersOf(text, numerals),
    dataMb: dataOf(text, signs),
    places: placesOf(text, original, signs),
    staff: staffOf(text, original, signs),
    items: itemsIn(text),
    ages: agesOf(text, signs),
    ...(correction ? { correction } : {}),
  };
}
