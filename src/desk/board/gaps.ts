import type { FiguresFilter } from '../../figures/figures';
import { daysBefore, startOfShanghaiDay } from '../../ports/calendar';
import { maskedSpeech } from '../../ports/masked';
import type { RecordLog } from '../../ports/record-log';
import { textKey } from '../../understanding/cli/measure/text-key';
import type { BoardGaps } from '../board-api';
import { recordsBetween } from './records-between';

/** Records looked at, newest first: what was asked lately shows what is missing. */
const mostRead = 10_000;
const longestText = 200;

/** Its tables take a moment to load: once, when they are first needed. */
let keyOfText: ReturnType<typeof textKey> | undefined;

type Days = Pick<FiguresFilter, 'from' | 'until'>;

/** First and last moment of days, the last one outside. */
export const momentsOf = ({ from, until }: Days): readonly [from: number, until: number] => [
  startOfShanghaiDay(from),
  startOfShanghaiDay(daysBefore(until, -1)),
];

/**
 * What the desk could not answer, alike wordings together, and which answers were rated down, by topic; the most frequent
 * first. Everything a customer wrote is masked before it is compared, so that numbers tell nobody apart.
 */
export async function boardGaps(records: Pick<RecordLog, 'list'>, days: Days): Promise<BoardGaps> {
  const moments = momentsOf(days);
  return { missed: await missedIn(records, moments), thumbsDown: await thumbsIn(records, moments) };
}

async function missedIn(
  records: Pick<RecordLog, 'list'>,
  [from, until]: readonly [number, number],
): Promise<BoardGaps['missed']> {
  keyOfText ??= textKey();
  const keyOf = keyOfText;
  const groups = new Map<string, { text: string; count: number; lastAt: number; language: string }>();
  let read = 0;
  for await (const { at, data } of recordsBetween(records, 'miss', from, until)) {
    read += 1;
    if (read > mostRead) break;
    // A type corrected by an agent is no question without an answer.
    if (data['retyped'] !== undefined || typeof data['text'] !== 'string') continue;
    const text = [...maskedSpeech(data['text'])].slice(0, longestText).join('').trim();
    const key = keyOf(text);
    if (key === '') continue;
    const known = groups.get(key);
    if (known) known.count += 1;
    else groups.set(key, { text, count: 1, lastAt: at, language: String(data['language'] ?? '') });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
}

/** The last thumb for an answer counts. */
async function thumbsIn(
  records: Pick<RecordLog, 'list'>,
  [from, until]: readonly [number, number],
): Promise<BoardGaps['thumbsDown']> {
  const topics = new Map<string, { count: number; of: number }>();
  const judged = new Set<string>();
  for await (const { conversationId, data } of recordsBetween(records, 'feedback', from, until)) {
    const answer = JSON.stringify([conversationId, data['activityId']]);
    if (judged.size >= mostRead) break;
    if (judged.has(answer)) continue;
    judged.add(answer);
    const topic = typeof data['topic'] === 'string' ? data['topic'] : '';
    const sum = topics.get(topic) ?? { count: 0, of: 0 };
    topics.set(topic, { count: sum.count + (data['value'] === 'down' ? 1 : 0), of: sum.of + 1 });
  }
  return [...topics]
    .map(([topic, sum]) => ({ topic, ...sum }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || b.of - a.of);
}
