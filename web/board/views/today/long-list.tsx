import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { filled } from '../../../wording/wording';
import { useBoard } from '../../board-context';

const atFirst = 10;

export interface LongListProps<Item> {
  readonly items: readonly Item[];
  readonly children: (item: Item) => ComponentChildren;
}

/** The first ten, and a button for the rest of what the server listed. */
export function LongList<Item>({ items, children }: LongListProps<Item>) {
  const { wording } = useBoard();
  const [isWhole, setWhole] = useState(false);
  return (
    <>
      <ol class="rows">{(isWhole ? items : items.slice(0, atFirst)).map(children)}</ol>
      {isWhole || items.length <= atFirst ? null : (
        <button type="button" class="quiet small" onClick={() => setWhole(true)}>
          {filled(wording.today.showAll, { n: items.length })}
        </button>
      )}
    </>
  );
}
