import type { Lexicon } from './lexicon/lexicon';
import { Phrases } from './text/phrases';
import type { Mood } from './understanding';

type Mark =
  | { readonly kind: 'anger' | 'urgency'; readonly strength: number; readonly keep: boolean }
  | { readonly kind: 'threat'; readonly threat: NonNullable<Mood['threat']>; readonly keep: boolean };

/** Gravest first: it decides what the message threatens with. */
const threats = ['regulator', 'press', 'legal', 'leave'] as const;
const reach = 3;

/** @returns reads the mood of a message (normalised in place) */
export function moodReader(lexicon: Lexicon['mood'], simplify: (text: string) => string): (text: string) => Mood {
  const marks = new Phrases<readonly Mark[]>();
  const byWord = new Map<string, Mark[]>();
  const keep = new Set(lexicon.keep);
  const put = (word: string, mark: Mark): void => {
    const key = simplify(word.toLowerCase());
    byWord.set(key, [...(byWord.get(key) ?? []), mark]);
  };
  for (const kind of ['anger', 'urgency'] as const) {
    for (const [strength, words] of Object.entries(lexicon[kind])) {
      for (const word of words) put(word, { kind, strength: Number(strength), keep: keep.has(word) });
    }
  }
  for (const threat of threats) {
    for (const word of lexicon.threat[threat]) put(word, { kind: 'threat', threat, keep: keep.has(word) });
  }
  for (const word of lexicon.neutral) byWord.set(simplify(word.toLowerCase()), []);
  for (const [word, list] of byWord) marks.add(word, list);
  const negated = new RegExp(
    `(?:(?:${lexicon.negations.filter((word) => !/[a-z]/.test(word)).join('|')})[\\u4e00-\\u9fff]{0,1}|(?:^|[^a-z])(?:${lexicon.negations
      .filter((word) => /[a-z]/.test(word))
      .join('|')}) (?:very |so |really |too )?)$`,
  );
  return (text) => {
    const points = { anger: [0], urgency: [0] };
    let threat: Mood['threat'];
    for (const found of marks.find(text)) {
      const before = text.slice(Math.max(0, found.start - 12), found.start);
      for (const mark of found.value) {
        // 别tm再打了: abuse stays abuse whatever stands before it.
        const plain = mark.keep || (mark.kind === 'anger' && mark.strength === 3);
        if (!plain && negated.test(/[a-z]/.test(text[found.start] ?? '') ? before : before.slice(-reach))) continue;
        if (mark.kind === 'threat') {
          if (!threat || threats.indexOf(mark.threat) < threats.indexOf(threat)) threat = mark.threat;
        } else points[mark.kind].push(mark.strength);
      }
    }
    const shouting = /[!！]{2}|[?？]{3}/.test(text) || (text.match(/[!！?？]/g)?.length ?? 0) >= 4 ? 1 : 0;
    const anger = level(points.anger, points.anger.length > 1 || threat ? shouting : 0);
    return {
      anger: threat && anger === 0 ? 1 : anger,
      urgency: level(points.urgency, 0),
      ...(threat ? { threat } : {}),
    };
  };
}

/** The strongest word, one higher when there are three or more, or when it is shouted. */
function level(strengths: readonly number[], extra: number): 0 | 1 | 2 | 3 {
  const strongest = Math.max(...strengths);
  const raised = strengths.length > 3 ? 1 : 0;
  return Math.min(3, strongest + Math.max(raised, extra)) as 0 | 1 | 2 | 3;
}
