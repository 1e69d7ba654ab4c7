import type { FiguresFilter } from '../../figures/figures';
import { maskedSpeech } from '../../ports/masked';
import type { LogRecord, RecordLog } from '../../ports/record-log';
import type { BoardVoices } from '../board-api';
import { defined } from '../read-body';
import { momentsOf } from './gaps';
import { recordsBetween } from './records-between';

export type Voice = BoardVoices['voices'][number];
type Days = Pick<FiguresFilter, 'from' | 'until'>;
type Records = Pick<RecordLog, 'list' | 'get'>;

const pageSize = 50;
const scores: ReadonlyMap<unknown, Voice['score']> = new Map([
  ['satisfied', 'satisfied'],
  ['fair', 'neutral'],
  ['dissatisfied', 'unsatisfied'],
] as const);
const wordsKey = ':words';

/**
 * What customers said when they were asked how it went, newest first, masked. Those of one moment stand on one page, as the
 * next is asked for by time.
 * @param before epoch ms: only what is older
 */
export async function boardVoices(
  records: Records,
  days: Days,
  wanted: readonly Voice['score'][] | undefined,
  before?: number,
): Promise<BoardVoices> {
  const voices: Voice[] = [];
  for await (const voice of voicesIn(records, days, wanted, before)) {
    const last = voices.at(-1);
    if (last && voices.length >= pageSize && voice.at !== last.at) return { voices, next: String(last.at) };
    voices.push(voice);
  }
  return { voices };
}

/** The same one by one, to the end. */
export async function* voicesIn(
  records: Records,
  days: Days,
  wanted: readonly Voice['score'][] | undefined,
  before = Number.POSITIVE_INFINITY,
): AsyncIterable<Voice> {
  const [from, until] = momentsOf(days);
  for await (const record of recordsBetween(records, 'survey', from, Math.min(until, before))) {
    const score = scores.get(record.data['score']);
    if (score === undefined || (wanted && !wanted.includes(score))) continue;
    // Words told after the score have a record of their own, which says both.
    const hasWordsLater =
      !record.key.endsWith(wordsKey) && (await records.get('survey', record.key + wordsKey)) !== undefined;
    if (!hasWordsLater) yield voiceOf(record, score);
  }
}

function voiceOf({ at, data }: LogRecord, score: Voice['score']): Voice {
  const { words, number } = data;
  return defined({
    at,
    about: number === undefined ? ('person' as const) : ('complaint' as const),
    score,
    words: typeof words === 'string' && words.trim() !== '' ? maskedSpeech(words) : undefined,
    number: typeof number === 'string' ? number : undefined,
  });
}
