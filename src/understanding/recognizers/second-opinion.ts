import { shanghaiDay } from '../../ports/calendar';
import type { Clock } from '../../ports/clock';
import type { Language } from '../../ports/language';
import type { ExtractedSlots } from '../understanding';
import type { RecognizerPool } from './recognizer-pool';

const money = /[块元钱毛角费¥￥$]|yuan|dollar|cent|buck|rmb|charge|bill/;
const time =
  /[周月年日号天]|星期|礼拜|前|上午|下午|凌晨|中秋|国庆|春节|元旦|五一|ago|last|week|month|day|morning|evening|christmas|new year/;
const numeral =
  /\d|[一二两三四五六七八九十百千半几]|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|fifty|hundred|last|ago/;
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
  const first = numeral.exec(inPlace);
  if (!first) return slots;
  const noMoney = slots.amountsFen.length === 0 && money.test(inPlace);
  const noTime = slots.dates.length + slots.months.length + slots.durations.length === 0 && time.test(inPlace);
  if (!noMoney && !noTime) return slots;
  const from = Math.max(0, first.index - 40);
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
