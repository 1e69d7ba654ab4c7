/** Two texts that say the same in nearly the same words; `a` < `b` are positions in the list. */
export interface NearPair {
  readonly a: number;
  readonly b: number;
  /** Shared pieces over all pieces (Jaccard), 0–1; equal texts have 1. */
  readonly likeness: number;
}

/** Shorter texts must be equal: one piece of difference says too much there. */
const fewestPieces = 4;

/**
 * Finds all pairs of texts at least as alike as `least`: by pairs of Chinese characters, English words and word pairs.
 * Only texts that share one of their rarest pieces are compared (prefix filtering), which finds them all and is quick.
 * @param texts in one spelling, see `textKey`
 */
export function* nearDuplicates(texts: readonly string[], least: number): Generator<NearPair> {
  const pieces = rarestFirst(texts.map(piecesOf));
  const seenWith = new Map<number, number[]>();
  const equal = new Map<string, number>();
  for (let b = 0; b < texts.length; b++) {
    const own = pieces[b] as readonly number[];
    const twin = equal.get(texts[b] as string);
    if (twin !== undefined) yield { a: twin, b, likeness: 1 };
    else equal.set(texts[b] as string, b);
    if (own.length < fewestPieces) continue;
    const ownSet = new Set(own);
    const compared = new Set<number>(twin === undefined ? [] : [twin]);
    const prefix = own.slice(0, own.length - Math.ceil(least * own.length) + 1);
    for (const piece of prefix) {
      const others = seenWith.get(piece);
      for (const a of others ?? []) {
        if (compared.has(a)) continue;
        compared.add(a);
        const likeness = jaccard(ownSet, pieces[a] as readonly number[]);
        if (likeness >= least) yield { a, b, likeness };
      }
      if (others) others.push(b);
      else seenWith.set(piece, [b]);
    }
  }
}

function piecesOf(text: string): string[] {
  const pieces = new Set<string>();
  for (const run of text.match(/[\u3400-\u9fff]+|[a-z0-9']+(?: [a-z0-9']+)*/g) ?? []) {
    const chinese = /[\u3400-\u9fff]/.test(run);
    const parts = chinese ? [...run] : run.split(' ');
    if (!chinese || parts.length === 1) for (const part of parts) pieces.add(part);
    for (let at = 1; at < parts.length; at++) pieces.add(`${parts[at - 1]} ${parts[at]}`);
  }
  return [...pieces];
}

/** Pieces as numbers, each text's rarest first. */
function rarestFirst(texts: readonly (readonly string[])[]): number[][] {
  const counts = new Map<string, number>();
  for (const pieces of texts) for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const rank = new Map(
    [...counts].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1)).map(([piece], at) => [piece, at]),
  );
  return texts.map((pieces) => pieces.map((piece) => rank.get(piece) as number).sort((a, b) => a - b));
}

function jaccard(own: ReadonlySet<number>, other: readonly number[]): number {
  let shared = 0;
  for (const piece of other) if (own.has(piece)) shared++;
  return shared / (own.size + other.length - shared);
}
