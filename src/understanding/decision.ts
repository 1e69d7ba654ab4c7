import type { ComplaintType } from '../complaints/complaint';
import { complaintTypes } from '../complaints/complaint';
import type { ScoredIntent } from './understanding';

/** What a clause leaves even to an intent it speaks against: clauses are short and often beside the point. */
const surprise = 0.001;
const none = 'None';
const alternatives = 6;

/** Reads scores, one a label in the order of the labels: who wins, who comes next. */
export interface Decision {
  /** The likeliest intent of the likeliest family; its score is the family's. */
  best(scores: Float64Array): ScoredIntent;
  /** The likeliest intents, best first. */
  ranked(scores: Float64Array): ScoredIntent[];
  /** Part of a complaint intent in all that the scores leave to complaints. */
  shareOf(intent: string, scores: Float64Array): number;
}

/** Prepared for a fixed list of labels, so that a message costs no table of its own. */
export function decisionFor(labels: readonly string[], familyOf: (label: string) => string): Decision {
  const families = [...new Set(labels.map(familyOf))];
  const familyAt = Int32Array.from(labels, (label) => families.indexOf(familyOf(label)));
  const noneFamily = families.indexOf(none);
  const sums = new Float64Array(families.length);
  const complaints = labels.flatMap((label, index) => (complaintTypeOf(label) ? [index] : []));

  return {
    best(scores) {
      sums.fill(0);
      for (let at = 0; at < scores.length; at++) {
        const family = familyAt[at] as number;
        sums[family] = (sums[family] as number) + (scores[at] as number);
      }
      let family = noneFamily;
      let sum = family < 0 ? 0 : (sums[family] as number);
      for (let at = 0; at < sums.length; at++) {
        if ((sums[at] as number) <= sum) continue;
        family = at;
        sum = sums[at] as number;
      }
      let best = -1;
      for (let at = 0; at < scores.length; at++) {
        if (familyAt[at] === family && (best < 0 || (scores[at] as number) > (scores[best] as number))) best = at;
      }
      return { intent: labels[best] ?? none, score: sum };
    },
    ranked(scores) {
      const order: number[] = [];
      for (let at = 0; at < scores.length; at++) {
        const score = scores[at] as number;
        if (order.length === alternatives && score <= (scores[order[alternatives - 1] as number] as number)) continue;
        let place = Math.min(order.length, alternatives - 1);
        for (; place > 0 && (scores[order[place - 1] as number] as number) < score; place--) {
          order[place] = order[place - 1] as number;
        }
        order[place] = at;
      }
      return order.map((at) => ({ intent: labels[at] as string, score: scores[at] as number }));
    },
    shareOf(intent, scores) {
      let own = 0;
      let total = 0;
      for (const at of complaints) {
        total += scores[at] ?? 0;
        if (labels[at] === intent) own = scores[at] ?? 0;
      }
      return total > 0 ? own / total : 0;
    },
  };
}

/** The type a complaint intent stands for. */
export function complaintTypeOf(intent: string): ComplaintType | undefined {
  const name = intent.startsWith('complaint.') ? intent.slice('complaint.'.length) : '';
  return complaintTypes.find((type) => type === name);
}

/** Whole message and clauses as one opinion: a weighted geometric mean, so that no clause is outvoted unheard. */
export function mixed(whole: Float64Array, perClause: readonly Float64Array[], weight: number): Float64Array {
  if (perClause.length === 0) return whole;
  const result = new Float64Array(whole.length);
  let total = 0;
  for (let at = 0; at < whole.length; at++) {
    // At most 24 factors of at least 0.001: their product stays far above the smallest number there is.
    let product = 1;
    for (const clause of perClause) product *= (clause[at] as number) + surprise;
    const score = Math.exp(
      (1 - weight) * Math.log((whole[at] as number) + 1e-6) + (weight * Math.log(product)) / perClause.length,
    );
    result[at] = score;
    total += score;
  }
  for (let at = 0; at < result.length; at++) result[at] = (result[at] as number) / total;
  return result;
}
