import type { Utterance } from '../../classifier/training-data';
import { nearDuplicates } from './near-duplicates';

/** Texts as alike as this are kept in one fold: a model must not be asked what it has all but read. */
const alike = 0.6;

/**
 * Deals training texts out to folds: each intent spread evenly, near-duplicates together. The same data and seed always
 * give the same folds.
 * @param keyOf see `textKey`
 * @returns the fold of each utterance, 0 to `count` - 1
 */
export function foldsOf(
  utterances: readonly Utterance[],
  count: number,
  keyOf: (text: string) => string,
  seed = 20_261_121,
): Int32Array {
  const clusters = clustersOf(utterances, keyOf);
  const random = generator(seed);
  shuffle(clusters, random);
  clusters.sort((a, b) => b.length - a.length);
  const filled = new Map<string, number[]>();
  const fold = new Int32Array(utterances.length);
  const totals = new Array<number>(count).fill(0);
  for (const cluster of clusters) {
    const intent = utterances[cluster[0] ?? 0]?.intents[0] ?? '';
    const sizes = filled.get(intent) ?? new Array<number>(count).fill(0);
    filled.set(intent, sizes);
    let best = 0;
    for (let at = 1; at < count; at++) {
      const [less, size] = [sizes[at] as number, sizes[best] as number];
      if (less < size || (less === size && (totals[at] as number) < (totals[best] as number))) best = at;
    }
    sizes[best] = (sizes[best] as number) + cluster.length;
    totals[best] = (totals[best] as number) + cluster.length;
    for (const member of cluster) fold[member] = best;
  }
  return fold;
}

function clustersOf(utterances: readonly Utterance[], keyOf: (text: string) => string): number[][] {
  const parent = Int32Array.from(utterances, (_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== top) {
      parent[top] = parent[parent[top] as number] as number;
      top = parent[top] as number;
    }
    return top;
  };
  const keys = utterances.map(({ text }) => keyOf(text));
  for (const { a, b } of nearDuplicates(keys, alike)) parent[root(b)] = root(a);
  const clusters = new Map<number, number[]>();
  for (let at = 0; at < utterances.length; at++) {
    const cluster = clusters.get(root(at));
    if (cluster) cluster.push(at);
    else clusters.set(root(at), [at]);
  }
  return [...clusters.values()];
}

/** Mulberry32, 0 ≤ x < 1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle<T>(list: T[], random: () => number): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other] as T, list[at] as T];
  }
}
