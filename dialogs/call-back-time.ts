import type { Span } from '../src/handoff/hours';
import { daysBefore, shanghaiDay, shanghaiTime } from '../src/ports/calendar';
import { parseNumber } from '../src/understanding/slots/numbers';

/** Parts of a day as customers name them, in hours. */
const parts: readonly { readonly words: RegExp; readonly from: number; readonly until: number }[] = [
  { words: /凌晨|半夜|夜里|夜裡|midnight/, from: 0, until: 6 },
  { words: /早上|早晨|上午|明早|今早|morning/, from: 6, until: 12 },
  { words: /中午|\bnoon\b|lunch/, from: 11, until: 14 },
  { words: /下午|afternoon/, from: 12, until: 18 },
  { words: /傍晚|晚上|今晚|明晚|evening|tonight/, from: 17, until: 24 },
];
const days: readonly { readonly words: RegExp; readonly ahead: number }[] = [
  { words: /后天|後天|day after tomorrow/, ahead: 2 },
  { words: /明天|明早|明晚|明儿|tomorrow/, ahead: 1 },
  { words: /今天|今晚|今早|today|tonight/, ahead: 0 },
];
const chineseHour = /(\d{1,2}|十[一二]?|[一二两兩三四五六七八九])[点點时時:：]/;
const englishHour = /\b(\d{1,2})(?::\d{2})? ?([ap])\.?m\b/;
/** An hour without a part of the day is one of the day, not of the night. */
const earliestHour = 8;
const longest = 60;

/** Whether the words name a time to be called at. */
export function namesTime(words: string): boolean {
  const text = readable(words);
  return [...parts, ...days].some((one) => one.words.test(text)) || chineseHour.test(text) || englishHour.test(text);
}

/**
 * The span a customer means by "明天下午三点", "今晚", "tomorrow at 3 pm".
 * @param spans what can be promised, soonest first
 * @returns `undefined` when no time is named, or none of these fits it
 */
export function spanNamed(words: string, spans: readonly Span[], now: number): Span | undefined {
  const text = readable(words);
  const ahead = days.find((day) => day.words.test(text))?.ahead;
  const part = parts.find((one) => one.words.test(text));
  const hour = hourOf(text, part);
  if (ahead === undefined && part === undefined && hour === undefined) return undefined;
  const date = ahead === undefined ? undefined : daysBefore(shanghaiDay(now), -ahead);
  return spans.find(({ from, until }) => {
    if (date !== undefined && shanghaiDay(from) !== date) return false;
    const start = shanghaiTime(from).hour;
    const end = start + (until - from) / 3_600_000;
    if (hour !== undefined) return hour >= start && hour < end;
    return part === undefined || (start >= part.from && start < part.until);
  });
}

const readable = (words: string): string => words.slice(0, longest).normalize('NFKC').toLowerCase();

function hourOf(text: string, part: (typeof parts)[number] | undefined): number | undefined {
  const english = englishHour.exec(text);
  if (english) return (Number(english[1]) % 12) + (english[2] === 'p' ? 12 : 0);
  const hour = parseNumber((chineseHour.exec(text)?.[1] ?? '').replace('兩', '两'));
  if (hour === undefined) return undefined;
  const afternoon = part === undefined ? hour < earliestHour : part.from >= 11 && hour < part.from;
  return afternoon && hour < 12 ? hour + 12 : hour;
}
