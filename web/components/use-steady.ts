import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { keepOrder } from '../shared/keep-order';

export interface SteadyOptions<Item> {
  readonly latest: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** What one reads: the list with what belongs to it. */
  readonly box: RefObject<HTMLElement>;
  /** Which list it is; another one is shown as it is. */
  readonly of?: string;
  /** Shown in another place of the page by now, so no longer here. */
  readonly elsewhere?: ReadonlySet<string>;
}

export interface Steady<Item> {
  readonly shown: readonly Item[];
  /** How many lines came, went or moved and are kept back. */
  readonly changes: number;
  /** Still shown, as it was last, and not in the list any more. */
  readonly isGone: (item: Item) => boolean;
  readonly release: () => void;
}

/**
 * A list that the server tells again and again, without moving what somebody reads: as long as the pointer or the focus is
 * in it, or something is scrolled, lines keep their place and only their content changes, until one asks for the new order.
 * When nobody reads any more the new order comes by itself.
 */
export function useSteady<Item>({ latest, keyOf, box, of = '', elsewhere }: SteadyOptions<Item>): Steady<Item> {
  const kept = useRef<{ of: string; items: ReadonlyMap<string, Item> }>({ of, items: new Map() });
  const [, draw] = useState(0);
  const now = new Map(latest.map((item) => [keyOf(item), item]));
  const before = [...kept.current.items.keys()].filter((key) => !elsewhere?.has(key));
  const isFree = kept.current.of !== of || before.length === 0 || !isBeingRead(box.current);
  const { order, changes } = isFree ? { order: [...now.keys()], changes: 0 } : keepOrder(before, [...now.keys()]);
  const known = kept.current.items;
  const items = new Map(
    order.flatMap((key): [string, Item][] => {
      const item = now.get(key) ?? known.get(key);
      return item === undefined ? [] : [[key, item]];
    }),
  );
  kept.current = { of, items };
  const isHeld = changes > 0;
  useEffect(() => {
    if (!isHeld) return undefined;
    const look = () => {
      if (!isBeingRead(box.current)) draw((n) => n + 1);
    };
    const first = { capture: true, passive: true };
    const ends = ['pointerout', 'focusout', 'scroll'];
    for (const end of ends) addEventListener(end, look, first);
    return () => {
      for (const end of ends) removeEventListener(end, look, first);
    };
  }, [isHeld, box]);
  return {
    shown: [...items.values()],
    changes,
    isGone: (item) => !now.has(keyOf(item)),
    release: () => {
      kept.current = { of, items: new Map() };
      draw((n) => n + 1);
    },
  };
}

function isBeingRead(box: HTMLElement | null): boolean {
  if (box === null) return false;
  if (box.matches(':hover') || box.contains(document.activeElement)) return true;
  for (let around: Element | null = box; around; around = around.parentElement) if (around.scrollTop > 0) return true;
  return false;
}
