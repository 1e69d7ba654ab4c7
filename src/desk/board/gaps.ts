import { createHash } from 'node:crypto';
import type { FiguresFilter } from '../../figures/figures';
import { daysBefore, startOfShanghaiDay } from '../../ports/calendar';
import { maskedSpeech } from '../../ports/masked';
import type { LogRecord } from '../../ports/record-log';
import { textKey } from '../../understanding/cli/measure/text-key';
import type { BoardGaps } from '../board-api';
import type { RecentRecords } from './recent-records';

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
export async function boardGaps(records: Records, days: Days): Promise<BoardGaps> {
  const moments = momentsOf(days);
  return { missed: await questionsIn(records, moments), thumbsDown: await topicsIn(records, moments) };
}

type Moments = ReturnType<typeof momentsOf>;
type Records = Pick<RecentRecords, 'between'>;

export interface MissedRecord {
  readonly record: LogRecord;
  /** The same for wordings that are alike. */
  readonly question: string;
  /** Masked. */
  readonly text: string;
  readonly language: string;
}

/** Every time the desk had no answer, newest first. */
export async function* missedIn(records: Records, [from, until]: Moments): AsyncIterable<MissedRecord> {
  let read = 0;
  for await (const record of records.between('miss', from, until)) {
    read += 1;
    if (read > mostRead) return;
    const missed = missedKnown.get(record) ?? { is: missedOf(record) };
    missedKnown.set(record, missed);
    if (missed.is) yield missed.is;
  }
}

/** Records are kept from page to page, and what was made of them with them. */
const missedKnown = new WeakMap<LogRecord, { readonly is: MissedRecord | undefined }>();

function missedOf(record: LogRecord): MissedRecord | undefined {
  const { data } = record;
  // A type corrected by an agent is no question without an answer.
  if (data['retyped'] !== undefined || typeof data['text'] !== 'string') return undefined;
  const text = [...maskedSpeech(data['text'])].slice(0, longestText).join('').trim();
  keyOfText ??= textKey();
  const key = keyOfText(text);
  if (key === '') return undefined;
  const question = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return { record, question, text, language: String(data['language'] ?? '') };
}

export interface RatedRecord {
  readonly record: LogRecord;
  /** Empty: none was known. */
  readonly topic: string;
  readonly isDown: boolean;
}

/** Every answer that was rated, newest first; the last thumb for it counts. */
export async function* ratedIn(records: Records, [from, until]: Moments): AsyncIterable<RatedRecord> {
  const judged = new Set<string>();
  for await (const record of records.between('feedback', from, until)) {
    const { conversationId, data } = record;
    const answer = JSON.stringify([conversationId, data['activityId']]);
    if (judged.size >= mostRead) return;
    if (judged.has(answer)) continue;
    judged.add(answer);
    yield { record, topic: typeof data['topic'] === 'string' ? data['topic'] : '', isDown: data['value'] === 'down' };
  }
}

async function questionsIn(records: Records, moments: Moments): Promise<BoardGaps['missed']> {
  const groups = new Map<string, { id: string; text: string; count: number; lastAt: number; language: string }>();
  for await (const { record, question: id, text, language } of missedIn(records, moments)) {
    const known = groups.get(id);
    if (known) known.count += 1;
    else groups.set(id, { id, text, count: 1, lastAt: record.at, language });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
}

async function topicsIn(records: Records, moments: Moments): Promise<BoardGaps['thumbsDown']> {
  const topics = new Map<string, { count: number; of: number }>();
  for await (const { topic, isDown } of ratedIn(records, moments)) {
    const sum = topics.get(topic) ?? { count: 0, of: 0 };
    topics.set(topic, { count: sum.count + (isDown ? 1 : 0), of: sum.of + 1 });
  }
  return [...topics]
    .map(([topic, sum]) => ({ topic, ...sum }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || b.of - a.of);
}
