import { shanghaiDay, shanghaiTime } from '../../../ports/calendar';
import { maskText } from '../../../ports/mask';
import { loadTrainingData } from '../../classifier/training-data';
import type { Understander } from '../../understanding';
import { textKey } from '../measure/text-key';
import type { Write } from '../predict';
import type { MissStore } from './miss-store';
import { type Miss, readMisses } from './read-misses';

const maxText = 1000;
const maxAnswer = 200;

/**
 * Writes the misses as a queue a person labels, one JSON object a line, oldest first: masked text, what the model of
 * today makes of it, and an empty `label`. The same wording is listed once, with how `times` it was missed; what is
 * training data by now is left out.
 */
export async function exportMisses(
  store: MissStore,
  understander: Understander,
  dataDir: string,
  write: Write,
  report: (line: string) => void,
): Promise<number> {
  const keyOf = textKey();
  const learnt = new Set(loadTrainingData(dataDir).utterances.map(({ text }) => keyOf(text)));
  const groups = new Map<string, Miss[]>();
  let known = 0;
  for (const miss of await readMisses(store)) {
    const key = keyOf(maskText(miss.text));
    if (learnt.has(key)) known++;
    else if (key !== '') groups.set(key, [...(groups.get(key) ?? []), miss]);
  }
  for (const group of groups.values()) await write(JSON.stringify(await queueRow(group, understander)));
  report(`${groups.size} to label; ${known} left out, for they are training data by now`);
  return 0;
}

async function queueRow(group: readonly Miss[], understander: Understander): Promise<object> {
  // An agent's word says more than a thumb, and a thumb more than a fallback.
  const miss =
    group.find(({ suggested }) => suggested) ?? group.find(({ reason }) => reason !== 'fallback') ?? group[0];
  if (!miss) return {};
  const { intent, score, alternatives, language } = await understander.understand(miss.text);
  return {
    id: miss.id,
    reason: miss.reason,
    when: whenOf(miss.at),
    times: group.length,
    language,
    text: maskText(miss.text).slice(0, maxText),
    predicted: intent,
    score: digits(score),
    alternatives: alternatives.slice(0, 3).map((one) => ({ intent: one.intent, score: digits(one.score) })),
    ...(miss.suggested ? { suggested: miss.suggested } : {}),
    ...(miss.answer ? { answer: maskText(miss.answer).slice(0, maxAnswer) } : {}),
    ...(miss.comment ? { comment: maskText(miss.comment).slice(0, maxAnswer) } : {}),
    label: '',
    reviewed: false,
  };
}

function whenOf(at: number): string {
  const { hour, minute } = shanghaiTime(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${shanghaiDay(at)} ${two(hour)}:${two(minute)}`;
}

const digits = (score: number): number => Math.round(score * 1000) / 1000;
