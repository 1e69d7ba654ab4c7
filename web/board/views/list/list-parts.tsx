import { attachedParts } from '../../../../src/known-problems/list-attached';
import { useBoard } from '../../board-context';
import type { Behind } from '../../state/behind';
import { hashOf } from '../../state/route';

/** Other lists of the same thing, one key away: what counts and what it is counted of, or the answers of a problem. */
export function ListParts({ behind }: { behind: Behind }) {
  const { route, words: known, wording } = useBoard();
  const words = wording.list;
  const parts = partsOf();
  if (parts.length === 0 || !('part' in behind)) return null;
  return (
    <nav class="segments" aria-label={words.part}>
      {parts.map(([part, name]) => (
        <a
          key={part}
          href={hashOf('list', route.query, { part, after: undefined })}
          aria-current={behind.part === part ? 'true' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  );

  function partsOf(): readonly (readonly [part: string, name: string])[] {
    if (behind.kind === 'rated') return (['n', 'of'] as const).map((part) => [part, words.ratedParts[part]]);
    if (behind.kind === 'problem')
      return behind.part === 'suggested' ? [] : attachedParts.map((part) => [part, wording.problems[part]]);
    if (behind.kind !== 'measure') return [];
    const unit = known?.measures.find(({ measure }) => measure === behind.measure)?.unit;
    // Of a plain count, a time or an amount the list is the same.
    return unit === 'share' || unit === 'per_10000' ? (['n', 'of'] as const).map((part) => [part, words[part]]) : [];
  }
}
