import { shanghaiDay } from '../../ports/calendar';
import type { Clock } from '../../ports/clock';
import type { Language } from '../../ports/language';
import type { ExtractedSlots } from '../understanding';
import type { RecognizerPool } from './recognizer-pool';

const digit = '[\\d一二两三四五六七八九十百千半几]';
const word = '(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|fifty|hundred)';
/** A number with its unit, and borders around words: 一下 is no number, "phone" holds no one, 号码 no day. */
const money = new RegExp(
  `${digit}.{0,2}[块元毛角]|[¥￥$]\\s?\\d|(?:\\d|\\b${word})\\s?(?:yuan|dollars?|cents?|bucks?|rmb)\\b`,
);
const time = new RegExp(
  `${digit}个?(?:周|月|年|日|天|号(?!码))|(?:星期|礼拜|周)[一二三四五六日天]|中秋|国庆|春节|元旦|五一|` +
    `(?:\\d|\\b${word})\\s?(?:days?|weeks?|months?|years?)\\b|\\b(?:last (?:week|month|year|mon|tue|wed|thu|fri|sat|sun)|christmas|new year)`,
);
const maxChars = 140;

/**
 * Asks the recognizers only where the own extraction found nothing although the text has words for it, so that a
 * usual message never waits.
 * @param inPlace normalised in place; positions are those of `original`
 */
export async function withSecondOpinion(
  slots: ExtractedSlots,
  inPlace: string,
  language: Language,
  clock: Clock,
  pool: RecognizerPool,
): Promise<ExtractedSlots> {
  const noMoney = slots.amountsFen.length === 0 ? money.exec(inPlace) : null;
  const noTime = slots.dates.length + slots.months.length + slots.durations.length === 0 ? time.exec(inPlace) : null;
  if (!noMoney && !noTime) return slots;
  const from = Math.max(0, Math.min(noMoney?.index ?? Infinity, noTime?.index ?? Infinity) - 40);
  const found = await pool.recognize({
    text: inPlace.slice(from, from + maxChars),
    language: language === 'en' ? 'en' : 'zh',
    today: shanghaiDay(clock.now()),
  });
  if (!found) return slots;
  return {
    ...slots,
    amountsFen: noMoney ? found.amountsFen : slots.amountsFen,
    dates: noTime ? found.dates : slots.dates,
  };
}
