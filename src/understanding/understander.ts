import type { ComplaintType } from '../complaints/complaint';
import { complaintTypes } from '../complaints/complaint';
import type { Language } from '../ports/language';
import type { AgentRequest } from './agent-request';
import type { Classifier } from './classifier/linear-nlu';
import { familyOf } from './intents';
import type { Lexicon } from './lexicon/lexicon';
import { isRefused } from './negated-order';
import { splitClauses } from './text/clauses';
import { detectLanguage } from './text/language';
import { normaliseInPlace } from './text/normalise';
import type { Script } from './text/simplify';
import type {
  Clause,
  Control,
  ExtractedSlots,
  Mood,
  ScoredIntent,
  ScoredType,
  Understander,
  Understanding,
} from './understanding';

export interface UnderstanderParts {
  readonly script: Script;
  readonly classifier: Classifier;
  readonly tuning: Lexicon['tuning'];
  readonly slotsOf: (inPlace: string, original: string, language: Language) => Promise<ExtractedSlots>;
  readonly controlOf: (text: string) => Control | undefined;
  readonly moodOf: (text: string) => Mood;
  readonly agentRequestIn: (text: string) => AgentRequest;
}

/** What a clause leaves even to an intent it speaks against: clauses are short and often beside the point. */
const surprise = 0.001;
const maxClauseChars = 1500;
const none = 'None';
const agent = 'agent.request';

/** Puts the parts together: one message in, its meaning out. */
export function createUnderstander(parts: UnderstanderParts): Understander {
  const { classifier, tuning, script } = parts;
  const families = classifier.labels.map(familyOf);
  const rowOf = new Map(classifier.labels.map((label, index) => [label, index]));

  const decide = (scores: Float64Array): ScoredIntent => {
    const best = bestIntent(scores, classifier.labels, families);
    return best.score >= tuning.acceptIntent ? best : { intent: none, score: 1 - best.score };
  };

  const silent = Float64Array.from(classifier.labels, (label) => (label === none ? 1 : 0));
  const scoresOf = async (inPlace: string): Promise<Float64Array> => {
    // Digits and signs alone answer a question or press a key; the dialog knows which, the classifier could only guess.
    if (!/\p{L}/u.test(inPlace)) return silent;
    const scores = new Float64Array(classifier.labels.length);
    for (const { intent, score } of await classifier.process(inPlace)) scores[rowOf.get(intent) ?? -1] = score;
    return scores;
  };

  return {
    async understand(text, previous) {
      const inPlace = normaliseInPlace(text, script);
      const language = detectLanguage(text, script, previous);
      const control = parts.controlOf(inPlace);
      const scores = await scoresOf(inPlace);

      const spans = splitClauses(inPlace.slice(0, maxClauseChars));
      const perClause =
        spans.length > 1 ? spans.map(({ start, end }) => classifier.classify(inPlace.slice(start, end))) : [];
      const mixed = mix(scores, perClause, tuning.clauseWeight);
      const clauses = spans.map(({ start, end }, index): Clause => {
        const clauseScores = perClause[index] ?? mixed;
        const decision = decide(clauseScores);
        const type = complaintTypeOf(decision.intent);
        const sure =
          decision.score >= tuning.acceptClauseComplaint &&
          shareOf(decision.intent, clauseScores, classifier.labels) >=
            (oneMore.test(inPlace.slice(start, end)) ? tuning.acceptComplaintType : tuning.acceptClauseType);
        return {
          text: text.slice(start, end),
          start,
          end,
          ...decision,
          ...(type && sure ? { complaintType: type } : {}),
        };
      });

      const alternatives = ranked(mixed, classifier.labels);
      const told = decide(mixed).intent;
      let { intent, score } = control ? { intent: `control.${control}`, score: 1 } : decide(mixed);
      const asks = control ? undefined : parts.agentRequestIn(inPlace);
      if (asks === 'whole' || (asks === 'inside' && !intent.startsWith('complaint.'))) {
        intent = agent;
        score = Math.max(score, 0.9);
      }
      const ruledOut = (one: string): boolean => isRefused(inPlace, one) || (asks === 'other' && one === agent);
      if (ruledOut(intent)) {
        const other = alternatives.find((one) => !ruledOut(one.intent) && one.score >= tuning.acceptIntent);
        ({ intent, score } = other ?? { intent: none, score: 1 - score });
      }
      return {
        text,
        language,
        intent,
        score,
        alternatives: alternatives.filter((one) => one.intent !== intent).slice(0, 4),
        // A request for a person may come with a grievance, which is recorded before it is handed over.
        complaintTypes:
          !control && told.startsWith('complaint.') && (intent.startsWith('complaint.') || intent === agent)
            ? typesOf(inPlace, mixed, classifier.labels, clauses, tuning)
            : [],
        clauses,
        slots: await parts.slotsOf(inPlace, text, language),
        mood: parts.moodOf(inPlace),
        ...(control ? { control } : {}),
      } satisfies Understanding;
    },
  };
}

function bestIntent(scores: Float64Array, labels: readonly string[], families: readonly string[]): ScoredIntent {
  const sums = new Map<string, number>();
  scores.forEach((score, index) => {
    const group = families[index] ?? '';
    sums.set(group, (sums.get(group) ?? 0) + score);
  });
  let bestGroup = none;
  for (const [group, sum] of sums) if (sum > (sums.get(bestGroup) ?? 0)) bestGroup = group;
  let best = -1;
  scores.forEach((score, index) => {
    if (families[index] === bestGroup && (best < 0 || score > (scores[best] ?? 0))) best = index;
  });
  return { intent: labels[best] ?? none, score: sums.get(bestGroup) ?? 0 };
}

/** Whole message and clauses as one opinion: a weighted geometric mean, so that no clause is outvoted unheard. */
function mix(whole: Float64Array, perClause: readonly Float64Array[], weight: number): Float64Array {
  if (perClause.length === 0) return whole;
  const mixed = whole.map((score, index) => {
    let sum = 0;
    for (const clause of perClause) sum += Math.log((clause[index] ?? 0) + surprise);
    return Math.exp((1 - weight) * Math.log(score + 1e-6) + (weight * sum) / perClause.length);
  });
  const total = mixed.reduce((sum, score) => sum + score, 0);
  return mixed.map((score) => score / total);
}

function ranked(scores: Float64Array, labels: readonly string[]): ScoredIntent[] {
  return labels
    .map((intent, index) => ({ intent, score: scores[index] ?? 0 }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 6);
}

function complaintTypeOf(intent: string): ComplaintType | undefined {
  const name = intent.startsWith('complaint.') ? intent.slice('complaint.'.length) : '';
  return complaintTypes.find((type) => type === name);
}

/** Part of a complaint intent in all that the scores leave to complaints. */
function shareOf(intent: string, scores: Float64Array, labels: readonly string[]): number {
  let own = 0;
  let total = 0;
  labels.forEach((label, index) => {
    if (!complaintTypeOf(label)) return;
    total += scores[index] ?? 0;
    if (label === intent) own = scores[index] ?? 0;
  });
  return total > 0 ? own / total : 0;
}

/** A clause that says it is one thing more: 而且…, 师傅来了还骂我, and … */
const oneMore = /^[\s,，。;；]*(?:而且|并且|另外|再说|再有|同时|加上|and |also |plus |besides|on top of|.{0,4}还)/i;

/**
 * Types of the whole message by their share, joined by the types of clauses that are sure of themselves and not alone:
 * a second complaint the customer never made is worse than one that the agent adds.
 */
function typesOf(
  inPlace: string,
  scores: Float64Array,
  labels: readonly string[],
  clauses: readonly Clause[],
  tuning: Lexicon['tuning'],
): ScoredType[] {
  const found = new Map<ComplaintType, number>();
  const shares = complaintTypes.map((type) => [type, shareOf(`complaint.${type}`, scores, labels)] as const);
  const highest = Math.max(...shares.map(([, share]) => share));
  for (const [type, share] of shares) {
    if (share >= tuning.acceptComplaintType || share === highest) found.set(type, share);
    else {
      const at = clauses.findIndex((one) => one.complaintType === type);
      const clause = clauses[at];
      // "… and nobody calls back": said as one thing more, it is one even where it is but a small part of the message.
      const least = clauses.slice(at, at + 2).some(({ start, end }) => oneMore.test(inPlace.slice(start, end)))
        ? tuning.acceptJoinedType
        : tuning.acceptSecondType;
      if (clause && share >= least) found.set(type, Math.max(share, clause.score * 0.9));
    }
  }
  return [...found].map(([type, score]) => ({ type, score })).sort((a, b) => b.score - a.score);
}
