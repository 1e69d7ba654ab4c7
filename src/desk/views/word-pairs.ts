import { oneAlphabet } from '../../complaints/word-match';

const longest = 1_000;

/**
 * What a text is made of, for comparing: each pair of Chinese signs, each Latin word or number. Good enough to rank by, in
 * both scripts, and needs no dictionary.
 */
export function wordPairs(text: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const run of oneAlphabet(text.slice(0, longest)).match(/[a-z0-9]{2,}|[\u3400-\u9fff]+/g) ?? []) {
    if (/^[a-z0-9]/.test(run)) pairs.add(run);
    else if (run.length === 1) pairs.add(run);
    else for (let at = 0; at + 1 < run.length; at += 1) pairs.add(run.slice(at, at + 2));
  }
  return pairs;
}

/** Shared part of two sets, 0–1 (Dice). */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}
