import type { ComplaintType } from '../complaints/complaint';
import { complaintTypes } from '../complaints/complaint';
import type { Language } from '../ports/language';
import type { AgentRequest } from './agent-request';
import type { Classifier } from './classifier/linear-nlu';
import { complaintTypeOf, type Decision, decisionFor, mixed as mixedOpinion } from './decision';
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

const maxClauseChars = 1500;
const none = 'None';
const agent = 'agent.request';

/** Puts the parts together: one message in, its meaning out. */
export function createUnderstander(parts: UnderstanderParts): Understander {
  const { classifier, tuning, script } = parts;
  const decision = decisionFor(classifier.labels, familyOf);

  const decide = (scores: Float64Array): ScoredIntent => {
    const best = decision.best(scores);
    return best.score >= tuning.acceptIntent ? best : { intent: none, score: 1 - best.score };
  };

  const silent = Float64Array.from(classifier.labels, (label) => (label === none ? 1 : 0));
  // Digits and signs alone answer a question or press a key; the dialog knows which, the classifier could only guess.
  const scoresOf = (inPlace: string): Float64Array => (/\p{L}/u.test(inPlace) ? classifier.classify(inPlace) : silent);

  return {
    async understand(text, previous) {
      const inPlace = normaliseInPlace(text, script);
      const language = detectLanguage(text, script, previous);
      const control = parts.controlOf(inPlace);
      const scores = scoresOf(inPlace);

      const spans = splitClauses(inPlace.slice(0, maxClauseChars));
      const perClause =
        spans.length > 1 ? spans.map(({ start, end }) => classifier.classify(inPlace.slice(start, end))) : [];
      const mixed = mixedOpinion(scores, perClause, tuning.clauseWeight);
      const clauses = spans.map(({ start, end }, index): Clause => {
        const clauseScores = perClause[index] ?? mixed;
        const own = decide(clauseScores);
        const type = complaintTypeOf(own.intent);
        const sure =
          type !== undefined &&
          own.score >= tuning.acceptClauseComplaint &&
          decision.shareOf(own.intent, clauseScores) >=
            (oneMore.test(inPlace.slice(start, end)) ? tuning.acceptComplaintType : tuning.acceptClauseType);
        return {
          text: text.slice(start, end),
          start,
          end,
          ...own,
          ...(type && sure ? { complaintType: type } : {}),
        };
      });

      const alternatives = decision.ranked(mixed);
      const told = decide(mixed);
      let { intent, score } = control ? { intent: `control.${control}`, score: 1 } : told;
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
          !control && told.intent.startsWith('complaint.') && (intent.startsWith('complaint.') || intent === agent)
            ? typesOf(inPlace, mixed, decision, clauses, tuning)
            : [],
        clauses,
        slots: await parts.slotsOf(inPlace, text, language),
        mood: parts.moodOf(inPlace),
        ...(control ? { control } : {}),
      } satisfies Understanding;
    },
  };
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
  decision: Decision,
  clauses: readonly Clause[],
  tuning: Lexicon['tuning'],
): ScoredType[] {
  const found = new Map<ComplaintType, number>();
  const shares = complaintTypes.map((type) => [type, decision.shareOf(`complaint.${type}`, scores)] as const);
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
