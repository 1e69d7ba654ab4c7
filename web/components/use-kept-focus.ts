import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * What has the focus keeps it when the box is drawn anew, also when it is moved (the browser takes the focus away then) or
 * made anew in another place. When it is gone the box itself has it: never a neighbour, of which the next key would be
 * meant for somebody else.
 */
export function useKeptFocus(box: RefObject<HTMLElement>): void {
  const before = box.current?.contains(document.activeElement) ? document.activeElement : null;
  const row = before?.closest('li, tr')?.querySelector('a[href]')?.getAttribute('href');
  useLayoutEffect(() => {
    const now = document.activeElement;
    if (!(before instanceof HTMLElement) || !box.current || (now !== null && now !== document.body)) return;
    const same = before.isConnected && !before.matches(':disabled');
    const again = same ? before : row == null ? null : box.current.querySelector(`a[href="${CSS.escape(row)}"]`);
    if (again instanceof HTMLElement) return again.focus({ preventScroll: true });
    box.current.tabIndex = -1;
    box.current.focus({ preventScroll: true });
  });
}
