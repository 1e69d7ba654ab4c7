import { familyOf } from '../intents';
import type { LoadedUnderstander } from '../load';
import { isRefused } from '../negated-order';
import type { Clause, ScoredIntent, Understanding } from '../understanding';
import { type Contribution, contributionsOf } from './contributions';

/** Why a text was understood as it was; plain data. */
export interface Explanation {
  readonly text: string;
  /** The text as the classifier reads it. */
  readonly read: string;
  readonly language: string;
  readonly intent: string;
  readonly score: number;
  /** Which part of the understanding decided, in the order of its say. */
  readonly decidedBy: readonly string[];
  /** Of the whole message, before clauses are heard. */
  readonly families: readonly { readonly family: string; readonly share: number }[];
  readonly intents: readonly ScoredIntent[];
  /** The intent the features are weighed for, and the runner-up they are weighed against. */
  readonly compared: { readonly intent: string; readonly rival: string };
  readonly for: readonly Contribution[];
  readonly against: readonly Contribution[];
  readonly features: { readonly known: number; readonly unknown: number };
  readonly clauses: readonly (Clause & { readonly words: readonly string[] })[];
  readonly complaintTypes: Understanding['complaintTypes'];
  readonly slots: Understanding['slots'];
  readonly mood: Understanding['mood'];
}

const shown = 12;

/** @param acceptIntent the threshold in use, from `lexicon/tuning.yaml` */
export async function explanationOf(
  understander: LoadedUnderstander,
  text: string,
  acceptIntent?: number,
): Promise<Explanation> {
  const meaning = await understander.understand(text);
  const read = understander.normalise(text);
  const intents = rankedIntents(understander, read);
  const families = familiesOf(intents);
  const best = bestOf(intents, families[0]?.family);
  const compared = comparedOf(meaning, intents, best);
  const { known, unknown } = contributionsOf(understander, read, compared.intent, compared.rival);
  const says = ({ intent, rival }: Contribution): number => intent - rival;
  return {
    text,
    read,
    language: meaning.language,
    intent: meaning.intent,
    score: meaning.score,
    decidedBy: decidedBy(meaning, read, best, families[0]?.share ?? 0, acceptIntent),
    families: families.slice(0, 5),
    intents: intents.slice(0, 6),
    compared,
    for: known.filter((one) => says(one) > 0).slice(0, shown),
    against: known
      .filter((one) => says(one) < 0)
      .slice(-shown / 2)
      .reverse(),
    features: { known: known.length, unknown },
    clauses: meaning.clauses.map((clause) => ({ ...clause, words: wordsOf(understander, clause, intents) })),
    complaintTypes: meaning.complaintTypes,
    slots: meaning.slots,
    mood: meaning.mood,
  };
}

function rankedIntents({ classifier }: LoadedUnderstander, read: string): ScoredIntent[] {
  const scores = classifier.classify(read);
  return classifier.labels
    .map((intent, index) => ({ intent, score: scores[index] ?? 0 }))
    .sort((a, b) => b.score - a.score);
}

function familiesOf(intents: readonly ScoredIntent[]): { family: string; share: number }[] {
  const shares = new Map<string, number>();
  for (const { intent, score } of intents) shares.set(familyOf(intent), (shares.get(familyOf(intent)) ?? 0) + score);
  return [...shares].map(([family, share]) => ({ family, share })).sort((a, b) => b.share - a.share);
}

const bestOf = (intents: readonly ScoredIntent[], family: string | undefined): string =>
  intents.find(({ intent }) => familyOf(intent) === family)?.intent ?? 'None';

/** What is said, against the runner-up; what was rejected, against the trained None. */
function comparedOf(meaning: Understanding, intents: readonly ScoredIntent[], best: string): Explanation['compared'] {
  const known = intents.some(({ intent }) => intent === meaning.intent);
  const intent = known && meaning.intent !== 'None' ? meaning.intent : best;
  const rival = intents.find((one) => one.intent !== intent)?.intent ?? 'None';
  return { intent, rival: meaning.intent === 'None' && intent !== 'None' ? 'None' : rival };
}

function decidedBy(
  meaning: Understanding,
  read: string,
  best: string,
  share: number,
  acceptIntent: number | undefined,
): string[] {
  const alone = `the classifier on the whole message alone: ${best}, its family ${share.toFixed(3)}`;
  if (meaning.control) return [`lexicon/control.yaml: the whole message is the word for "${meaning.control}"`, alone];
  if (meaning.intent === 'agent.request' && best !== 'agent.request')
    return ['the net for requests for a person (lexicon/agent.yaml)', alone];
  if (isRefused(read, best)) return [`negated-order.ts: ${best} is what the customer has just refused`, alone];
  if (best === 'agent.request' && meaning.intent !== best)
    return ['the net for requests for a person rules one out here, or the clauses do', alone];
  if (meaning.intent === 'None' && best !== 'None') {
    const threshold = acceptIntent === undefined ? 'acceptIntent' : `acceptIntent ${acceptIntent}`;
    return [
      `nothing reaches ${threshold} (best after clauses ${(1 - meaning.score).toFixed(3)}), or None wins with the clauses`,
      alone,
    ];
  }
  if (familyOf(meaning.intent) !== familyOf(best)) return [`the ${meaning.clauses.length} clauses turn it`, alone];
  if (meaning.clauses.length > 1)
    return [`the classifier, whole message and ${meaning.clauses.length} clauses together`, alone];
  return ['the classifier', alone];
}

/** The words that spoke most for what a clause was taken for. */
function wordsOf(understander: LoadedUnderstander, clause: Clause, whole: readonly ScoredIntent[]): string[] {
  const rival = whole.find(({ intent }) => familyOf(intent) !== familyOf(clause.intent))?.intent ?? 'None';
  return contributionsOf(understander, understander.normalise(clause.text), clause.intent, rival)
    .known.filter((one) => one.intent - one.rival > 0)
    .slice(0, 4)
    .map(({ name }) => name);
}
