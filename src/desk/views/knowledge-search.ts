import type { Language } from '../../ports/language';
import type { KnowledgeHits } from '../desk-api';
import type { DeskContext } from '../desk-context';
import { overlap, wordPairs } from './word-pairs';

const mostHits = 8;
/** Below this an entry has nothing to do with the question. */
const leastScore = 0.15;

/**
 * Entries that answer a question, best first: what the understanding makes of it, and words of title and answer. The
 * general wording, without anybody's account.
 */
export async function knowledgeSearch(
  { knowledge, understander, topics, clock }: Pick<DeskContext, 'knowledge' | 'understander' | 'topics' | 'clock'>,
  question: string,
  language: Language,
): Promise<KnowledgeHits> {
  const understood = await understander.understand(question, language);
  const scores = new Map<string, number>([
    ...understood.alternatives.map(({ intent, score }) => [intent, score] as const),
    [understood.intent, understood.score],
  ]);
  const words = wordPairs(question);
  const now = clock.now();
  const hits = knowledge.intents
    .map((intent) => {
      const title = topics.get(intent)?.[language] ?? intent;
      const { text } = knowledge.answer(intent, language, { now });
      const inTitle = contained(words, wordPairs(title));
      const inText = contained(words, wordPairs(text));
      return { intent, title, text, score: (scores.get(intent) ?? 0) + inTitle + overlapIn(words, title) + inText / 2 };
    })
    .filter(({ score }) => score >= leastScore)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostHits);
  return { hits: hits.map(({ intent, title, text }) => ({ intent, title, text })) };
}

const overlapIn = (words: ReadonlySet<string>, title: string): number => overlap(words, wordPairs(title));

/** How much of the question is in there, 0–1. */
function contained(words: ReadonlySet<string>, there: ReadonlySet<string>): number {
  if (words.size === 0) return 0;
  return [...words].filter((word) => there.has(word)).length / words.size;
}
