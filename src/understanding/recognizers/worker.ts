import { parentPort } from 'node:worker_threads';
import { Culture, recognizeCurrency, recognizeDateTime } from '@microsoft/recognizers-text-suite';
import type { Recognized, RecognizeRequest, WorkerMessage } from './protocol';

/** Smaller units than the whole currency's, in its hundredths. */
const inFen: Readonly<Record<string, number>> = { Jiao: 10, Fen: 1, Cent: 1, Pence: 1, Penny: 1 };

/** Runs Microsoft's recognizers away from the event loop: some inputs cost them hundreds of milliseconds. */
export function recognize({ text, language, today }: Omit<RecognizeRequest, 'id'>): Recognized {
  const culture = language === 'en' ? Culture.English : Culture.Chinese;
  const [year = 1970, month = 1, day = 1] = today.split('-').map(Number);
  const amountsFen: number[] = [];
  const money: { start: number; end: number }[] = [];
  for (const { resolution, start, end } of recognizeCurrency(text, culture)) {
    const unit = String(resolution?.['unit']);
    const fen = Math.round(Number(resolution?.['value']) * (inFen[unit] ?? 100));
    // 一分钟 is no cent.
    if (text[end + 1] !== '钟' && Number.isFinite(fen) && fen > 0 && fen <= 100_000_000) amountsFen.push(fen);
    money.push({ start, end });
  }
  const dates = new Map<string, string>();
  for (const { resolution, text: words, start, end } of recognizeDateTime(
    text,
    culture,
    0,
    new Date(year, month - 1, day, 12),
  )) {
    // 三十元 is also read as the thirtieth.
    if (money.some((amount) => start <= amount.end && end >= amount.start)) continue;
    const date = lastPastDay(resolution?.['values'], today);
    if (date && !dates.has(date)) dates.set(date, words);
  }
  return { amountsFen: [...new Set(amountsFen)], dates: [...dates].map(([date, words]) => ({ date, words })) };
}

/** Bills and grievances lie in the past: the latest reading that is not after today. */
function lastPastDay(values: unknown, today: string): string | undefined {
  if (!Array.isArray(values)) return undefined;
  const days = values.flatMap((value: Record<string, unknown>) => {
    const named = value['type'] === 'date' || value['type'] === 'datetime' ? value['value'] : undefined;
    return typeof named === 'string' && /^\d{4}-\d\d-\d\d/.test(named) ? [named.slice(0, 10)] : [];
  });
  return days
    .filter((day) => day <= today)
    .sort()
    .at(-1);
}

const warmUp: readonly Omit<RecognizeRequest, 'id'>[] = [
  { text: '上上个星期五的下午三点扣了三十元五角', language: 'zh', today: '2026-11-21' },
  { text: 'two weeks ago on friday thirty dollars', language: 'en', today: '2026-11-21' },
];

if (parentPort) {
  const port = parentPort;
  const send = (message: WorkerMessage): void => port.postMessage(message);
  for (const sample of warmUp) recognize(sample);
  port.on('message', (request: RecognizeRequest) => {
    let found: Recognized = { amountsFen: [], dates: [] };
    try {
      found = recognize(request);
    } catch {
      // A text the recognizers stumble over names nothing; the own extraction has had its say already.
    }
    send({ kind: 'answer', id: request.id, found });
  });
  send({ kind: 'ready' });
}
