import type { BoardWording } from '../wording/board/board-wording';
import { type View, views } from './state/route';

export type ShortcutName = keyof BoardWording['shortcuts']['list'];

/** Views by the key that opens them; the list is behind the numbers and has none. */
export const viewKeys: readonly View[] = views.filter((view) => view !== 'list');

/** The whole keyboard, as the help shows it. */
export const shortcuts: readonly { readonly name: ShortcutName; readonly keys: readonly string[] }[] = [
  { name: 'views', keys: ['1', '…', String(viewKeys.length)] },
  { name: 'refresh', keys: ['r'] },
  { name: 'filter', keys: ['f'] },
  { name: 'points', keys: ['←', '→', '↑', '↓'] },
  { name: 'ends', keys: ['Home', 'End'] },
  { name: 'open', keys: ['Enter'] },
  { name: 'print', keys: ['p'] },
  { name: 'help', keys: ['?'] },
];

/** Whether a key may be a shortcut: not while one writes, chooses in a field or a dialog is open, or with Ctrl, Alt or Meta. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return false;
  const { target } = event;
  return target instanceof Element && !target.closest('input, textarea, select, dialog, [popover], [contenteditable]');
}
