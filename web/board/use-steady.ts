import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';

export interface Steady<Item> {
  readonly shown: readonly Item[];
  /** Something came, went or moved, and is kept back. */
  readonly isHeld: boolean;
  readonly release: () => void;
}

/**
 * A list that is asked for again and again, without moving what somebody reads: while the pointer or the focus is in it, or
 * its head is scrolled away, lines keep their place and only their content changes, until one asks for the new order.
 */
export function useSteady<Item>(
  latest: readonly Item[],
  keyOf: (item: Item) => string,
  box: RefObject<HTMLElement>,
): Steady<Item> {
  const order = useRef<readonly string[] | undefined>(undefined);
  const last = useRef(latest);
  const [, draw] = useState(0);
  const keys = latest.map(keyOf);
  const isSame = order.current?.join('\n') === keys.join('\n');
  if (order.current === undefined || order.current.length === 0 || !isBeingRead(box.current)) order.current = keys;
  const isHeld = !isSame && order.current !== keys;
  const known = new Map([...last.current, ...latest].map((item) => [keyOf(item), item]));
  const shown = isHeld ? order.current.flatMap((key) => known.get(key) ?? []) : latest;
  last.current = isHeld ? shown : latest;
  return {
    shown,
    isHeld,
    release: () => {
      order.current = undefined;
      draw((n) => n + 1);
    },
  };
}

const isBeingRead = (box: HTMLElement | null): boolean =>
  box !== null &&
  (box.matches(':hover') || box.contains(document.activeElement) || box.getBoundingClientRect().top < 0);
