import { useLayoutEffect, useRef } from 'preact/hooks';
import type { BoardView } from './board-context';
import { isShortcut, viewKeys } from './shortcuts';
import { refreshEvent } from './state/refresh';
import { carried, hashOf } from './state/route';

/** Listens for the shortcuts as long as the page is open. */
export function useShortcuts(board: BoardView, isDialogOpen: boolean): void {
  const now = useRef({ board, isDialogOpen });
  now.current = { board, isDialogOpen };
  // With the first drawing, not after it: a key pressed at once counts.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { board, isDialogOpen } = now.current;
      if (!board.settings.keys || isDialogOpen || !isShortcut(event)) return;
      const view = viewKeys[Number(event.key) - 1];
      if (view !== undefined) location.hash = hashOf(view, carried(board.route.query));
      else if (event.key === '?') board.help();
      else if (event.key === 'r') dispatchEvent(new Event(refreshEvent));
      else if (event.key === 'f') focusFilter();
      else if (event.key === 'p' && board.route.view === 'week') print();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}

function focusFilter(): void {
  const found = [...document.querySelectorAll<HTMLElement>('.filter button, .filter select')];
  found.find((one) => one.checkVisibility())?.focus();
}
