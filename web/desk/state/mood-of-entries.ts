import type { TranscriptEntry } from '../../../src/desk/desk-events';

/** A turn notes the mood a moment after the message it heard; this long at most. */
const withinMs = 30_000;

/** Anger by `seq` of the customer's message it was heard in. */
export function moodOfEntries(
  entries: readonly TranscriptEntry[],
  mood: readonly { readonly at: number; readonly anger: number }[],
): ReadonlyMap<number, number> {
  const moods = new Map<number, number>();
  const said = entries.filter(({ from }) => from === 'customer');
  for (const { at, anger } of mood) {
    const heard = said.findLast((entry) => entry.at <= at && at - entry.at < withinMs);
    if (heard) moods.set(heard.seq, Math.max(anger, moods.get(heard.seq) ?? 0));
  }
  return moods;
}
